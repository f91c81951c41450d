"""Tables damaged at random, in the ways that editors and downloads damage them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from hypothesis import strategies as st


@st.composite
def damaged_tables(draw: st.DrawFn, text: str, garbage: Sequence[str]) -> str:
    """The CSV text with one to six things wrong; what is put into cells is garbage."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    for _ in range(draw(st.integers(1, 6))):
        row = draw(st.integers(0, len(rows) - 1))
        column = draw(st.integers(0, max(0, len(rows[row]) - 1)))
        match draw(st.sampled_from(("drop", "insert", "replace", "append", "cut", "blank line", "repeat"))):
            case "drop":
                del rows[row][column : column + 1]
            case "insert":
                rows[row].insert(column, draw(st.sampled_from(garbage)))
            case "replace" if rows[row]:
                rows[row][column] = draw(st.sampled_from(garbage))
            case "append":
                rows[row] += [draw(st.sampled_from(garbage))] * draw(st.integers(1, 3))
            case "cut":
                del rows[row][column:]
            case "blank line":
                rows.insert(row, draw(st.sampled_from(([], [""], [" ", " "]))))
            case "repeat":
                rows.insert(row, list(rows[row]))
    return written(rows)


def written(rows: Sequence[Sequence[str]]) -> str:
    """The rows as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def lines_of_records(text: str) -> list[int]:
    """The physical lines where records with at least one filled cell begin."""
    reader, start, lines = csv.reader(io.StringIO(text, newline="")), 1, []
    for cells in reader:
        if any(cell.strip() for cell in cells):
            lines.append(start)
        start = reader.line_num + 1
    return lines
