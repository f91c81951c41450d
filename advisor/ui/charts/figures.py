"""The table behind a chart, as text: what is copied, exported and read aloud."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figures:
    """Headings, and rows of the same length; every cell as printed."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def tab_separated(self) -> str:
        return "\n".join("\t".join(row) for row in (self.headings, *self.rows))

    def spoken(self) -> str:
        """One sentence a row, for a screen reader: "NVIDIA: share 10.1%, value $21,538." """
        return " ".join(f"{row[0]}: {_named(self.headings[1:], row[1:])}." for row in self.rows)

    def write_csv(self, path: Path) -> None:
        """Write headings and rows, comma separated, UTF-8 with a mark that spreadsheets look for.

        Raises:
            OSError: The file cannot be written.
        """
        text = io.StringIO()
        csv.writer(text).writerows((self.headings, *self.rows))
        path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")


EMPTY = Figures((), ())


def _named(headings: Sequence[str], cells: Sequence[str]) -> str:
    return ", ".join(f"{heading.lower()} {cell}" for heading, cell in zip(headings, cells, strict=True))
