"""Read a file of closes: the importers' tables and cells, the market's layouts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from advisor.domain.errors import AdvisorError, MalformedFileError, UnknownFileError
from advisor.domain.notation import DateOrder, DecimalMark
from advisor.importers.identify import refuse_what_is_no_statement
from advisor.importers.mapping.conventions import guess_mark
from advisor.importers.reading.amounts import read_amount
from advisor.importers.reading.content import read_content
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.records import decode, read_records
from advisor.importers.reading.workbook import is_workbook, read_sheets
from advisor.market.price_dates import proven_order
from advisor.market.price_files import ReadSeries, UnreadRow, read_price_rows
from advisor.market.price_layouts import PriceLayout, Records, find_layout, holds_adjusted_closes_only, holds_nothing_but_closes
from advisor.services.price_symbols import canonical_price_symbol
from advisor.services.task import Task

_DELIMITERS = (",", ";", "\t", "|")
_WANTED = "A list of closes has a column of dates and one of closes, or one for each symbol."
_PART_OF_NAME = re.compile(r"[A-Za-z0-9.\-]+")
_TICKER = re.compile(r"[A-Z]{1,5}(?:[.-][A-Z])?")
_STOOQ_NAME = re.compile(r"([a-z]{1,5}(?:-[a-z])?)_us(?:_[dwm])?(?:[ _(].*)?")
_NO_TICKERS = frozenset({"A", "CSV", "D", "DATA", "EOD", "ETF", "OHLC", "OHLCV", "PRICE", "PRICES", "US", "USD", "W", "XLSX"})


@dataclass(frozen=True, slots=True)
class PriceFile:
    """A file of closes, read.

    Attributes:
        series: By canonical symbol.
        may_be_adjusted: Programs that write this layout often lower older closes by later dividends.
    """

    series: tuple[ReadSeries, ...]
    skipped: tuple[UnreadRow, ...]
    may_be_adjusted: bool


def is_price_file(path: Path) -> bool:
    """Whether a file is a list of closes, beyond doubt; of whom they are, it may leave open."""
    try:
        return any(holds_nothing_but_closes(records) for records in _tables(read_content(path), path.name))
    except AdvisorError:
        return False


def read_price_file(task: Task, path: Path, symbol: str | None, today: date) -> PriceFile:
    """The closes of a file.

    Args:
        symbol: Whose they are, where the file does not say.

    Raises:
        UnreadableFileError: It is missing, too large, or no table.
        UnknownFileError: It is a table, but not of closes.
        MalformedFileError: Nothing says whose closes they are, how its dates are to be read, or no row can be read.
    """
    records, layout = _table(read_content(path), path.name)
    mark, order = _mark(records, layout, path.name), _order(records, layout, path.name)
    rows = read_price_rows(
        records,
        layout,
        lambda text: find_date(text, order),
        lambda text: read_amount(text, mark),
        today,
        lambda done, total: task.step(done, total, f"Reading {path.name}"),
    )
    series = tuple(_named(rows.series, symbol, path))
    if not any(each.closes or each.events for each in series):
        first = rows.skipped[0] if rows.skipped else UnreadRow(0, "there is none")
        raise MalformedFileError(
            f"No row of {path.name} can be read: {first.reason}.", _WANTED, file=path.name, line=first.line or None
        )
    return PriceFile(series, rows.skipped, layout.may_be_adjusted)


def _table(content: bytes, name: str) -> tuple[Records, PriceLayout]:
    """The first table in it that is one of closes."""
    refuse_what_is_no_statement(content, name)
    adjusted = False
    for records in _tables(content, name):
        layout = find_layout(records)
        if layout is not None:
            return records, layout
        adjusted = adjusted or holds_adjusted_closes_only(records)
    if adjusted:
        hint = "Export the closes themselves too: an adjusted close is nobody's price of its day."
        raise UnknownFileError(f"{name} holds adjusted closes only. Nothing was stored.", hint, file=name)
    raise UnknownFileError(f"{name} is no list of closes. Nothing was stored.", _WANTED, file=name)


def _tables(content: bytes, name: str) -> Iterator[Records]:
    if is_workbook(content):
        yield from (sheet.records for sheet in read_sheets(content, name))
        return
    text, _ = decode(content, name)
    for delimiter in _DELIMITERS:
        if delimiter in text:
            yield read_records(text, name, delimiter)


def _mark(records: Records, layout: PriceLayout, name: str) -> DecimalMark:
    numbers = [cells[column] for _, cells in records[layout.first :] for column in layout.closes if column < len(cells)]
    guess = guess_mark(numbers, DecimalMark.POINT)
    unclear = guess.undecided and "," in guess.undecided
    if unclear:
        raise MalformedFileError(
            f"In {name} “{guess.undecided}” may be read in two ways, and nothing tells which. Nothing was stored.",
            "Write the closes with a decimal point and two places.",
            file=name,
        )
    return guess.mark


def _order(records: Records, layout: PriceLayout, name: str) -> DateOrder:
    if layout.american:
        return DateOrder.MONTH_FIRST
    dates = [cells[layout.day] for _, cells in records[layout.first :] if layout.day < len(cells)]
    order = proven_order(dates, find_date)
    if order is None:
        raise MalformedFileError(
            f"In {name} nothing proves whether the day or the month stands first in its dates. Nothing was stored.",
            "Write them as 2026-03-04.",
            file=name,
        )
    return order


def _named(series: tuple[ReadSeries, ...], symbol: str | None, path: Path) -> Iterator[ReadSeries]:
    """The series under canonical symbols; two spellings of one symbol are one."""
    if symbol is not None and len(series) > 1:
        raise MalformedFileError(
            f"{path.name} holds the closes of {len(series)} symbols, not of {symbol} alone. Nothing was stored.",
            "Leave the symbol out: the file names them.",
            file=path.name,
        )
    merged: dict[str, ReadSeries] = {}
    for each in series:
        named = canonical_price_symbol(symbol or each.symbol or symbol_in_name(path.stem))
        if not named:
            raise MalformedFileError(
                f"{path.name} does not say whose closes it holds. Nothing was stored.",
                "Name it with --symbol, or put it into the file's name.",
                file=path.name,
            )
        first = merged.setdefault(named, each)
        first.symbol = named
        if first is not each:
            first.closes = each.closes | first.closes
            first.events += [event for event in each.events if event not in first.events]
    yield from merged.values()


def symbol_in_name(stem: str) -> str:
    """The one ticker in a file's name ("NVDA", "NVDA (1)", "nvda_us_d", "prices_NVDA_2026"); empty for none or several."""
    stooq = _STOOQ_NAME.fullmatch(stem)
    if stooq:
        return stooq[1].upper()
    parts = [part for part in _PART_OF_NAME.findall(stem.replace("_", " ")) if _TICKER.fullmatch(part)]
    found = [part for part in dict.fromkeys(parts) if part not in _NO_TICKERS or part == stem]
    return found[0] if len(found) == 1 else ""
