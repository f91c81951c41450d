"""A damaged file through the whole program: imported into books, checked, measured, listed, exported, read back, taken back."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from families import Case
from promises import BrokenPromiseError
from sqlite_utils import Database

from advisor.domain.errors import AdvisorError
from advisor.services.check_quality import check_quality
from advisor.services.export_portfolio import export_portfolio
from advisor.services.import_choices import Pasted
from advisor.services.import_files import import_files
from advisor.services.list_transactions import list_transactions
from advisor.services.measure_exposure import measure_exposure
from advisor.services.open_books import open_books
from advisor.services.own_portfolio import portfolio_in_own_currencies
from advisor.services.task import Task
from advisor.services.undo_import import undo_import

_EACH_SECOND = 2


def keep_books(case: Case) -> bool:
    """Whether the file could be stored; every second case finds the golden file in the books.

    Raises:
        BrokenPromiseError: What was exported cannot be read back whole, or what was taken back is not gone.
        Exception: Whatever the program did not foresee.
    """
    task, folder = Task(), _folder()
    books, exported = folder / "books.db", folder / "books.json"
    shutil.copyfile(_empty_books(), books)
    with open_books(books) as db:
        if case.number // 100 % _EACH_SECOND:
            import_files(db, task, [case.path])
        before = _owned(db)
        try:
            stored = import_files(db, task, [Pasted(case.name, case.content)])
        except AdvisorError as refusal:
            if refusal.exit_code != 3:
                raise
            return False
        check_quality(db, task)
        measure_exposure(db, task)
        entries = list_transactions(db, task)
        outcome = export_portfolio(db, task, exported)
        if stored.files[0].import_id is not None:
            undo_import(db, task, stored.files[0].import_id)
        if _owned(db) != before:
            raise BrokenPromiseError("an import that was taken back has left something, or taken something along")
    if outcome.positions or entries:
        _read_back(exported, outcome.positions, outcome.transactions)
    return True


def _owned(db: Database) -> tuple[object, ...]:
    return portfolio_in_own_currencies(db).portfolio.positions, list_transactions(db, Task())


def _read_back(exported: Path, positions: int, transactions: int) -> None:
    books = exported.with_name("read_back.db")
    shutil.copyfile(_empty_books(), books)
    with open_books(books) as db:
        (file,) = import_files(db, Task(), [exported]).files
    statement = file.preview.statement
    read = len(statement.positions), len(statement.transactions), len(statement.skipped)
    if read != (positions, transactions, 0):
        reasons = [row.reason for row in statement.skipped[:3]]
        raise BrokenPromiseError(f"exported {positions} and {transactions}, read back {read}: {reasons}")


@lru_cache(maxsize=1)
def _folder() -> Path:
    """In memory, where the system has such a place."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix=f"books-{os.getpid()}-", dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@lru_cache(maxsize=1)
def _empty_books() -> Path:
    path = _folder() / "empty.db"
    with open_books(path):
        pass
    return path
