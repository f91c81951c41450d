"""Add a list of what a fund holds: its issuer's own, or its report to the SEC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from advisor.domain.days import long_date
from advisor.domain.errors import AdvisorError, MalformedFileError
from advisor.domain.fund_holdings import FundHoldingsFile
from advisor.domain.statement import SkippedRow
from advisor.importers.reading.content import read_content
from advisor.market.fund_lists import READER_VERSION, is_surely_a_fund_list, read_fund_list
from advisor.services import clock
from advisor.services.fund_of_list import fund_by_name, fund_of_list
from advisor.services.list_doubts import doubts_about
from advisor.services.market_book import resolved_book
from advisor.services.task import Changed, Task
from advisor.storage.engine import Database
from advisor.storage.fund_files import save_fund_file


@dataclass(frozen=True, slots=True)
class FundFileOutcome:
    """What was added.

    Attributes:
        weight_sum: Fraction of the fund that its lines add up to.
        skipped: Lines that were left out, each with its reason.
        structure: Records that are titles, headings, totals, remarks, or another fund's.
        not_understood: Headings and labels that were left unread.
        warnings: What speaks against the list, each a sentence.
        is_used: The fund is looked through by this list; else something newer or fuller is known.
    """

    symbol: str
    as_of: date
    rows: int
    weight_sum: float
    skipped: tuple[SkippedRow, ...]
    changed: Changed
    is_used: bool = True
    not_understood: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    structure: int = 0


def is_fund_file(path: Path) -> bool:
    """Whether a file is a list of holdings, beyond doubt: by its first lines, or as a table that tells its fund and its day."""
    try:
        content = read_content(path)
        if is_surely_a_fund_list(content, path.name):
            return True
        file = read_fund_list(content, path.name)
    except AdvisorError:
        return False
    return bool(file.symbol or fund_by_name(file))


def import_fund_file(db: Database, task: Task, path: Path, symbol: str | None = None, *, meant: str = "") -> FundFileOutcome:
    """Store a holdings file; the fund is looked through by it, unless something newer or fuller is known.

    What speaks against it is told, and nothing refused for it, but for a list of a day to come, and one whose file is named
    after another fund than stands in it.

    Args:
        symbol: The fund's ticker, whatever the file says.
        meant: The ticker of the fund that the investor had in mind; it counts where the file tells none.

    Raises:
        AdvisorError: The file cannot be read or recognised; nothing was stored.
    """
    task.step(0, 1, f"Reading {path.name}")
    content = read_content(path)
    file = read_fund_list(content, path.name, (symbol or "").upper())
    _refuse_day_to_come(file, path.name)
    fund_symbol = fund_of_list(file, path.name, symbol or "", meant)
    warnings = doubts_about(db, fund_symbol, file, path.name)
    is_new = save_fund_file(
        db,
        file,
        symbol=fund_symbol,
        origin=path.name,
        content=content,
        fetched=False,
        reader=READER_VERSION,
        stored_at=clock.now(),
    )
    return FundFileOutcome(
        symbol=fund_symbol,
        as_of=file.as_of,
        rows=len(file.lines),
        weight_sum=file.weight_sum,
        skipped=file.skipped,
        structure=file.structure,
        changed=Changed.MARKET if is_new else Changed.NOTHING,
        not_understood=file.not_understood,
        is_used=_is_used(db, fund_symbol, file),
        warnings=warnings if is_new else ("This very file was added before; nothing changed.", *warnings),
    )


def _refuse_day_to_come(file: FundHoldingsFile, name: str) -> None:
    # Where the investor is, it may still be the day before that of the fund.
    if file.as_of > clock.today() + timedelta(days=1):
        raise MalformedFileError(
            f"{name} is a list of a day to come, {long_date(file.as_of)}. Nothing was stored.",
            "Check the day in the file, and the clock of this computer.",
            file=name,
        )


def _is_used(db: Database, symbol: str, file: FundHoldingsFile) -> bool:
    resolved = resolved_book(db)
    used = resolved.lists.get(resolved.book.canonical(symbol))
    return used is not None and (used.publisher, used.as_of, used.lines) == (file.publisher, file.as_of, file.lines)
