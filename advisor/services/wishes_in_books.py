"""The investor's wishes beside the books: spelled alike, and refused where the books know nothing of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.advice.model.action import TradeAction
from advisor.advice.model.request import Candidate
from advisor.domain.days import long_date
from advisor.domain.errors import InvalidRequestError
from advisor.domain.market import MarketBook
from advisor.domain.portfolio import Portfolio
from advisor.services.suggest_options import SuggestOptions

Candidates = tuple[tuple[str, Decimal | None], ...]  # symbols, each with a price where one is stated


def spelled_as_held(options: SuggestOptions, portfolio: Portfolio, book: MarketBook) -> SuggestOptions:
    """The same wishes with every symbol as the books spell it: BRK.B also means a line that a broker calls BRKB."""
    held: dict[str, set[str]] = {}
    for position in portfolio.positions:
        held.setdefault(book.canonical(position.symbol), set()).add(position.symbol)

    def spellings(symbol: str) -> set[str]:
        return held.get(book.canonical(symbol), {symbol})

    def one(symbol: str) -> str:
        return symbol if symbol in spellings(symbol) else min(spellings(symbol))

    def offered(candidates: Candidates) -> Candidates:
        return tuple((one(symbol), price) for symbol, price in candidates)

    target = options.target
    return replace(
        options,
        no_sell=frozenset(own for symbol in options.no_sell for own in spellings(symbol)),
        no_buy=frozenset(own for symbol in options.no_buy for own in {symbol, *spellings(symbol)}),
        locked=frozenset(own for symbol in options.locked for own in spellings(symbol)),
        fixed=tuple(replace(trade, symbol=one(trade.symbol)) for trade in options.fixed),
        target=replace(
            target,
            instruments={one(symbol): weight for symbol, weight in target.instruments.items()},
            candidates=offered(target.candidates),
        ),
        candidates=None if options.candidates is None else offered(options.candidates),
    )


def refuse_unpriced(options: SuggestOptions, candidates: Iterable[Candidate]) -> None:
    """What is bought as it stands needs a price.

    Raises:
        InvalidRequestError: Something has none.
    """
    bought = {trade.symbol for trade in options.fixed if trade.action is TradeAction.BUY}
    unpriced = sorted(bought - {candidate.symbol for candidate in candidates})
    if unpriced:
        raise InvalidRequestError(
            f"No price is at hand for {', '.join(unpriced)}, so it cannot be bought.",
            "Check the symbol, or offer it with a price.",
        )


def refuse_before_purchases(portfolio: Portfolio, trade_date: date) -> None:
    """What was bought after a day cannot be sold on it, and its purchase would wash losses that it came long after.

    A purchase that is dated after the books themselves is a slip of some file and stands in no plan's way.

    Raises:
        InvalidRequestError: Something was bought after the trade date.
    """
    told = max((max(each.as_of, each.valued_on) for each in portfolio.positions), default=trade_date)
    bought = [(lot.acquired, each.symbol) for each in portfolio.positions for lot in each.lots if lot.acquired is not None]
    day, symbol = max((purchase for purchase in bought if purchase[0] <= told), default=(trade_date, ""))
    if day > trade_date:
        raise InvalidRequestError(
            f"On {long_date(trade_date)} you did not hold all that your books have: some {symbol} was bought on "
            f"{long_date(day)}.",
            f"Choose {long_date(day)} or a later day for the trades.",
        )


def refuse_unknown(portfolio: Portfolio, options: SuggestOptions, offered: Mapping[str, object]) -> None:
    """What is not held cannot be kept from being sold; a fund that would be bought can be locked.

    Args:
        offered: What may be bought, by symbol.

    Raises:
        InvalidRequestError: A symbol is neither held nor offered, or there is no such account.
    """
    held = {position.symbol for position in portfolio.positions}
    tradable = held.union(offered)
    fixed = {trade.symbol for trade in options.fixed}
    unknown = sorted((options.no_sell - held) | (options.locked - tradable) | (fixed - tradable))
    if unknown:
        raise InvalidRequestError(f"You do not hold {', '.join(unknown)}.", f"You hold {', '.join(sorted(held))}.")
    accounts = {account.id for account in portfolio.accounts}
    if not {*options.flows, *(trade.account_id for trade in options.fixed)} <= accounts:
        raise InvalidRequestError("There is no such account.", "Choose one of the accounts in your holdings.")
