"""What a file is, as far as its first bytes tell; and the refusals, each saying what was found, expected and to do."""

from __future__ import annotations

import re

from advisor.domain.errors import UnknownFileError, UnreadableFileError
from advisor.importers.importer import Form
from advisor.importers.reading.workbook import is_workbook

GET_POSITIONS = "On your broker's website open “Positions” and choose “Download” or “Export” as CSV."
_SAVE_CSV = "Download the positions as CSV instead, or save the sheet as “CSV UTF-8” without changing it."
_UNLOCK = "Open it, save it without a password, and import that file."
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # how Office names the part that holds the locked workbook

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", GET_POSITIONS),
    (b"\xd0\xcf\x11\xe0", "an old Office file, probably an Excel workbook (.xls)", _SAVE_CSV),
    (b"\x89PNG", "a picture (PNG)", GET_POSITIONS),
    (b"\xff\xd8\xff", "a picture (JPEG)", GET_POSITIONS),
    (b"GIF8", "a picture (GIF)", GET_POSITIONS),
    (b"BM", "a picture (BMP)", GET_POSITIONS),
    (b"II*\x00", "a picture (TIFF)", GET_POSITIONS),
    (b"MM\x00*", "a picture (TIFF)", GET_POSITIONS),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it first and import the CSV file inside."),
    (b"7z\xbc\xaf", "a compressed file (7-Zip)", "Unpack it first and import the CSV file inside."),
    (b"Rar!", "a compressed file (RAR)", "Unpack it first and import the CSV file inside."),
    (b"SQLite format 3", "a SQLite database", "To bring back a backup of your own, use “Restore”."),
    (b"\x7fELF", "a program", GET_POSITIONS),
    (b"MZ", "a program", GET_POSITIONS),
    (b"{\\rtf", "a rich-text document", GET_POSITIONS),
)
_BINARY_ONLY = {b"BM", b"MZ"}  # two letters may begin a line of text


def refuse_what_is_no_statement(content: bytes, name: str) -> None:
    """Pass over what may be a broker's file.

    Raises:
        UnreadableFileError: The file is empty, a document, archive, picture or program.
        UnknownFileError: It is a web page.
    """
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFileError(f"{name} is empty.", "Download the file again.", file=name)
    _refuse_by_signature(content, name)
    lowered = _start(content).lower()
    if lowered.startswith((b"<!doctype html", b"<html")) or b"<html" in lowered:
        raise _unknown(name, "a web page, perhaps the broker's sign-in page")


def form_of(content: bytes) -> Form:
    """How the file is built."""
    start = _start(content).replace(b"\x00", b"")  # UTF-16
    lowered = start.lower()
    if lowered.startswith(b"ofxheader") or b"<ofx>" in lowered or b"<?ofx" in lowered:
        return Form.OFX
    if lowered.startswith(b"<"):
        return Form.XML
    if re.match(rb"\{\s*[\"}]|\[\s*[\[{\"\]]", start):
        return Form.JSON
    if lowered.startswith((b"!type:", b"!account", b"!option", b"!clear")):
        return Form.QIF
    return Form.TABLE


def unknown_document(name: str, form: Form) -> UnknownFileError:
    """The refusal of a document that none of the importers of its form recognises."""
    what = {Form.JSON: "a JSON file", Form.XML: "an XML file", Form.OFX: "an OFX file", Form.QIF: "a QIF file"}[form]
    return UnknownFileError(f"{name} is {what} whose layout is not known.", GET_POSITIONS, file=name)


def _start(content: bytes) -> bytes:
    return content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")


def _refuse_by_signature(content: bytes, name: str) -> None:
    if content.startswith(b"PK\x03\x04"):
        if not is_workbook(content):
            raise _unreadable(name, *_zip_content(content))
        return
    if content.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED in content:
        raise _unreadable(name, "an Excel workbook that is locked with a password", _UNLOCK)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        raise _unreadable(name, "a picture (WebP)", GET_POSITIONS)
    for signature, what, hint in _SIGNATURES:
        if content.startswith(signature) and (signature not in _BINARY_ONLY or b"\x00" in content[:512]):
            raise _unreadable(name, what, hint)


def _zip_content(content: bytes) -> tuple[str, str]:
    if b"word/" in content:
        return "a Word document", GET_POSITIONS
    if b"opendocument.spreadsheet" in content:
        return "a spreadsheet (.ods)", _SAVE_CSV
    return "a ZIP archive", "Unpack it first and import the CSV file inside."


def _unreadable(name: str, what: str, hint: str) -> UnreadableFileError:
    return UnreadableFileError(f"{name} is {what}; a broker's export was expected.", hint, file=name)


def _unknown(name: str, what: str) -> UnknownFileError:
    return UnknownFileError(f"{name} is {what}; a broker's export was expected.", GET_POSITIONS, file=name)
