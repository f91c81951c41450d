"""The calendar of wash sales: what had better not be bought, or not be sold at a loss, and until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisor.advice.model.washing import Move, MoveKind, WashHistory, WashWindow, WindowRule
from advisor.advice.washing.match import is_loss_possible, match_moves
from advisor.advice.washing.period import EITHER_SIDE
from advisor.advice.wording import exact_dollars, listed, shares
from advisor.domain.days import long_date
from advisor.domain.money import ZERO


@dataclass(frozen=True, slots=True)
class _Cause:
    """Shares of one move that open a window.

    Attributes:
        at_stake: Loss on them; None when not known.
    """

    rule: WindowRule
    move: Move
    quantity: Decimal
    at_stake: Decimal | None = None


def wash_windows(history: WashHistory, planned: Sequence[Move], today: date) -> tuple[WashWindow, ...]:
    """Every window that is open today or that the plan opens, the first to end first.

    Moves of one group, rule and origin (books or plan) are one window, which lasts until the last of them stops to matter. Losses
    that are washed already, and purchases that have replaced something already, open none.

    Args:
        planned: Trades of the plan as moves, `planned` set.
    """
    causes: defaultdict[tuple[WindowRule, str, bool], list[_Cause]] = defaultdict(list)
    for cause in _causes(history, planned):
        if _end(cause) >= today:
            causes[cause.rule, history.group_of(cause.move.symbol), cause.move.planned].append(cause)
    windows = (_window(history, group, merged) for (_, group, _), merged in causes.items())
    return tuple(sorted(windows, key=lambda window: (window.until, window.symbol, window.rule, window.planned)))


def _causes(history: WashHistory, planned: Sequence[Move]) -> Iterator[_Cause]:
    moves = (*history.moves, *planned)
    matching = match_moves(moves, history.group_of)
    for loss in matching.unwashed:
        yield _Cause(WindowRule.DO_NOT_BUY, loss.sale, loss.quantity, loss.loss)
    for move in moves:
        if move.kind is MoveKind.SOLD and is_loss_possible(move):
            yield _Cause(WindowRule.DO_NOT_BUY, move, move.quantity)
    for free in matching.free:
        yield _Cause(WindowRule.DO_NOT_SELL_AT_A_LOSS, free.purchase, free.quantity)


def _end(cause: _Cause) -> date:
    return cause.move.day + EITHER_SIDE


def _window(history: WashHistory, group: str, causes: Sequence[_Cause]) -> WashWindow:
    last = max(causes, key=lambda cause: (cause.move.day, cause.move.symbol))
    symbols = frozenset(symbol for symbol, name in (history.groups or {}).items() if name == group)
    symbols |= {cause.move.symbol for cause in causes}
    stakes = [cause.at_stake for cause in causes if cause.at_stake is not None]
    at_stake = sum(stakes, ZERO) if len(stakes) == len(causes) else None
    quantity = sum((cause.quantity for cause in causes), ZERO)
    if last.rule is WindowRule.DO_NOT_BUY:
        because = _why_not_buy(causes, quantity, at_stake, _end(last)) + _reinvestment(history, symbols, _end(last))
    else:
        because = _why_not_sell(causes, quantity, _end(last))
    return WashWindow(
        rule=last.rule,
        symbol=last.move.symbol,
        symbols=symbols,
        begins=min(cause.move.day for cause in causes),
        until=_end(last),
        quantity=quantity,
        at_stake=at_stake,
        because=f"{because}.",
        planned=last.move.planned,
    )


def _why_not_buy(causes: Sequence[_Cause], quantity: Decimal, at_stake: Decimal | None, until: date) -> str:
    how = "at a loss" if at_stake is not None else "perhaps at a loss (what it cost is not known)"
    stake = "of the loss" if at_stake is None else f"of the {exact_dollars(at_stake)} loss"
    sold = f"This plan sells {_shares(quantity, causes)}" if causes[0].move.planned else f"{_shares(quantity, causes)} sold"
    return f"{sold} {how} {_when(causes)}: shares bought in any account by {long_date(until)} would cancel their part {stake}"


def _why_not_sell(causes: Sequence[_Cause], quantity: Decimal, until: date) -> str:
    accounts = listed(sorted({cause.move.account.name for cause in causes}))
    what = _shares(quantity, causes)
    came = "reinvested" if all(cause.move.kind is MoveKind.REINVESTED for cause in causes) else "bought"
    origin = f"This plan buys {what}" if causes[0].move.planned else f"{what} {came}"
    return f"{origin} in {accounts} {_when(causes)}: a loss on as many others sold by {long_date(until)} would not count"


def _reinvestment(history: WashHistory, symbols: Iterable[str], until: date) -> str:
    """What a distribution expected inside the window would do."""
    reinvesting = history.reinvesting or {}
    concerned = {symbol: reinvesting[symbol] for symbol in sorted(symbols) if symbol in reinvesting}
    within = {symbol: day for symbol, day in concerned.items() if day is None or day <= until}
    if not within:
        return ""
    days = [day for day in within.values() if day is not None]
    expected = f", the next about {long_date(min(days))}," if days else ""
    return f"; distributions of {listed(list(within))} are reinvested{expected} and each is a purchase"


def _shares(quantity: Decimal, causes: Sequence[_Cause]) -> str:
    symbols = listed(sorted({cause.move.symbol for cause in causes}))
    return f"{shares(quantity)} {'share' if quantity == 1 else 'shares'} of {symbols}"


def _when(causes: Sequence[_Cause]) -> str:
    days = sorted({cause.move.day for cause in causes})
    if len(days) == 1:
        return f"on {long_date(days[0])}"
    return f"from {long_date(days[0])} to {long_date(days[-1])}"
