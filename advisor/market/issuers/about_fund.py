"""Which fund a holdings list is of, and from which day: beside the lines, above them, or in the file's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from advisor.market.issuers import values
from advisor.market.issuers.headings import Column, Headings
from advisor.market.issuers.tables import Row

_TICKER = re.compile(r"[A-Z]{1,5}")
_TICKER_IN_BRACKETS = re.compile(r"\(([A-Z]{2,5})\)\s*$")
_TICKER_LABEL = re.compile(r"(fund )?ticker( symbol)?:?", re.IGNORECASE)
_NAME_LABEL = re.compile(r"fund name:?", re.IGNORECASE)
_TICKER_IN_NAME = (
    re.compile(r"holdings-daily-us-en-([a-z]+)", re.IGNORECASE),
    re.compile(r"(?:^|[^A-Za-z])([A-Za-z]{2,5})[ _-]+(?:full[ _-]?)?holdings", re.IGNORECASE),
    re.compile(r"(?i:holdings)[ _-]+([A-Z]{2,5})(?![A-Za-z])"),
    re.compile(r"(?:^|[^A-Za-z])([A-Z]{2,5})(?![A-Za-z])"),
)
_NO_TICKER = frozenset(
    {"ALL", "CSV", "DAILY", "ETF", "ETFS", "FULL", "FUND", "INDEX", "LIST", "MY", "NEW", "OF", "THE", "TOP", "XLSX"}
)
# Words above the lines that say a day is the holdings' own, best first; a fund's first day is no such day.
_DAY_LABELS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (r"as of|as-of|asof", r"business ?date", r"effective ?date", r"^holdings", r"^date|trade ?date|data date")
)
_LONGEST_NAME = 100
_WORDS = re.compile(r"[A-Za-z]{4}")
_NOT_ITS_DAY = re.compile(r"inception|expir|copyright|©", re.IGNORECASE)
_DAY_IN_NAME = re.compile(r"(?<![0-9])(20[0-9]{2})[-_]?([01][0-9])[-_]?([0-3][0-9])(?![0-9])")


def funds_in(rows: Sequence[Row], headings: Headings) -> tuple[str, ...]:
    """Every fund that the lines themselves name, the most lines first; none where the list has no such column."""
    named = Counter(cell.upper() for row in rows if _TICKER.fullmatch((cell := headings.cell(row.cells, Column.FUND)).upper()))
    return tuple(fund for fund, _ in named.most_common())


def fund_above(head: Sequence[Row]) -> str:
    """The ticker that stands above the headings; empty without one."""
    for row in head:
        first, *rest = row.cells
        if _TICKER_LABEL.fullmatch(first) and rest:
            return rest[0].upper()
        if found := _TICKER_IN_BRACKETS.search(first):
            return found.group(1)
        # JSON of one issuer repeats the ticker that was asked for as its number.
        if first == "cusip" and rest and _TICKER.fullmatch(rest[0]):
            return rest[0]
    return ""


def tickers_in_file_name(name: str) -> tuple[str, ...]:
    """What may be the ticker in a file's name ("IVV_holdings.csv", "ura_full-holdings_20260812.csv"), likeliest first."""
    stem = name.rsplit(".", 1)[0]
    found = (match.group(1).upper() for pattern in _TICKER_IN_NAME for match in pattern.finditer(stem))
    return tuple(dict.fromkeys(ticker for ticker in found if ticker not in _NO_TICKER))


def fund_name(head: Sequence[Row], rows: Sequence[Row], headings: Headings) -> str:
    """The fund's name as it stands beside its lines or above the headings; empty without one."""
    for row in head:
        if _NAME_LABEL.fullmatch(row.cells[0]) and len(row.cells) > 1:
            return row.cells[1]
    beside = (name for row in rows if (name := headings.cell(row.cells, Column.FUND_NAME)))
    titled = (row.cells[0] for row in head if _TICKER_IN_BRACKETS.search(row.cells[0]))
    alone = (first for row in head[:2] if _is_title(first := row.cells[0]) and not any(row.cells[1:]))
    return next(beside, next(titled, next(alone, "")))


def _is_title(cell: str) -> bool:
    return 0 < len(cell) < _LONGEST_NAME and values.first_date(cell) is None


def day_of(lines: Sequence[Row], headings: Headings, above: Sequence[Row], name: str) -> date | None:
    """The day the list is from: the one stated above its lines, else the one most of them say, else that in the file's name."""
    if stated := _day_above(above):
        return stated
    days = Counter(day for row in lines if (day := values.day_of_cell(headings.cell(row.cells, Column.DAY))))
    return days.most_common(1)[0][0] if days else _day_in(name)


def _day_above(above: Sequence[Row]) -> date | None:
    texts = [text for row in above if not _NOT_ITS_DAY.search(text := " ".join(row.cells))]
    told = [(text, day) for text in texts if (day := values.first_date(text))]
    labelled = (day for label in _DAY_LABELS for text, day in told if label.search(text))
    return next(labelled, next((day for text, day in told if not _WORDS.search(text)), None))


def _day_in(name: str) -> date | None:
    for year, month, day in _DAY_IN_NAME.findall(name):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None
