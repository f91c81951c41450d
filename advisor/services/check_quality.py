"""Look what is wrong, missing or old in the books, and what would mend it."""

from __future__ import annotations

from collections.abc import Callable

from advisor.bookkeeping.checks import Books, find_issues
from advisor.domain.market import MarketBook
from advisor.domain.portfolio import InstrumentKind, Position
from advisor.domain.quality import Check, QualityIssue
from advisor.services.check_market import market_issues
from advisor.services.clock import today
from advisor.services.market_book import market_book
from advisor.services.own_portfolio import OwnPortfolio, own_portfolio
from advisor.services.task import Task
from advisor.storage.engine import Database
from advisor.storage.lots import load_lots
from advisor.storage.overrides import load_overrides
from advisor.storage.portfolios import accounts_without_positions, newest_snapshot_origins, quantities_before

_SPEAK_FOR_THEMSELVES = {InstrumentKind.CASH, InstrumentKind.BOND, InstrumentKind.OPTION, InstrumentKind.CRYPTO}


def check_quality(db: Database, task: Task) -> tuple[QualityIssue, ...]:
    """Every issue of what is owned now, worst first."""
    task.step(0, 2, "Reading your positions")
    own = own_portfolio(db)
    task.step(1, 2, "Checking them")
    return issues_of(db, own)


def issues_of(db: Database, own: OwnPortfolio) -> tuple[QualityIssue, ...]:
    """Every issue of a portfolio that was just read."""
    before = quantities_before(db)
    books = Books(
        portfolio=own.portfolio,
        stated_lots=load_lots(db),
        rebuilt=own.rebuilt,
        before=before.quantities,
        accounts_with_a_past=before.accounts,
        without_positions=accounts_without_positions(db),
        origin=newest_snapshot_origins(db),
        is_known=_known_symbols(db),
        doubts=_doubts(db, own),
    )
    return find_issues(books, today())


def _doubts(db: Database, own: OwnPortfolio) -> tuple[QualityIssue, ...]:
    """What speaks against prices and lists.

    What valuing the positions found already is not told twice, and which company a ticker means is not asked again once the
    investor has said what it is.
    """
    told = {(doubt.check, doubt.symbol) for doubt in own.doubts}
    found = market_issues(db, own.portfolio.positions, today())
    doubts = (*own.doubts, *(issue for issue in found if (issue.check, issue.symbol) not in told))
    book = market_book(db)
    said = _companies_said(db, book)
    return tuple(doubt for doubt in doubts if doubt.check is not Check.OTHER_COMPANY or book.company_of(doubt.symbol) not in said)


def _known_symbols(db: Database) -> Callable[[Position], bool]:
    book = market_book(db)
    said = _companies_said(db, book)

    def is_known(position: Position) -> bool:
        symbol = book.canonical(position.symbol)
        known = symbol in book.securities or symbol in book.funds or book.company_of(symbol) in said
        return known or position.kind in _SPEAK_FOR_THEMSELVES

    return is_known


def _companies_said(db: Database, book: MarketBook) -> frozenset[str]:
    """Companies, and things that are none, of which the investor has said what they are."""
    return frozenset(map(book.company_of, load_overrides(db)))
