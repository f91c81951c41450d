"""How the program's knowledge of the market stands."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from advisor.domain.market import MarketBook
from advisor.domain.market_state import FundList, MarketState
from advisor.services.market_book import downloadable_funds, resolved_book
from advisor.services.network_switch import network_switch
from advisor.storage.answers import load_answers
from advisor.storage.engine import Database
from advisor.storage.figures import fetched_figures
from advisor.storage.fund_files import fund_lists
from advisor.storage.instruments import profile_dates
from advisor.storage.prices import load_closes_states
from advisor.storage.settings import save_setting, setting

LAST_REFRESH_KEY = "last_refresh"
_ANSWERS = 5_000  # several refreshes of everything: what failed last must be among them


def market_state(db: Database) -> MarketState:
    """What was asked and answered, what is on file, and every way to look through each fund that was considered."""
    switch = network_switch(db)
    last_refresh = setting(db, LAST_REFRESH_KEY)
    resolved = resolved_book(db)
    return MarketState(
        offline=switch.offline,
        refresh_at_start=switch.refresh_at_start,
        sec_contact=switch.sec_contact,
        closes=load_closes_states(db),
        profiled_on=profile_dates(db),
        candidates=resolved.candidates,
        downloadable=downloadable_funds(db),
        log=load_answers(db, _ANSWERS),
        last_refresh=datetime.fromisoformat(last_refresh) if last_refresh else None,
        aliases=resolved.book.aliases,
        reasons=resolved.reasons,
        lists=_lists_by_fund(db, resolved.book),
        fetched=fetched_figures(db),
    )


def note_refresh(db: Database, ended_at: datetime) -> None:
    """Remember when a refresh ended."""
    save_setting(db, LAST_REFRESH_KEY, ended_at.isoformat())


def _lists_by_fund(db: Database, book: MarketBook) -> dict[str, tuple[FundList, ...]]:
    by_fund: defaultdict[str, list[FundList]] = defaultdict(list)
    for each in fund_lists(db):
        by_fund[book.canonical(each.symbol)].append(each)
    return {symbol: tuple(lists) for symbol, lists in by_fund.items()}
