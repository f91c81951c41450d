"""What a file is when it is no positions file: the refusals, each saying what was found, expected and to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from advisor.domain.errors import UnknownFileError, UnreadableFileError
from advisor.importers.headings import has_headings
from advisor.importers.records import Record

_GET_CSV = "On your broker's website open “Positions” and choose “Download” or “Export” as CSV."
_SAVE_CSV = "Download the positions as CSV instead, or save the sheet as “CSV UTF-8” without changing it."
_COMMENT_LINES = 40

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", _GET_CSV),
    (b"\xd0\xcf\x11\xe0", "an old Office file, probably an Excel workbook (.xls)", _SAVE_CSV),
    (b"\x89PNG", "a picture (PNG)", _GET_CSV),
    (b"\xff\xd8\xff", "a picture (JPEG)", _GET_CSV),
    (b"GIF8", "a picture (GIF)", _GET_CSV),
    (b"BM", "a picture (BMP)", _GET_CSV),
    (b"II*\x00", "a picture (TIFF)", _GET_CSV),
    (b"MM\x00*", "a picture (TIFF)", _GET_CSV),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it first and import the CSV file inside."),
    (b"7z\xbc\xaf", "a compressed file (7-Zip)", "Unpack it first and import the CSV file inside."),
    (b"Rar!", "a compressed file (RAR)", "Unpack it first and import the CSV file inside."),
    (b"SQLite format 3", "a SQLite database", "To bring back a backup of your own, use “Restore”."),
    (b"\x7fELF", "a program", _GET_CSV),
    (b"MZ", "a program", _GET_CSV),
    (b"{\\rtf", "a rich-text document", _GET_CSV),
)
_BINARY_ONLY = {b"BM", b"MZ"}  # two letters may begin a line of text


def refuse_what_is_no_csv(content: bytes, name: str) -> None:
    """Pass over what may be CSV text.

    Raises:
        UnreadableFileError: The file is empty, a document, workbook, archive, picture or program.
        UnknownFileError: It is text of another format: OFX, QFX, JSON, HTML, XML.
    """
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFileError(f"{name} is empty.", "Download the positions again.", file=name)
    _refuse_by_signature(content, name)
    _refuse_other_text(content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n"), name)


def _refuse_by_signature(content: bytes, name: str) -> None:
    if content.startswith(b"PK\x03\x04"):
        what, hint = _zip_content(content)
        raise _unreadable(name, what, hint)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        raise _unreadable(name, "a picture (WebP)", _GET_CSV)
    for signature, what, hint in _SIGNATURES:
        if content.startswith(signature) and (signature not in _BINARY_ONLY or b"\x00" in content[:512]):
            raise _unreadable(name, what, hint)


def _zip_content(content: bytes) -> tuple[str, str]:
    if b"xl/" in content:
        return "an Excel workbook (.xlsx)", _SAVE_CSV
    if b"word/" in content:
        return "a Word document", _GET_CSV
    if b"opendocument.spreadsheet" in content:
        return "a spreadsheet (.ods)", _SAVE_CSV
    return "a ZIP archive", "Unpack it first and import the CSV file inside."


def _refuse_other_text(start: bytes, name: str) -> None:
    lowered = start.lower()
    if lowered.startswith(b"ofxheader") or b"<ofx>" in lowered or b"<?ofx" in lowered:
        raise _unknown(name, "an OFX or QFX download for money-management programs")
    if lowered.startswith((b"<!doctype html", b"<html")) or b"<html" in lowered:
        raise _unknown(name, "a web page, perhaps the broker's sign-in page")
    if lowered.startswith(b"<"):
        raise _unknown(name, "an XML file")
    if re.match(rb"\{\s*[\"}]|\[\s*[\[{\"\]]", start):
        raise _unknown(name, "a JSON file")
    if lowered.startswith((b"!type:", b"!account", b"!option")):
        raise _unknown(name, "a QIF download for Quicken")


def _unreadable(name: str, what: str, hint: str) -> UnreadableFileError:
    return UnreadableFileError(f"{name} is {what}; a positions file in CSV was expected.", hint, file=name)


def _unknown(name: str, what: str) -> UnknownFileError:
    return UnknownFileError(f"{name} is {what}; a positions file in CSV was expected.", _GET_CSV, file=name)


@dataclass(frozen=True, slots=True)
class _OtherExport:
    """A broker's export that holds no positions, known by the start of a line or by headings."""

    what: str
    headings: tuple[str, ...] = ()
    title: str = ""
    no_other_headings: bool = False

    def begins(self, record: Record) -> bool:
        if self.title:
            return re.search(self.title, record.cells[0].strip().lower()) is not None
        if self.no_other_headings and sum(bool(cell.strip()) for cell in record.cells) > len(self.headings):
            return False
        return has_headings(record.cells, *self.headings)


_OTHER_EXPORTS = (
    _OtherExport("a Fidelity history (transactions)", ("run date", "action", "symbol")),
    _OtherExport("a Fidelity monthly statement", ("account type", "account", "beginning mkt value")),
    _OtherExport("a Schwab lot-details export", title=r"^\S+ lot details for "),
    _OtherExport("a Schwab list of tax lots", ("open date", "quantity", "cost/share")),
    _OtherExport("a Schwab transactions export", title=r"^transactions +for (account|all)"),
    _OtherExport("a Schwab realized-gains export", title=r"^realized gain/loss"),
    _OtherExport("a Schwab equity-awards export", ("date", "action", "symbol", "awarddate")),
    _OtherExport("a Schwab transactions export", ("date", "action", "symbol", "fees & comm")),
    _OtherExport("a Schwab bank-account export", ("date", "type", "description", "withdrawal", "deposit")),
    _OtherExport("a Schwab bank-account export", ("date", "type", "description", "withdrawal (-)", "deposit (+)")),
    _OtherExport("a Vanguard UK cash report", ("date", "details", "amount", "balance"), no_other_headings=True),
)


def unknown_layout(name: str, head: Sequence[Record], brokers: Sequence[str]) -> UnknownFileError:
    """The refusal of a CSV file that none of the brokers' importers recognises: by its own name where it has one."""
    for record in head[:_COMMENT_LINES]:
        for export in _OTHER_EXPORTS:
            if export.begins(record):
                return UnknownFileError(
                    f"{name} is {export.what}; a positions file is needed to see what you hold.",
                    _GET_CSV,
                    file=name,
                    line=record.line,
                )
    return UnknownFileError(
        f"{name} is no positions file of {', '.join(brokers[:-1])} or {brokers[-1]}: "
        "no line holds the column headings of one of them.",
        _GET_CSV,
        file=name,
        line=head[0].line if head else None,
    )
