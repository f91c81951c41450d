"""The tables in a holdings file, whatever the container, and which of them is the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from advisor.domain.errors import UnknownFileError, UnreadableFileError
from advisor.market.issuers.markup_tables import has_tables, markup_sheets
from advisor.market.issuers.tables import Row, Sheet, json_rows, text_of, text_rows
from advisor.market.issuers.workbooks import is_archive, workbook_sheets

_HEAD_LINES = 60
IsHeadings = Callable[[Sequence[str]], bool]


class TheList(NamedTuple):
    """The records with at least one filled cell, and the titles of sheets that were left unread."""

    rows: list[Row]
    left: tuple[str, ...]


def read_the_list(content: bytes, name: str, is_headings: IsHeadings) -> TheList:
    """The first table that has a row of headings; the first of all where none has.

    Raises:
        UnreadableFileError: The bytes are neither text nor a spreadsheet that can be opened.
        UnknownFileError: A web page or other text that is no table.
    """
    sheets = [Sheet(sheet.title, _filled(sheet.rows)) for sheet in _sheets(content, name, is_headings)]
    chosen = next((sheet for sheet in sheets if any(is_headings(row.cells) for row in sheet.rows)), sheets[0])
    return TheList(chosen.rows, tuple(sheet.title for sheet in sheets if sheet is not chosen and sheet.title and sheet.rows))


def read_head_of_list(content: bytes, name: str, is_headings: IsHeadings) -> TheList:
    """As `read_the_list`, of the first lines of text, as far as it is whole: they tell what it is.

    Raises:
        AdvisorError: As `read_the_list`.
    """
    if is_archive(content):
        return read_the_list(content, name, is_headings)
    lines = content.split(b"\n", _HEAD_LINES)[:_HEAD_LINES]
    try:
        return read_the_list(b"\n".join(lines), name, is_headings)
    except UnreadableFileError as error:
        if error.line is None:
            raise
        return read_the_list(b"\n".join(lines[: error.line - 1]), name, is_headings)


def _sheets(content: bytes, name: str, is_headings: IsHeadings) -> list[Sheet]:
    if is_archive(content):
        return workbook_sheets(content, name)
    text = text_of(content, name)
    if not text.strip():
        raise UnreadableFileError(f"{name} is empty.", "Download it again.", file=name)
    if text.lstrip()[:1] in ("{", "["):
        return [Sheet("", json_rows(text, name))]
    if text.lstrip()[:1] == "<":
        return _in_markup(text, name, is_headings)
    return [Sheet("", text_rows(text, name, is_headings))]


def _in_markup(text: str, name: str, is_headings: IsHeadings) -> list[Sheet]:
    sheets = markup_sheets(text) if has_tables(text) else []
    if any(is_headings(row.cells) for sheet in sheets for row in sheet.rows):
        return sheets
    kind = "XML" if text.lstrip()[:5] == "<?xml" else "a web page"
    raise UnknownFileError(f"{name} is {kind}, not a list of holdings.", "Download the list itself.", file=name)


def is_table_in_markup(content: bytes) -> bool:
    """Whether the bytes are a table of some sort written as XML or as a web page."""
    return not is_archive(content) and has_tables(content.decode("utf-8-sig", errors="replace"))


def _filled(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if any(row.cells)]
