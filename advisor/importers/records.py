"""From bytes to records: the text of a broker's file, cut into cells, each record with its physical line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from advisor.domain.errors import MalformedFileError, UnreadableFileError

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF32_MARKS = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_TEXT_CONTROLS = frozenset("\t\n\r\f\v\x1a")
_GET_CSV = "Download the positions from your broker as CSV."
_SAVE_AS_UTF8 = "Download the file again, or save it as “CSV UTF-8”."


class Record(NamedTuple):
    """One record with at least one non-blank cell; `line` is the 1-based physical line where it begins."""

    line: int
    cells: list[str]


def decode(content: bytes, name: str) -> tuple[str, str]:
    """The text of a file and the encoding it was read with: "utf-8", "utf-16", "utf-32" or "cp1252".

    Raises:
        UnreadableFileError: The bytes are no text.
    """
    encoding = _encoding(content)
    if encoding == "utf-8" and b"\x00" in content:
        raise UnreadableFileError(f"{name} is a binary file, not the CSV text a broker exports.", _GET_CSV, file=name)
    try:
        text = _without_mark(content.decode("utf-8-sig" if encoding == "utf-8" else encoding))
    except UnicodeDecodeError:
        encoding, text = "cp1252", _windows_text(content, name)
    if any(not character.isprintable() and character not in _TEXT_CONTROLS for character in set(text[:4096]) if character < " "):
        raise UnreadableFileError(
            f"{name} holds control characters, so it is no CSV text.",
            "Download the positions from your broker as CSV.",
            file=name,
        )
    return text, encoding


def read_records(text: str, name: str, delimiter: str = ",") -> list[Record]:
    """Every record that has a non-blank cell, in file order.

    Raises:
        MalformedFileError: A quotation mark is opened and never closed, or one cell is endless: the file is cut off.
    """
    records: list[Record] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                records.append(Record(start, cells))
            last_start, start = start, reader.line_num + 1
    except csv.Error as error:
        raise _unclosed(name, start) from error
    if '"' in text and records and _ends_inside_quotes(text, last_start, delimiter):
        raise _unclosed(name, last_start)
    return records


def first_records(text: str, delimiter: str, limit: int) -> list[Record]:
    """At most `limit` records from the start, for recognition; a file that breaks off early yields what came before."""
    return list(islice(_lenient_records(text, delimiter), limit))


def _lenient_records(text: str, delimiter: str) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start = 1
    while True:
        try:
            cells = next(reader)
        except (csv.Error, StopIteration):
            return
        if any(map(str.strip, cells)):
            yield Record(start, cells)
        start = reader.line_num + 1


def _ends_inside_quotes(text: str, last_start: int, delimiter: str) -> bool:
    last_lines = islice(io.StringIO(text, newline=""), last_start - 1, None)
    try:
        for _ in csv.reader(last_lines, delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def _unclosed(name: str, line: int) -> MalformedFileError:
    return MalformedFileError(
        f"{name} is cut off: a quotation mark opened on line {line} is never closed.",
        "Download the file again; nothing was imported.",
        file=name,
        line=line,
    )


def _encoding(content: bytes) -> str:
    if content.startswith(_UTF32_MARKS):
        return "utf-32"
    if content.startswith(_UTF16_MARKS):
        return "utf-16"
    return "utf-8"


def _without_mark(text: str) -> str:
    return text.removeprefix("\ufeff")


def _windows_text(content: bytes, name: str) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise UnreadableFileError(
            f"{name} is in a text encoding that cannot be told: it is neither UTF-8, UTF-16 nor Windows-1252.",
            _SAVE_AS_UTF8,
            file=name,
        ) from None
