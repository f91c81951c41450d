"""A table as text for other programs: tab separated for the clipboard, comma separated for a file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from advisor.presentation.tables import without_formula
from advisor.ui.tables.columns import GROUP, TOTAL, Column, Outline, Row

_NUMBER = re.compile(r"[+-]?\$?[\d,]*\.?\d+%?")


def tab_separated(columns: Sequence[Column[Row]], outline: Outline[Row], rows: Sequence[Row]) -> str:
    """Heads and rows for pasting into a spreadsheet."""
    return _written(columns, outline, rows, delimiter="\t")


def write_csv(path: Path, columns: Sequence[Column[Row]], outline: Outline[Row], rows: Sequence[Row]) -> None:
    """Heads and rows as a CSV file that spreadsheets open as UTF-8.

    Raises:
        OSError: The file cannot be written.
    """
    path.write_text(_written(columns, outline, rows, delimiter=","), encoding="utf-8-sig", newline="")


def _written(columns: Sequence[Column[Row]], outline: Outline[Row], rows: Sequence[Row], delimiter: str) -> str:
    told = [column for column in columns if column.heading]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([column.heading for column in told])
    for row in rows:
        cells = [_cell(column, row) for column in told]
        if outline.level(row) in (GROUP, TOTAL):
            cells[0] = without_formula(" ".join(part for part in outline.lead(row) if part))
        writer.writerow(cells)
    return out.getvalue()


def _cell(column: Column[Row], row: Row) -> str:
    text = column.text(row)
    return plain_number(text) if column.numeric else without_formula(text)


def plain_number(text: str) -> str:
    """A printed number without what only a reader needs: "−$1,234.50" becomes "-1234.50", "–" nothing.

    Percent signs stay, so that a spreadsheet knows the scale; words stay as they are.
    """
    plain = text.replace("−", "-")
    if plain == "–":
        return ""
    return re.sub(r"[+$,]", "", plain) if _NUMBER.fullmatch(plain) else without_formula(plain)
