"""The import preview shows every row of the file and hands back what the investor changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QLabel, QLineEdit, QPushButton

from advisor.domain.portfolio import ImportRecord, InstrumentKind, TaxType
from advisor.domain.statement import (
    AccountMatch,
    SkippedRow,
    Statement,
    StatementAccount,
    StatementKind,
    StatementPosition,
    StatementPreview,
    with_assumed_day,
)
from advisor.services.import_choices import FileChoices
from advisor.ui.dialogs.import_preview import ImportPreviewDialog
from advisor.ui.theme import Themes

DAY = date(2026, 2, 6)


def _position(line: int, account: str, symbol: str, value: str) -> StatementPosition:
    worth = Decimal(value)
    return StatementPosition(line, account, symbol, f"{symbol} INC", InstrumentKind.SECURITY, Decimal(2), worth / 2, worth, None)


def make_preview(accounts: int = 1, total: str = "300.00", again: bool = False, sha256: str = "x") -> StatementPreview:
    keys = [f"Z{number}" for number in range(accounts)]
    statement = Statement(
        broker="fidelity",
        kind=StatementKind.POSITIONS,
        as_of=DAY,
        accounts=tuple(StatementAccount(key, key, f"Account {key}", None) for key in keys),
        positions=(_position(2, keys[0], "NVDA", "100.00"), _position(3, keys[-1], "AAPL", "200.00")),
        transactions=(),
        skipped=(SkippedRow(4, "no symbol, no quantity", "Pending activity,,,"),),
        warnings=(),
        records=4,
        structure=1,
        rows_stored=2,
        reported_total=Decimal(total),
    )
    matches = tuple(AccountMatch(key, "····4821", f"Account {key}", TaxType.TAXABLE, None, None, ()) for key in keys)
    stored = datetime(2026, 2, 7, 12, tzinfo=UTC)
    earlier = ImportRecord(1, "p.csv", "x", "fidelity", "positions", DAY, stored, 3, 2, 1, None, Decimal(300)) if again else None
    return StatementPreview("p.csv", sha256, statement, matches, {statement.positions[0]: Decimal(0)}, earlier)


@pytest.fixture
def open_dialog(qtbot):
    def opened(*previews: StatementPreview) -> ImportPreviewDialog:
        dialog = ImportPreviewDialog(previews, Themes("light"))
        qtbot.addWidget(dialog)
        return dialog

    return opened


def _default_button(dialog: ImportPreviewDialog) -> str:
    return next(button.text() for button in dialog.findChildren(QPushButton) if button.isDefault())


def test_the_button_says_how_many_rows_and_is_the_default(open_dialog) -> None:
    dialog = open_dialog(make_preview())
    assert dialog.import_button.text() == "Import 2 rows"
    assert _default_button(dialog) == "Import 2 rows"


def test_rows_left_out_stand_between_the_others_with_their_reason(open_dialog) -> None:
    dialog = open_dialog(make_preview())
    rows = dialog.panes[0].table.standing_rows()
    assert [row.line_text for row in rows] == ["2", "3", "4"]
    assert rows[2].state == "left out"
    assert rows[2].name == "No symbol, no quantity: Pending activity"


def test_unchanged_choices_change_nothing(open_dialog) -> None:
    dialog = open_dialog(make_preview())
    choices = dialog.choices()
    assert (choices.broker, choices.account_name, choices.tax_type, choices.as_of) == (None, None, None, None)
    assert choices.for_file("x") == FileChoices()


def test_returns_the_name_and_tax_treatment_that_were_chosen(open_dialog) -> None:
    dialog = open_dialog(make_preview())
    name = next(field for field in dialog.findChildren(QLineEdit) if field.accessibleName().startswith("Into account"))
    name.setText(" Rollover ")
    tax = dialog.findChild(QComboBox)
    tax.setCurrentIndex(tax.findText("Roth"))
    said = dialog.choices().for_file("x")
    assert said.account_name == "Rollover"
    assert dict(said.tax_types) == {"Z0": TaxType.ROTH}


def test_each_account_of_a_file_has_its_own_tax_treatment(open_dialog) -> None:
    dialog = open_dialog(make_preview(accounts=3))
    combos = dialog.findChildren(QComboBox)
    assert [combo.accessibleName() for combo in combos] == [f"Tax treatment of Account Z{n} ····4821" for n in range(3)]
    combos[1].setCurrentIndex(combos[1].findText("HSA"))
    assert dict(dialog.choices().for_file("x").tax_types) == {"Z1": TaxType.HSA}


def test_accounts_of_two_files_with_the_same_key_are_taxed_apart(open_dialog) -> None:
    dialog = open_dialog(make_preview(sha256="x"), make_preview(sha256="y"))
    combo = dialog.panes[1].findChild(QComboBox)
    combo.setCurrentIndex(combo.findText("Roth"))
    choices = dialog.choices()
    assert (dict(choices.for_file("x").tax_types), dict(choices.for_file("y").tax_types)) == ({}, {"Z0": TaxType.ROTH})


def test_only_a_file_that_names_no_day_asks_for_one(open_dialog) -> None:
    undated = make_preview(sha256="y")
    undated = replace(undated, names_its_day=False, statement=with_assumed_day(replace(undated.statement, as_of=None), DAY))
    dialog = open_dialog(make_preview(), undated)
    assert dialog.panes[0].findChildren(QDateEdit) == []
    pane = dialog.panes[1]
    assert dialog.choices().for_file("y").as_of == DAY
    pane.findChild(QDateEdit).setDate(QDate(2026, 1, 30))
    assert dialog.choices().for_file("y").as_of == date(2026, 1, 30)
    assert dialog.choices().for_file("x").as_of is None
    said = [label.text() for label in pane.findChildren(QLabel)]
    assert "p.csv · counted as of Jan 30, 2026: the file names no date · nothing is stored yet" in said
    assert [text for text in said if text.endswith("count as of Jan 30, 2026.")]


def test_figures_are_not_from_tomorrow(open_dialog, monkeypatch) -> None:
    monkeypatch.setattr("advisor.ui.dialogs.day_field.today", lambda: date(2026, 2, 10))
    dialog = open_dialog(replace(make_preview(), names_its_day=False))
    dialog.findChild(QDateEdit).setDate(QDate(2027, 1, 1))
    assert dialog.choices().for_file("x").as_of == date(2026, 2, 10)


def test_totals_that_differ_can_be_imported_only_on_purpose(open_dialog) -> None:
    dialog = open_dialog(make_preview(total="299.00"))
    assert dialog.import_button.text() == "Import anyway"
    assert dialog.import_button.isEnabled()
    assert _default_button(dialog) == "Cancel"


def test_the_very_same_file_says_so_and_imports_nothing(open_dialog) -> None:
    dialog = open_dialog(make_preview(again=True))
    assert not dialog.import_button.isEnabled()
    assert _default_button(dialog) == "Close"


def test_several_files_count_together_without_what_is_there_already(open_dialog) -> None:
    dialog = open_dialog(make_preview(), make_preview(again=True), make_preview(accounts=2))
    assert dialog.import_button.text() == "Import 4 rows"
    assert len(dialog.panes) == 3


def test_a_chosen_row_is_shown_as_the_file_has_it(open_dialog) -> None:
    content = b'Symbol,Name,Value\nNVDA,NVIDIA,100.00\nAAPL,"APPLE\nINC",200.00\nPending activity,,\n'
    dialog = open_dialog(replace(make_preview(), content=content))
    pane = dialog.panes[0]
    first, second, _ = pane.table.standing_rows()
    pane.table.choose(first.key)
    assert pane.raw.toPlainText() == "Line 2: NVDA,NVIDIA,100.00"
    pane.table.clear_selection()
    pane.table.choose(second.key)
    assert pane.raw.toPlainText() == 'Line 3: AAPL,"APPLE\nINC",200.00'


def test_a_column_that_no_row_fills_is_left_away(open_dialog) -> None:
    preview = make_preview()
    bare = tuple(position._replace(price=None) for position in preview.statement.positions)
    dialog = open_dialog(replace(preview, statement=replace(preview.statement, positions=bare)))
    model = dialog.panes[0].table.tree.model()
    headings = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    assert headings == ["Line", "Symbol", "Name in the file", "Quantity", "Value", "State"]
