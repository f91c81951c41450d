"""From bytes to records: the text of a broker's file, cut into cells, each record with its physical line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from advisor.domain.errors import MalformedFileError, UnreadableFileError

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF32_MARKS = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
# None of these stands in a broker's text.
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\r\f\v\x1a"))
# The end of a file as DOS marked it, and controls of the 1980s that UTF-8 letters turn into when they are decoded wrongly.
STRAY_CONTROLS = re.compile("[\x1a\x7f-\x9f]")
_TELLING_BYTES = 4096
_MOSTLY = 0.8
HEAD_RECORDS = 60  # by which a file is recognised
_HEAD_CHARACTERS = 100_000
_END = "\ue000"  # a private character, as a last line of its own
_GET_CSV = "Download it as CSV."
_SAVE_AS_UTF8 = "Download the file again, or save it as “CSV UTF-8”."


class Record(NamedTuple):
    """One record with at least one non-blank cell; `line` is the 1-based physical line where it begins."""

    line: int
    cells: list[str]


def decode(content: bytes, name: str) -> tuple[str, str]:
    """The text of a file and the encoding it was read with: "utf-8", "utf-16" (also "-le", "-be"), "utf-32" or "cp1252".

    Controls that stray into text are left out: in a name they could steer the terminal that prints it.

    Raises:
        UnreadableFileError: The bytes are no text.
    """
    encoding = _encoding(content)
    if encoding == "utf-8" and b"\x00" in content:
        raise UnreadableFileError(f"{name} is a binary file, not CSV text.", _GET_CSV, file=name)
    try:
        text = _without_mark(content.decode("utf-8-sig" if encoding == "utf-8" else encoding))
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise UnreadableFileError(
                f"{name} is {encoding[:6].upper()} text that is cut off or damaged.", "Download the file again.", file=name
            ) from None
        encoding, text = "cp1252", _windows_text(content, name)
    plain = text.encode("utf-8", "surrogatepass")
    if len(plain.translate(None, _CONTROLS)) != len(plain):
        raise UnreadableFileError(f"{name} holds control characters, so it is no CSV text.", _GET_CSV, file=name)
    return text if text.isascii() and "\x1a" not in text else STRAY_CONTROLS.sub("", text), encoding


def read_records(text: str, name: str, delimiter: str = ",") -> list[Record]:
    """Every record that has a non-blank cell, in file order.

    Raises:
        MalformedFileError: A quotation mark is opened and never closed, or one cell is endless: the file is cut off.
    """
    records: list[Record] = []
    reader = csv.reader(chain(io.StringIO(text, newline=""), (_END,)), delimiter=delimiter)
    start = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                records.append(Record(start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise _unclosed(name, start) from error
    end = records.pop()
    if end.cells != [_END]:  # an open quotation mark has swallowed it
        raise _unclosed(name, end.line)
    return records


def first_records(text: str, delimiter: str) -> list[Record]:
    """The records at the start of a file, for recognition; a file that breaks off early yields what came before."""
    return list(islice(_lenient_records(text[:_HEAD_CHARACTERS], delimiter), HEAD_RECORDS))


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
    return _wide_encoding_without_mark(content) or "utf-8"


def _wide_encoding_without_mark(content: bytes) -> str | None:
    """UTF-16 text in a Latin script has a zero in every other byte, and nowhere else."""
    start = content[:_TELLING_BYTES]
    for encoding, zeros, letters in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if len(zeros) > 1 and b"\x00" not in letters and zeros.count(0) > _MOSTLY * len(zeros):
            return encoding
    return None


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
