"""The Data page: a verb for each source, what stands behind it, the network's switches, the care of the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market_state import AskedFor
from advisor.presentation.views import AnswerRow, DataRow, DataView, DetailsView, Footer, Forgettable, NetworkView
from advisor.services.refresh_choice import RefreshChoice
from advisor.ui.dialogs.answer_log import AnswerLogDialog
from advisor.ui.dialogs.classify import ClassifyDialog
from advisor.ui.dialogs.sec_contact import SecContactDialog
from advisor.ui.dialogs.source_details import SourceDetailsDialog
from advisor.ui.pages.data import DataPage
from advisor.ui.theme import Themes

DETAILS = DetailsView(
    "What is inside VTI",
    "Seen by its own list.",
    ("Considered", "As of", "Explains", "Why"),
    (("The fund’s own list (used)", "Nov 1, 2025", "99.1%", "The newest."), ("SEC", "Aug 31, 2025", "99.8%", "Older.")),
    numeric=(2,),
    wordy=(0, 3),
)


def source(figure: str, subject: str, verb: str = "", act: str = "", **more) -> DataRow:
    return DataRow(
        figure, "Somewhere", "Nov 1, 2025", "97 days old", "60.0%", "Current", "positive", subject, (), verb, act, **more
    )


ROWS = (
    source("Prices, Roth", "Roth", "Import newer…", "import"),
    source("Closes of 60 holdings", "closes", "Refresh", "refresh", symbols=("VTI", "NVDA"), asked_for=AskedFor.CLOSES),
    source(
        "What is inside VTI",
        "VTI",
        "Refresh",
        "refresh",
        symbols=("VTI",),
        asked_for=AskedFor.HOLDINGS,
        details=DETAILS,
        note="Old.",
    ),
    source("MYST", "MYST", "Classify…", "classify"),
    source("NVDA is yours", "NVDA", "Take back", "take_back"),
    source("Members of the S&P 500", "members"),
)
ANSWERS = (
    AnswerRow("Nov 21, 2026, 4:05 pm", "ZZZZ", "Yahoo Finance", "Closes", "No answer", "Not known there.", "warning", True, 2.0),
    AnswerRow("Nov 21, 2026, 4:04 pm", "VTI", "Yahoo Finance", "Closes", "New", "3 closes", "positive", False, 1.0),
)


def network(**other) -> NetworkView:
    said = {"words": "Last refresh today.", "tone": "muted", "why_no_refresh": "", "offline": False, "refresh_at_start": False}
    return NetworkView(**{**said, "sec_contact": "", "has_log": True, **other})


def view(**other) -> DataView:
    return DataView("Everything is from Feb 6.", (), ROWS, (("Path", "/books.db"),), Footer((), (), "", False), network(**other))


@pytest.fixture
def data(qtbot) -> DataPage:
    page = DataPage(Themes("light"))
    qtbot.addWidget(page)
    page.show_view(view(), {"MYST": "Mystery Holdings", "VTI": "Vanguard Total Stock Market"})
    page.resize(1000, 700)
    page.show()
    return page


def press(parent, words: str) -> None:
    next(button for button in parent.findChildren(QPushButton) if button.text().strip() == words).click()


def opened(page, kind: type[QDialog]) -> QDialog:
    return next(dialog for dialog in page.findChildren(kind) if dialog.isVisible())


def test_every_source_offers_what_can_be_done_about_it(data) -> None:
    verbs = [data.sources.verb_of(row) for row in data.sources.standing_rows()]
    assert verbs == ["Import newer…", "Refresh", "Refresh", "Classify…", "Take back", ""]


def test_what_is_unknown_is_classified(data, qtbot) -> None:
    data.sources.verb_chosen.emit(ROWS[3])
    dialog = opened(data, ClassifyDialog)
    dialog.sleeve.setCurrentIndex(dialog.sleeve.findData(Sleeve.INTERNATIONAL))
    dialog.sector.setCurrentIndex(dialog.sector.findData(Sector.ENERGY))
    with qtbot.waitSignal(data.classify_requested) as asked:
        press(dialog, "Classify")
    assert asked.args == ["MYST", Sleeve.INTERNATIONAL, Sector.ENERGY]


def test_many_symbols_are_asked_for_what_is_due_and_one_in_any_case(data, qtbot) -> None:
    with qtbot.waitSignal(data.refresh_requested) as asked:
        data.sources.verb_chosen.emit(ROWS[1])
    assert asked.args == [RefreshChoice(("VTI", "NVDA"), frozenset({AskedFor.CLOSES}))]
    with qtbot.waitSignal(data.refresh_requested) as asked:
        data.sources.verb_chosen.emit(ROWS[2])
    assert asked.args == [RefreshChoice(("VTI",), frozenset({AskedFor.HOLDINGS}), again=True)]


def test_the_other_verbs(data, qtbot) -> None:
    with qtbot.waitSignal(data.take_back_requested) as taken:
        data.sources.verb_chosen.emit(ROWS[4])
    assert taken.args == ["NVDA"]
    with qtbot.waitSignal(data.import_requested):
        data.sources.verb_chosen.emit(ROWS[0])


def test_a_file_is_added_for_the_fund_whose_row_it_was_or_for_none(data, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("advisor.ui.pages.data.ask_for_market_file", lambda _page, use: use(Path("list.csv")))
    fund = replace(ROWS[2], verb="Add file…", act="add_file")
    with qtbot.waitSignal(data.fund_file_chosen) as chosen:
        data.sources.verb_chosen.emit(fund)
    assert chosen.args == ["list.csv", "VTI"]
    with qtbot.waitSignal(data.files_chosen) as chosen:
        press(data.network, "Add a file…")
    assert chosen.args == [[Path("list.csv")]]


def test_enter_opens_what_stands_behind_a_source_or_does_its_verb(data, qtbot) -> None:
    data.sources.row_entered.emit(ROWS[2])
    dialog = opened(data, SourceDetailsDialog)
    assert [row[0] for row in dialog.table.standing_rows()] == ["The fund’s own list (used)", "SEC"]
    assert {"Seen by its own list.", "Old."} <= {label.text() for label in dialog.findChildren(QLabel)}
    with qtbot.waitSignal(data.refresh_requested):
        press(dialog, "Refresh")
    with qtbot.waitSignal(data.import_requested):
        data.sources.row_entered.emit(ROWS[0])
    data.sources.row_entered.emit(ROWS[5])


def forgetting(*symbols: str, asked: AskedFor, verb: str) -> DataRow:
    details = replace(DETAILS, rows=tuple((symbol, "", "", "") for symbol in symbols))
    return replace(ROWS[2], details=replace(details, forgettable=Forgettable(asked, symbols, verb)))


def test_the_only_thing_on_file_is_forgotten_at_once(data, qtbot) -> None:
    data.sources.row_entered.emit(forgetting("VTI", asked=AskedFor.HOLDINGS, verb="Forget this list…"))
    dialog = opened(data, SourceDetailsDialog)
    with qtbot.waitSignal(data.forget_requested) as asked:
        press(dialog, "Forget this list…")
    assert asked.args == [AskedFor.HOLDINGS, "VTI"]
    assert not dialog.isVisible()


def test_of_many_closes_those_of_the_chosen_row_are_forgotten(data, qtbot) -> None:
    data.sources.row_entered.emit(forgetting("VTI", "NVDA", asked=AskedFor.CLOSES, verb="Forget these closes…"))
    dialog = opened(data, SourceDetailsDialog)
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Forget these closes…")
    hint = next(label for label in dialog.findChildren(QLabel) if label.text() == "Choose a symbol in the table first.")
    assert not button.isEnabled()
    dialog.table.choose("NVDA   ")
    with qtbot.waitSignal(data.forget_requested) as asked:
        assert hint.text() == ""
        press(dialog, "Forget the closes of NVDA…")
    assert asked.args == [AskedFor.CLOSES, "NVDA"]


def test_what_has_nothing_on_file_offers_nothing_to_forget(data) -> None:
    data.sources.row_entered.emit(ROWS[2])
    dialog = opened(data, SourceDetailsDialog)
    assert not any(button.text().startswith("Forget") for button in dialog.findChildren(QPushButton))


def test_the_menu_of_a_row_has_all_that_can_be_done(data) -> None:
    assert [words for words, _act in data._row_actions(ROWS[2])] == [
        "Refresh",
        "What is known about it…",
        "Add file…",
        "Classify…",
    ]
    assert [words for words, _act in data._row_actions(ROWS[3])] == ["Classify…", "Add file…"]
    assert data._row_actions(ROWS[5]) == []


def test_what_else_can_be_done_stands_in_the_menu(data, qtbot) -> None:
    old = source("Prices, Roth", "Roth", "Refresh", "refresh", symbols=("VTI",), also=(("Import newer…", "import"),))
    actions = dict(data._row_actions(old))
    assert list(actions) == ["Refresh", "Import newer…"]
    with qtbot.waitSignal(data.import_requested):
        actions["Import newer…"]()


def test_rows_are_found_by_their_words_and_whatever_is_pointed_at_is_shown(data, qtbot) -> None:
    qtbot.keyClick(data, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert data.filter.hasFocus()
    qtbot.keyClicks(data.filter, "inside vti")
    assert [row.figure for row in data.sources.standing_rows()] == ["What is inside VTI"]
    data.focus_subject("MYST")
    assert not data.filter.text()
    assert [row.figure for row in data.sources.selected_rows()] == ["MYST"]


def test_a_note_is_said_to_those_who_point_at_the_state_or_listen(data) -> None:
    model = data.sources.tree.model()
    cell = model.index(2, 5)
    assert model.data(cell, Qt.ItemDataRole.ToolTipRole) == "Old."
    assert model.data(cell, Qt.ItemDataRole.AccessibleDescriptionRole) == "Old."


def test_offline_nothing_can_be_asked_and_the_button_says_why(data, qtbot) -> None:
    button = next(b for b in data.network.findChildren(QPushButton) if b.accessibleName() == "Refresh all")
    with qtbot.waitSignal(data.network.refresh_asked):
        button.click()
    data.show_view(view(offline=True, why_no_refresh="The program works offline."), {})
    assert not button.isEnabled()
    assert button.toolTip() == "The program works offline."
    assert data.network.offline.isChecked()


def test_progress_takes_the_place_of_the_last_answers_and_gives_it_back(data, qtbot) -> None:
    card = data.network

    def said() -> set[str]:
        return {label.text() for label in card.findChildren(QLabel) if label.isVisible()}

    height = card.height()
    card.show_progress(214, 503, "Asking for NVDA")
    qtbot.wait(10)
    assert "Asking for NVDA … 214 of 503" in said()
    assert card.height() == height
    assert not card.offline.isEnabled()
    with qtbot.waitSignal(card.cancel_asked):
        press(card, "Cancel")
    data.show_view(view(words="Nothing was newer."), {})
    assert "Asking for NVDA … 214 of 503" in said()
    card.end_progress()
    assert "Nothing was newer." in said()
    assert card.offline.isEnabled()


@pytest.mark.parametrize("switch", ["offline", "at_start", "members"])
def test_a_switch_says_its_new_state_when_it_is_moved_by_hand_only(data, qtbot, switch) -> None:
    moved = getattr(data.network, switch)
    signals = {"offline": "offline_switched", "at_start": "start_switched", "members": "members_switched"}
    signal = getattr(data.network, signals[switch])
    with qtbot.waitSignal(signal) as asked:
        qtbot.keyClick(moved, Qt.Key.Key_Space)
    assert asked.args == [True]
    with qtbot.assertNotEmitted(signal):
        moved.setChecked(False)
    with qtbot.waitSignal(signal):
        qtbot.mouseClick(moved, Qt.MouseButton.LeftButton)


def test_the_contact_for_the_sec_is_given_and_withdrawn(data, qtbot) -> None:
    press(data.network, "Contact for the SEC…")
    dialog = opened(data, SecContactDialog)
    field = dialog.findChild(QLineEdit)
    keep = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Keep the address")
    for nonsense in ("", "maria", "maria@", "ma ria@place.com"):
        field.setText(nonsense)
        assert not keep.isEnabled(), nonsense
    field.setText(" maria@place.com ")
    with qtbot.waitSignal(data.contact_given) as given:
        keep.click()
    assert given.args == ["maria@place.com"]
    data.show_view(view(sec_contact="maria@place.com"), {})
    data.network.contact_asked.emit()
    dialog = opened(data, SecContactDialog)
    dialog.findChild(QLineEdit).clear()
    with qtbot.waitSignal(data.contact_given) as given:
        press(dialog, "Withdraw the address")
    assert given.args == [""]


def test_the_log_is_filtered_by_words_and_by_what_failed(qtbot) -> None:
    dialog = AnswerLogDialog(ANSWERS, Themes("light"))
    qtbot.addWidget(dialog)
    assert [row.symbol for row in dialog.table.standing_rows()] == ["ZZZZ", "VTI"]
    dialog.filter.setText("3 closes")
    assert [row.symbol for row in dialog.table.standing_rows()] == ["VTI"]
    dialog.filter.clear()
    press(dialog, "No answer 1")
    assert [row.symbol for row in dialog.table.standing_rows()] == ["ZZZZ"]


def test_the_log_is_copied_and_exported(qtbot, qapp, tmp_path, monkeypatch) -> None:
    dialog = AnswerLogDialog(ANSWERS, Themes("light"))
    qtbot.addWidget(dialog)
    press(dialog, "Copy")
    assert qapp.clipboard().text().splitlines()[1].split("\t")[1:3] == ["ZZZZ", "Yahoo Finance"]
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: (str(tmp_path / "log.csv"), ""))
    press(dialog, "Export…")
    assert (tmp_path / "log.csv").read_text(encoding="utf-8-sig").splitlines()[0] == "Time,Symbol,Source,What,Answer,Message"


@pytest.mark.parametrize(
    ("words", "signal"), [("Back up…", "back_up_asked"), ("Restore…", "restore_asked"), ("Check", "check_asked")]
)
def test_the_file_card_asks_for_care(data, qtbot, words, signal) -> None:
    with qtbot.waitSignal(getattr(data.file, signal)):
        press(data.file, words)
    assert any(label.accessibleName() == "Path: /books.db" for label in data.findChildren(QLabel))


def test_everything_that_takes_the_keyboard_has_a_name_and_switches_tell_what_they_do(data) -> None:
    focusable = [w for w in data.findChildren(QPushButton) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [w for w in focusable if not w.accessibleName()] == []
    for switch in (data.network.offline, data.network.at_start, data.network.members):
        assert switch.accessibleName()
        assert switch.accessibleDescription()
