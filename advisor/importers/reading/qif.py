"""QIF text as entries: lines that begin with a letter for their field, up to a line with “^”."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

_SWITCHES = ("option:", "clear:")


@dataclass(slots=True)
class Entry:
    """One entry of one section.

    Attributes:
        section: What stands behind the section's “!”, in lower case: "type:invst", "account".
        line: 1-based physical line where it begins.
        lines: Its lines, without the “^”.
        fields: The first value of each letter; a split transaction repeats S, E and $.
        closed: The “^” is there.
    """

    section: str
    line: int
    lines: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
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
            entry.fields.setdefault(line[0], line[1:].strip())
    if entry.lines:
        yield entry
