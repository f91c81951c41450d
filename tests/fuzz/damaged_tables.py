"""Damage to the rows, cells and columns of a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from random import Random

from hostile import HOSTILE

Rows = list[list[str]]


def damage_table(content: bytes, random: Random) -> bytes:
    """The table with one kind of damage, written anew as one program or another would."""
    text = content.decode("utf-8-sig", "replace").replace("\0", "")
    delimiter = max(",;\t", key=text.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return content[: len(content) // 2]
    if not rows:
        return content
    damage_rows(rows, random)
    written = io.StringIO(newline="")
    writer = csv.writer(
        written,
        delimiter=random.choice((*(delimiter,) * 7, ",", ";", "\t")),
        quoting=random.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
        lineterminator=random.choice(("\n", "\r\n")),
    )
    writer.writerows(rows)
    return written.getvalue().encode("utf-8", "surrogatepass")


def damage_rows(rows: Rows, random: Random) -> None:
    """One kind of damage, in place.

    Args:
        rows: At least one.
    """
    random.choice(_DAMAGES)(rows, random.randrange(len(rows)), random)


def _replace(rows: Rows, at: int, random: Random) -> None:
    if rows[at]:
        rows[at][random.randrange(len(rows[at]))] = random.choice(HOSTILE)


def _replace_in_column(rows: Rows, at: int, random: Random) -> None:
    """As a column of another meaning or another convention: every second cell of it holds the same."""
    if rows[at]:
        column, cell = random.randrange(len(rows[at])), random.choice(HOSTILE)
        for row in rows[random.randrange(2) :: 2]:
            if column < len(row):
                row[column] = cell


def _swap_cells(rows: Rows, at: int, random: Random) -> None:
    other = rows[random.randrange(len(rows))]
    if rows[at] and other:
        here, there = random.randrange(len(rows[at])), random.randrange(len(other))
        rows[at][here], other[there] = other[there], rows[at][here]


def _drop_cell(rows: Rows, at: int, random: Random) -> None:
    if rows[at]:
        del rows[at][random.randrange(len(rows[at]))]


def _insert_cell(rows: Rows, at: int, random: Random) -> None:
    rows[at].insert(random.randrange(len(rows[at]) + 1), random.choice(HOSTILE))


def _cut_row(rows: Rows, at: int, random: Random) -> None:
    del rows[at][random.randrange(len(rows[at]) + 1) :]


def _repeat_row(rows: Rows, at: int, random: Random) -> None:
    rows.insert(random.randrange(len(rows) + 1), list(rows[at]))


def _drop_row(rows: Rows, at: int, _random: Random) -> None:
    del rows[at]


def _swap_rows(rows: Rows, at: int, random: Random) -> None:
    other = random.randrange(len(rows))
    rows[at], rows[other] = rows[other], rows[at]


def _sort_rows(rows: Rows, _at: int, random: Random) -> None:
    """As an investor does in a spreadsheet, with or without the headings."""
    first, column = random.randrange(len(rows)), random.randrange(max(map(len, rows)) + 1)
    rows[first:] = sorted(rows[first:], key=lambda row: row[column] if column < len(row) else "", reverse=random.random() < 0.5)


def _pad_all(rows: Rows, _at: int, random: Random) -> None:
    """As a spreadsheet does: every row as long as the longest."""
    width = max(map(len, rows)) + random.choice((0, 0, 1, 3))
    for row in rows:
        row.extend([""] * (width - len(row)))


def _move_column(rows: Rows, _at: int, random: Random) -> None:
    width = max(map(len, rows))
    if width:
        source, target = random.randrange(width), random.randrange(width)
        for row in rows:
            if source < len(row):
                row.insert(min(target, len(row) - 1), row.pop(source))


def _reorder_columns(rows: Rows, at: int, random: Random) -> None:
    width = len(rows[at])
    order = random.sample(range(width), width)
    for row in rows:
        if len(row) == width:
            row[:] = [row[column] for column in order]


def _drop_column(rows: Rows, _at: int, random: Random) -> None:
    width = max(map(len, rows))
    if width:
        column = random.randrange(width)
        for row in rows:
            del row[column : column + 1]


def _add_column(rows: Rows, _at: int, random: Random) -> None:
    column, cell = random.randrange(max(map(len, rows)) + 1), random.choice(HOSTILE)
    for row in rows:
        if row:
            row.insert(min(column, len(row)), cell)


def _change_case(rows: Rows, at: int, random: Random) -> None:
    rows[at] = [random.choice((str.upper, str.lower, str.title))(cell) for cell in rows[at]]


_DAMAGES: tuple[Callable[[Rows, int, Random], None], ...] = (
    *(_replace, _replace, _replace, _replace, _replace_in_column, _swap_cells, _drop_cell, _insert_cell, _cut_row),
    *(_repeat_row, _drop_row, _swap_rows, _sort_rows, _pad_all, _move_column, _reorder_columns, _drop_column, _add_column),
    _change_case,
)
