"""Write reference tables and their manifest: same input, same bytes."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TableNote:
    """A table's entry in the manifest; `as_of` is ISO 8601."""

    name: str
    description: str
    source: str
    as_of: str
    rows: int


class ReferenceFolder:
    """The folder that receives the tables, and what has been written to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._notes: list[TableNote] = []
        folder.mkdir(parents=True, exist_ok=True)

    def write(
        self, name: str, headings: Sequence[str], rows: Iterable[Sequence[object]], *, description: str, source: str, as_of: str
    ) -> None:
        """Write one table as `name`.csv (UTF-8, LF) and note it for the manifest."""
        count = 0
        with (self._folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(headings)
            for row in rows:
                writer.writerow(["" if cell is None else cell for cell in row])
                count += 1
        self._notes.append(TableNote(name, description, source, as_of, count))

    def write_manifest(self, as_of: str) -> None:
        """Write manifest.json: the snapshot's date and every table's description, source, date and row count."""
        tables = [asdict(note) for note in self._notes]
        text = json.dumps({"as_of": as_of, "tables": tables}, indent=1, ensure_ascii=False)
        (self._folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def compact(number: float, digits: int) -> str:
    """A number with at most so many significant digits, without exponent or trailing zeros."""
    text = f"{float(f'{number:.{digits}g}'):.12f}".rstrip("0").rstrip(".")
    return text or "0"
