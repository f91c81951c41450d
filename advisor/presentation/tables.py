"""Views as CSV: the same figures as on screen and paper, as numbers a spreadsheet can read.

Weights are fractions of 1, money has no currency sign, dates are ISO 8601.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from advisor.advice.model import Plan
from advisor.domain.classification import EQUITY_SLEEVES, Sector, Sleeve
from advisor.domain.portfolio import Position
from advisor.exposure.model import Exposure, MeasuredPortfolio, Slice
from advisor.presentation import labels, sentences, words
from advisor.presentation.views import SummaryView

Cell = str | Decimal | float | None
# A spreadsheet runs a cell that begins like this as a formula; a broker's file may hold one.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as RFC 4180 text; numbers plainly, None empty, and no text that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_printed(cell) for cell in row])
    return text.getvalue()


def exposure_csv(measured: MeasuredPortfolio) -> str:
    """Sleeves and sectors: value, weight with its interval, direct and inside funds, the benchmark's weight."""
    exposure = measured.exposure
    rows: list[Sequence[Cell]] = [("kind", "name", "value", "weight", "low", "high", "direct", "inside_funds", "benchmark")]
    if exposure is not None:
        rows += [_slice_row("sleeve", labels.SLEEVE_LABELS[sleeve], *_sleeve(exposure, sleeve)) for sleeve in exposure.sleeves]
        rows += [_slice_row("sector", labels.SECTOR_LABELS[sector], *_sector(exposure, sector)) for sector in exposure.sectors]
    return as_csv(rows)


def companies_csv(measured: MeasuredPortfolio) -> str:
    """Every company through every door, largest first, one row for each route."""
    exposure = measured.exposure
    rows: list[Sequence[Cell]] = [
        ("symbol", "name", "sector", "sleeve", "value", "weight", "share_of_stocks", "route", "route_value")
    ]
    for company in exposure.companies if exposure else ():
        share = sentences.share_of_stocks(company.value, exposure) if exposure and company.sleeve in EQUITY_SLEEVES else None
        begin: tuple[Cell, ...] = (
            company.symbol if company.named else "",
            company.name,
            labels.SECTOR_LABELS[company.sector],
            labels.SLEEVE_LABELS[company.sleeve],
            company.value,
            company.weight,
            share,
        )
        routes = [("direct", company.direct), *company.via.items()]
        rows += [(*begin, route, value) for route, value in routes if value]
    return as_csv(rows)


def positions_csv(measured: MeasuredPortfolio) -> str:
    """The books: one row per position."""
    head = ("account", "number", "symbol", "name", "quantity", "price", "value", "weight", "cost_basis", "gain", "as_of")
    total = measured.portfolio.total_value
    return as_csv([head, *(_position_row(position, total) for position in measured.portfolio.positions)])


def trades_csv(plan: Plan) -> str:
    """A plan's trades, in the order of the plan."""
    head = ("account", "number", "action", "symbol", "name", "quantity", "price", "value", "gain", "why")
    rows = [
        (
            trade.account.name,
            trade.account.number_masked,
            trade.action.value,
            trade.symbol,
            trade.name,
            trade.quantity,
            trade.price,
            trade.value,
            trade.gain,
            trade.reason,
        )
        for trade in plan.trades
    ]
    return as_csv([head, *rows])


def summary_csv(view: SummaryView) -> str:
    """The printed summary, section by section, with the figures as printed."""
    money = view.sleeve_total
    rows: list[Sequence[Cell]] = [
        (view.title, view.subtitle, view.dates_text),
        (view.headline,),
        (),
        ("Sleeve", "You", view.benchmark_label, "Direct", "Inside funds", "Value"),
    ]
    for row in view.sleeves:
        rows.append((row.label, *_bare(row.share_text, row.benchmark_text, row.direct_text, row.via_text, row.value_text)))
    rows += [("Total", *_bare(*money)), (), ("Company", "Symbol", "Direct", "In funds", "Share of your stocks")]
    rows += [(name, symbol, *_bare(direct, inside, share)) for _, name, symbol, direct, inside, share in view.companies]
    rows += [(), ("Sector, share of your stocks", "You", view.benchmark_label)]
    rows += [(name, *_bare(yours, theirs)) for name, yours, theirs in view.sectors]
    rows += [(), ("Where the seven come from", "Value", "In the seven", "Dollars")]
    rows += [(fund, *_bare(value, share, seven)) for fund, value, share, seven in view.seven_sources]
    rows += [("The seven", "", "", *_bare(view.seven_total_text)), (), ("How concentrated", "You", view.benchmark_label)]
    rows += [(label, *_bare(yours, theirs)) for label, yours, theirs in view.concentration]
    rows += [(), *((line,) for line in view.foot), (view.version_text,)]
    return as_csv(rows)


def _sleeve(exposure: Exposure, sleeve: Sleeve) -> tuple[Slice, float]:
    return exposure.sleeves[sleeve], exposure.benchmark.sleeves.get(sleeve, 0.0)


def _sector(exposure: Exposure, sector: Sector) -> tuple[Slice, float]:
    return exposure.sectors[sector], exposure.benchmark.sectors.get(sector, 0.0)


def _slice_row(kind: str, name: str, part: Slice, benchmark: float) -> tuple[Cell, ...]:
    return (kind, name, part.value, part.weight, part.low, part.high, part.direct, part.via_funds, benchmark)


def _position_row(position: Position, total: Decimal) -> tuple[Cell, ...]:
    cost = position.cost_basis
    return (
        position.account.name,
        position.account.number_masked,
        position.symbol,
        position.name,
        position.quantity,
        position.price,
        position.value,
        float(position.value / total) if total else 0.0,
        cost,
        None if cost is None else position.value - cost,
        position.as_of.isoformat(),
    )


def _bare(*printed: str) -> tuple[Cell, ...]:
    """Printed figures without what a spreadsheet trips over: grouping, currency sign, real minus, the dash for none."""
    cells: list[Cell] = []
    for text in printed:
        bare = text.replace("$", "").replace(",", "").replace(words.MINUS, "-")
        cells.append("" if bare == words.NONE else _number(bare))
    return tuple(cells)


def _number(text: str) -> Cell:
    return Decimal(text) if text.removeprefix("-").replace(".", "", 1).isdigit() else text


def _printed(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, float):
        return f"{cell:.6f}"
    is_share = cell.endswith("%") and isinstance(_number(cell[:-1]), Decimal)
    return cell if is_share else without_formula(cell)


def without_formula(text: str) -> str:
    """The text, kept from running where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
