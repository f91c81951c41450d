"""Workbooks (.xlsx): each sheet as the records that its owner would get by saving it as CSV."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import repeat
from typing import NamedTuple, Protocol

from advisor.domain.errors import UnreadableFileError
from advisor.importers.reading.records import STRAY_CONTROLS, Record

_LARGEST_UNPACKED = 256 * 2**20  # bytes: a workbook of a few MB that claims more is made to exhaust the machine
_LARGEST_PART = 16 * 2**20  # bytes of styles, names and relations, which are held in memory as a tree
_MOST_CELLS = 20_000_000  # blank ones too: a single cell far to the right makes its row sixteen thousand wide
_CELLS_A_ROW_COSTS = 10  # a row without cells takes time as well
_LONGEST_FLOAT = 15  # significant digits that a cell really holds
_ONLY_ZEROS = re.compile(r"0+")
_WARNS_OF_FORMULAS = b"<f"
# What openpyxl raises where a part of the archive is missing, is not the XML it should be, or needs a password.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, LookupError, ValueError, TypeError, AttributeError),
    *(OSError, SyntaxError, EOFError, RuntimeError, ArithmeticError),
)
_SAVE_AS_CSV = "Open it in a spreadsheet program and save the sheet as “CSV UTF-8”."


class _Cell(Protocol):
    @property
    def value(self) -> object: ...

    @property
    def number_format(self) -> str: ...


_Row = tuple[_Cell, ...]


class _Worksheet(Protocol):
    def reset_dimensions(self) -> None: ...

    def iter_rows(self) -> Iterable[_Row]: ...


class Sheet(NamedTuple):
    """One sheet; a record's line is the number of its row."""

    title: str
    records: list[Record]


def is_workbook(content: bytes) -> bool:
    """Whether the bytes are an Excel workbook of the kind that has been usual since 2007."""
    return content.startswith(b"PK\x03\x04") and b"xl/" in content


def read_sheets(content: bytes, name: str) -> list[Sheet]:
    """Every sheet that has a non-blank cell, hidden ones too.

    A formula whose result is not stored stands there as its own text, so that it is refused and not taken for a blank.

    Raises:
        UnreadableFileError: The workbook is damaged, protected, or unpacks to more than a statement could hold.
    """
    try:
        has_formulas = _inspect(content, name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl remarks on styles and relations, on which no cell depends
            sheets = list(_sheets(content, has_formulas))
    except _Oversized as error:
        raise UnreadableFileError(f"{name} {error}, which no statement needs.", _SAVE_AS_CSV, file=name) from None
    except _DAMAGE as error:
        raise UnreadableFileError(f"{name} is a damaged or protected Excel workbook.", _SAVE_AS_CSV, file=name) from error
    return [sheet for sheet in sheets if sheet.records]


class _Oversized(Exception):  # noqa: N818 - the text goes on with what is too much
    """The workbook would exhaust the machine; the text says how."""


def _inspect(content: bytes, name: str) -> bool:
    """Refuse what only exhausts the machine; whether a cell anywhere is worked out by a formula."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableFileError(f"{name} is an Excel workbook that is cut off or damaged.", _SAVE_AS_CSV, file=name) from error
    with archive:
        parts = [part for part in archive.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
        tables = [part for part in parts if part.filename.startswith(("xl/worksheets/", "xl/sharedStrings"))]
        unpacked = sum(part.file_size for part in parts)
        if unpacked > _LARGEST_UNPACKED:
            raise _Oversized(f"unpacks to {unpacked / 2**20:,.0f} MB")
        largest = max((part.file_size for part in parts if part not in tables), default=0)
        if largest > _LARGEST_PART:
            raise _Oversized(f"holds {largest / 2**20:,.0f} MB of formatting")
        return any(_WARNS_OF_FORMULAS in archive.read(part) for part in tables)


def _sheets(content: bytes, has_formulas: bool) -> Iterator[Sheet]:
    import openpyxl  # noqa: PLC0415 - not needed for the files that most brokers write

    results = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True) if has_formulas else None
    budget = _Budget()
    for sheet in results.worksheets:
        rows = budget.spend(_all_rows(sheet))
        beneath = repeat(()) if formulas is None else _all_rows(formulas[sheet.title])
        yield Sheet(sheet.title, list(_records(rows, beneath)))


def _all_rows(sheet: _Worksheet) -> Iterable[_Row]:
    sheet.reset_dimensions()  # what a sheet says of its own size is often wrong, and would cut it off
    return sheet.iter_rows()


class _Budget:
    """How many more cells may be read."""

    def __init__(self) -> None:
        self._left = _MOST_CELLS

    def spend(self, rows: Iterable[_Row]) -> Iterator[_Row]:
        for row in rows:
            self._left -= _CELLS_A_ROW_COSTS + len(row)
            if self._left < 0:
                raise _Oversized(f"has more than {_MOST_CELLS:,} cells")
            yield row


def _records(rows: Iterable[_Row], formulas: Iterable[_Row]) -> Iterator[Record]:
    for line, (row, beneath) in enumerate(zip(rows, formulas, strict=False), start=1):
        cells = [_text(cell) for cell in row]
        for index, cell in enumerate(beneath):
            if not cells[index] and cell.value is not None:
                cells[index] = _text(cell)
        if any(map(str.strip, cells)):
            yield Record(line, cells)


def _text(cell: _Cell) -> str:
    """What a cell would be in CSV: dates in ISO 8601, percentages with a sign, numbers without the tail of binary fractions."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return STRAY_CONTROLS.sub("", value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value).upper()
    return _number(value, cell.number_format)


def _number(value: int | float, number_format: str) -> str:
    if "%" in number_format:
        return f"{Decimal(format(value * 100, f'.{_LONGEST_FLOAT}g')):f}%"
    if value % 1:
        return format(value, f".{_LONGEST_FLOAT}g")
    whole = str(value) if isinstance(value, int) else format(value, ".0f")
    # A format of nothing but zeros is that of an identifier: 00123 is not 123.
    return whole.zfill(len(number_format)) if _ONLY_ZEROS.fullmatch(number_format) else whole
