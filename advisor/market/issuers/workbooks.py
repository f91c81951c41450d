"""Workbooks (.xlsx) → the rows of each sheet, as its owner would get them by saving it as CSV."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from advisor.domain.errors import UnreadableFileError
from advisor.market.issuers.tables import Row, Sheet, cell_text

_OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0"
_ARCHIVE = b"PK\x03\x04"
_SAVE_AGAIN = "Open it in a spreadsheet program and save it as XLSX or CSV."
_LARGEST_UNPACKED = 256 * 2**20  # bytes: a workbook of a few MB that claims more is made to exhaust the machine
_MOST_CELLS = 5_000_000  # blank ones too
# What openpyxl raises where a part of the archive is missing, is not the XML it should be, or needs a password.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, LookupError, ValueError, TypeError, AttributeError),
    *(OSError, SyntaxError, EOFError, RuntimeError, ArithmeticError),
)


def is_archive(content: bytes) -> bool:
    """Whether the bytes are an archive, as workbooks are, or a spreadsheet from before those."""
    return content[:2] == _ARCHIVE[:2] or content[:4] == _OLD_SPREADSHEET


def workbook_sheets(content: bytes, name: str) -> list[Sheet]:
    """Every sheet.

    Raises:
        UnreadableFileError: The bytes are no workbook that can be opened.
    """
    if content[:4] == _OLD_SPREADSHEET:
        raise UnreadableFileError(f"{name} is a spreadsheet of the old kind (XLS), or has a password.", _SAVE_AGAIN, file=name)
    try:
        _refuse_other_archives(content, name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl remarks on styles and relations, on which no cell depends
            sheets = _sheets(content, name)
    except _DAMAGE as error:
        raise UnreadableFileError(f"{name} is a damaged spreadsheet.", "Download it again.", file=name) from error
    if not sheets:
        raise UnreadableFileError(f"{name} is a spreadsheet without a table.", "Download it again.", file=name)
    return sheets


def _refuse_other_archives(content: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    if not any(part.filename.startswith("xl/") for part in parts):
        if any(part.filename == "mimetype" for part in parts):
            raise UnreadableFileError(f"{name} is a document of another kind than XLSX.", _SAVE_AGAIN, file=name)
        raise UnreadableFileError(f"{name} is an archive (ZIP).", "Unpack it and add each list inside.", file=name)
    if sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
        raise _too_large(name)


def _sheets(content: bytes, name: str) -> list[Sheet]:
    import openpyxl  # noqa: PLC0415 - heavy, and only spreadsheets need it

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheets, cells = [], 0
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a sheet says of its own size is often wrong, and would cut it off
        rows = []
        for number, record in enumerate(sheet.iter_rows(), start=1):
            cells += 1 + len(record)
            if cells > _MOST_CELLS:
                raise _too_large(name)
            rows.append(Row(number, _texts(record)))
        sheets.append(Sheet(sheet.title, rows))
    book.close()
    return sheets


def _too_large(name: str) -> UnreadableFileError:
    message = f"{name} holds far more than a list of holdings."
    return UnreadableFileError(message, "Check that it is the file you meant.", file=name)


def _texts(record: Iterable[Any]) -> tuple[str, ...]:
    return tuple(_text(cell.value, cell.number_format or "") for cell in record)


def _text(value: object, number_format: str) -> str:
    """A cell that is shown as percent is worth a hundredth of what it shows."""
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in number_format:
        return f"{value * 100:.12g}%"
    return cell_text(value)
