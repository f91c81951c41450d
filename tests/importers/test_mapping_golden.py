"""Unknown files in the project's own figures, the mapping beside each, and the statement it must become."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.domain.column_mapping import ColumnMapping
from advisor.domain.mapping_json import mapping_from_json
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.mapping import guess_mapping, read_with_mapping
from tests.importers.test_golden_statements import as_json

GOLDEN = Path(__file__).parent / "mapping_golden"
# As-of, records, structure, skipped, warnings, total: counted and added up by hand from the file.
BY_HAND = json.loads((GOLDEN / "by_hand.json").read_text(encoding="utf-8"))
FILES = sorted(BY_HAND)


def mapping_of(file: str) -> ColumnMapping:
    path = (GOLDEN / file).with_suffix(".mapping.json")
    return mapping_from_json(path.read_text(encoding="utf-8"), path.name)


def read(file: str) -> Statement:
    return read_with_mapping((GOLDEN / file).read_bytes(), file, mapping_of(file))


@pytest.mark.parametrize("file", FILES)
def test_mapped_file_becomes_the_expected_statement(file: str, update_golden: bool) -> None:
    expected = (GOLDEN / file).with_suffix(".expected.json")
    statement = as_json(read(file))
    if update_golden:
        expected.write_text(json.dumps(statement, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert statement == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES)
def test_mapped_file_adds_up_as_worked_out_by_hand(file: str) -> None:
    statement = read(file)
    as_of, records, structure, skipped, warnings, total = BY_HAND[file]
    assert statement.as_of == (as_of and date.fromisoformat(as_of))
    assert (statement.records, statement.structure) == (records, structure)
    assert (len(statement.skipped), len(statement.warnings)) == (skipped, warnings)
    assert statement.imported_total == Decimal(total)
    assert records == structure + statement.rows_stored + skipped


@pytest.mark.parametrize("file", [file for file in FILES if mapping_of(file).header_line])
def test_guess_finds_the_columns_and_conventions_of_the_mapping(file: str) -> None:
    guess, said = guess_mapping((GOLDEN / file).read_bytes(), file).mapping, mapping_of(file)
    assert guess.columns.items() >= said.columns.items()
    for fact in ("kind", "delimiter", "header_line", "decimal_mark", "date_order", "currency", "amount_signs"):
        assert getattr(guess, fact) == getattr(said, fact), fact


def test_every_kind_has_a_golden_file() -> None:
    assert {mapping_of(file).kind for file in FILES} == set(StatementKind)
