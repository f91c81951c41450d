"""Views as CSV: the same figures as on screen and paper, as numbers a spreadsheet can read. Money has no currency sign."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from advisor.presentation import words
from advisor.presentation.views import SummaryView

Cell = str | Decimal | None
# A spreadsheet runs a cell that begins like this as a formula; a broker's file may hold one.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as RFC 4180 text; numbers plainly, None empty, and no text that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_printed(cell) for cell in row])
    return text.getvalue()


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
    is_share = cell.endswith("%") and isinstance(_number(cell[:-1]), Decimal)
    return cell if is_share else without_formula(cell)


def without_formula(text: str) -> str:
    """The text, kept from running where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
