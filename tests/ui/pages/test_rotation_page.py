"""The Rotation page on the bundled closes: when it is worked out, what is chosen on it, and how it says what is missing."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QPushButton

from advisor.domain.errors import InvalidRequestError
from advisor.rotation.model_map import Step
from advisor.ui.charts.sparkline import Sparkline
from advisor.ui.fonts import font
from advisor.ui.pages import rotation_stack
from advisor.ui.pages.rotation import RotationPage
from advisor.ui.pages.rotation_catalogue import PartEntry
from advisor.ui.pages.rotation_market import MarketPart
from advisor.ui.pages.rotation_notice import FailureCard, WorkingBar
from advisor.ui.pages.rotation_parts import RotationPart
from advisor.ui.theme import Themes
from advisor.ui.veil import Veil
from advisor.ui.widgets import Label
from tests.rotation.bundled_market import bundled_market, bundled_report


class Asked(QObject):
    """Stands for the job in the background: the test decides how it ends."""

    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True

    def answer(self, report) -> None:
        self.succeeded.emit(report)
        self.ended.emit()

    def refuse(self, error) -> None:
        self.failed.emit(error)
        self.ended.emit()


class Second(RotationPart):
    """Another part, to be led to."""

    key = "signals"
    title = "Signals"

    def __init__(self, _themes) -> None:
        super().__init__()
        self.reports, self.subjects = [], []

    def show_report(self, report) -> None:
        self.reports.append(report)

    def focus_subject(self, subject) -> None:
        self.subjects.append(subject)


@pytest.fixture
def jobs():
    return []


@pytest.fixture
def page(qtbot, qapp, jobs, monkeypatch):
    qapp.setFont(font("body"))
    monkeypatch.setattr(rotation_stack, "PARTS", tuple(PartEntry(part.key, part.title, part) for part in (MarketPart, Second)))

    def watch():
        jobs.append(Asked())
        return jobs[-1]

    made = RotationPage(Themes("light"), watch)
    qtbot.addWidget(made)
    made.resize(1084, 900)
    return made


@pytest.fixture
def shown(page, jobs):
    """The page with its first report."""
    page.show_measured(None)
    page.show()
    jobs[-1].answer(bundled_report())
    return page


@pytest.fixture
def market(shown):
    return shown.parts["market"]


def _press(qtbot, page, words):
    button = next(
        button for button in page.findChildren(QPushButton) if words in (button.text().strip(), button.accessibleName())
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _pick(box: QComboBox, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_nothing_is_worked_out_before_somebody_looks(page, jobs):
    page.show_measured(None)
    assert not jobs
    page.show()
    assert len(jobs) == 1 and page.findChild(WorkingBar).isVisible()
    page.hide()
    page.show()
    assert len(jobs) == 1


def test_other_books_ask_anew_and_only_the_newest_answer_counts(shown, jobs):
    shown.show_measured(None)
    shown.show_measured(None)
    assert len(jobs) == 3 and jobs[1].is_cancelled
    jobs[1].answer(bundled_report(bundled_market(without=("NVDA",))))
    assert "493 lead" in shown._headline.text()
    assert shown.findChild(WorkingBar).isVisible()
    jobs[2].answer(bundled_report())
    assert not shown.findChild(WorkingBar).isVisible()


def test_headline_is_the_lead_of_the_closes(shown):
    assert shown._headline.text() == "The other 493 lead the seven by 8.5 points since Jan 2."
    assert shown._dates.text() == "Closes to Jul 13, 2026, as they came with the program"


def test_first_failure_says_what_to_do_and_can_be_tried_again(qtbot, page, jobs):
    page.show_measured(None)
    page.show()
    jobs[-1].refuse(InvalidRequestError("There are no closes of SPY.", "Refresh."))
    failure = page.findChild(FailureCard)
    assert failure.isVisible() and failure.accessibleName() == "There are no closes of SPY. Refresh."
    _press(qtbot, page, "Try again")
    assert len(jobs) == 2 and not failure.isVisible()
    jobs[-1].answer(bundled_report())
    assert page.parts["market"].isVisible()


def test_a_later_failure_leaves_the_last_figures(shown, jobs, market):
    shown.show_measured(None)
    jobs[-1].refuse(InvalidRequestError("The closes could not be read."))
    assert shown.findChild(FailureCard).isVisible() and market.isVisible()
    assert "493 lead" in shown._headline.text()
    assert not shown.findChild(Veil).isVisible()


def test_figures_fade_while_newer_ones_are_worked_out(shown, jobs):
    shown.show_measured(None)
    assert shown.findChild(Veil).isVisible()
    jobs[-1].answer(bundled_report())
    assert not shown.findChild(Veil).isVisible()


def test_segments_lead_to_parts_that_draw_once_they_are_looked_at(qtbot, shown):
    assert list(shown.parts) == ["market"]
    _press(qtbot, shown, "Signals")
    second = shown.parts["signals"]
    assert second.isVisible() and not shown.parts["market"].isVisible() and len(second.reports) == 1
    shown.focus_subject("market")
    assert shown.parts["market"].isVisible()


def test_a_subject_waits_for_the_first_report(page, jobs):
    page.focus_subject("signals:mid_cap_week")
    page.show_measured(None)
    page.show()
    jobs[-1].answer(bundled_report())
    assert page.parts["signals"].isVisible() and page.parts["signals"].subjects == ["mid_cap_week"]


def test_the_finder_is_told_of_the_parts(page, shown):
    assert shown.places() == (("Market", "market"), ("Signals", "signals"))


def test_a_signal_in_short_leads_to_itself_in_full(shown, market):
    market.signals.choose("nasdaq_streak")
    market.signals.row_entered.emit(market.signals.selected_rows()[0])
    assert shown.parts["signals"].subjects == ["nasdaq_streak"]


def test_universe_and_step_of_the_map(market):
    _pick(market.map.universe, "sectors")
    assert {point.key for point in market.map.panel.chart.view.points} >= {"XLK", "XLF"}
    assert market.map.panel.chart.view.step is Step.WEEK
    _pick(market.map.step, Step.DAY)
    assert market.map.panel.chart.view.step is Step.DAY
    assert market.map.notes.text() == "Tails of 8 days, against the S&P 500."


def test_the_universe_stays_when_newer_closes_come(shown, jobs, market):
    _pick(market.map.universe, "sectors")
    shown.show_measured(None)
    jobs[-1].answer(bundled_report(replace(bundled_market(), is_live=True)))
    assert market.map.universe.currentData() == "sectors"
    assert shown._dates.text() == "Closes to Jul 13, 2026"


def test_playback_runs_to_the_last_week(qtbot, market):
    chart = market.map.panel.chart
    last = chart.end
    qtbot.keyClick(chart, Qt.Key.Key_PageUp)
    assert chart.end == last - 4
    qtbot.keyClick(chart, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: chart.end == last, timeout=30_000)


def test_ratio_and_any_two(qtbot, market):
    _press(qtbot, market.lines, "Ratio")
    assert market.lines.shown == ("SP493", "MAG7") and market.lines.title.text() == "The other 493 / the seven"
    _press(qtbot, market.lines, "Any two")
    assert market.lines.shown == ("RSP", "SPY") and market.lines.above.isVisible()
    _pick(market.lines.above, "GLD")
    assert market.lines.panel.chart.plot.view.lines[0].key == "GLD/SPY"
    _press(qtbot, market.lines, "Both")
    assert len(market.lines.panel.chart.plot.view.lines) == 2 and not market.lines.above.isVisible()


def test_a_small_ratio_opens_as_a_large_one_by_mouse_and_key(qtbot, market):
    small = {line.view.above: line for line in market.ratios.findChildren(Sparkline)}
    assert list(small) == ["RSP", "MDY", "IWM", "QQQ", "VXUS"]
    qtbot.mouseClick(small["IWM"], Qt.MouseButton.LeftButton)
    assert market.lines.shown == ("IWM", "SPY")
    small["VXUS"].setFocus()
    qtbot.keyClick(small["VXUS"], Qt.Key.Key_Right)
    qtbot.keyClick(small["VXUS"], Qt.Key.Key_Return)
    assert market.lines.shown == ("VXUS", "MAG7")


def test_small_ratios_follow_the_range(market):
    before = market.ratios.lines[0].view.change_text
    market.ranges.reach_back("60")
    five_years = market.ratios.lines[0].view
    assert five_years.change_text != before and len(five_years.values) > 1200


def test_counting_from_another_day(market):
    _pick(market.marks, date(2026, 2, 6).toordinal())
    assert market.lines.panel.chart.plot.view.base_day == date(2026, 2, 6)
    market.ranges.reach_back("since")
    assert date.fromordinal(round(market.time_window.left)) == date(2026, 2, 6)


def test_the_span_of_the_standing(qtbot, market):
    _press(qtbot, market.standing, "1y")
    assert market.standing.sentence.accessibleName().startswith("Over a year US small caps led")
    assert market.standing.table.standing_rows()[-1].label == "Together"


def test_leadership_is_sorted_by_any_span(market):
    market.leaders.order_by("1w", descending=True)
    week = [row.sort_values[0] for row in market.leaders.standing_rows()]
    assert week == sorted(week, reverse=True)


def test_both_sides_are_always_open(market):
    words = [label.text() for label in market.sides.findChildren(Label) if label.isVisible()]
    assert {"For a broadening market", "Against it", "Not known"} <= set(words)


def test_without_a_portfolio_one_sentence_leads_to_the_import(qtbot, shown, jobs, market):
    shown.show_measured(None)
    jobs[-1].answer(bundled_report(bundled_market(owned=False)))
    assert not market.standing.table.isVisible() and not market.standing.windows.isVisible()
    with qtbot.waitSignal(shown.navigate) as told:
        _press(qtbot, market.standing, "Import a file")
    assert told.args == ["overview", ""]
    assert market.map.isVisible() and market.sides.isVisible()


def test_without_the_seven_the_chart_says_why(shown, jobs, market):
    shown.show_measured(None)
    jobs[-1].answer(bundled_report(bundled_market(without=("NVDA",))))
    assert shown._headline.text() == "The seven cannot be told from the other 493 yet."
    assert market.lines.panel.chart.scene() is None
    assert market.ratios.lines[-1].view.nothing


@pytest.mark.parametrize("width", [870, 912, 1036, 1600])
def test_every_width_has_room_for_all_of_it(qtbot, shown, market, width):
    shown.resize(width + 48, 900)
    qtbot.waitUntil(lambda: market.width() == width and (market.map.x() > market.lines.x()) == (width >= 880))
    assert market.minimumSizeHint().width() <= width


def test_refresh_is_asked_for_by_the_link(qtbot, shown):
    with qtbot.waitSignal(shown.refresh_requested):
        _press(qtbot, shown, "Refresh")


def test_nothing_of_the_page_needs_numpy_before_it_is_looked_at():
    program = "import sys, advisor.ui.furnish; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
