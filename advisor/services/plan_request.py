"""Everything a plan is asked for, from the books and the investor's wishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from advisor.advice.model.action import TradeAction
from advisor.advice.model.request import Candidate, PlanRequest, TradingCost
from advisor.advice.model.target import TargetModel
from advisor.advice.targets import default_candidates, second_funds
from advisor.bookkeeping.history_lines import Quote
from advisor.domain.errors import InvalidRequestError
from advisor.domain.market import MarketBook
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Portfolio
from advisor.exposure.instrument_contents import KnownContents, instrument_contents
from advisor.services.closes_on_file import newest_closes
from advisor.services.empty_accounts import with_empty_accounts
from advisor.services.market_book import market_book
from advisor.services.measure_exposure import only_account
from advisor.services.own_portfolio import current_portfolio
from advisor.services.plan_positions import is_at_a_loss, is_spendable, plan_positions, price_in_dollars
from advisor.services.plan_risk import MARKET_FUNDS, target_risk
from advisor.services.plan_themes import theme_members
from advisor.services.suggest_options import SuggestOptions
from advisor.services.task import Task
from advisor.services.tax_settings import tax_rules
from advisor.services.wash_history import wash_history
from advisor.services.wishes_in_books import refuse_before_purchases, refuse_unknown, refuse_unpriced, spelled_as_held
from advisor.services.yearly_figures import YearlyFigures, yearly_figures
from advisor.storage.engine import Database
from advisor.storage.overrides import load_overrides

# Holding bonds where their interest is taxed every year costs about a quarter of a yield of four percent.
_LOCATION_PRICE = 0.01


def plan_request(db: Database, task: Task, options: SuggestOptions) -> PlanRequest:
    """The books, the market and the wishes as the optimiser takes them.

    Raises:
        InvalidRequestError: There are no positions, an account or a theme is unknown, a symbol of the options is neither held
            nor offered, one that is bought as it stands has no price, or something was bought after the trade date.
        MalformedFileError: What is stored of taxes or of identical securities cannot be read.
        TaskCancelled: The investor stopped it.
    """
    portfolio = only_account(current_portfolio(db), options.account_id)
    if not portfolio.positions:
        raise InvalidRequestError("There are no positions to plan for.", "Import a positions file first.")
    refuse_before_purchases(portfolio, options.trade_date)
    portfolio = with_empty_accounts(db, portfolio, _accounts_named(options))
    book = market_book(db)
    options = spelled_as_held(options, portfolio, book)
    target = _wanted_target(options)
    offered = _offered(target, portfolio, options)
    refuse_unknown(portfolio, options, offered)
    known = _look_up(db, portfolio, book, offered)
    request = PlanRequest(
        positions=plan_positions(portfolio.positions, known.contents.held, known.yearly, book),
        cash=_cash(portfolio),
        accounts=portfolio.accounts,
        target=target,
        candidates=_candidates(offered, portfolio, book, known),
        trade_date=options.trade_date,
        taxes=tax_rules(db, task, options.trade_date.year),
        risk=target_risk(db, target, _values(portfolio), known.contents),
        theme_members=theme_members(db, target.themes),
        history=wash_history(db, task, options.trade_date),
    )
    refuse_unpriced(options, request.candidates)
    return _with_wishes(request, options)


def _accounts_named(options: SuggestOptions) -> set[int]:
    """By a contribution or a line, where the plan is not of one account alone."""
    if options.account_id is not None:
        return set()
    return {*options.flows, *(trade.account_id for trade in options.fixed)}


def _with_wishes(request: PlanRequest, options: SuggestOptions) -> PlanRequest:
    return replace(
        request,
        new_cash=options.new_cash,
        flows=options.flows,
        no_sell=options.no_sell,
        no_buy=options.no_buy,
        locked=options.locked,
        fixed=options.fixed,
        buy_only=options.buy_only,
        minimum_trade=options.minimum_trade,
        maximum_trade=options.maximum_trade,
        max_gain=options.max_gain,
        max_turnover=options.max_turnover,
        whole_shares=options.whole_shares,
        time_limit=options.time_limit,
        lot_method=options.lot_method,
        costs=TradingCost(options.cost_per_trade, options.spread),
        risk_price=options.risk_price,
        location_price=_LOCATION_PRICE if options.prefer_location else 0.0,
        wash_policy=options.wash_policy,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the program knows of all that is held and offered."""

    contents: KnownContents
    closes: Mapping[str, Quote]
    yearly: YearlyFigures


def _look_up(db: Database, portfolio: Portfolio, book: MarketBook, offered: Mapping[str, Decimal | None]) -> _Known:
    held = {position.symbol for position in portfolio.positions}
    return _Known(
        contents=instrument_contents(portfolio.positions, (*offered, *MARKET_FUNDS), book, load_overrides(db)),
        closes=newest_closes(db, offered),
        yearly=yearly_figures(db, held.union(offered), book),
    )


def _wanted_target(options: SuggestOptions) -> TargetModel:
    """The target with what the wishes put in place of its own."""
    target = options.target
    return replace(
        target,
        destination=options.destination or target.destination,
        band=options.band or target.band,
        company_max=target.company_max if options.company_max is None else options.company_max,
        candidates=target.candidates if options.candidates is None else options.candidates,
    )


def _offered(target: TargetModel, portfolio: Portfolio, options: SuggestOptions) -> dict[str, Decimal | None]:
    """What may be bought, with the price that the target states.

    Its candidates, or the usual ones, and whatever it names, or a trade that is made as it stands.
    """
    offered = dict(target.candidates) or dict.fromkeys(default_candidates())
    if tuple(offered) == default_candidates() and not options.buy_only:
        at_a_loss = {each.symbol for each in portfolio.positions if is_at_a_loss(each)}
        offered |= dict.fromkeys(second_funds(at_a_loss - options.no_sell - options.locked))
    named = (*target.instruments, *(trade.symbol for trade in options.fixed if trade.action is TradeAction.BUY))
    return offered | {symbol: None for symbol in named if symbol not in offered}


def _values(portfolio: Portfolio) -> dict[str, float]:
    """Account currency by symbol."""
    values: dict[str, float] = {}
    for position in portfolio.positions:
        values[position.symbol] = values.get(position.symbol, 0.0) + float(position.value)
    return values


def _cash(portfolio: Portfolio) -> dict[int, Decimal]:
    cash = {account.id: ZERO for account in portfolio.accounts}
    for position in portfolio.positions:
        if is_spendable(position):
            cash[position.account.id] += position.value
    return cash


def _candidates(
    offered: Mapping[str, Decimal | None], portfolio: Portfolio, book: MarketBook, known: _Known
) -> tuple[Candidate, ...]:
    """Priced by the target, else as held, else by the newest close; without a price nothing can be bought."""
    held = {position.symbol: price for position in portfolio.positions if (price := price_in_dollars(position))}
    candidates = []
    for symbol, given in offered.items():
        name, last = _named(book, symbol)
        close = known.closes.get(symbol)
        if close is not None and (last is None or close.as_of > last.as_of):
            last = close
        own_price = given or held.get(symbol)
        price = own_price or (last.price if last else None)
        if price:
            candidates.append(
                Candidate(
                    symbol=symbol,
                    name=name,
                    price=price,
                    contents=known.contents.offered[symbol],
                    price_as_of=None if own_price or last is None else last.as_of,
                    income=known.yearly.income.get(symbol),
                    expense=known.yearly.expense.get(symbol),
                )
            )
    return tuple(candidates)


def _named(book: MarketBook, symbol: str) -> tuple[str, Quote | None]:
    """Name and last close of a fund or a share, as far as the market book has them."""
    key = book.canonical(symbol)
    fund, security = book.funds.get(key), book.securities.get(key)
    if fund is not None:
        return fund.name, Quote(fund.price, fund.price_as_of) if fund.price is not None and fund.price_as_of else None
    if security is not None:
        return security.company_name, None if security.price is None else Quote(security.price, security.as_of)
    return symbol, None
