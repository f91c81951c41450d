"""Wash sales around a day: the windows that are open, the losses of the year that do not count, and what counts as identical."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from advisor.advice.model.washing import IdenticalGroup, WashedShares, WashWindow
from advisor.advice.washing.match import match_washes
from advisor.advice.washing.windows import wash_windows
from advisor.domain.portfolio import Account
from advisor.services.household_moves import moves_between
from advisor.services.identical_groups import list_groups
from advisor.services.task import Task
from advisor.services.wash_history import household_books, wash_history
from advisor.storage.engine import Database

_BEFORE = timedelta(days=61)  # purchases that may have replaced the first losses of the year, and what these used up


@dataclass(frozen=True, slots=True)
class WashCalendar:
    """What the books tell of wash sales on a day.

    Attributes:
        windows: Open that day, the first to end first.
        washed: Sales of that year whose loss does not count, oldest first.
        groups: Every group of what is, or may be, identical.
        symbols: Held, or traded that year.
        unseen: Accounts whose transactions do not reach back to the beginning of the windows.
    """

    day: date
    windows: tuple[WashWindow, ...]
    washed: tuple[WashedShares, ...]
    groups: tuple[IdenticalGroup, ...]
    symbols: frozenset[str]
    unseen: tuple[Account, ...]


def wash_calendar(db: Database, task: Task, day: date) -> WashCalendar:
    """Read the calendar of a day from the books of all accounts.

    Raises:
        MalformedFileError: The investor's groups of identical securities cannot be read.
        TaskCancelled: The investor stopped it.
    """
    history = wash_history(db, task, day)
    books = household_books(db)
    begins = date(day.year, 1, 1)
    moves = moves_between(books, begins - _BEFORE, day)
    washed = [each for each in match_washes(moves, history.group_of) if each.sale.day >= begins]
    held = {position.symbol for position in books.portfolio.positions}
    since = history.complete_since or {}
    return WashCalendar(
        day=day,
        windows=wash_windows(history, (), day),
        washed=tuple(sorted(washed, key=lambda each: (each.sale.day, each.sale.symbol))),
        groups=list_groups(db, task),
        symbols=frozenset(held | {move.symbol for move in moves if move.day >= begins}),
        unseen=tuple(account for account in books.portfolio.accounts if _is_unseen(since.get(account.id), day)),
    )


def _is_unseen(since: date | None, day: date) -> bool:
    return since is None or since > day - _BEFORE
