"""What only the investor can say, in words while it is typed and after: a rate, a cost."""

from __future__ import annotations

from decimal import Decimal

from advisor.domain.exchange_rates import is_possible_rate
from advisor.domain.portfolio import Position
from advisor.presentation import labels, words


def rate_meaning(currency: str, dollars: Decimal | None, waiting: Decimal) -> tuple[str, bool]:
    """What a rate would make of the money that waits for it, and whether it can be one."""
    if dollars is None:
        return f"Type how many dollars one {currency} buys, for example 1.08.", False
    if not is_possible_rate(dollars):
        return f"One {currency} cannot be worth {words.price(dollars)} dollars.", False
    if not waiting:
        return f"{currency} 100.00 count as {words.dollars_and_cents(100 * dollars)}.", True
    return f"{words.money_in(waiting, currency)} count as {words.dollars_and_cents(waiting * dollars)}.", True


def cost_sentence(position: Position) -> str:
    """Which position it is, and for how long the answer counts."""
    account = labels.account_label(position.account.name, position.account.number_masked)
    what = "" if position.quantity is None else f"{words.quantity(position.quantity)} of "
    worth = words.dollars_and_cents(position.value)
    until = "The answer counts until the quantity changes or the broker says it."
    return f"{what}{position.symbol} in {account}, worth {worth}. {until}"


def cost_meaning(position: Position, cost: Decimal | None) -> tuple[str, bool]:
    """The gain that a cost would mean, and whether it can be one."""
    money = money_name(position.value_currency)
    if cost is None:
        return f"Type what you {'took in' if _is_short(position) else 'paid'} for all of it in {money}, fees included.", False
    if cost < 0:
        return "A cost cannot be negative.", False
    if position.value_currency != "USD":
        return f"{words.money_in(cost, position.value_currency)} for the whole position.", True
    gain = position.value - cost.copy_sign(position.quantity or cost)
    return f"A {'loss' if gain < 0 else 'gain'} of {words.dollars_and_cents(abs(gain))} so far.", True


def cost_question(position: Position) -> str:
    """A short position was paid for by others."""
    return f"What did you get for {position.symbol}?" if _is_short(position) else f"What did {position.symbol} cost?"


def _is_short(position: Position) -> bool:
    return position.quantity is not None and position.quantity < 0


def money_name(currency: str) -> str:
    """ "dollars", or the code of another currency."""
    return "dollars" if currency == "USD" else currency


def rate_words(currency: str, dollars: Decimal) -> str:
    """After a rate was stated."""
    return f"One {currency} counts as {words.price(dollars)} dollars."


def cost_words(symbol: str, cost: Decimal, currency: str) -> str:
    """After a cost was stated."""
    return f"{symbol} is kept at a cost of {words.money_in(cost, currency)}."
