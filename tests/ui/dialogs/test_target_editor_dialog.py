"""A target of one's own: nothing can be used before it adds up and has a name, and the dialog says what is missing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QLineEdit, QPushButton

from advisor.advice.model.target import Band, TargetModel
from advisor.domain.classification import Sleeve
from advisor.services.choose_target import read_target
from advisor.ui.dialogs.target_editor import TargetEditor

_TODAY = {Sleeve.MEGA_CAP_TECH: 0.3, Sleeve.SP493: 0.5, Sleeve.CASH: 0.2}
_US = frozenset({Sleeve.MEGA_CAP_TECH, Sleeve.SP493})
_EVEN = TargetModel("even", "Even", "", {Sleeve.MEGA_CAP_TECH: 0.5, Sleeve.SP493: 0.5}, scope=_US)


@pytest.fixture
def editor(qtbot):
    made = TargetEditor(_TODAY, (_EVEN,), None)
    qtbot.addWidget(made)
    made.show()
    return made


def _share(editor: TargetEditor, label: str) -> QDoubleSpinBox:
    return next(field for field in editor.findChildren(QDoubleSpinBox) if field.accessibleName() == f"Target for {label}")


def _use(editor: TargetEditor) -> QPushButton:
    return next(button for button in editor.findChildren(QPushButton) if button.text() == "Use this target")


def _said(editor: TargetEditor) -> set[str]:
    return {label.text() for label in editor.findChildren(QLabel) if label.isVisible()}


def test_it_begins_with_today_and_can_be_used_at_once(editor):
    assert _use(editor).isEnabled()
    assert editor.target().sleeves == dict.fromkeys(Sleeve, 0.0) | _TODAY
    assert editor.target().band == Band(0.05, 0.25)


def test_what_is_missing_or_too_much_is_said_and_nothing_can_be_used(editor):
    _share(editor, "Bonds").setValue(4.5)
    assert {"104.5%", "4.5% is too much."} <= _said(editor)
    assert not _use(editor).isEnabled()
    assert _use(editor).toolTip() == "4.5% is too much."
    _share(editor, "Cash").setValue(13.2)
    assert "2.3% is still missing." in _said(editor)
    _share(editor, "Cash").setValue(15.5)
    assert _use(editor).isEnabled()
    assert editor.target().sleeves[Sleeve.FIXED_INCOME] == 0.045


def test_a_target_needs_a_name(qtbot, editor):
    name = next(field for field in editor.findChildren(QLineEdit) if field.accessibleName() == "Name")
    name.setText("  ")
    assert not _use(editor).isEnabled()
    assert "Give the target a name." in _said(editor)


def test_a_preset_fills_the_rows_as_it_looks_for_this_portfolio(editor):
    start = next(combo for combo in editor.findChildren(QComboBox) if combo.accessibleName() == "Start from")
    place = start.findText("Even")
    start.setCurrentIndex(place)
    start.activated.emit(place)
    # Half of the 80% that lies in US stocks each; cash keeps its fifth.
    assert (_share(editor, "Magnificent Seven").value(), _share(editor, "Cash").value()) == (40.0, 20.0)
    assert _use(editor).isEnabled()


def test_the_last_own_target_is_there_again(qtbot):
    last = TargetModel("custom", "Mine", "", {Sleeve.SP493: 0.9, Sleeve.CASH: 0.1}, band=Band(0.02, 1.0))
    editor = TargetEditor(_TODAY, (_EVEN,), last)
    qtbot.addWidget(editor)
    assert editor.target().name == "Mine"
    assert editor.target().sleeves[Sleeve.SP493] == 0.9
    assert editor.target().band == Band(0.02, 1.0)


def test_it_is_written_as_a_target_file(editor, tmp_path, monkeypatch):
    file = tmp_path / "mine.json"
    monkeypatch.setattr("advisor.ui.dialogs.target_editor.ask_where", lambda *arguments: arguments[-1](file))
    save = next(button for button in editor.findChildren(QPushButton) if button.text() == "Save as a file…")
    save.click()
    assert read_target(file).sleeves == editor.target().sleeves
    assert "Saved as mine.json." in _said(editor)
