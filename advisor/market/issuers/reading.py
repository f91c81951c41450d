"""Read one holdings file: find its layout, walk its rows, account for each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from advisor.domain.errors import MalformedFileError, UnknownFileError
from advisor.domain.fund_holdings import FundHoldingsFile, HoldingLine, LineKind
from advisor.domain.statement import SkippedRow
from advisor.market.issuers import values
from advisor.market.issuers.layouts import LAYOUTS, Layout, Record
from advisor.market.issuers.tables import Row, read_rows

_EXPECTED = "Expected a holdings file of iShares, State Street, Invesco, Vanguard, Schwab or ARK (CSV or XLSX)."
_MONEY_FUND = re.compile(r"[A-Z]{3}XX")
_TICKER = re.compile(r"[A-Z]{2,5}")
_TITLE_TICKER = re.compile(r"\(([A-Z]{2,5})\)\s*$")


@dataclass(slots=True)
class _Tally:
    lines: list[HoldingLine] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)


def read_holdings_file(content: bytes, name: str) -> FundHoldingsFile:
    """Read an issuer's holdings file by its headings.

    Args:
        content: The file's bytes.
        name: Its file name; iShares and Schwab files tell their ticker nowhere else ("IVV_holdings.csv").

    Raises:
        UnreadableFileError: Neither text nor a readable spreadsheet.
        UnknownFileError: No row of headings that any layout knows.
        MalformedFileError: A known layout without a date or without a single weight.
    """
    rows = read_rows(content, name)
    layout, start = _find_layout(rows, name)
    tally = _read_records(rows[start:], layout)
    if not any(line.weight for line in tally.lines):
        raise MalformedFileError(f"{name} looks like a {layout.publisher} file, but no line has a weight.", file=name)
    return FundHoldingsFile(
        symbol=_fund_symbol(rows, start, layout, name),
        name=_fund_name(rows[:start], layout),
        publisher=layout.publisher,
        as_of=_as_of(rows, start, layout, name),
        lines=_with_notional_weights(tally.lines),
        skipped=tuple(tally.skipped),
        weight_sum=sum(line.weight for line in tally.lines if not line.kind.is_derivative),
    )


def _find_layout(rows: list[Row], name: str) -> tuple[Layout, int]:
    for position, row in enumerate(rows[:60]):
        headings = {cell.lower() for cell in row.cells}
        for layout in LAYOUTS:
            if layout.required <= headings:
                return layout, position
    raise UnknownFileError(f"{name} is not a holdings file this program knows.", _EXPECTED, file=name)


def _read_records(rows: list[Row], layout: Layout) -> _Tally:
    tally = _Tally()
    headings: tuple[str, ...] = ()
    block: LineKind | None = None
    for row in rows:
        lowered = tuple(cell.lower() for cell in row.cells)
        if layout.required <= set(lowered):
            headings = lowered
        elif len([cell for cell in row.cells if cell]) < 4:
            block = layout.block_kinds.get(lowered[0], block)
        else:
            _read_record(row, dict(zip(headings, row.cells, strict=False)), layout, block, tally)
    return tally


def _read_record(row: Row, record: Record, layout: Layout, block: LineKind | None, tally: _Tally) -> None:
    ticker = "" if values.is_blank(record[layout.ticker]) else record[layout.ticker].upper()
    kind = LineKind.CASH if _MONEY_FUND.fullmatch(ticker) else block or layout.kind_of(record)
    percent = Decimal(0) if kind.is_derivative else layout.weight_percent(record)
    if percent is None:
        tally.skipped.append(SkippedRow(row.line, "no weight", ",".join(row.cells)))
        return
    if kind is LineKind.SHARE and not ticker and percent == 0:
        tally.skipped.append(SkippedRow(row.line, "no ticker and no weight (a right or warrant)", ",".join(row.cells)))
        return
    tally.lines.append(
        HoldingLine(
            symbol=ticker,
            name=record[layout.name],
            weight=float(percent / 100),
            sector=values.sector(record.get(layout.sector, "")),
            kind=kind,
            market_value=_float(record.get(layout.value, "")),
            notional=_float(record.get(layout.notional, "")),
            price=values.number(record.get(layout.price, "")),
            is_foreign=kind is LineKind.SHARE and layout.is_foreign(record),
            line=row.line,
        )
    )


def _with_notional_weights(lines: list[HoldingLine]) -> tuple[HoldingLine, ...]:
    """Derivatives weigh their notional: their market value is about zero, and their printed weight is blank or rounded."""
    total = sum(line.market_value or 0.0 for line in lines)
    return tuple(
        replace(line, weight=line.notional / total) if line.kind.is_derivative and line.notional and total else line
        for line in lines
    )


def _float(cell: str) -> float | None:
    value = values.number(cell)
    return None if value is None else float(value)


def _fund_symbol(rows: list[Row], start: int, layout: Layout, name: str) -> str:
    if layout.fund:
        column = [cell.lower() for cell in rows[start].cells].index(layout.fund)
        return rows[start + 1].cells[column].upper()
    for row in rows[:start]:
        if row.cells[0].lower().startswith("ticker symbol") and len(row.cells) > 1:
            return row.cells[1].upper()
        if found := _TITLE_TICKER.search(row.cells[0]):
            return found.group(1)
    stem = name.rsplit(".", 1)[0]
    return next((word for word in re.split(r"[^A-Za-z]+", stem) if _TICKER.fullmatch(word)), "")


def _fund_name(head: list[Row], layout: Layout) -> str:
    for row in head:
        if row.cells[0].lower().startswith("fund name") and len(row.cells) > 1:
            return row.cells[1]
    if layout.publisher == "iShares" and head:
        return head[0].cells[0]
    titled = (row.cells[0] for row in head if _TITLE_TICKER.search(row.cells[0]))
    return next(titled, "")


def _as_of(rows: list[Row], start: int, layout: Layout, name: str) -> date:
    if layout.as_of and len(rows) > start + 1:
        column = [cell.lower() for cell in rows[start].cells].index(layout.as_of)
        found = values.first_date(rows[start + 1].cells[column])
    else:
        stated = (" ".join(row.cells) for row in rows[:start] if "as of" in " ".join(row.cells).lower())
        found = next((day for text in stated if (day := values.first_date(text))), None)
    if found is None:
        raise MalformedFileError(f"{name} does not say which day its holdings are from.", file=name)
    return found
