"""Take back what files or sources told of one symbol: the lists of a fund's holdings, or closes."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.domain.errors import InvalidRequestError
from advisor.services.market_book import bundled_book
from advisor.services.price_symbols import canonical_price_symbol
from advisor.services.task import Changed, Task
from advisor.storage.engine import Database
from advisor.storage.fund_files import delete_fund_files, newest_list_days
from advisor.storage.prices import forget_history


@dataclass(frozen=True, slots=True)
class ForgetOutcome:
    """`symbol` as what was forgotten was filed under it."""

    symbol: str
    changed: Changed = Changed.MARKET


def forget_fund_lists(db: Database, task: Task, symbol: str) -> ForgetOutcome:
    """Look through a fund by what else is known of it; lists that were added and lists that were downloaded are forgotten.

    Raises:
        InvalidRequestError: No list of it is on file.
    """
    task.step(0, 1, f"Forgetting the lists of {symbol}")
    canonical = bundled_book().canonical
    fund = canonical(symbol.strip().upper())
    filed = [spelling for spelling in newest_list_days(db) if canonical(spelling) == fund]
    for spelling in filed:
        delete_fund_files(db, spelling)
    if filed:
        return ForgetOutcome(filed[0])
    raise InvalidRequestError(f"No list of what {symbol} holds is on file.", "The tables that come with the program stay.")


def forget_closes(db: Database, task: Task, symbol: str) -> ForgetOutcome:
    """Drop the closes, splits and dividends of a symbol; the next refresh asks for them anew.

    Raises:
        InvalidRequestError: No close of it is on file.
    """
    task.step(0, 1, f"Forgetting the closes of {symbol}")
    filed = canonical_price_symbol(symbol)
    if forget_history(db, filed):
        return ForgetOutcome(filed)
    raise InvalidRequestError(f"No close of {symbol} is on file.", "Closes come with a refresh, or with “prices import”.")
