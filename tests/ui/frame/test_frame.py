"""The frame as a person meets it: pages by key and click, reflow, notices, failures."""

from __future__ import annotations

import logging
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from advisor.domain.errors import UnknownFileError
from advisor.presentation.views import Footer, RailTotal
from advisor.ui.finder import match_rank
from advisor.ui.main_window import MainWindow
from advisor.ui.rail import NAV, NavButton
from advisor.ui.window_state import WindowState


def rail_button(window, title: str) -> NavButton:
    return next(button for button in window.findChildren(NavButton) if button.accessibleName() == title)


@pytest.mark.parametrize(("number", "title"), list(enumerate([entry.title for entry in NAV], start=1)))
def test_every_page_by_key_and_by_click(qtbot, shell, number, title):
    away, home = ("Data", "data") if title != "Data" else ("Overview", "overview")
    qtbot.mouseClick(rail_button(shell, away), Qt.MouseButton.LeftButton)
    assert shell.key == home
    qtbot.keyClick(shell, Qt.Key(Qt.Key.Key_0.value + number), Qt.KeyboardModifier.ControlModifier)
    assert shell.top_bar.title.text() == title
    assert rail_button(shell, title).isChecked()
    qtbot.mouseClick(rail_button(shell, away), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(rail_button(shell, title), Qt.MouseButton.LeftButton)
    assert shell.top_bar.title.text() == title


def test_back_returns_to_the_page_before(qtbot, shell):
    shell.show_page("data")
    shell.show_page("holdings")
    shell.commands.go_back.trigger()
    assert shell.key == "data"


def test_a_narrow_window_keeps_only_the_icons(qtbot, shell):
    assert shell.rail.width() == 196
    shell.resize(1100, 800)
    qtbot.waitUntil(lambda: shell.rail.width() == 56)
    assert rail_button(shell, "Exposure").toolTip().startswith("Exposure")
    shell.resize(1280, 800)
    qtbot.waitUntil(lambda: shell.rail.width() == 196)


def test_the_window_is_never_smaller_than_its_pages_need(shell):
    assert (shell.minimumWidth(), shell.minimumHeight()) == (960, 640)


def test_the_foot_of_the_window_is_in_sight_on_a_low_screen(qtbot, qapp, themes, tmp_path, monkeypatch):
    monkeypatch.setattr(MainWindow, "screen", lambda _window: SimpleNamespace(availableSize=lambda: QSize(984, 615)))
    window = MainWindow(themes, WindowState(tmp_path / "books.db"))
    qtbot.addWidget(window)
    assert (window.minimumWidth(), window.minimumHeight()) == (960, 615)


def test_a_low_window_drops_the_total(qtbot, shell):
    shell.show_frame(Footer((), (), "", False), RailTotal("3 accounts", "$214,012.65", ""), is_sample=False)
    total = next(label for label in shell.rail.findChildren(type(shell.top_bar.title)) if label.text() == "$214,012.65")
    assert total.isVisible()
    shell.resize(1280, 700)
    qtbot.waitUntil(lambda: not total.isVisible())


def test_footer_leads_to_where_the_figures_come_from(qtbot, shell):
    parts = (("holdings", 0.8, "80.0% full holdings"), ("unseen", 0.2, "20.0% unseen"))
    shell.footer.show_footer(Footer(parts, (("Seen through: ", False), ("80.0%", True)), "Prices Feb 6, 2026", stale=True))
    assert shell.footer.accessibleName() == "Seen through: 80.0% Prices Feb 6, 2026"
    qtbot.mouseClick(shell.footer, Qt.MouseButton.LeftButton)
    assert shell.key == "data"


def test_a_wide_footer_says_that_weights_were_moved_and_a_narrow_one_its_tooltip(qtbot, shell):
    words = (
        ("Seen through: ", False),
        ("80.0%", True),
        (" direct or full holdings · ", False),
        ("20.0%", False),
        (" unseen", False),
    )
    dates, moved = "Oldest figure Feb 6, 2025 · Prices Feb 6, 2026", "Weights moved with prices of Feb 6, 2026"
    footer = shell.footer
    label = footer.findChildren(type(shell.top_bar.title))[-2]
    shell.resize(1600, 900)
    footer.show_footer(Footer((), words, dates, stale=True, moved_text=moved))
    qtbot.waitUntil(lambda: label.text() == moved and label.isVisible())
    assert footer.accessibleName().endswith(f"unseen {moved} · {dates}")
    shell.resize(960, 700)
    qtbot.waitUntil(lambda: not label.isVisible())
    assert footer.toolTip() == moved
    assert footer.minimumSizeHint().width() <= 960 - 56
    footer.show_footer(Footer((), words, dates, stale=True))
    shell.resize(1600, 900)
    assert not label.isVisible()


def test_a_foreseen_failure_is_told_in_its_own_words(shell):
    shell.banner.show_error(UnknownFileError("holiday.csv is no file of a known broker. Nothing was stored.", "Choose another."))
    assert shell.banner.isVisible()
    assert shell.banner.accessibleName() == "holiday.csv is no file of a known broker. Nothing was stored. Choose another."
    shell.commands.dismiss.trigger()
    assert not shell.banner.isVisible()


def test_an_unforeseen_failure_apologises_and_is_logged(shell, caplog):
    with caplog.at_level(logging.ERROR):
        shell.banner.show_error(ZeroDivisionError("float division"))
    assert shell.banner.accessibleName().startswith("Sorry, something went wrong")
    assert "float division" not in shell.banner.accessibleName()
    assert "float division" in caplog.text
    more = next(b for b in shell.banner.findChildren(QPushButton) if b.accessibleName() == "Details")
    assert more.isVisible()


def test_place_page_and_theme_are_remembered(qtbot, shell, themes, tmp_path):
    shell.show_page("holdings")
    shell.resize(1200, 760)
    shell.close()
    again = MainWindow(themes, WindowState(tmp_path / "books.db"))
    qtbot.addWidget(again)
    assert again.key == "holdings"
    state = WindowState(tmp_path / "books.db")
    assert state.theme_choice == "system"
    state.theme_choice = "dark"
    assert WindowState(tmp_path / "books.db").theme_choice == "dark"


def test_how_large_everything_is_drawn_is_remembered_and_nonsense_is_not(tmp_path):
    state = WindowState(tmp_path / "books.db")
    assert state.size_percent == 100
    state.size_percent = 130
    assert WindowState(tmp_path / "books.db").size_percent == 130
    state.size_percent = 4000
    assert state.size_percent == 100


def test_everything_that_takes_the_keyboard_has_a_name(shell):
    focusable = [w for w in shell.findChildren(QPushButton) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert focusable
    assert [w for w in focusable if not (w.accessibleName() or w.text())] == []


def test_survives_twenty_thousand_repaints(shell):
    """One PySide6 release dropped a reference of None at each call that returns nothing, and died within 17,000."""
    button = rail_button(shell, "Overview")
    for _ in range(20_000):
        button.repaint()
    QApplication.processEvents()
    assert button.isVisible()


def test_finder_prefers_beginnings_then_parts_then_scattered_letters():
    assert match_rank("hold", "Holdings") < match_rank("hold", "Household") < match_rank("hold", "How old")
    assert match_rank("hold", "Data") is None


@pytest.mark.parametrize("sentences", [1, 2, 4, 8])
def test_a_notice_is_as_high_as_its_words_need_and_ends_where_a_short_one_does(qtbot, shell, sentences):
    bar = shell.undo_bar
    bar.offer("Short.", None)
    bottom, height = bar.geometry().bottom(), bar.height()
    bar.offer(" ".join(["Its lines add up to 120.0%, more than the whole fund."] * sentences), lambda: None, "Remarks…")
    qtbot.wait(20)
    words, button = bar.findChild(QLabel), bar.findChild(QPushButton)
    assert words.heightForWidth(words.width()) <= words.height() <= bar.height()
    assert words.geometry().right() < button.geometry().left()
    assert (bar.geometry().bottom(), bar.height() >= height) == (bottom, True)
    shell.resize(1024, 700)
    qtbot.wait(20)
    assert words.heightForWidth(words.width()) <= words.height()
    bar.offer("Short.", None)
    assert bar.height() == height
