"""The members of the indexes: who they are, their weights and closes, and how many of them take part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import numpy as np

from advisor.domain.classification import Sector
from advisor.market.histories import read_absent, read_breadth, read_joined, read_months
from advisor.market.index_lists import IndexList, read_index_lists
from advisor.rotation.breadth import beating, breadth
from advisor.rotation.breadth_counts import BENCHMARK, SESSIONS, beating_of_counts, breadth_of_counts
from advisor.rotation.indicators import YEAR
from advisor.rotation.model_breadth import IndexBreadth, MemberList
from advisor.rotation.model_synthesis import MemberWeights, MonthlyDifference
from advisor.rotation.monthly_difference import difference_by_month
from advisor.rotation.panel import Panel
from advisor.services.kept import kept_while_unchanged
from advisor.services.market_book import bundled_book, index_members, reference_folder
from advisor.services.rotation_data import live_closes, rotation_panel
from advisor.storage.engine import Database
from advisor.storage.prices import priced_symbols

_LARGE_CAPS = "sp500"
_ENOUGH = 0.9  # of an index's members must have closes for a figure of it


@lru_cache(maxsize=1)
def index_weights() -> Mapping[str, MemberWeights]:
    """What each index is made of, by the bundled lists."""
    return {index: MemberWeights(each.as_of, each.weights, "iShares, holdings of its fund") for index, each in _lists().items()}


@lru_cache(maxsize=1)
def member_sectors() -> Mapping[str, Sector]:
    """The GICS sector of each member."""
    securities = bundled_book().securities
    return {symbol: securities[symbol].sector for symbol in index_members()}


@lru_cache(maxsize=1)
def joining_days() -> Mapping[str, date]:
    """The day on which each member of the S&P 500 became one."""
    return read_joined(reference_folder())


@lru_cache(maxsize=1)
def months_of_the_rest() -> MonthlyDifference | None:
    """The other 493 by month in two ways, as worked out when the bundled tables were made."""
    return difference_by_month(*read_months(reference_folder()))


@kept_while_unchanged
def member_panel(db: Database) -> Panel | None:
    """`rotation_panel` with the members of the three indexes, until the last day that nine tenths of the S&P 500 have closes of.

    Returns:
        None where fewer have closes of a year.
    """
    if len(priced_symbols(db) & set(index_members())) < _ENOUGH * len(_lists()[_LARGE_CAPS].weights):
        return None
    panel = rotation_panel(db)
    missing = [symbol for symbol in index_members() if symbol not in panel.symbols]
    live, _ = live_closes(db, missing)
    whole = panel.with_rows(
        {symbol: own for symbol, (own, _) in live.items()}, {symbol: source for symbol, (_, source) in live.items()}
    )
    last = _last_day_of_most(whole, _lists()[_LARGE_CAPS])
    return None if last is None else whole.until(last)


def newest_panel(db: Database) -> Panel:
    """The panel that reaches furthest: with the members where their closes are as new as those of what is followed."""
    followed, members = rotation_panel(db), member_panel(db)
    return members if members is not None and members.last_day == followed.last_day else followed


@kept_while_unchanged
def rotation_breadth(db: Database) -> tuple[IndexBreadth, ...]:
    """Breadth of each index: of closes on file where enough members have newer ones than the bundled tables, else of those."""
    panel = member_panel(db)
    return tuple(_live_breadth(panel, each) or _bundled_breadth(index) for index, each in _lists().items())


def _live_breadth(panel: Panel | None, listed: IndexList) -> IndexBreadth | None:
    if panel is None or panel.last_day is None or panel.last_day <= _bundled_until():
        return None
    last = _last_day_of_most(panel, listed)
    if last != panel.last_day:
        return None
    members = [_members(listed)]
    return IndexBreadth(breadth(panel, members), beating(panel, members, BENCHMARK, SESSIONS), is_live=True)


@lru_cache(maxsize=3)
def _bundled_breadth(index: str) -> IndexBreadth:
    members = _members(_lists()[index])
    days, counts = read_breadth(reference_folder(), index)
    absent = read_absent(reference_folder()).get(index, ())
    return IndexBreadth(breadth_of_counts(days, counts, members, absent), beating_of_counts(days, counts, members), is_live=False)


def _bundled_until() -> date:
    return date.fromordinal(int(_bundled_breadth(_LARGE_CAPS).beating.days[-1]))


def _last_day_of_most(panel: Panel, listed: IndexList) -> date | None:
    """The last day on which nine tenths of the members have a close, and had one a year before; None without one."""
    there = ~np.isnan(panel.only(listed.weights).closes)
    for_a_year = there[:, YEAR:] & there[:, :-YEAR]
    most = np.flatnonzero(for_a_year.sum(axis=0) >= _ENOUGH * len(listed.weights))
    return date.fromordinal(int(panel.days[YEAR + most[-1]])) if len(most) else None


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, IndexList]:
    return read_index_lists(reference_folder())


def _members(listed: IndexList) -> MemberList:
    return MemberList(listed.name, tuple(listed.weights), listed.as_of)
