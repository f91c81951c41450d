"""Read the bundled reference tables: CSV files and their manifest, with the standard library alone."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypedDict

from advisor.domain.errors import UnreadableFileError
from advisor.domain.market import ReferenceTable


def read_table(folder: Path, name: str) -> Iterator[list[str]]:
    """Rows of one table, without its headings.

    Raises:
        UnreadableFileError: The table is missing.
    """
    try:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            next(rows, None)
            yield from rows
    except FileNotFoundError as error:
        raise missing_table(name) from error


def snapshot_date(folder: Path) -> date:
    """The day the bundled index membership is from."""
    return date.fromisoformat(_manifest(folder)["as_of"])


def load_reference_tables(folder: Path) -> tuple[ReferenceTable, ...]:
    """Every bundled table with its description, source, date and row count, in the manifest's order.

    Raises:
        UnreadableFileError: The folder holds no manifest.
    """
    return tuple(
        ReferenceTable(
            name=table["name"],
            description=table["description"],
            source=table["source"],
            as_of=date.fromisoformat(table["as_of"]),
            rows=table["rows"],
        )
        for table in _manifest(folder)["tables"]
    )


class _TableEntry(TypedDict):
    name: str
    description: str
    source: str
    as_of: str
    rows: int


class _Manifest(TypedDict):
    as_of: str
    tables: list[_TableEntry]


def _manifest(folder: Path) -> _Manifest:
    try:
        manifest: _Manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return manifest
    except FileNotFoundError as error:
        raise _missing("manifest.json") from error


def missing_table(name: str) -> UnreadableFileError:
    """What to raise where the file of a bundled table is not there."""
    return _missing(f"{name}.csv")


def _missing(name: str) -> UnreadableFileError:
    return UnreadableFileError(f"The program's own reference table {name} is missing.", "Install the program again.", file=name)
