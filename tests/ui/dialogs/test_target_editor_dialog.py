"""A target of one's own: nothing can be used before it adds up and has a name, and the dialog says what is missing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QLineEdit, QPushButton

from advisor.advice.model.target import Band, BandRule, Destination, TargetModel
from advisor.domain.classification import Sector, Sleeve
from advisor.services.choose_target import read_target
from advisor.ui.charts.target_bars import TargetBars
from advisor.ui.dialogs.target_editor import TargetEditor, TodaysMix
from advisor.ui.theme import Themes

_TODAY = {Sleeve.MEGA_CAP_TECH: 0.3, Sleeve.SP493: 0.5, Sleeve.CASH: 0.2}
_MIX = TodaysMix(_TODAY, {Sector.TECHNOLOGY: 0.35, Sector.ENERGY: 0.04}, {"VTI": 0.5, "NVDA": 0.1})
_US = frozenset({Sleeve.MEGA_CAP_TECH, Sleeve.SP493})
_EVEN = TargetModel("even", "Even", "", {Sleeve.MEGA_CAP_TECH: 0.5, Sleeve.SP493: 0.5}, scope=_US)


@pytest.fixture
def editor(qtbot):
    made = TargetEditor(_MIX, (_EVEN,), None, Themes("light"))
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
    editor = TargetEditor(_MIX, (_EVEN,), last, Themes("light"))
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


def _percent(editor: TargetEditor, name: str) -> QDoubleSpinBox:
    return next(field for field in editor.findChildren(QDoubleSpinBox) if field.accessibleName() == name)


def test_the_picture_and_what_is_left_follow_as_one_types(editor):
    picture = editor.findChild(TargetBars)
    _share(editor, "Cash").setValue(10.0)
    cells = {row[0]: row for row in picture.figures.rows}
    assert cells["Cash"] == ("Cash", "20.0%", "10.0%", "−10.0 pts")
    assert "10.0% left to give a place." in _said(editor)
    assert "Cash: today 20.0%, target 10.0%" in picture.accessibleDescription()


def test_sectors_limits_and_holdings_are_part_of_the_target(editor):
    editor.offer_themes((("ai_buildout", "AI buildout"),))
    _percent(editor, "Target for sector Technology").setValue(30.0)
    _percent(editor, "No company above").setValue(8.0)
    _percent(editor, "At most in AI buildout").setValue(12.5)
    _percent(editor, "Target for NVDA").setValue(0.0)
    target = editor.target()
    assert target.sectors == {"Information Technology": 0.3}
    assert target.company_max == 0.08
    assert target.themes == {"ai_buildout": 0.125}
    assert target.instruments == {"NVDA": 0.0}


def test_bands_and_destination_are_chosen(editor):
    rules = next(combo for combo in editor.findChildren(QComboBox) if combo.accessibleName() == "Near enough within")
    rules.setCurrentIndex(rules.findData(BandRule.SIGMA))
    goals = next(combo for combo in editor.findChildren(QComboBox) if "is brought" in combo.accessibleName())
    goals.setCurrentIndex(goals.findData(Destination.EDGE))
    _percent(editor, "Band in standard deviations").setValue(2.0)
    assert (editor.target().band.rule, editor.target().band.sigmas) == (BandRule.SIGMA, 2.0)
    assert editor.target().destination is Destination.EDGE


def test_too_much_in_sectors_is_said_where_it_is_and_nothing_can_be_used(editor):
    _percent(editor, "Target for sector Technology").setValue(70.0)
    _percent(editor, "Target for sector Energy").setValue(40.0)
    assert not _use(editor).isEnabled()
    assert "The sectors add up to 110.0%, more than all your money." in _said(editor)
    assert any(button.text() == "Sectors •" for button in editor.findChildren(QPushButton))


def test_everything_the_last_target_said_is_there_again(qtbot):
    last = TargetModel(
        "custom", "Mine", "", {Sleeve.SP493: 1.0}, sectors={"Energy": 0.05}, company_max=0.07,
        themes={"ai_buildout": 0.1}, instruments={"GLD": 0.03}, destination=Destination.HALF_WAY,
    )  # fmt: skip
    editor = TargetEditor(_MIX, (), last, Themes("light"))
    qtbot.addWidget(editor)
    target = editor.target()
    assert (target.sectors, target.company_max, target.themes) == ({"Energy": 0.05}, 0.07, {"ai_buildout": 0.1})
    assert (target.instruments, target.destination) == ({"GLD": 0.03}, Destination.HALF_WAY)
