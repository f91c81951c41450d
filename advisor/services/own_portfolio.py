"""What is owned, all told: brokers' positions, what histories add up to, lots, and everything in dollars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from advisor.bookkeeping.held_lots import with_lots
from advisor.bookkeeping.rebuild import Quote, RebuiltAccount, rebuild
from advisor.domain.market import MarketBook
from advisor.domain.money import round_to_cents
from advisor.domain.portfolio import Account, ExchangeRate, Portfolio, Position, TaxLot
from advisor.services.market_book import market_book
from advisor.storage.cost_bases import load_cost_bases
from advisor.storage.engine import Database
from advisor.storage.exchange_rates import load_rates
from advisor.storage.lots import load_lots
from advisor.storage.portfolios import load_portfolio, load_previous_portfolio
from advisor.storage.transactions import load_rebuilt_histories, load_transactions_of_holdings

BASE_CURRENCY = "USD"
_DOLLAR = Decimal(1)


@dataclass(frozen=True, slots=True)
class OwnPortfolio:
    """What is owned, and what working it out left open.

    Attributes:
        rebuilt: Each account without positions of its broker's, worked out from its history.
    """

    portfolio: Portfolio
    rebuilt: Mapping[Account, RebuiltAccount]


def current_portfolio(db: Database) -> Portfolio:
    """Everything owned now."""
    return own_portfolio(db).portfolio


def own_portfolio(db: Database) -> OwnPortfolio:
    """Everything owned now, and what working it out left open."""
    own = portfolio_in_own_currencies(db)
    return replace(own, portfolio=in_dollars(own.portfolio, load_rates(db)))


def portfolio_in_own_currencies(db: Database) -> OwnPortfolio:
    """Everything owned now, each account's money in its own currency."""
    stated = load_portfolio(db)
    held = with_lots(_with_said_cost(db, stated.positions), load_lots(db), load_transactions_of_holdings(db))
    rebuilt = _rebuilt_accounts(db)
    portfolio = replace(
        stated, accounts=_all_accounts(stated, rebuilt), positions=(*held, *_with_said_cost(db, _positions_of(rebuilt)))
    )
    return OwnPortfolio(portfolio, rebuilt)


def previous_portfolio(db: Database) -> tuple[Portfolio, date] | None:
    """What was owned before the newest import, and the date of the snapshots it replaced; None when there is nothing to compare.

    Accounts worked out from histories count as they are now.
    """
    before = load_previous_portfolio(db)
    if before is None:
        return None
    stated, as_of = before
    rebuilt = _rebuilt_accounts(db)
    portfolio = replace(stated, accounts=_all_accounts(stated, rebuilt), positions=(*stated.positions, *_positions_of(rebuilt)))
    return in_dollars(portfolio, load_rates(db)), as_of


def in_dollars(portfolio: Portfolio, rates: Mapping[str, ExchangeRate]) -> Portfolio:
    """The portfolio with value, cost basis and lots in dollars; what has no rate is set aside."""
    dollars = {BASE_CURRENCY: _DOLLAR} | {currency: rate.dollars for currency, rate in rates.items()}
    counted, unconverted = [], []
    for position in portfolio.positions:
        rate = dollars.get(position.value_currency)
        if rate is None:
            unconverted.append(position)
        else:
            counted.append(position if rate == _DOLLAR else _converted(position, rate))
    return replace(portfolio, positions=tuple(counted), unconverted=tuple(unconverted))


def quotes_of(book: MarketBook) -> Mapping[str, Quote]:
    """The newest price that the market book knows, by symbol."""
    securities = {s.symbol: Quote(s.price, s.as_of) for s in book.securities.values() if s.price is not None}
    funds = {
        f.symbol: Quote(f.price, f.price_as_of) for f in book.funds.values() if f.price is not None and f.price_as_of is not None
    }
    return securities | funds


def _converted(position: Position, rate: Decimal) -> Position:
    return replace(
        position,
        value=round_to_cents(position.value * rate),
        cost_basis=_times(position.cost_basis, rate),
        lots=tuple(TaxLot(lot.acquired, lot.quantity, _times(lot.cost_basis, rate)) for lot in position.lots),
    )


def _times(amount: Decimal | None, rate: Decimal) -> Decimal | None:
    return None if amount is None else round_to_cents(amount * rate)


def _rebuilt_accounts(db: Database) -> dict[Account, RebuiltAccount]:
    histories = load_rebuilt_histories(db)
    if not histories:
        return {}
    quotes = quotes_of(market_book(db))
    return {account: rebuild(account, history, quotes) for account, history in histories.items()}


def _all_accounts(stated: Portfolio, rebuilt: Iterable[Account]) -> tuple[Account, ...]:
    return tuple(sorted((*stated.accounts, *rebuilt), key=lambda account: account.id))


def _positions_of(rebuilt: Mapping[Account, RebuiltAccount]) -> tuple[Position, ...]:
    return tuple(position for account in rebuilt.values() for position in account.positions)


def _with_said_cost(db: Database, positions: tuple[Position, ...]) -> tuple[Position, ...]:
    """What the investor typed in counts where no file says it, and while the quantity is the one it was said for."""
    said = load_cost_bases(db)
    if not said:
        return positions
    return tuple(
        replace(position, cost_basis=said[position.account.id, position.symbol][1], cost_stated=True)
        if position.cost_basis is None
        and (position.account.id, position.symbol) in said
        and said[position.account.id, position.symbol][0] == position.quantity
        else position
        for position in positions
    )
