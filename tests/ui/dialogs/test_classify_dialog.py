"""Classifying by hand offers only sectors that go with the sleeve."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from advisor.domain.classification import Sector, Sleeve
from advisor.ui.dialogs.classify import ClassifyDialog
from advisor.ui.widgets import Button


def test_stocks_choose_a_sector_and_bonds_have_their_own(qtbot) -> None:
    dialog = ClassifyDialog("MYST", "Mystery Holdings")
    qtbot.addWidget(dialog)
    dialog.sleeve.setCurrentIndex(dialog.sleeve.findData(Sleeve.SMALL_CAP))
    dialog.sector.setCurrentIndex(dialog.sector.findData(Sector.ENERGY))
    assert dialog.choice() == (Sleeve.SMALL_CAP, Sector.ENERGY)
    dialog.sleeve.setCurrentIndex(dialog.sleeve.findData(Sleeve.MID_CAP))
    assert dialog.choice() == (Sleeve.MID_CAP, Sector.ENERGY)
    dialog.sleeve.setCurrentIndex(dialog.sleeve.findData(Sleeve.FIXED_INCOME))
    assert dialog.choice() == (Sleeve.FIXED_INCOME, Sector.FIXED_INCOME)
    assert not dialog.sector.isEnabled()


def test_unclassified_is_no_answer(qtbot) -> None:
    dialog = ClassifyDialog("MYST", "")
    qtbot.addWidget(dialog)
    assert dialog.sleeve.findData(Sleeve.UNCLASSIFIED) == -1


def test_enter_presses_the_button_that_has_the_keyboard(qtbot) -> None:
    for name, result in (("Cancel", QDialog.DialogCode.Rejected), ("Classify", QDialog.DialogCode.Accepted)):
        dialog = ClassifyDialog("MYST", "")
        qtbot.addWidget(dialog)
        dialog.show()
        button = next(button for button in dialog.findChildren(Button) if button.text() == name)
        qtbot.keyClick(button, Qt.Key.Key_Return)
        assert dialog.result() == result


@pytest.mark.parametrize(
    "now",
    [(Sleeve.MID_CAP, Sector.UTILITIES), (Sleeve.INTERNATIONAL, Sector.UNCLASSIFIED), (Sleeve.FIXED_INCOME, Sector.FIXED_INCOME)],
)
def test_it_begins_with_where_the_symbol_lies_now(qtbot, now) -> None:
    dialog = ClassifyDialog("KNOWN", "Known Corp", now=now)
    qtbot.addWidget(dialog)
    assert dialog.choice() == now


def test_it_begins_anywhere_where_nothing_is_known(qtbot) -> None:
    dialog = ClassifyDialog("MYST", "", now=(Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED))
    qtbot.addWidget(dialog)
    assert dialog.choice() == (Sleeve.US_OTHER, Sector.UNCLASSIFIED)
