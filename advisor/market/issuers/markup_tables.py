"""Tables in markup: spreadsheets that are saved as XML, as iShares does, or as a web page.

Both are read leniently: what issuers write is often not well-formed ("S&P" unescaped, an end tag that fits no other).
"""

from __future__ import annotations

import re
from collections import deque
from html.parser import HTMLParser

from advisor.market.issuers.tables import Row, Sheet, plain_cells

_HAS_TABLES = re.compile(r"<(ss:)?(table|worksheet)\b", re.IGNORECASE)
_TABLES = frozenset({"table", "worksheet"})
_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_UNSEEN = frozenset({"script", "style", "styles", "documentproperties"})
_MOST_BLANK = 200  # cells that a row may leave out
_LINES_ABOVE = 20  # of text above a table of a web page: they may tell its fund and its day


def has_tables(text: str) -> bool:
    """Whether text is markup with a table in it."""
    return text.lstrip("\ufeff \t\r\n")[:1] == "<" and _HAS_TABLES.search(text) is not None


def markup_sheets(text: str) -> list[Sheet]:
    """Every table with the lines of text above it; rows are numbered by their place."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end_table()
    return reader.sheets


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[Sheet] = []
        self._title = ""
        self._above: deque[str] = deque(maxlen=_LINES_ABOVE)
        self._rows: list[list[str]] = []
        self._cells: list[str] | None = None
        self._text: list[str] | None = None
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name, told = tag.removeprefix("ss:"), {key.removeprefix("ss:"): value or "" for key, value in attrs}
        if name in _UNSEEN:
            self._unseen = name
        elif name in _TABLES:
            self.end_table()
            self._title = told.get("name", self._title)
        elif name in _ROWS:
            self._end_row()
            self._cells = []
        elif name in _CELLS and self._cells is not None:
            self._end_cell()
            self._text = []
            self._skip_to(told.get("index", ""))

    def handle_endtag(self, tag: str) -> None:
        name = tag.removeprefix("ss:")
        if name == self._unseen:
            self._unseen = ""
        elif name in _TABLES:
            self.end_table()
        elif name in _ROWS:
            self._end_row()
        elif name in _CELLS:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)
        elif not self._unseen and data.strip():
            self._above.append(" ".join(data.split()))

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
            self._cells.append(" ".join("".join(self._text).split()))
        self._text = None

    def _skip_to(self, index: str) -> None:
        """XML says the place of a cell where blank ones before it are left out."""
        if self._cells is not None and index.isdecimal():
            self._cells += [""] * min(int(index) - 1 - len(self._cells), _MOST_BLANK)
