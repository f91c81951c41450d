"""Suggest trades that bring the investor closer to a target."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from advisor.advice.model.plan import Plan
from advisor.advice.model.request import Candidate, PlanPosition, PlanRequest
from advisor.advice.model.target import OWN_TARGET_ID, TargetModel
from advisor.advice.plan import solve
from advisor.advice.target_file import parse_target
from advisor.advice.targets import default_candidates, presets
from advisor.bookkeeping.history_lines import Quote
from advisor.domain.errors import InvalidRequestError
from advisor.domain.market import MarketBook
from advisor.domain.portfolio import PRICE_UNITS, InstrumentKind, Portfolio, Position
from advisor.exposure.contents import Contents
from advisor.exposure.instrument_contents import instrument_contents
from advisor.services.closes_on_file import newest_closes
from advisor.services.market_book import market_book
from advisor.services.measure_exposure import only_account
from advisor.services.own_portfolio import current_portfolio
from advisor.services.own_target import own_target
from advisor.services.read_json_text import read_json_text
from advisor.services.suggest_options import SuggestOptions
from advisor.services.task import Task
from advisor.storage.engine import Database
from advisor.storage.overrides import load_overrides

_PRESET_BENCHMARKS = ("VTI", "RSP")
_UNTRADED_KINDS = (InstrumentKind.OPTION, InstrumentKind.BOND, InstrumentKind.CRYPTO, InstrumentKind.OTHER, InstrumentKind.CASH)


def list_targets(db: Database, task: Task) -> tuple[TargetModel, ...]:
    """The presets, built from how the whole US market and the equal-weight S&P 500 look today, and the investor's own target."""
    task.step(0, 1, "Working out the targets")
    benchmarks = instrument_contents((), _PRESET_BENCHMARKS, market_book(db), load_overrides(db)).offered
    offered = presets({symbol: contents.sleeves for symbol, contents in benchmarks.items()})
    own = own_target(db, task)
    return (*offered, own) if own else offered


def read_target(path: Path) -> TargetModel:
    """A target file.

    Raises:
        UnreadableFileError, MalformedFileError: The file cannot be read, or breaks the format.
    """
    return parse_target(read_json_text(path, "target"), path.name)


def choose_target(db: Database, task: Task, wanted: str) -> TargetModel:
    """A preset or the investor's own target by its id, or a target file by its path.

    Raises:
        InvalidRequestError: Neither.
    """
    targets = {target.id: target for target in list_targets(db, task)}
    if wanted in targets:
        return targets[wanted]
    if wanted.lower().endswith(".json") or Path(wanted).is_file():
        return read_target(Path(wanted))
    if wanted == OWN_TARGET_ID:
        raise InvalidRequestError(
            "You have made no target of your own yet.",
            "Make one on the Advice page (“Your own…”), or name a target file (.json).",
        )
    raise InvalidRequestError(f"There is no target called {wanted}.", f"Name a .json file, or one of: {', '.join(targets)}.")


def suggest_trades(db: Database, task: Task, options: SuggestOptions, cancelled: Callable[[], bool] = lambda: False) -> Plan:
    """The best plan found within the time limit.

    Args:
        cancelled: Asked while solving; once it or the task says so, the best plan so far is returned.

    Raises:
        InvalidRequestError: There are no positions, or a symbol of the options is neither held nor offered.
        NoFeasiblePlanError: Some constraint stands in the way.
        TaskCancelled: The investor stopped it before any plan was found.
    """
    task.step(0, 2, "Looking through your funds")
    portfolio = only_account(current_portfolio(db), options.account_id)
    if not portfolio.positions:
        raise InvalidRequestError("There are no positions to plan for.", "Import a positions file first.")
    book = market_book(db)
    options = _spelled_as_held(options, portfolio, book)
    _refuse_unknown(portfolio, options)
    overrides = load_overrides(db)
    wanted = dict(options.target.candidates) or dict.fromkeys(default_candidates())
    contents = instrument_contents(portfolio.positions, wanted, book, overrides)
    candidates = _candidates(wanted, portfolio, newest_closes(db, wanted), book, contents.offered)
    request = _request(portfolio, contents.held, candidates, options)
    task.step(1, 2, "Searching for the best plan")
    return solve(request, lambda: cancelled() or task.cancelled)


def _request(
    portfolio: Portfolio,
    contents: Mapping[str, Contents],
    candidates: tuple[Candidate, ...],
    options: SuggestOptions,
) -> PlanRequest:
    cash = {account.id: Decimal(0) for account in portfolio.accounts}
    for position in portfolio.positions:
        if _is_spendable(position):
            cash[position.account.id] += position.value
    return PlanRequest(
        positions=tuple(
            _plan_position(position, contents[position.symbol]) for position in portfolio.positions if not _is_spendable(position)
        ),
        cash=cash,
        accounts=portfolio.accounts,
        target=options.target,
        candidates=candidates,
        trade_date=options.trade_date,
        new_cash=options.new_cash,
        no_sell=options.no_sell,
        locked=options.locked,
        minimum_trade=options.minimum_trade,
        max_gain=options.max_gain,
        whole_shares=options.whole_shares,
        time_limit=options.time_limit,
    )


def _plan_position(position: Position, contents: Contents) -> PlanPosition:
    quantity = position.quantity if position.quantity is not None else Decimal(0)
    price = position.price if position.price is not None and _is_in_dollars(position) else Decimal(0)
    return PlanPosition(
        account=position.account,
        symbol=position.symbol,
        name=position.name,
        quantity=quantity,
        unit_value=price * PRICE_UNITS.get(position.kind, Decimal(1)),
        value=position.value,
        cost_basis=position.cost_basis,
        lots=position.lots,
        contents=contents,
        tradable=quantity > 0 and price > 0 and position.kind not in _UNTRADED_KINDS,
    )


def _is_spendable(position: Position) -> bool:
    """Whether it is cash that buys something without being changed into dollars first."""
    return position.kind is InstrumentKind.CASH and _is_in_dollars(position)


def _is_in_dollars(position: Position) -> bool:
    """Whether its price is in dollars and its account pays in dollars: other prices must not be multiplied as if they were."""
    return position.currency == "USD" and (position.rebuilt or position.account.currency == "USD")


def _candidates(
    wanted: Mapping[str, Decimal | None],
    portfolio: Portfolio,
    closes: Mapping[str, Quote],
    book: MarketBook,
    contents: Mapping[str, Contents],
) -> tuple[Candidate, ...]:
    """The target's own candidates, or the usual ones; priced by the target file, else as held, else by the newest close."""
    held = {position.symbol: position.price for position in portfolio.positions if position.price and _is_in_dollars(position)}
    candidates = []
    for symbol, given in wanted.items():
        name, last_close, closed_on = _known(book, symbol)
        if symbol in closes and (closed_on is None or closes[symbol].as_of > closed_on):
            last_close, closed_on = closes[symbol].price, closes[symbol].as_of
        own_price = given or held.get(symbol)
        price = own_price or last_close
        if price is not None:
            candidates.append(Candidate(symbol, name, price, contents[symbol], None if own_price else closed_on))
    return tuple(candidates)


def _known(book: MarketBook, symbol: str) -> tuple[str, Decimal | None, date | None]:
    """Name, last close and its day of a fund or a share, as far as the market book has them."""
    key = book.canonical(symbol)
    if key in book.funds:
        return book.funds[key].name, book.funds[key].price, book.funds[key].price_as_of
    if key in book.securities:
        return book.securities[key].company_name, book.securities[key].price, book.securities[key].as_of
    return symbol, None, None


def _spelled_as_held(options: SuggestOptions, portfolio: Portfolio, book: MarketBook) -> SuggestOptions:
    """The same wishes with every symbol as the books spell it: BRK.B also means a line that a broker calls BRKB."""
    held: dict[str, set[str]] = {}
    for position in portfolio.positions:
        held.setdefault(book.canonical(position.symbol), set()).add(position.symbol)

    def spelled(symbols: frozenset[str]) -> frozenset[str]:
        return frozenset(own for symbol in symbols for own in held.get(book.canonical(symbol), {symbol}))

    return replace(options, no_sell=spelled(options.no_sell), locked=spelled(options.locked))


def _refuse_unknown(portfolio: Portfolio, options: SuggestOptions) -> None:
    """What is not held cannot be kept from being sold; a fund that would be bought can be locked."""
    held = {position.symbol for position in portfolio.positions}
    offered = dict(options.target.candidates) or default_candidates()
    unknown = sorted((options.no_sell - held) | (options.locked - held.union(offered)))
    if unknown:
        raise InvalidRequestError(f"You do not hold {', '.join(unknown)}.", f"You hold {', '.join(sorted(held))}.")
