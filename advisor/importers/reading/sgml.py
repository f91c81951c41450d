"""OFX text as a tree: SGML whose end tags may be missing, or the XML of later versions. Nothing is ever fetched or expanded."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from advisor.domain.errors import MalformedFileError
from advisor.importers.reading.records import STRAY_CONTROLS

_TOKEN = re.compile(
    r"<!--.*?-->"
    r"|<!\[CDATA\[(?P<verbatim>.*?)\]\]>"
    r"|<\?.*?\?>"
    r"|(?P<declaration><![A-Za-z])"
    r"|<(?P<end>/?)(?P<tag>[A-Za-z][A-Za-z0-9_.]*)\s*(?P<empty>/?)>",
    re.DOTALL,
)
_DEEPEST = 100  # open elements; a statement has a dozen, and each empty element without an end tag is one more
_DOWNLOAD_AGAIN = "Download the file again; nothing was imported."


@dataclass(slots=True)
class Element:
    """One element.

    Attributes:
        tag: In upper case.
        line: 1-based physical line where it begins.
        start, end: Where it stands in the text; the end is that of its last part when it has no end tag.
        text: Its value, character references resolved; empty for an element that holds others.
        closed: It has an end tag of its own.
    """

    tag: str
    line: int
    start: int
    end: int
    text: str = ""
    closed: bool = False
    children: list[Element] = field(default_factory=list)

    def child(self, tag: str) -> Element | None:
        """The first element of that tag directly inside."""
        return next((child for child in self.children if child.tag == tag), None)

    def walk(self) -> Iterator[Element]:
        """Every element inside, in file order."""
        waiting = self.children[::-1]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += element.children[::-1]


def _unescaped(text: str) -> str:
    plain = html.unescape(text)
    return STRAY_CONTROLS.sub("", plain) if "&#" in text else plain


def read_tree(text: str, name: str) -> Element:
    """The elements of a file below one nameless root; what stands before the first tag is passed over.

    An element with a value ends where the next one begins. One without a value that is never closed is an empty element: what
    seemed to stand inside stands beside it. An end tag that closes nothing is passed over.

    Raises:
        MalformedFileError: The file declares a document type or entities, or nests deeper than any statement.
    """
    builder = _Builder(text, name)
    at = 0
    for token in _TOKEN.finditer(text):
        builder.take_text(_unescaped(text[at : token.start()]))
        builder.take_token(token)
        at = token.end()
    return builder.finish()


class _Builder:
    def __init__(self, text: str, name: str) -> None:
        self._name = name
        self._root = Element("", 1, 0, len(text), closed=True)
        self._open = [self._root]
        self._line_ends = [found.start() for found in re.finditer(r"\r\n|\n|\r", text)]

    def take_text(self, text: str) -> None:
        element = self._open[-1]
        if element is not self._root and not element.children:
            element.text = (element.text + text).strip()

    def take_token(self, token: re.Match[str]) -> None:
        if token["verbatim"] is not None:
            self.take_text(token["verbatim"])
        elif token["declaration"]:
            raise MalformedFileError(
                f"{self._name} is an OFX file with a document type or entities, which a broker's export never has.",
                _DOWNLOAD_AGAIN,
                file=self._name,
                line=self._line(token.start()),
            )
        elif token["tag"] and token["end"]:
            self._close(token["tag"].upper(), token.end())
        elif token["tag"]:
            self._begin(token)

    def finish(self) -> Element:
        while len(self._open) > 1:
            self._end_without_tag(self._root.end)
        return self._root

    def _begin(self, token: re.Match[str]) -> None:
        if self._open[-1].text:
            self._end_without_tag(token.start())
        if len(self._open) > _DEEPEST:
            raise MalformedFileError(
                f"{self._name} is an OFX file nested deeper than any statement.", _DOWNLOAD_AGAIN, file=self._name
            )
        element = Element(token["tag"].upper(), self._line(token.start()), token.start(), token.end())
        self._open[-1].children.append(element)
        if not token["empty"]:
            self._open.append(element)

    def _close(self, tag: str, end: int) -> None:
        if tag not in {element.tag for element in self._open}:
            return
        while self._open[-1].tag != tag:
            self._end_without_tag(end)
        element = self._open.pop()
        element.end, element.closed = end, True

    def _end_without_tag(self, end: int) -> None:
        element = self._open.pop()
        if element.children:
            element.end = element.children[0].start
            self._open[-1].children += element.children
            element.children = []
        else:
            element.end = end

    def _line(self, position: int) -> int:
        return bisect_left(self._line_ends, position) + 1
