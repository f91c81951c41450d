"""Each golden file becomes exactly the statement beside it, and the sums worked out by hand."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.domain.errors import AdvisorError
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.identify import form_of
from advisor.importers.importer import DocumentImporter, Form, Importer
from advisor.importers.read import read_statement
from advisor.importers.reading.documents import parse_document
from advisor.importers.reading.records import HEAD_RECORDS, decode, first_records
from advisor.importers.reading.workbook import is_workbook, read_sheets
from advisor.importers.registry import DOCUMENT_IMPORTERS, IMPORTERS

GOLDEN = Path(__file__).parents[1] / "golden"
FILES = sorted(
    path
    for path in GOLDEN.glob("*/*")
    if path.name != "by_hand.json" and not path.name.endswith((".expected.json", ".mapping.json"))
)
# Beside each broker's pairs: as-of, records, structure, skipped, warnings, total, counted and added up by hand from the file.
BY_HAND = {
    path.parent / name: figures
    for path in GOLDEN.glob("*/by_hand.json")
    for name, figures in json.loads(path.read_text(encoding="utf-8")).items()
}


def _id(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def as_json(statement: Statement) -> dict[str, object]:
    return {
        "broker": statement.broker,
        "kind": statement.kind,
        "as_of": statement.as_of and statement.as_of.isoformat(),
        "records": statement.records,
        "structure": statement.structure,
        "reported_total": _text(statement.reported_total),
        "accounts": [_row(account) for account in statement.accounts],
        "rebuilds": statement.rebuilds,
        "lots": [_row(lot) for lot in statement.lots],
        "positions": [_row(position) for position in statement.positions],
        "transactions": [_row(transaction) for transaction in statement.transactions],
        "skipped": [_row(row) for row in statement.skipped],
        "warnings": [_row(warning) for warning in statement.warnings],
    }


def _row(row: tuple[object, ...]) -> dict[str, object]:
    return {field: _text(value) for field, value in row._asdict().items()}


def _text(value: object) -> object:
    return str(value) if isinstance(value, Decimal | date) else value


def read_golden(path: Path) -> Statement:
    return read_statement(path.read_bytes(), path.name)


@pytest.mark.parametrize("path", FILES, ids=_id)
def test_golden_file_becomes_the_expected_statement(path: Path, update_golden: bool) -> None:
    statement = read_golden(path)
    expected = path.with_name(f"{path.stem}.expected.json")
    if update_golden:
        expected.write_text(json.dumps(as_json(statement), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert as_json(statement) == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=_id)
def test_golden_file_adds_up_as_worked_out_by_hand(path: Path) -> None:
    statement = read_golden(path)
    as_of, records, structure, skipped, warnings, total = BY_HAND[path]
    assert statement.as_of == (as_of and date.fromisoformat(as_of))
    assert (statement.records, statement.structure) == (records, structure)
    assert (len(statement.skipped), len(statement.warnings)) == (skipped, warnings)
    assert statement.imported_total == Decimal(total)
    assert records == structure + statement.rows_stored + skipped


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix.lower() == ".csv"], ids=_id)
def test_records_are_those_a_csv_reader_counts(path: Path) -> None:
    text, _ = decode(path.read_bytes(), path.name)
    counts = {
        sum(any(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        for delimiter in ",;\t"
    }
    assert read_golden(path).records in counts


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix.lower() == ".csv"], ids=_id)
def test_a_file_whose_rows_are_all_taken_out_is_no_import(path: Path) -> None:
    whole = read_golden(path)
    told = {row.line for rows in (whole.positions, whole.lots, whole.transactions, whole.skipped) for row in rows}
    text, _ = decode(path.read_bytes(), path.name)
    rest = "".join(line for number, line in enumerate(text.splitlines(keepends=True), 1) if number not in told)
    try:
        statement = read_statement(rest.encode(), path.name)
    except AdvisorError as refusal:
        assert refusal.hint
    else:
        assert statement.rows_stored  # rows that went into others bear no line of their own


@pytest.mark.parametrize("importer", [*IMPORTERS, *DOCUMENT_IMPORTERS], ids=lambda importer: type(importer).__name__)
def test_each_importer_has_a_golden_pair_that_it_alone_recognises(importer: Importer | DocumentImporter) -> None:
    mine = [path for path in FILES if type(importer) in {type(each) for each in importers_of(path)}]
    assert mine
    assert all(len(importers_of(path)) == 1 for path in mine)
    kinds = {kind for path in mine for kind in _kinds(read_golden(path))}
    assert kinds == set(importer.kinds)


def importers_of(path: Path) -> list[Importer | DocumentImporter]:
    """All that recognise a file, however its cells may be cut; the program asks no further than the first cut that one knows."""
    content = path.read_bytes()
    form = form_of(content)
    if is_workbook(content):
        heads = [sheet.records[:HEAD_RECORDS] for sheet in read_sheets(content, path.name)]
    elif form is not Form.TABLE:
        document = parse_document(content, path.name, form)
        return [each for each in DOCUMENT_IMPORTERS if each.form is form and each.recognises(document)]
    else:
        text, _ = decode(content, path.name)
        heads = [first_records(text, delimiter) for delimiter in ",;\t"]
    return [importer for importer in IMPORTERS if any(importer.recognises(head) for head in heads)]


def _kinds(statement: Statement) -> set[StatementKind]:
    found = {
        StatementKind.POSITIONS: statement.positions,
        StatementKind.TRANSACTIONS: statement.transactions,
        StatementKind.LOTS: statement.lots,
    }
    return {kind for kind, rows in found.items() if rows}


def test_sample_portfolio_reconciles_to_the_cent() -> None:
    """The bundled sample: three accounts, worth $214,012.65 together, each row its quantity times its price."""
    paths = sorted((GOLDEN.parents[1] / "resources" / "sample").glob("*.csv"))
    statements = {statement.broker: statement for statement in map(read_golden, paths)}
    totals = {broker: statement.imported_total for broker, statement in statements.items()}
    assert totals == {"fidelity": Decimal("88382.18"), "vanguard": Decimal("97203.81"), "schwab": Decimal("28426.66")}
    assert statements["schwab"].reported_total == Decimal("28426.66")
    assert not any((*statement.skipped, *statement.warnings) for statement in statements.values())
    assert statements["fidelity"].as_of == statements["schwab"].as_of == date(2026, 7, 13)
