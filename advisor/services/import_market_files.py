"""Add several files of one kind at once: all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from advisor.domain.errors import InvalidRequestError
from advisor.services.import_fund_file import FundFileOutcome, import_fund_file
from advisor.services.import_prices import PricesOutcome, import_prices
from advisor.services.task import Task
from advisor.storage.engine import Database
from advisor.storage.refusals import changing


def import_fund_files(db: Database, task: Task, paths: Sequence[Path], symbol: str | None = None) -> tuple[FundFileOutcome, ...]:
    """Store holdings files, each as `import_fund_file` does.

    Raises:
        InvalidRequestError: One ticker is given for several files.
        AdvisorError: One of them cannot be read or recognised; nothing was stored.
    """
    if symbol and len(paths) > 1:
        raise InvalidRequestError(f"{symbol.upper()} cannot be the fund of {len(paths)} files.", "Add its own file by itself.")
    with changing(db):
        return tuple(import_fund_file(db, task, path, symbol) for path in paths)


def import_price_files(
    db: Database, task: Task, paths: Sequence[Path], symbol: str | None = None, *, overwrite: bool = False
) -> tuple[PricesOutcome, ...]:
    """Store the closes of files, each as `import_prices` does; of a day that two of them tell, the later one counts.

    Raises:
        AdvisorError: One of them cannot be read or recognised; nothing was stored.
    """
    with changing(db):
        return tuple(import_prices(db, task, path, symbol, overwrite=overwrite) for path in paths)
