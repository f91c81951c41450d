"""The golden files by how they are read, and the damaged files made of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from mutations import mutate, mutate_as_workbook

from advisor.importers.identify import form_of
from advisor.importers.importer import Form
from advisor.importers.read import read_statement
from advisor.importers.reading.workbook import is_workbook

TESTS = Path(__file__).resolve().parents[1]
MAPPING, WORKBOOK, BOOKS = "mapping", "workbook", "books"
_NO_INPUT = ("by_hand.json", ".expected.json", ".mapping.json")


@dataclass(frozen=True, slots=True)
class Case:
    """One damaged file; family, broker and number make it again."""

    family: str
    number: int
    path: Path
    content: bytes

    @property
    def name(self) -> str:
        return self.path.name


@lru_cache(maxsize=1)
def families() -> dict[str, tuple[Path, ...]]:
    """Golden files by family.

    Form and kind of what they hold; the tables again as workbooks and read by a guessed mapping; all of them through the books.
    """
    found: defaultdict[str, list[Path]] = defaultdict(list)
    for path in _inputs("golden"):
        content = path.read_bytes()
        form = WORKBOOK if is_workbook(content) else form_of(content)
        found[BOOKS].append(path)
        if form is Form.TABLE:
            found[f"{form}-{read_statement(content, path.name).kind}"].append(path)
            found[MAPPING].append(path)
            found[WORKBOOK].append(path)
        else:
            found[form].append(path)
    found[MAPPING] += _inputs("importers/mapping_golden")
    return {family: tuple(paths) for family, paths in sorted(found.items())}


def make_case(family: str, number: int, broker: str | None = None) -> Case:
    """The case with a number: always the same, on every machine.

    Args:
        broker: Only golden files of this folder.
    """
    paths = files_of(family, broker)
    path = paths[number % len(paths)]
    random = Random(f"{family}/{path.parent.name}/{path.name}/{number}")
    return Case(family, number, path, damaged(path, family, random))


def damaged(path: Path, family: str, random: Random) -> bytes:
    """A golden file, damaged as a family damages its files."""
    content = path.read_bytes()
    as_workbook = family == WORKBOOK or is_workbook(content)
    return mutate_as_workbook(content, random) if as_workbook else mutate(content, random)


@lru_cache(maxsize=256)
def files_of(family: str, broker: str | None) -> tuple[Path, ...]:
    """The golden files of a family, of one broker or of all."""
    return tuple(path for path in families().get(family, ()) if broker in {None, path.parent.name})


def _inputs(folder: str) -> list[Path]:
    paths = sorted((TESTS / folder).rglob("*.*"))
    return [path for path in paths if not path.name.endswith(_NO_INPUT)]
