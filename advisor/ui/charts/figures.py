"""The table behind a chart, as text: what is copied, exported and read aloud."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from advisor.ui.tables.as_text import plain_number


@dataclass(frozen=True, slots=True)
class Figures:
    """Headings, and rows of the same length; every cell as printed."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def tab_separated(self) -> str:
        """Headings and rows for pasting into a spreadsheet: plain numbers, names that cannot run as formulas."""
        return self._written("\t")

    def spoken(self) -> str:
        """One sentence a row, for a screen reader: "NVIDIA: share 10.1%, value $21,538." """
        return " ".join(f"{row[0]}: {_named(self.headings[1:], row[1:])}." for row in self.rows)

    def write_csv(self, path: Path) -> None:
        """Write headings and rows, comma separated, UTF-8 with a mark that spreadsheets look for.

        Raises:
            OSError: The file cannot be written.
        """
        path.write_text(self._written(","), encoding="utf-8-sig", newline="")

    def _written(self, delimiter: str) -> str:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        writer.writerow(self.headings)
        writer.writerows([plain_number(cell) for cell in row] for row in self.rows)
        return out.getvalue()


EMPTY = Figures((), ())


def _named(headings: Sequence[str], cells: Sequence[str]) -> str:
    return ", ".join(f"{heading.lower()} {cell}" for heading, cell in zip(headings, cells, strict=True))
