"""What is worked out of the books once is kept until they learn something new."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from advisor.services.clock import today
from advisor.storage.database import database_identity
from advisor.storage.engine import Database
from advisor.storage.imports import imports_stamp
from advisor.storage.market_version import market_version

_Result = TypeVar("_Result")


def kept_while_unchanged(work_out: Callable[[Database], _Result]) -> Callable[[Database], _Result]:
    """Work it out anew only after an import, after news of the market, or on another day; only the newest result is kept."""
    newest: dict[object, _Result] = {}

    @wraps(work_out)
    def kept(db: Database) -> _Result:
        if db.conn.in_transaction:  # what it changed may be taken back, and its version given to something else
            return work_out(db)
        version = _version(db)
        if version not in newest:
            result = work_out(db)
            newest.clear()
            newest[version] = result
        return newest[version]

    return kept


def _version(db: Database) -> tuple[object, ...]:
    return (today(), database_identity(db), market_version(db), imports_stamp(db))
