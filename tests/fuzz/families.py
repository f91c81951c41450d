"""The golden files by how they are read, and what must hold of any file made from them."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from mutations import mutate

from advisor.domain.errors import AdvisorError
from advisor.domain.statement import Statement
from advisor.importers.identify import form_of
from advisor.importers.importer import Form
from advisor.importers.mapping import guess_mapping, read_with_mapping
from advisor.importers.reading.records import decode
from advisor.importers.reading.workbook import is_workbook
from advisor.importers.registry import read_statement

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
_MAPPING = "mapping"
_REFUSED = {3}
_REFUSED_OR_UNSAID = {2, 3}  # a guess may leave columns that only a person can name


@dataclass(frozen=True, slots=True)
class Case:
    """One damaged file; `number` makes it again."""

    family: str
    number: int
    name: str
    content: bytes


class BrokenPromiseError(AssertionError):
    """A file was read, and not every one of its rows is accounted for; or it was refused with the wrong code."""


@lru_cache(maxsize=1)
def families() -> dict[str, tuple[Path, ...]]:
    """Golden files by family: form and kind of what they hold; and those of unknown layout, read by a guessed mapping."""
    found: defaultdict[str, list[Path]] = defaultdict(list)
    for path in sorted(GOLDEN.glob("*/*")):
        if path.name == "by_hand.json" or path.name.endswith(".expected.json"):
            continue
        content = path.read_bytes()
        form = "workbook" if is_workbook(content) else form_of(content)
        kind = f"-{read_statement(content, path.name).kind}" if form is Form.TABLE else ""
        found[f"{form}{kind}"].append(path)
        if form is Form.TABLE:
            found[_MAPPING].append(path)
    return {family: tuple(paths) for family, paths in sorted(found.items())}


def make_case(family: str, number: int) -> Case:
    """The case with a number: always the same, on every machine."""
    random = Random(f"{family}/{number}")
    path = random.choice(families()[family])
    return Case(family, number, path.name, mutate(path.read_bytes(), random))


def check_case(case: Case) -> bool:
    """Whether the file was read; a refusal with exit code 3 keeps the promise too.

    Raises:
        BrokenPromiseError: A row is unaccounted for, or the refusal is no refusal of a file.
        Exception: Whatever the program did not foresee.
    """
    try:
        statement = _reader(case)(case.content, case.name)
    except AdvisorError as refusal:
        allowed = _REFUSED_OR_UNSAID if case.family == _MAPPING else _REFUSED
        if refusal.exit_code not in allowed or not refusal.message:
            raise BrokenPromiseError(f"exit code {refusal.exit_code}: {refusal.message}") from refusal
        return False
    if statement.records != statement.structure + statement.rows_stored + len(statement.skipped):
        raise BrokenPromiseError("records do not add up")
    if not all(row.reason for row in statement.skipped):
        raise BrokenPromiseError("a row was skipped without a reason")
    if not is_workbook(case.content) and form_of(case.content) is Form.TABLE:
        _check_lines(case, statement)
    return True


def _reader(case: Case) -> Callable[[bytes, str], Statement]:
    if case.family != _MAPPING:
        return read_statement
    return lambda content, name: read_with_mapping(content, name, guess_mapping(content, name).mapping)


def _check_lines(case: Case, statement: Statement) -> None:
    """Against a plain CSV reader: as many records, and what became of each stands on a line where one begins."""
    text, _ = decode(case.content, case.name)
    outcomes = {row.line for rows in (statement.positions, statement.lots, statement.transactions) for row in rows}
    outcomes |= {row.line for row in statement.skipped}
    for delimiter in ",;\t|":
        lines = _lines_of_records(text, delimiter)
        if statement.records == len(lines) and outcomes <= lines:
            return
    raise BrokenPromiseError(f"{statement.records} records are not those of a CSV reader")


def _lines_of_records(text: str, delimiter: str) -> set[int]:
    reader, start, lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1, set()
    for cells in reader:
        if any(cell.strip() for cell in cells):
            lines.add(start)
        start = reader.line_num + 1
    return lines
