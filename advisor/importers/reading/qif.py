"""QIF text as entries: lines that begin with a letter for their field, up to a line with “^”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from advisor.importers.reading.dates import DateOrder, find_date

_DATE = re.compile(r"(?P<one>\d{1,2})[/.-](?P<two>\d{1,2})(?P<by>['/.-])(?P<year>\d{4}|\d{1,2})")
_FIRST_YEAR_OF_THE_CENTURY = 70  # "8/25/93" is of 1993, "1/5/26" of 2026
_ONCE = frozenset("DNYIQTUO")
_SWITCHES = ("option:", "clear:")


@dataclass(slots=True)
class Entry:
    """One entry of one section.

    Attributes:
        section: What stands behind the section's “!”, in lower case: "type:invst", "account".
        line: 1-based physical line where it begins.
        lines: Its lines, without the “^”.
        fields: The first value of each letter; a split transaction repeats S, E and $.
        repeated: Letters that an entry has once, and this one has twice: the “^” between two entries is missing.
        closed: The “^” is there.
    """

    section: str
    line: int
    lines: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    repeated: set[str] = field(default_factory=set)
    closed: bool = False

    def text(self, letter: str) -> str:
        """The value, white space drawn together; empty when there is none."""
        return " ".join(self.fields.get(letter, "").split())


def read_entries(text: str) -> Iterator[Entry]:
    """Every entry with a line in it, in file order; one that another section's heading interrupts is not closed."""
    entry = Entry("", 1)
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if line.startswith("!"):
            if entry.lines:
                yield entry
            heading = line[1:].strip().lower()
            entry = Entry(entry.section if heading.startswith(_SWITCHES) else heading, number + 1)
        elif line == "^":
            entry.closed = True
            if entry.lines:
                yield entry
            entry = Entry(entry.section, number + 1)
        elif line:
            if not entry.lines:
                entry.line = number
            entry.lines.append(line)
            if line[0] in _ONCE and line[0] in entry.fields:
                entry.repeated.add(line[0])
            entry.fields.setdefault(line[0], line[1:].strip())
    if entry.lines:
        yield entry


def read_day(text: str, order: DateOrder) -> date | None:
    """1/5'26, 1/ 5' 6, 01/05/2026, 8/25/93 or 2026-01-05; after an apostrophe the year is always of this century."""
    found = _DATE.fullmatch(text.replace(" ", ""))
    if not found:
        return find_date(text, order)
    year = int(found["year"])
    if len(found["year"]) <= 2:
        year += 2000 if found["by"] == "'" or year < _FIRST_YEAR_OF_THE_CENTURY else 1900
    return find_date(f"{found['one']}/{found['two']}/{year}", order)


def date_order(entries: Sequence[Entry]) -> DateOrder:
    """Day first where a date would otherwise have a thirteenth month, and none would have one this way."""
    parts = [found for entry in entries if (found := _DATE.fullmatch(entry.text("D").replace(" ", "")))]
    day_first = any(int(part["one"]) > 12 for part in parts) and not any(int(part["two"]) > 12 for part in parts)
    return DateOrder.DAY_FIRST if day_first else DateOrder.MONTH_FIRST
