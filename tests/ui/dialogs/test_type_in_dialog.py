"""Positions are typed row by row; what is missing or wrong is said at every letter."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from advisor.domain.typed_list import TypedPosition
from advisor.ui.dialogs.type_in import TypeInDialog


@pytest.fixture
def dialog(qtbot):
    opened = TypeInDialog()
    qtbot.addWidget(opened)
    opened.show()
    qtbot.waitExposed(opened)
    return opened


def fill(dialog, number, *texts):
    for place, text in enumerate(texts):
        dialog.table.item(number, place).setText(text)


def typing(qtbot, keys: str) -> QLineEdit:
    """Press keys wherever the keyboard is; the field that takes them."""
    for key in keys:
        qtbot.keyClicks(QApplication.focusWidget(), key)
    return QApplication.focusWidget()


def test_begins_blank_and_says_how_to_begin(dialog) -> None:
    assert dialog.status.text() == "Type the first symbol. Tab goes to the next field, Enter to the next row."
    assert not dialog.continue_button.isEnabled()
    assert dialog.account() == "My own list"


def test_everything_has_a_name(qtbot, dialog) -> None:
    assert (dialog.table.accessibleName(), dialog.account_field.accessibleName()) == ("Your positions", "Account")
    assert typing(qtbot, "V").accessibleName() == "Symbol, row 1"


def test_typing_tab_and_enter_fill_the_rows(qtbot, dialog) -> None:
    for text, key in (("vti", Qt.Key.Key_Tab), ("2", Qt.Key.Key_Tab), ("310.25", Qt.Key.Key_Return), ("bnd", Qt.Key.Key_Tab)):
        qtbot.keyClick(typing(qtbot, text), key)
        QApplication.processEvents()  # Qt closes a field after the key
    assert dialog.table.texts()[:2] == [["vti", "2", "310.25", "", ""], ["bnd", "", "", "", ""]]
    assert dialog.status.text() == "BND needs a value, or a quantity and a price."
    assert not dialog.continue_button.isEnabled()


def test_a_wrong_number_is_told_while_it_is_typed(qtbot, dialog) -> None:
    fill(dialog, 0, "VTI")
    dialog.table.setCurrentCell(0, 1)
    typing(qtbot, "2x")
    assert dialog.status.text() == "Row 1: “2x” is no number. Write a quantity like 1,250.50."
    assert "no number" in dialog.table.item(0, 1).toolTip()
    assert dialog.table.item(0, 0).toolTip() == ""


def test_a_whole_list_can_be_imported(dialog) -> None:
    fill(dialog, 0, "vti", "2", "310.25", "", "500")
    fill(dialog, 2, "CASH", "", "", "$1,250.50")
    assert dialog.status.text() == "2 positions can be imported."
    assert dialog.positions() == (
        TypedPosition("VTI", Decimal(2), Decimal("310.25"), None, Decimal(500)),
        TypedPosition("CASH", None, None, Decimal("1250.50"), None),
    )
    dialog.account_field.setText(" ")
    assert not dialog.continue_button.isEnabled()
    assert dialog.status.text() == "Give the list a name."


def test_a_blank_row_always_follows(dialog) -> None:
    fill(dialog, 3, "VTI", "1", "310")
    assert dialog.table.rowCount() == 5
    assert dialog.table.texts()[4] == [""] * 5


def test_tab_in_the_blank_last_row_leaves_the_table(qtbot, dialog) -> None:
    dialog.table.setCurrentCell(3, 4)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert not dialog.table.isAncestorOf(QApplication.focusWidget())
    assert QApplication.focusWidget() is not dialog.table


def test_a_row_without_a_symbol_says_so(dialog) -> None:
    fill(dialog, 1, "", "", "", "100")
    assert dialog.status.text() == "Row 2 needs a symbol; money goes by CASH."
