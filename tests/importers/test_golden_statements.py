"""Each golden file becomes exactly the statement beside it, and the sums worked out by hand."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.domain.statement import Statement, StatementKind
from advisor.importers.registry import IMPORTERS, read_file

GOLDEN = Path(__file__).parents[1] / "golden"
FILES = sorted(GOLDEN.glob("*/*.csv"))

# file → as-of, records, structure, skipped, warnings, total: counted and added up by hand
BY_HAND = {
    "title_case_2023.csv": (date(2023, 1, 25), 10, 4, 0, 0, "96930.74"),
    "sentence_case_2026.csv": (date(2026, 8, 21), 15, 4, 3, 1, "25623.26"),
    "investment_type_2025.csv": (date(2025, 10, 3), 9, 3, 0, 0, "28471.99"),
    "Portfolio_Positions_Feb-06-2026.csv": (date(2026, 2, 6), 4, 1, 0, 1, "15000.00"),
    "single_account_2026.csv": (date(2026, 7, 16), 9, 3, 0, 0, "12500.00"),
    "all_accounts_2020.csv": (date(2020, 11, 15), 11, 7, 1, 1, "13030.00"),
    "custom_group_2023.csv": (date(2023, 2, 4), 10, 7, 0, 1, "832.10"),
    "other_column_order_2026.csv": (date(2026, 3, 2), 6, 3, 0, 0, "1600.00"),
    "four_tables_2023.csv": (None, 14, 4, 1, 0, "5603.97"),
    "two_tables_2026.csv": (None, 8, 2, 0, 0, "7109.09"),
    "legacy_funds.csv": (None, 4, 1, 0, 0, "11344.90"),
    "plan_529.csv": (None, 3, 1, 0, 0, "3604.37"),
}


def as_json(statement: Statement) -> dict[str, object]:
    return {
        "broker": statement.broker,
        "kind": statement.kind,
        "as_of": statement.as_of and statement.as_of.isoformat(),
        "records": statement.records,
        "structure": statement.structure,
        "reported_total": _text(statement.reported_total),
        "accounts": [_row(account) for account in statement.accounts],
        "positions": [_row(position) for position in statement.positions],
        "transactions": [_row(transaction) for transaction in statement.transactions],
        "skipped": [_row(row) for row in statement.skipped],
        "warnings": [_row(warning) for warning in statement.warnings],
    }


def _row(row: tuple[object, ...]) -> dict[str, object]:
    return {field: _text(value) for field, value in row._asdict().items()}


def _text(value: object) -> object:
    return str(value) if isinstance(value, Decimal | date) else value


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_golden_file_becomes_the_expected_statement(path: Path, update_golden: bool) -> None:
    _, statement = read_file(path)
    expected = path.with_suffix(".expected.json")
    if update_golden:
        expected.write_text(json.dumps(as_json(statement), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert as_json(statement) == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_golden_file_adds_up_as_worked_out_by_hand(path: Path) -> None:
    content, statement = read_file(path)
    as_of, records, structure, skipped, warnings, total = BY_HAND[path.name]
    assert statement.as_of == as_of
    assert (statement.records, statement.structure) == (records, structure)
    assert (len(statement.skipped), len(statement.warnings)) == (skipped, warnings)
    assert statement.imported_total == Decimal(total)
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert records == sum(any(cell.strip() for cell in row) for row in rows)
    assert records == structure + statement.rows_stored + skipped


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.broker)
def test_each_importer_has_golden_files_of_each_kind(importer) -> None:
    statements = [read_file(path)[1] for path in FILES if path.parent.name == importer.broker]
    assert {statement.broker for statement in statements} == {importer.broker}
    stored = {StatementKind.POSITIONS for s in statements if s.positions} | {
        StatementKind.TRANSACTIONS for s in statements if s.transactions
    }
    assert stored == set(importer.kinds)


def test_sample_portfolio_reconciles_to_the_cent() -> None:
    """The bundled sample: three accounts, worth $214,012.65 together, each row its quantity times its price."""
    paths = sorted((GOLDEN.parents[1] / "resources" / "sample").glob("*.csv"))
    statements = {statement.broker: statement for _, statement in map(read_file, paths)}
    totals = {broker: statement.imported_total for broker, statement in statements.items()}
    assert totals == {"fidelity": Decimal("88382.18"), "vanguard": Decimal("97203.81"), "schwab": Decimal("28426.66")}
    assert statements["schwab"].reported_total == Decimal("28426.66")
    assert not any((*statement.skipped, *statement.warnings) for statement in statements.values())
    assert statements["fidelity"].as_of == statements["schwab"].as_of == date(2026, 7, 13)
