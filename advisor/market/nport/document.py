"""An N-PORT report, read piece by piece: a bond fund lists more than ten thousand holdings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from advisor.domain.errors import MalformedFileError, UnknownFileError, UnreadableFileError

_ROOT = "edgarSubmission"
_PIECES = frozenset({"submissionType", "seriesClassInfo", "genInfo", "fundInfo", "invstOrSec"})
_REPORT = re.compile(rb"<(?:\w+:)?edgarSubmission\b[^>]*/nport\b|<CONFORMED-SUBMISSION-TYPE>NPORT|SUBMISSION TYPE:\s*NPORT")
_HEAD = 8192  # bytes
_CHUNK = 65_536  # bytes
_MOST_ELEMENTS = 200_000  # in one piece: a basket of thousands of companies has tens of thousands
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_WEB_PAGE = re.compile(rb"<(?:!DOCTYPE\s+)?html\b", re.IGNORECASE)
_WRAPPERS = (b"<SEC-DOCUMENT", b"-----BEGIN PRIVACY", b"<SUBMISSION")
_TAKE_THE_REPORT = "Take the report's “primary_doc.xml” from the SEC, or the issuer's own list (CSV or XLSX)."
_DOWNLOAD_AGAIN = "Download it again; nothing was stored."


class Piece(NamedTuple):
    """One of the report's larger elements, whole; names are without namespaces.

    Attributes:
        line: 1-based physical line where it begins.
    """

    tag: str
    line: int
    element: Element


def is_markup(content: bytes) -> bool:
    """Whether a file is XML or HTML, or a filing as the SEC wraps it, and so no table of text."""
    start = content[:4096].removeprefix(_BYTE_ORDER_MARK).lstrip()
    return start.startswith((b"<", *_WRAPPERS))


def is_report(content: bytes) -> bool:
    """Whether a file is an N-PORT report by its first lines, whole or not."""
    return is_markup(content) and _REPORT.search(content[:_HEAD]) is not None


def pieces(content: bytes, name: str) -> Iterator[Piece]:
    """The report's head, its figures of the fund and its holdings, in the order of the file, one at a time.

    Raises:
        UnknownFileError: It is a web page, another filing, or other XML.
        MalformedFileError: It breaks off, is damaged, or names entities or a document type.
        UnreadableFileError: It is empty, or in an unknown encoding.
    """
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 - only for the few lists that are XML
    from defusedxml.ElementTree import DefusedXMLParser  # noqa: PLC0415

    document, lines_before = _unwrapped(content)
    _refuse_other_files(document, name)
    collector = _Collector(name, lines_before)
    parser = DefusedXMLParser(target=collector, forbid_dtd=True)
    collector.expat = parser.parser
    view = memoryview(document)
    try:
        for start in range(0, len(view), _CHUNK):
            parser.feed(view[start : start + _CHUNK])
            yield from collector.taken()
        parser.close()
    except DefusedXmlException as error:
        raise MalformedFileError(
            f"{name} holds a document type or entities, which no report to the SEC does.", _TAKE_THE_REPORT, file=name
        ) from error
    except ParseError as error:
        line = error.position[0] + lines_before
        raise MalformedFileError(
            f"{name} is an N-PORT report that breaks off or is damaged in line {line:,}.", _DOWNLOAD_AGAIN, file=name, line=line
        ) from error
    except (LookupError, ValueError) as error:
        raise UnreadableFileError(f"{name} is XML in an unknown encoding.", _DOWNLOAD_AGAIN, file=name) from error


def _refuse_other_files(document: bytes, name: str) -> None:
    if not document:
        raise UnreadableFileError(f"{name} is empty.", _DOWNLOAD_AGAIN, file=name)
    if _WEB_PAGE.match(document):
        raise UnknownFileError(f"{name} is a web page, not the report itself.", _TAKE_THE_REPORT, file=name)
    if b"<" not in document[:4]:  # two bytes of which may be a mark of UTF-16
        raise UnknownFileError(f"{name} is not XML, as an N-PORT report is.", _TAKE_THE_REPORT, file=name, line=1)


def _unwrapped(content: bytes) -> tuple[bytes, int]:
    """The XML alone, and how many lines stand before it: empty ones, or the SEC's wrapper of a whole submission."""
    text = content.removeprefix(_BYTE_ORDER_MARK)
    start, end = 0, len(text)
    if text.lstrip().startswith(_WRAPPERS):
        start = max(text.find(b"<XML>"), 0) + len(b"<XML>")
        closing = text.find(b"</XML>", start)
        end = closing if closing > 0 else end
    document = text[start:end]
    bare = document.lstrip()
    start += len(document) - len(bare)
    return bare, text[:start].count(b"\n")


class _Collector:
    """Builds each piece as a small tree of its own and forgets the rest."""

    def __init__(self, name: str, lines_before: int) -> None:
        self.expat: Any = None
        self._name = name
        self._lines_before = lines_before
        self._builder: TreeBuilder | None = None
        self._open: list[str] = []
        self._elements = 0
        self._line = 0
        self._ready: list[Piece] = []
        self._has_root = False

    def taken(self) -> tuple[Piece, ...]:
        """The pieces that were finished since the last time."""
        ready, self._ready = tuple(self._ready), []
        return ready

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = qualified.rpartition("}")
        if not self._has_root:
            self._check_root(tag, namespace)
        if self._builder is None:
            if tag not in _PIECES:
                return
            self._builder = TreeBuilder()
            self._line, self._elements = self._current_line(), 0
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise MalformedFileError(f"{self._name} has one entry larger than any report's.", _DOWNLOAD_AGAIN, file=self._name)
        self._open.append(tag)
        self._builder.start(tag, attributes)

    def data(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def end(self, _qualified: str) -> None:
        if self._builder is None:
            return
        tag = self._open.pop()
        self._builder.end(tag)
        if not self._open:
            self._finish(Piece(tag, self._line, self._builder.close()))

    def close(self) -> None:
        """Nothing is left over: pieces are handed out as they are finished."""

    def _finish(self, piece: Piece) -> None:
        self._builder = None
        if piece.tag == "submissionType":
            self._check_type((piece.element.text or "").strip())
        else:
            self._ready.append(piece)

    def _check_root(self, tag: str, namespace: str) -> None:
        self._has_root = True
        is_another_filing = namespace and "nport" not in namespace.lower()
        if tag != _ROOT or is_another_filing:
            what = namespace.rpartition("/")[2] if tag == _ROOT else tag
            raise UnknownFileError(
                f"{self._name} is XML of another kind (“{what}”), not an N-PORT report.",
                _TAKE_THE_REPORT,
                file=self._name,
                line=self._current_line(),
            )

    def _check_type(self, form: str) -> None:
        if not form.upper().replace("-", "").startswith("NPORT"):
            raise UnknownFileError(
                f"{self._name} is a filing of the kind “{form}”, not an N-PORT report.",
                _TAKE_THE_REPORT,
                file=self._name,
                line=self._line,
            )

    def _current_line(self) -> int:
        return int(self.expat.CurrentLineNumber) + self._lines_before
