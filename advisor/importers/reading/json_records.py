"""Elements of a JSON list as the records of a table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

from advisor.importers.reading.records import Record

_LONGEST_NUMBER = 40  # digits


def json_text(value: object) -> str:
    """A value of a field as the text that a cell would hold; nothing for null."""
    if value is None:
        return ""
    # Written out, a number such as 1e999999999 would fill the memory.
    return f"{value:f}" if isinstance(value, Decimal) and abs(value.adjusted()) < _LONGEST_NUMBER else str(value)


def json_records(elements: Sequence[object]) -> tuple[Record, list[Record]]:
    """A row of headings, every field of any element once, and one record for each element, which counts as one line."""
    headings: dict[str, None] = {}
    for element in elements:
        headings.update(dict.fromkeys(element) if isinstance(element, dict) else {})
    records = [Record(line, _cells(element, list(headings))) for line, element in enumerate(elements, 1)]
    return Record(0, list(headings)), records


def _cells(element: object, headings: Sequence[str]) -> list[str]:
    """The fields of an element; what has none of them stands as it is written."""
    cells = [json_text(element.get(field)) for field in headings] if isinstance(element, dict) else [json_text(element)]
    return cells if any(cells) else [json.dumps(element, default=json_text)]
