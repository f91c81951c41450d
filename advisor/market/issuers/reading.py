"""Read one holdings list: find its headings, walk its rows, account for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from advisor.domain.errors import AdvisorError, MalformedFileError, UnknownFileError
from advisor.domain.fund_holdings import FundHoldingsFile, HoldingLine, LineKind
from advisor.domain.statement import SkippedRow
from advisor.market.issuers import values
from advisor.market.issuers.about_fund import day_of, fund_above, fund_name, funds_in, tickers_in_file_name
from advisor.market.issuers.headings import Column, Headings, are_headings, read_headings
from advisor.market.issuers.lines import ReadLine, Record, read_line
from advisor.market.issuers.publishers import OTHER, has_known_layout, publisher_of
from advisor.market.issuers.sheets import read_head_of_list, read_the_list
from advisor.market.issuers.tables import Row
from advisor.market.issuers.underlyings import with_underlyings
from advisor.market.issuers.unread import not_understood
from advisor.market.issuers.weights import weighed

_EXPECTED = (
    "A list of holdings has headings such as Ticker, Name and Weight; iShares, State Street, Invesco and others offer one."
)
_LAST_ROW_OF_HEADINGS = 60
_BLOCKS = {
    "equity": LineKind.SHARE,
    "fixed income": LineKind.BOND,
    "short-term reserves": LineKind.CASH,
    "short term reserves": LineKind.CASH,
}
_REMARK = re.compile(
    r"\b(are|is|may|subject|should|please|see|visit|not|copyright|disclosure|disclaimer|prospectus|performance)\b|©|®|^\*",
    re.IGNORECASE,
)
_LONG = 80
# Of all that writes statements and lists, only a fund has net assets and hands out its shares in units.
_OF_FUNDS_ALONE = frozenset(
    {"netassets", "creationunits", "%ofnetassets", "percentofnetassets", "percentageofnetassets", "%netassets", "netassets%"}
)
_MOST_SUM = 3.0  # a fund on credit shows more than 100%, but hardly three times itself
_SUMMED = r"equit(y|ies)|stocks?|common|bonds?|fixed|income|cash|investments?|securities|holdings?|portfolio|fund|net|assets"
_TOTAL = re.compile(
    rf"((grand|sub)[ -]?)?totals?( ({_SUMMED}|liabilities|market|value|weights?|other|of|the|and|&|[0-9,.]+%?))*( \(.*\))?:?"
    rf"|net assets:?|(({_SUMMED}) )+totals?:?",
    re.IGNORECASE,
)


class _Table(NamedTuple):
    """Where the list begins: the rows above its headings, the headings, the rows from there on."""

    head: list[Row]
    headings: Headings
    rows: list[Row]

    @property
    def body(self) -> list[Row]:
        return self.rows[1:]


@dataclass(slots=True)
class _Tally:
    lines: list[ReadLine] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    unread: dict[str, None] = field(default_factory=dict)
    structure: int = 0


def read_holdings_file(content: bytes, name: str, fund: str = "") -> FundHoldingsFile:
    """Read a list of a fund's holdings by its headings.

    Args:
        content: The file's bytes: text with separators, XLSX, JSON, or tables in markup.
        name: Its file name; some lists tell their ticker nowhere else ("IVV_holdings.csv").
        fund: The fund's ticker, where it is known; it tells which lines count in a list of several funds.

    Raises:
        UnreadableFileError: Neither text nor a readable spreadsheet.
        UnknownFileError: No row of headings that says what a line is and what it weighs.
        MalformedFileError: Such a list without a date or without a single weight, or of several funds, or with weights that
            cannot be those of a fund.
    """
    rows, left = read_the_list(content, name, are_headings)
    table = _find_table(rows, name)
    symbol = _fund_of(table, name, fund.upper())
    tally = _read_rows(table, symbol)
    publisher = publisher_of(table.headings, table.head)
    lines = with_underlyings(weighed(tally.lines, may_be_fractions=not has_known_layout(table.headings, table.head)))
    weight_sum = sum(line.weight for line in lines if not line.kind.is_derivative)
    _refuse_weights(lines, weight_sum, table, name)
    return FundHoldingsFile(
        symbol=symbol,
        name=fund_name(table.head, table.body, table.headings),
        publisher=publisher,
        as_of=_day(table, name),
        lines=lines,
        skipped=tuple(tally.skipped),
        weight_sum=weight_sum,
        not_understood=(*not_understood(tally.unread, tally.lines, lines), *(f"sheet “{title}”" for title in left)),
        records=len(rows),
        structure=tally.structure,
    )


def is_from_an_issuer(content: bytes, name: str) -> bool:
    """Whether the headings are those of an issuer's lists, whatever may be wrong below them."""
    try:
        table = _find_table(read_head_of_list(content, name, are_headings).rows, name)
    except AdvisorError:
        return False
    return publisher_of(table.headings, table.head) != OTHER or not _OF_FUNDS_ALONE.isdisjoint(table.headings.spellings)


def _find_table(rows: list[Row], name: str) -> _Table:
    for place, row in enumerate(rows[:_LAST_ROW_OF_HEADINGS]):
        if headings := read_headings(row.cells):
            return _Table(rows[:place], headings, rows[place:])
    raise UnknownFileError(
        f"{name} is not a list of a fund's holdings: no headings say what is held and how much.", _EXPECTED, file=name
    )


def _refuse_weights(lines: Sequence[HoldingLine], weight_sum: float, table: _Table, name: str) -> None:
    if not any(line.weight for line in lines):
        raise MalformedFileError(f"{name} lists no holding with a weight.", "Download it again.", file=name)
    if abs(weight_sum) > _MOST_SUM:
        place = next(iter(table.headings.places.get(Column.WEIGHT, ())), None)
        raise MalformedFileError(
            f"The weights in {name} add up to {weight_sum:,.0%}, so they are not those of one fund.",
            "Weights are expected in percent of the fund, or as fractions of 1. Download the list again.",
            file=name,
            line=table.rows[0].line,
            column=None if place is None else table.rows[0].cells[place],
        )


def _day(table: _Table, name: str) -> date:
    day = day_of(table.body, table.headings, [*table.head, table.rows[0]], name)
    if day is None:
        hint = "Put the day into its name, as in IVV_holdings_2026-06-19.csv."
        raise MalformedFileError(f"{name} does not say which day its holdings are from.", hint, file=name)
    return day


def _fund_of(table: _Table, name: str, wanted: str) -> str:
    named = funds_in(table.body, table.headings)
    likely = tickers_in_file_name(name)
    if len(named) > 1:
        if chosen := next((fund for fund in (wanted, *likely) if fund in named), ""):
            return chosen
        some = ", ".join(sorted(named)[:3])
        hint = "Begin the file's name with the ticker of the fund you mean, as in MAGS_holdings.csv."
        raise MalformedFileError(f"{name} lists {len(named)} funds ({some} ...).", hint, file=name)
    return next(iter(named), "") or fund_above(table.head) or wanted or next(iter(likely), "")


def _read_rows(table: _Table, fund: str) -> _Tally:
    tally = _Tally(structure=len(table.head))
    headings, block = table.headings, None
    weights = (table.headings.cell(row.cells, Column.WEIGHT) for row in table.body)
    decimal_comma = any(map(values.has_decimal_comma, weights))
    for row in table.rows:
        if found := read_headings(row.cells):
            headings = found
            tally.unread |= dict.fromkeys(found.unread)
            tally.structure += 1
        elif (title := _block(row)) is not None:
            block = title
            tally.structure += 1
        elif _is_remark(row) or _is_total(row, headings) or _is_of_another(row, headings, fund):
            tally.structure += 1
        else:
            _read_record(Record(row, headings, block, decimal_comma), tally)
    return tally


def _read_record(record: Record, tally: _Tally) -> None:
    read = read_line(record)
    if isinstance(read, str):
        tally.skipped.append(SkippedRow(record.row.line, read, ",".join(record.row.cells)))
    else:
        tally.lines.append(read)


def _filled(cells: Iterable[str]) -> list[str]:
    return [cell for cell in cells if cell]


def _block(row: Row) -> LineKind | None:
    """What the lines below a heading of a part are ("Fixed income", "as of 09/30/2025"); None for any other row."""
    return _BLOCKS.get(row.cells[0].lower()) if len(_filled(row.cells)) <= 2 else None


def _is_remark(row: Row) -> bool:
    filled = _filled(row.cells)
    if len(filled) != 1 or filled[0] != row.cells[0]:
        return False
    return len(filled[0]) > _LONG or (len(filled[0].split()) > 3 and bool(_REMARK.search(filled[0])))


def _is_total(row: Row, headings: Headings) -> bool:
    told = (headings.cell(row.cells, Column.TICKER), headings.cell(row.cells, Column.NAME), row.cells[0])
    return _TOTAL.fullmatch(next((cell for cell in told if not values.is_blank(cell)), "")) is not None


def _is_of_another(row: Row, headings: Headings, fund: str) -> bool:
    named = headings.cell(row.cells, Column.FUND).upper()
    return bool(named) and bool(fund) and named != fund and len(named) <= 5 and named.isalpha()
