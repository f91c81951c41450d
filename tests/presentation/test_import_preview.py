"""The import preview: what the file holds, what changes, and whether its totals agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advisor.domain.column_mapping import ColumnMapping
from advisor.domain.portfolio import InstrumentKind, TaxType
from advisor.domain.statement import (
    AccountMatch,
    SkippedRow,
    Statement,
    StatementAccount,
    StatementKind,
    StatementPosition,
    StatementPreview,
)
from advisor.presentation.import_preview import build_import_preview
from tests.presentation import invented
from tests.presentation.invented import BROKERAGE, money

SECURITY, CASH = InstrumentKind.SECURITY, InstrumentKind.CASH


@pytest.fixture
def preview() -> StatementPreview:
    positions = (
        StatementPosition(
            2, "X1", "NVDA", "NVIDIA CORP", SECURITY, Decimal(60), Decimal("188.54"), money("11312.40"), money(7_431)
        ),
        StatementPosition(4, "X1", "QQQ", "INVESCO QQQ", SECURITY, Decimal(40), Decimal("609.50"), money(24_380), None),
        StatementPosition(6, "X1", "CASH", "HELD IN MONEY MARKET", CASH, None, None, money("4180.40"), None),
    )
    statement = Statement(
        broker="fidelity",
        kind=StatementKind.POSITIONS,
        as_of=date(2026, 2, 6),
        accounts=(StatementAccount("X1", "X00004821", "Brokerage", None),),
        positions=positions,
        transactions=(),
        skipped=(SkippedRow(5, "no symbol, no quantity", "····4821,Pending activity,,,,"),),
        warnings=(),
        records=6,
        structure=2,
        rows_stored=3,
        reported_total=money("39872.80"),
    )
    match = AccountMatch("X1", "····4821", "Brokerage", TaxType.TAXABLE, BROKERAGE, date(2026, 1, 16), ("IJH",))
    changes = dict(zip(positions, (Decimal(0), Decimal(5), Decimal("-19.60")), strict=True))
    return StatementPreview("Portfolio.csv", "c" * 64, statement, (match,), changes, None)


def test_what_is_recognised(preview: StatementPreview) -> None:
    view = build_import_preview(preview)
    assert view.title == "Fidelity positions, 3 rows worth $39,872.80"
    assert view.caption == "Portfolio.csv · as of Feb 6, 2026 · nothing is stored yet"
    assert view.accounts == (("X1", "Brokerage ····4821", "taxable"),)
    assert view.change_heading == "Against Jan 16"
    assert view.button_text == "Import 3 rows"
    assert not view.totals_differ


def test_rows_in_the_order_of_the_file_with_their_changes(preview: StatementPreview) -> None:
    rows = build_import_preview(preview).rows
    assert [(row.line_text, row.symbol, row.value_text, row.change_text, row.state) for row in rows] == [
        ("2", "NVDA", "11,312.40", "No change", "stored"),
        ("4", "QQQ", "24,380.00", "+5 shares", "stored"),
        ("5", "", "", "Left out", "left out"),
        ("6", "Cash", "4,180.40", "\u2212$19.60", "stored"),
    ]
    assert rows[2].name == "No symbol, no quantity: ····4821,Pending activity"


def test_checks(preview: StatementPreview) -> None:
    checks = {check.title: check.text for check in build_import_preview(preview).checks}
    assert checks == {
        "The totals agree": "The file says $39,872.80; the rows add up to $39,872.80.",
        "1 row left out": "Line 5: no symbol, no quantity.",
        "No tax lots in this file": "1 of 2 positions has a cost basis, none a purchase date.",
        "0 new, 1 closed, 2 changed": "No longer there: IJH.",
    }


def test_an_unknown_file_that_takes_the_place_of_another_is_warned_of(preview: StatementPreview) -> None:
    mapped = replace(preview, statement=replace(preview.statement, broker=ColumnMapping(StatementKind.POSITIONS, {}).broker_id))
    check = next(check for check in build_import_preview(mapped).checks if "closed" in check.title)
    assert check.tone == "warning"
    assert check.text.startswith("These rows replace what Brokerage holds: IJH would be gone.")


def test_totals_that_differ_change_the_button(preview: StatementPreview) -> None:
    view = build_import_preview(replace(preview, statement=replace(preview.statement, reported_total=money("39892.80"))))
    assert view.totals_differ
    assert view.button_text == "Import anyway"
    assert view.checks[0].text == "The rows add up to $20.00 less than the file says."


def test_the_same_file_again(preview: StatementPreview) -> None:
    record = invented.portfolio().imports[0]
    view = build_import_preview(replace(preview, already_imported=record))
    assert view.already_imported
    assert view.button_text == "Nothing to import"
    assert "already imported on Feb 6, 2026" in view.caption
