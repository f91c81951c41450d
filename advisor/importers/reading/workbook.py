"""Workbooks (.xlsx): each sheet as the records that its owner would get by saving it as CSV."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from advisor.domain.errors import UnreadableFileError
from advisor.importers.reading.records import Record

_LARGEST_UNPACKED = 256 * 2**20  # bytes: a workbook of a few MB that claims more is made to exhaust the machine
_LONGEST_FLOAT = 15  # significant digits that a cell really holds
# What openpyxl raises where a part of the archive is missing or is not the XML it should be.
_DAMAGE = (zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, SyntaxError, EOFError)
_SAVE_AS_CSV = "Open it in a spreadsheet program and save the sheet as “CSV UTF-8”."


class Sheet(NamedTuple):
    """One sheet; a record's line is the number of its row."""

    title: str
    records: list[Record]


def is_workbook(content: bytes) -> bool:
    """Whether the bytes are an Excel workbook of the kind that has been usual since 2007."""
    return content.startswith(b"PK\x03\x04") and b"xl/" in content


def read_sheets(content: bytes, name: str) -> list[Sheet]:
    """Every sheet that has a non-blank cell.

    Raises:
        UnreadableFileError: The workbook is damaged, protected, or unpacks to more than a statement could hold.
    """
    import openpyxl  # noqa: PLC0415 - not needed for the files that most brokers write

    _refuse_bomb(content, name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = [Sheet(sheet.title, list(_records(sheet.iter_rows(values_only=True)))) for sheet in book.worksheets]
    except _DAMAGE as error:
        raise UnreadableFileError(f"{name} is a damaged or protected Excel workbook.", _SAVE_AS_CSV, file=name) from error
    return [sheet for sheet in sheets if sheet.records]


def _refuse_bomb(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableFileError(f"{name} is an Excel workbook that is cut off or damaged.", _SAVE_AS_CSV, file=name) from error
    if unpacked > _LARGEST_UNPACKED:
        raise UnreadableFileError(
            f"{name} unpacks to {unpacked / 2**20:,.0f} MB, which no statement needs.", _SAVE_AS_CSV, file=name
        )


def _records(rows: Iterator[tuple[object, ...]]) -> Iterator[Record]:
    for line, values in enumerate(rows, start=1):
        cells = [_text(value) for value in values]
        if any(map(str.strip, cells)):
            yield Record(line, cells)


def _text(value: object) -> str:
    """What a cell would be in CSV: dates in ISO 8601, numbers without the tail of binary fractions."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return format(value, f".{_LONGEST_FLOAT}g") if value % 1 else format(value, ".0f")
    return str(value)
