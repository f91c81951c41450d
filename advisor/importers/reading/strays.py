"""Rows of a table that stand above its headings, as after sorting in a spreadsheet: no importer can tell their cells apart."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from advisor.importers.reading.records import Record

ABOVE_THE_HEADINGS = "it stands above the headings of its columns, so its cells cannot be told apart"

_DAY = re.compile(
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}[- ][A-Za-z]{3,9}[- ]\d{2,4}|[A-Za-z]{3,9}[- ]\d{1,2}[-,] ?\d{4})(?:[ T]\S.*)?"
)
_AMOUNT = re.compile(r"[-+−(]*[$€£]?[-+−]?\d[\d.,]*\)?%?")
_FEWEST_CELLS = 3
_COMPARED = 50  # rows; those of one file are alike
_BLANK, _WORDS, _FIGURE, _DATE = " ", "a", "1", "d"


def rows_above_headings(records: Sequence[Record], told: Collection[int]) -> Iterator[Record]:
    """The records above the first one that became something which have the cells of an entry or of a row below.

    Args:
        told: Lines of the records that were stored or skipped.
    """
    above = [(record, _kinds(record)) for record in takewhile(lambda record: record.line not in told, records)]
    candidates = [(record, kinds) for record, kinds in above if _has_figures(kinds)]
    if not candidates:
        return
    below = [_kinds(record) for record in records[len(above) : len(above) + _COMPARED] if record.line in told]
    for record, kinds in candidates:
        if _DATE in kinds or any(_alike(kinds, other) for other in below):
            yield record


def _kinds(record: Record) -> str:
    """One letter for each cell."""
    return "".join(map(_kind, record.cells)).rstrip()


def _kind(cell: str) -> str:
    bare = cell.strip()
    if not bare:
        return _BLANK
    if _AMOUNT.fullmatch(bare):
        return _FIGURE
    return _DATE if _DAY.fullmatch(bare) else _WORDS


def _has_figures(kinds: str) -> bool:
    return _FIGURE in kinds and len(kinds.replace(_BLANK, "")) >= _FEWEST_CELLS


def _alike(one: str, other: str) -> bool:
    """Whether two rows have figures in the same columns, and nowhere a figure where the other has words."""
    columns = list(zip(one, other, strict=False))
    agree = sum(here == there == _FIGURE for here, there in columns)
    return len(one) == len(other) and agree >= 2 and all(here == there or _BLANK in (here, there) for here, there in columns)
