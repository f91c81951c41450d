"""The parts of the Advice page beside the plan, on books with losses and wash sales, with their services in the background."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from advisor.advice.model.washing import IdenticalGroup, Likeness
from advisor.domain.errors import InvalidRequestError
from advisor.services.choose_target import list_targets
from advisor.services.clock import today
from advisor.services.identical_groups import list_groups
from advisor.services.import_files import import_files
from advisor.services.keep_plans import keep_plan, list_plans
from advisor.services.measure_exposure import measure_exposure
from advisor.services.suggest_options import SuggestOptions
from advisor.services.suggest_trades import suggest
from advisor.services.task import Task
from advisor.storage.database import open_database
from advisor.ui import late_advice
from advisor.ui.dialogs.identical_group import IdenticalGroupDialog
from advisor.ui.notices import UndoBar
from advisor.ui.pages.advice_catalogue import PARTS
from advisor.ui.pages.advice_parts import AdvicePart, Desk
from advisor.ui.theme import Themes
from tests.ui.pages.losing_books import write_losing_books

_PATIENCE_MS = 60_000
_SEARCH_SECONDS = 20.0  # far more than these books take, so that no test depends on the speed of the machine


@pytest.fixture(scope="module")
def losing(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("losing")
    path = folder / "books.db"
    file = write_losing_books(folder, today())
    with closing(open_database(path)) as db:
        import_files(db, Task(), [file])
        broadening = next(target for target in list_targets(db, Task()) if target.id == "broadening")
        found = suggest(db, Task(), SuggestOptions(broadening, today(), time_limit=_SEARCH_SECONDS))
        keep_plan(db, Task(), "First", found.request, found.plan)
    return path


@pytest.fixture
def books(losing, tmp_path) -> Path:
    return Path(shutil.copyfile(losing, tmp_path / "books.db"))


@pytest.fixture
def shown(qtbot, qapp, runner, books):
    """Makes a part, shows it in a window of its own, and waits until it has answered."""
    with closing(open_database(books)) as db:
        measured = measure_exposure(db, Task())
        target = next(target for target in list_targets(db, Task()) if target.id == "broadening")
    desk = Desk(Themes("light"), runner, lambda: SuggestOptions(target, today(), time_limit=_SEARCH_SECONDS), lambda: True)

    windows: list[QWidget] = []  # whoever holds only the part would lose its window

    def show(key: str) -> AdvicePart:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        part = next(entry for entry in PARTS if entry.key == key).make(desk)
        part.setParent(window)
        window.bar = UndoBar(window)
        window.resize(1040, 700)
        part.resize(1040, 700)
        window.show()
        part.show_measured(measured)
        part.bring_up_to_date()
        _wait(qtbot, runner)
        return part

    return show


def _wait(qtbot, runner) -> None:
    qtbot.waitUntil(lambda: not runner.busy, timeout=_PATIENCE_MS)


def _said(part: QWidget) -> str:
    return " ".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def _press(qtbot, part: QWidget, words: str) -> None:
    button = next(each for each in part.findChildren(QPushButton) if each.isVisible() and each.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _exported(part: AdvicePart, monkeypatch, tmp_path) -> str:
    file = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(file), ""))
    part.export_view()
    return file.read_text(encoding="utf-8-sig")


def test_nothing_is_asked_before_there_are_positions(qtbot, qapp, runner):
    desk = Desk(Themes("light"), runner, lambda: None, lambda: False)
    for entry in PARTS[1:]:
        part = entry.make(desk)
        qtbot.addWidget(part)
        part.bring_up_to_date()
        assert not runner.busy
        assert part.head.headline.endswith(".")


def test_the_curve_is_walked_by_keys_slider_and_table_alike(qtbot, shown, runner):
    part = shown("cost")
    last = len(part.table.standing_rows()) - 1
    assert last >= 2
    assert part.slider.value() == last
    assert "costs" in part.head.headline
    qtbot.keyClick(part.chart, Qt.Key.Key_Left)
    assert part.slider.value() == last - 1
    assert [row.place for row in part.table.selected_rows()] == [last - 1]
    part.slider.setValue(0)
    assert "nothing is traded" in _said(part.point)
    assert not part.point.plan.isEnabled()


def test_a_point_of_the_curve_becomes_a_target_or_a_plan(qtbot, shown, runner):
    part = shown("cost")
    with qtbot.waitSignal(part.target_asked) as asked:
        _press(qtbot, part, "Plan this point")
    assert asked.args[0].name.startswith("The seven at")
    with qtbot.waitSignal(part.plan_asked) as asked:
        _press(qtbot, part, "Show its trades")
    assert asked.args[0].plan.trades


def test_the_curve_says_its_table_aloud_and_gives_it_away(shown, monkeypatch, tmp_path):
    part = shown("cost")
    assert "Today" in part.chart.accessibleDescription()
    assert part.chart.accessibleName().startswith("Tax and cost:")
    assert _exported(part, monkeypatch, tmp_path).count("\n") >= 3


def test_losses_say_what_they_save_and_what_replaces_them(shown, monkeypatch, tmp_path):
    part = shown("losses")
    symbols = [row.symbol for row in part.table.standing_rows()]
    assert symbols.count("INTC") == 2
    assert part.head.headline.startswith("Two losses would save you about $")
    assert "must not be bought in any account until" in _said(part.chosen)
    assert "INTC" in _exported(part, monkeypatch, tmp_path)


def test_chosen_losses_become_a_plan_that_sells_them(qtbot, shown, runner):
    part = shown("losses")
    part.table.choose(part.table.standing_rows()[0].key)
    part.chosen.instead.setCurrentIndex(part.chosen.instead.count() - 1)
    part.chosen.instead.activated.emit(part.chosen.instead.currentIndex())
    with qtbot.waitSignal(part.plan_asked, timeout=_PATIENCE_MS) as asked:
        _press(qtbot, part, "Plan the chosen ones")
    assert [(trade.action.value, trade.symbol) for trade in asked.args[0].plan.trades] == [("sell", "INTC")]


def test_the_calendar_says_what_is_not_to_be_bought_and_until_when(shown, monkeypatch, tmp_path):
    part = shown("washing")
    windows = {row.symbols_text.split(",")[0]: row for row in part.windows.standing_rows()}
    assert windows["TSLA"].rule_text == "Not to be bought"
    assert windows["TSLA"].left_text == "16 days"
    assert "TSLA" in part.strip.accessibleDescription()
    assert "TSLA" in _exported(part, monkeypatch, tmp_path)


@pytest.mark.skipif(today().timetuple().tm_yday < 40, reason="the loss of 33 days ago is last year's")
def test_a_loss_that_an_ira_took_is_told_as_lost(shown):
    part = shown("washing")
    part.show_section("washed")
    washed = part.washed.standing_rows()
    assert [(row.symbol, row.disallowed_text, row.is_lost) for row in washed] == [("IJR", "$540", True)]
    assert "for ever" in washed[0].basis_text


def test_a_group_is_added_and_taken_back(qtbot, shown, runner, books):
    part = shown("washing")
    part.show_section("groups")
    _press(qtbot, part, "Add a group…")
    dialog = part.findChild(IdenticalGroupDialog)
    assert not dialog.verb.isEnabled()
    dialog.name.setText("Chip makers")
    dialog.symbols.setText("intc, nvda")
    assert dialog.verb.isEnabled()
    with qtbot.waitSignal(part.rules_changed, timeout=_PATIENCE_MS):
        dialog.accept()
    assert _own_groups(books) == {"Chip makers": frozenset({"INTC", "NVDA"})}
    _press(qtbot, part.window(), "Undo")
    _wait(qtbot, runner)
    assert _own_groups(books) == {}


def test_a_group_that_is_there_keeps_its_reason_until_it_is_changed(qtbot, qapp):
    group = IdenticalGroup("S&P 500 Index", frozenset({"VOO", "SPY"}), Likeness.ASK, "They follow one index.")
    dialog = IdenticalGroupDialog(group)
    qtbot.addWidget(dialog)
    assert dialog.group().why == "They follow one index."
    dialog.likeness.setCurrentIndex(dialog.likeness.findData(Likeness.IDENTICAL))
    assert (dialog.group().why, dialog.group().likeness) == ("You said so.", Likeness.IDENTICAL)


def test_each_month_waits_for_an_amount_and_then_says_what_it_buys(qtbot, shown, runner):
    part = shown("monthly")
    assert not part.is_answered
    part.form.amount.setText("a lot")
    assert "Type an amount" in _said(part.form)
    part.form.amount.setText("$2,000")
    part.form.months.setCurrentIndex(part.form.months.findData(3))
    qtbot.keyClick(part.form.amount, Qt.Key.Key_Return)
    _wait(qtbot, runner)
    assert [row.key for row in part.table.standing_rows()] == ["1", "2", "3"]
    assert "3 months" in part.head.headline or "after" in part.head.headline.lower()


def test_a_kept_plan_is_compared_ordered_forgotten_and_brought_back(qtbot, shown, runner, books):
    part = shown("kept")
    assert part.head.headline == "One plan kept."
    part.table.choose(part.table.standing_rows()[0].key)
    _wait(qtbot, runner)
    assert part.trades.standing_rows()
    with qtbot.waitSignal(part.plan_asked, timeout=_PATIENCE_MS) as asked:
        _press(qtbot, part, "Open")
    assert asked.args[0].request.target.name
    _press(qtbot, part, "Forget")
    qtbot.waitUntil(lambda: not _kept(books), timeout=_PATIENCE_MS)
    _wait(qtbot, runner)
    assert "No plan is kept yet" in _said(part)
    _press(qtbot, part.window(), "Undo")
    qtbot.waitUntil(lambda: _kept(books) == ["First"], timeout=_PATIENCE_MS)
    _wait(qtbot, runner)


def test_the_day_of_the_orders_is_asked_and_kept(qtbot, shown, runner, books):
    part = shown("kept")
    part.table.choose(part.table.standing_rows()[0].key)
    _wait(qtbot, runner)
    _press(qtbot, part, "Mark as ordered…")
    dialog = next(each for each in part.findChildren(QWidget) if each.windowTitle() == "Orders given")
    dialog.accept()
    _wait(qtbot, runner)
    with closing(open_database(books)) as db:
        assert list_plans(db, Task())[0].ordered_on == today()
    part.bring_up_to_date()
    _wait(qtbot, runner)
    assert "Ordered" in part.table.standing_rows()[0].state_text


def test_only_what_changed_is_asked_again(qtbot, shown, runner):
    part = shown("losses")
    part.bring_up_to_date()
    assert not runner.busy
    part.forget_answer()
    part.bring_up_to_date()
    assert runner.busy
    _wait(qtbot, runner)


def _own_groups(books: Path) -> dict[str, frozenset[str]]:
    with closing(open_database(books)) as db:
        return {group.name: group.symbols for group in list_groups(db, Task()) if group.own}


def _kept(books: Path) -> list[str]:
    with closing(open_database(books)) as db:
        return [head.name for head in list_plans(db, Task())]


def test_what_was_stopped_before_it_had_anything_can_be_tried_again(qtbot, shown, runner):
    part = shown("losses")
    gate = Event()
    runner.start_plain(lambda _task: gate.wait(60))  # the worker is busy, so that nothing has begun yet
    part.ask_again()
    part.stop()
    gate.set()
    _wait(qtbot, runner)
    assert "Stopped before there was anything to show." in _said(part)
    assert part.is_answered
    _press(qtbot, part, "Try again")
    _wait(qtbot, runner)
    assert "Stopped" not in _said(part)


def test_who_holds_nothing_of_the_seven_is_told_so(qtbot, qapp, shown, runner, books, monkeypatch):
    def refuse(_db, _task, _options):
        raise InvalidRequestError("You hold next to nothing of the seven: there is no concentration to remove.")

    monkeypatch.setattr(late_advice, "rotation_cost", refuse)
    part = shown("cost")
    assert "You hold next to nothing of the seven" in _said(part)
    assert not part.is_answered
