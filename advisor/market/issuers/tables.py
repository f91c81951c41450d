"""Bytes of a holdings file → numbered rows of text, whatever the container."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple

from advisor.domain.errors import UnknownFileError, UnreadableFileError

_FORMULA_TEXT = re.compile(r'="(.*)"')
_UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_TELLING_BYTES = 4096
_MOSTLY = 0.8
# None of these stands in a list; printed by a terminal, some would steer it.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SEPARATORS = ",\t;|"
_HEAD_CHARACTERS = 100_000
_HEAD_ROWS = 100
_END = "\ue000"  # a private character, as a last row of its own
_DEPTH = 6  # how deep issuers hide their lists in JSON
_DOWNLOAD_AGAIN = "Download it again; nothing was stored."


class Row(NamedTuple):
    """One record: 1-based physical line (or place in the list) where it begins, and its cells, trimmed."""

    line: int
    cells: tuple[str, ...]


class Sheet(NamedTuple):
    """One table of a file; its title is empty where the file is a single table."""

    title: str
    rows: list[Row]


def text_of(content: bytes, name: str) -> str:
    """The bytes as text: UTF-8, UTF-16 or that of Windows, without controls.

    Raises:
        UnreadableFileError: They are no text.
    """
    wide = _UTF16.get(content[:2]) or _wide_without_mark(content[:_TELLING_BYTES])
    if not wide and b"\x00" in content[:_TELLING_BYTES]:
        raise UnreadableFileError(f"{name} is not text.", "Expected the issuer's holdings file as CSV or XLSX.", file=name)
    try:
        text = content.decode(wide or "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode(wide or "cp1252", errors="replace")
    return _CONTROLS.sub("", text)


def _wide_without_mark(start: bytes) -> str:
    """UTF-16 text in a Latin script has a zero in every other byte, and nowhere else."""
    for encoding, zeros, letters in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if len(zeros) > 1 and b"\x00" not in letters and zeros.count(0) > _MOSTLY * len(zeros):
            return encoding
    return ""


def text_rows(text: str, name: str, is_headings: Callable[[Sequence[str]], bool]) -> list[Row]:
    """Every record of text with separators.

    Args:
        is_headings: Whether cells are a row of headings; the separator that yields one is the list's.

    Raises:
        UnreadableFileError: A quotation mark is opened and never closed, or one cell is endless.
    """
    rows: list[Row] = []
    begins = 1
    reader = csv.reader(io.StringIO(f"{text.rstrip(chr(10))}\n{_END}", newline=""), delimiter=_separator(text, is_headings))
    try:
        for cells in reader:
            rows.append(Row(begins, plain_cells(cells)))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFileError(f"{name} is not a table: {error}.", file=name, line=begins) from error
    end = rows.pop()
    if end.cells != (_END,):  # an open quotation mark has swallowed it
        message = f"{name} is cut off: a quotation mark opened on line {end.line} is never closed."
        raise UnreadableFileError(message, _DOWNLOAD_AGAIN, file=name, line=end.line)
    return rows


def _separator(text: str, is_headings: Callable[[Sequence[str]], bool]) -> str:
    head = text[:_HEAD_CHARACTERS]
    return next((each for each in _SEPARATORS if each in head and any(map(is_headings, _head(head, each)))), ",")


def _head(text: str, separator: str) -> Iterator[tuple[str, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        yield from map(plain_cells, islice(reader, _HEAD_ROWS))
    except csv.Error:
        return


def plain_cells(cells: Sequence[str]) -> tuple[str, ...]:
    """Cells without what spreadsheets and web pages put around them: padding, '="037833100"', "&amp;"."""
    return tuple(_plain(cell) for cell in cells)


def _plain(cell: str) -> str:
    text = cell.strip()
    formula = _FORMULA_TEXT.fullmatch(text)
    return html.unescape(formula.group(1).strip() if formula else text)


def cell_text(value: object) -> str:
    """A value that is no text yet, as it would stand in a list."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return _plain(_CONTROLS.sub("", str(value)))


def json_rows(text: str, name: str) -> list[Row]:
    """What stands beside the longest list of objects as rows of label and value, then that list as a table.

    Raises:
        UnreadableFileError: It is cut short or damaged.
        UnknownFileError: It holds no list.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(f"{name} is cut short or damaged.", "Download it again.", file=name) from error
    lists = list(_lists_of_objects(document, _DEPTH))
    if not lists:
        raise UnknownFileError(f"{name} holds no list of holdings.", "Download the list itself.", file=name)
    records = max(lists, key=len)
    beside = document if isinstance(document, dict) else {}
    labels = [(key, cell_text(value)) for key, value in beside.items() if not isinstance(value, dict | list)]
    headings = tuple(dict.fromkeys(key for record in records for key in record))
    table = [headings, *(tuple(cell_text(record.get(key)) for key in headings) for record in records)]
    return [Row(number, cells) for number, cells in enumerate([*labels, *table], start=1)]


def _lists_of_objects(node: object, depth: int) -> Iterator[list[dict[str, object]]]:
    if depth and isinstance(node, dict):
        for value in node.values():
            yield from _lists_of_objects(value, depth - 1)
    elif isinstance(node, list) and node and all(isinstance(entry, dict) for entry in node):
        yield node
