"""Bytes of a holdings file → numbered rows of text, whatever the container."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from typing import NamedTuple

from advisor.domain.errors import UnreadableFileError


class Row(NamedTuple):
    """One record: 1-based physical line where it begins, and its cells, trimmed."""

    line: int
    cells: tuple[str, ...]


def read_rows(content: bytes, name: str) -> list[Row]:
    """Every record with at least one non-blank cell.

    Raises:
        UnreadableFileError: The bytes are neither text nor a spreadsheet that can be opened.
    """
    rows = _spreadsheet_rows(content, name) if content[:2] == b"PK" else _text_rows(content, name)
    return [row for row in rows if any(row.cells)]


def _text_rows(content: bytes, name: str) -> list[Row]:
    text = _decode(content, name)
    reader = csv.reader(io.StringIO(text, newline=""))
    rows, begins = [], 1
    try:
        for cells in reader:
            rows.append(Row(begins, tuple(cell.strip() for cell in cells)))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFileError(f"{name} is not a table: {error}.", file=name, line=begins) from error
    return rows


def _decode(content: bytes, name: str) -> str:
    if b"\x00" in content[:4096]:
        raise UnreadableFileError(f"{name} is not text.", "Expected the issuer's holdings file as CSV or XLSX.", file=name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _spreadsheet_rows(content: bytes, name: str) -> list[Row]:
    import openpyxl  # noqa: PLC0415 - heavy, and only spreadsheets need it

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        values = [tuple(_cell_text(value) for value in record) for record in sheet.iter_rows(values_only=True)]
        book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, IndexError) as error:
        raise UnreadableFileError(f"{name} is a damaged spreadsheet.", "Download it again.", file=name) from error
    return [Row(number, cells) for number, cells in enumerate(values, start=1)]


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value).strip()
