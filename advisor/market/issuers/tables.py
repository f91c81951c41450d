"""Bytes of a holdings file → numbered rows of text, whatever the container."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from advisor.domain.errors import UnknownFileError, UnreadableFileError

_FORMULA_TEXT = re.compile(r'="(.*)"')
_OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0"
_DEPTH = 6  # how deep issuers hide their lists in JSON


class Row(NamedTuple):
    """One record: 1-based physical line (or place in the list) where it begins, and its cells, trimmed."""

    line: int
    cells: tuple[str, ...]


def read_rows(content: bytes, name: str) -> list[Row]:
    """Every record with at least one non-blank cell.

    Raises:
        UnreadableFileError: The bytes are neither text nor a spreadsheet that can be opened.
        UnknownFileError: A web page or other text that is no table.
    """
    if content[:2] == b"PK":
        rows = _spreadsheet_rows(content, name)
    else:
        text = _decode(content, name)
        rows = _json_rows(text, name) if text.lstrip()[:1] in ("{", "[") else _text_rows(text, name)
    return [row for row in rows if any(row.cells)]


def _text_rows(text: str, name: str) -> list[Row]:
    if text.lstrip()[:1] == "<":
        raise UnknownFileError(f"{name} is a web page, not a list of holdings.", "Download the list itself.", file=name)
    separator = "\t" if text.count("\t") > text.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows, begins = [], 1
    try:
        for cells in reader:
            rows.append(Row(begins, tuple(_plain(cell) for cell in cells)))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFileError(f"{name} is not a table: {error}.", file=name, line=begins) from error
    return rows


def _plain(cell: str) -> str:
    """A cell without what spreadsheets and web pages put around it: padding, '="037833100"', "&amp;"."""
    text = cell.strip()
    formula = _FORMULA_TEXT.fullmatch(text)
    return html.unescape(formula.group(1).strip() if formula else text)


def _decode(content: bytes, name: str) -> str:
    if content[:4] == _OLD_SPREADSHEET:
        hint = "Open it in a spreadsheet program and save it as XLSX or CSV."
        raise UnreadableFileError(f"{name} is a spreadsheet of the old kind (XLS).", hint, file=name)
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
    return _plain(str(value))


def _json_rows(text: str, name: str) -> list[Row]:
    """What stands beside the longest list of objects as rows of label and value, then that list as a table."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(f"{name} is cut short or damaged.", "Download it again.", file=name) from error
    lists = list(_lists_of_objects(document, _DEPTH))
    if not lists:
        raise UnknownFileError(f"{name} holds no list of holdings.", "Download the list itself.", file=name)
    records = max(lists, key=len)
    beside = document if isinstance(document, dict) else {}
    labels = [(key, _cell_text(value)) for key, value in beside.items() if not isinstance(value, dict | list)]
    headings = tuple(dict.fromkeys(key for record in records for key in record))
    table = [headings, *(tuple(_cell_text(record.get(key)) for key in headings) for record in records)]
    return [Row(number, cells) for number, cells in enumerate([*labels, *table], start=1)]


def _lists_of_objects(node: object, depth: int) -> Iterator[list[dict[str, object]]]:
    if depth and isinstance(node, dict):
        for value in node.values():
            yield from _lists_of_objects(value, depth - 1)
    elif isinstance(node, list) and node and all(isinstance(entry, dict) for entry in node):
        yield node
