"""Where a table of closes has its days, symbols and closes, by its headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Records = Sequence[tuple[int, Sequence[str]]]  # physical line, cells

_HEADINGS_WITHIN = 30  # records: titles and notes stand before them
_DAY = ("date", "trade date", "trading date", "trading day", "day", "datetime", "date time", "timestamp", "time")
_UNNAMED = frozenset({"", "index", "unnamed 0"})  # a table of pandas, written out with its index
_CLOSE = "close"
_CLOSES = (
    *(_CLOSE, "close last", "closing price", "close price", "price close", "price", "last price", "last close", "last"),
    *("nav", "nav usd", "nav per share", "net asset value"),
)
_ADJUSTED = ("adj close", "adjclose", "adjusted close", "close adj", "close adjusted", "adj price", "adjusted price")
_SYMBOL = ("symbol", "ticker", "ticker symbol", "stock", "security")
_SPLIT = ("stock splits", "stock split", "splits", "split", "split factor", "splitfactor", "split ratio", "split coefficient")
_DIVIDEND = ("dividends", "dividend", "dividend amount", "div cash", "divcash", "distributions", "distribution")
_CURRENCY = ("currency", "ccy")
_FIGURES = frozenset(
    {
        *("open", "high", "low", "volume", "vol", "change", "change %", "trades", "turnover", "vwap", "average", "value"),
        *(*_CLOSES, *_ADJUSTED, *_SYMBOL, *_SPLIT, *_DIVIDEND, *_CURRENCY),
    }
)
_ALSO_TICKERS = frozenset({"low", "open"})  # of Lowe's and Opendoor: beside others' they are no figures
_BESIDE_CLOSES = _FIGURES.union(_DAY, _UNNAMED, {"adjopen", "adjhigh", "adjlow", "adjvolume", "per", "openint"})
_NOISE = re.compile(r"[^a-z0-9%]+")
_TICKER = re.compile(
    r"(?:[A-Z]{2,8}:)?(?P<symbol>[A-Z][A-Z0-9]{0,9}(?:[./-][A-Z0-9]{1,3})?)(?: U[SNWQPR])?(?: Equity)?(?:[ _.-][Cc]lose)?"
)


@dataclass(frozen=True, slots=True)
class PriceLayout:
    """The columns of a table of closes.

    Attributes:
        first: Index of the first record below the headings.
        closes: Symbol by column, as the heading spells it; empty where another column, a person or the file's name tells it.
        symbol: Column that names the symbol of each row.
        american: The layout is one of an American site, which writes the month first.
        may_be_adjusted: Programs that write this layout often lower older closes by later dividends.
    """

    first: int
    day: int
    closes: Mapping[int, str]
    symbol: int | None = None
    split: int | None = None
    dividend: int | None = None
    currency: int | None = None
    american: bool = False
    may_be_adjusted: bool = False


def find_layout(records: Records) -> PriceLayout | None:
    """The layout of a table; None where no row of headings names a day and a close, or a day and tickers."""
    for index, (_, cells) in enumerate(records[:_HEADINGS_WITHIN]):
        words = [_plain(cell) for cell in cells]
        layout = _in_two_rows(records, index, words) or _with_named_close(index, words) or _one_column_each(index, cells, words)
        if layout is not None:
            return layout
    return None


def holds_adjusted_closes_only(records: Records) -> bool:
    """Whether headings name a day and an adjusted close, and no close."""
    rows = [[_plain(cell) for cell in cells] for _, cells in records[:_HEADINGS_WITHIN]]
    return any(_column(words, _ADJUSTED) is not None and _day_column(words) is not None for words in rows)


def holds_nothing_but_closes(records: Records) -> bool:
    """Whether it is a table of closes, and each of its headings is one of such tables: of trades and positions more is told."""
    layout = find_layout(records)
    if layout is None:
        return False
    headings = [_plain(cell) for cell in records[layout.first - 1][1]]
    return all(layout.closes.values()) or _BESIDE_CLOSES.issuperset(headings)


def _plain(heading: str) -> str:
    """ "<CLOSE>" and "Close price adjusted for splits" are "close", "Close/Last" is "close last"."""
    words = _NOISE.sub(" ", heading.lower()).strip()
    if words.startswith("adj close "):
        return "adj close"
    return _CLOSE if "adjusted for splits" in words and words.startswith(_CLOSE) else words


def _column(words: Sequence[str], known: Sequence[str]) -> int | None:
    return next((words.index(word) for word in known if word in words), None)


def _day_column(words: Sequence[str]) -> int | None:
    found = _column(words, _DAY)
    return 0 if found is None and words and words[0] in _UNNAMED else found


def _with_named_close(index: int, words: Sequence[str]) -> PriceLayout | None:
    day, close = _day_column(words), _column(words, _CLOSES)
    if day is None or close is None:
        return None
    split, dividend = _column(words, _SPLIT), _column(words, _DIVIDEND)
    return PriceLayout(
        first=index + 1,
        day=day,
        closes={close: ""},
        symbol=_column(words, _SYMBOL),
        split=split,
        dividend=dividend,
        currency=_column(words, _CURRENCY),
        american="close last" in words,
        may_be_adjusted="dividends" in words and "stock splits" in words and _column(words, _ADJUSTED) is None,
    )


def _one_column_each(index: int, cells: Sequence[str], words: Sequence[str]) -> PriceLayout | None:
    """Days down, symbols across."""
    day = _day_column(words)
    others = {column: cell.strip() for column, cell in enumerate(cells) if column != day and cell.strip()}
    found = {column: _TICKER.fullmatch(cell) for column, cell in others.items()}
    figures = _FIGURES.intersection(map(_plain, others.values()))
    if day is None or not found or figures - _ALSO_TICKERS or len(figures) == len(found):
        return None
    tickers = {column: match["symbol"] for column, match in found.items() if match is not None}
    return PriceLayout(index + 1, day, tickers) if len(tickers) == len(found) else None


def _in_two_rows(records: Records, index: int, words: Sequence[str]) -> PriceLayout | None:
    """What each column is stands above whose it is; the word for the day may stand in a third row."""
    if index + 2 >= len(records) or _CLOSE not in words[1:]:
        return None
    below = records[index + 1][1]
    columns = [column for column, word in enumerate(words) if word == _CLOSE and 0 < column < len(below)]
    found = {column: _TICKER.fullmatch(below[column].strip()) for column in columns}
    if not found or None in found.values():
        return None
    third = [_plain(cell) for cell in records[index + 2][1]]
    first = index + 3 if third[0] in _DAY and not any(third[1:]) else index + 2
    tickers = {column: match["symbol"] for column, match in found.items() if match is not None}
    return PriceLayout(first, 0, tickers, may_be_adjusted=_column(words, _ADJUSTED) is None)
