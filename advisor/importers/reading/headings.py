"""Columns found by their headings, whatever their case, order or generation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

Synonyms = Mapping[str, tuple[str, ...]]
Columns = Mapping[str, int]

_ROWS_REMEMBERED = 256  # every importer looks at the same first rows of a file


def heading_words(cell: str) -> str:
    """A heading in the form in which headings are compared: lower case, single spaces, straight apostrophes."""
    return " ".join(cell.replace("’", "'").lower().split())


def find_columns(cells: Sequence[str], synonyms: Synonyms) -> Columns:
    """Index of the first column that bears one of a field's names; fields without a column are left out.

    Args:
        synonyms: Names by field, in the form of `heading_words`, the preferred name first.
    """
    places = _places(tuple(cells))
    found: dict[str, int] = {}
    for field, names in synonyms.items():
        for name in names:
            if name in places:
                found[field] = places[name]
                break
    return found


@lru_cache(maxsize=_ROWS_REMEMBERED)
def _places(cells: tuple[str, ...]) -> Mapping[str, int]:
    """Index by heading; of two alike, the first."""
    places: dict[str, int] = {}
    for index, cell in enumerate(cells):
        places.setdefault(heading_words(cell), index)
    return places


def width(cells: Sequence[str]) -> int:
    """How many columns a heading row names; a trailing comma names none."""
    return max((index + 1 for index, cell in enumerate(cells) if cell.strip()), default=0)


def has_headings(cells: Iterable[str], *names: str) -> bool:
    """Whether the row holds every one of the headings, given in the form of `heading_words`."""
    return _places(tuple(cells)).keys() >= set(names)
