"""Tables in markup: spreadsheets that are saved as XML, as iShares does, or as a web page.

Both are read leniently: what issuers write is often not well-formed ("S&P" unescaped, an end tag that fits no other).
"""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterator

from advisor.market.issuers.tables import Row, Sheet, plain_cells

_HAS_TABLES = re.compile(r"<(ss:)?(table|worksheet)\b", re.IGNORECASE)
_TABLES = frozenset({"table", "worksheet"})
_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_UNSEEN = frozenset({"script", "style", "styles", "documentproperties"})
_TAG = re.compile(rf"<(/?)(?:ss:)?({'|'.join(sorted(_TABLES | _ROWS | _CELLS | _UNSEEN))})\b([^<>]*)>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r"""(?<![-\w])(?:ss:)?(name|index)\s*=\s*["']([^"'<>]*)["']""", re.IGNORECASE)
_MOST_BLANK = 200  # cells that a row may leave out
_LINES_ABOVE = 20  # of text above a table of a web page: they may tell its fund and its day


def has_tables(text: str) -> bool:
    """Whether text is markup with a table in it."""
    return text.lstrip("\ufeff \t\r\n")[:1] == "<" and _HAS_TABLES.search(text) is not None


def markup_sheets(text: str) -> list[Sheet]:
    """Every table with the lines of text above it; rows are numbered by their place."""
    reader, at = _Reader(), 0
    text = "".join(_without_comments(text))
    for tag in _TAG.finditer(text):
        reader.read_text(text[at : tag.start()])
        is_end, name, attributes = tag[1], tag[2].lower(), tag[3]
        if not is_end:
            reader.open(name, {key.lower(): value for key, value in _ATTRIBUTE.findall(attributes)})
        if is_end or attributes.endswith("/"):
            reader.close(name)
        at = tag.end()
    reader.end_table()
    return reader.sheets


def _without_comments(text: str) -> Iterator[str]:
    at = 0
    while (begins := text.find("<!--", at)) >= 0 and (ends := text.find("-->", begins)) >= 0:
        yield text[at:begins]
        at = ends + 3
    yield text[at:]


class _Reader:
    """Puts tables together, tag by tag."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._title = ""
        self._above: deque[str] = deque(maxlen=_LINES_ABOVE)
        self._rows: list[list[str]] = []
        self._cells: list[str] | None = None
        self._text: list[str] | None = None
        self._unseen = ""

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _UNSEEN:
            self._unseen = tag
        elif tag in _TABLES:
            self.end_table()
            self._title = attributes.get("name", self._title)
        elif tag in _ROWS:
            self._end_row()
            self._cells = []
        elif tag in _CELLS and self._cells is not None:
            self._end_cell()
            self._text = []
            self._skip_to(attributes.get("index", ""))

    def close(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = ""
        elif tag in _TABLES:
            self.end_table()
        elif tag in _ROWS:
            self._end_row()
        elif tag in _CELLS:
            self._end_cell()

    def read_text(self, text: str) -> None:
        if self._unseen:
            return
        if self._text is not None:
            self._text.append(text)
        else:
            self._above += filter(None, map(_words, _OTHER_TAG.split(text)))

    def end_table(self) -> None:
        """Keep what was read of a table, if anything was."""
        self._end_row()
        if self._rows:
            records = [*([line] for line in self._above), *self._rows]
            self.sheets.append(Sheet(self._title, [Row(place, plain_cells(each)) for place, each in enumerate(records, start=1)]))
            self._above.clear()
        self._rows = []

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells is not None:
            self._rows.append(self._cells)
        self._cells = None

    def _end_cell(self) -> None:
        if self._text is not None and self._cells is not None:
            self._cells.append(_words("".join(self._text)))
        self._text = None

    def _skip_to(self, index: str) -> None:
        """XML says the place of a cell where blank ones before it are left out."""
        if self._cells is not None and index.isdecimal():
            self._cells += [""] * min(int(index) - 1 - len(self._cells), _MOST_BLANK)


def _words(markup: str) -> str:
    return " ".join(html.unescape(_OTHER_TAG.sub(" ", markup)).split())
