"""Read a file that was handed over: by its broker's importer, or by what is known of its columns."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from advisor.domain.column_mapping import ColumnMapping
from advisor.domain.errors import (
    FundListError,
    MalformedFileError,
    PriceListError,
    UnknownFileError,
    UnmappedFileError,
    UnreadableFileError,
)
from advisor.domain.mapping_json import mapping_from_json
from advisor.domain.statement import RowWarning, Statement, with_assumed_day
from advisor.importers.mapping import header_key, read_with_mapping
from advisor.importers.read import read_statement
from advisor.importers.reading.progress import watched
from advisor.services.clock import today
from advisor.services.import_choices import FileChoices, HandedOver, ImportChoices, content_of
from advisor.services.import_fund_file import is_fund_file
from advisor.services.read_price_file import is_price_file
from advisor.services.task import Task
from advisor.storage.engine import Database
from advisor.storage.mappings import find_mapping


@dataclass(frozen=True, slots=True)
class StatementFile:
    """A file, read.

    Attributes:
        statement: With its day, except where it holds transactions only: each of them has its own.
        names_its_day: False when the statement's day is an assumption.
        said: What the investor said about this file.
        mapping: What its columns mean, where that had to be said.
    """

    name: str
    sha256: str
    content: bytes
    statement: Statement
    names_its_day: bool
    said: FileChoices
    mapping: ColumnMapping | None


def read_statement_file(db: Database, task: Task, handed_over: HandedOver, choices: ImportChoices) -> StatementFile:
    """What a file says.

    Raises:
        UnmappedFileError: Nobody knows its columns yet.
        AdvisorError: It cannot be read or recognised.
        TaskCancelled: The investor stopped it.
    """
    content = content_of(handed_over)
    sha256 = hashlib.sha256(content).hexdigest()
    said = choices.for_file(sha256)
    with watched(lambda done, total: task.step(done, total, f"Reading {handed_over.name}")):
        statement, mapping = _read(db, handed_over, content, choices.broker, said.mapping)
    names_its_day = statement.as_of is not None
    if not names_its_day and (statement.positions or statement.lots):
        statement = with_assumed_day(statement, said.as_of or today())
    else:
        names_its_day = True
    return StatementFile(handed_over.name, sha256, content, statement, names_its_day, said, mapping)


def _read(
    db: Database, handed_over: HandedOver, content: bytes, broker: str | None, said: ColumnMapping | None
) -> tuple[Statement, ColumnMapping | None]:
    if said is not None:
        return read_with_mapping(content, handed_over.name, said), said
    try:
        return read_statement(content, handed_over.name, broker), None
    except (UnknownFileError, UnreadableFileError, MalformedFileError) as error:
        # A fund's list may be a spreadsheet or XML that no broker's importer can read.
        _refuse_market_file(handed_over, error)
        remembered = remembered_mapping(db, content, handed_over.name) if isinstance(error, UnmappedFileError) else None
        if remembered is None:
            raise
    statement = read_with_mapping(content, handed_over.name, remembered)
    remark = RowWarning(None, "The columns were read as you said for an earlier file with the same headings.")
    return replace(statement, warnings=(*statement.warnings, remark)), remembered


def remembered_mapping(db: Database, content: bytes, name: str) -> ColumnMapping | None:
    """What the investor said of a file with the same headings; None when that was never asked."""
    key = header_key(content, name)
    text = find_mapping(db, key) if key else None
    return None if text is None else mapping_from_json(text, name)


def _refuse_market_file(handed_over: HandedOver, error: Exception) -> None:
    if not isinstance(handed_over, Path):
        return
    message = f"{handed_over.name} is not from a broker. Nothing was stored."
    if is_fund_file(handed_over):
        hint = "This is a list of what a fund holds; add it with funds import."
        raise FundListError(message, hint, file=handed_over.name) from error
    if isinstance(error, UnmappedFileError) and is_price_file(handed_over):
        raise PriceListError(message, "This is a list of closes; add it with prices import.", file=handed_over.name) from error
