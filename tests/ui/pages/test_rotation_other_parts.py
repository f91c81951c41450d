"""Breadth, signals, themes and ledger on the bundled closes: what is chosen, filtered, stated and led to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QScrollArea, QWidget

from advisor.domain.themes import EditTakenBack, MemberEdit, OwnTheme, Role, ThemeDropped, ThemeRestored
from advisor.presentation.rotation.figures import CHANGE, TAKE_BACK
from advisor.rotation.dials import dials
from advisor.rotation.fundamentals import with_own
from advisor.rotation.themes import theme_exposures, theme_line, with_edits
from advisor.ui.dialogs.new_theme import NewThemeDialog
from advisor.ui.dialogs.state_figure import StateFigureDialog
from advisor.ui.dialogs.theme_member import ThemeMemberDialog
from advisor.ui.fonts import font
from advisor.ui.pages.rotation_breadth import BreadthPart
from advisor.ui.pages.rotation_layout import Beside
from advisor.ui.pages.rotation_ledger import LedgerPart
from advisor.ui.pages.rotation_signals import SignalsPart
from advisor.ui.pages.rotation_themes import ThemesPart
from advisor.ui.theme import Themes
from tests.rotation.bundled_market import bundled_market, bundled_report
from tests.rotation.bundled_rotation import HELD, TODAY, TOTAL, YEAR, bundled, whole_market, whole_report

WIDTHS = (856, 920, 1036, 1652)  # of the page's content in the smallest window, at 1024, 1280 and 1920


@pytest.fixture
def place(qtbot, qapp):
    """Puts a part into a page that scrolls, and hands it the whole report."""
    qapp.setFont(font("body"))
    kept = []  # what nobody refers to any more would be collected in the middle of its last painting

    def put(make, width: int = 1036):
        part = make(Themes("light"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(part)
        area.resize(width, 600)
        qtbot.addWidget(area)
        area.show()
        part.area = area
        kept.append(area)
        part.show_report(whole_report())
        return part

    yield put
    kept.clear()


def asked(part: QWidget, kind: type[QDialog]) -> QDialog:
    """The dialog that is open now."""
    return next(dialog for dialog in part.findChildren(kind) if dialog.isVisible())


@pytest.mark.parametrize("make", [BreadthPart, SignalsPart, ThemesPart, LedgerPart])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_part_is_no_wider_than_its_page(qtbot, place, make, width) -> None:
    part = place(make, width)
    qtbot.waitUntil(lambda: part.width() == part.area.viewport().width())
    assert part.minimumSizeHint().width() <= width


@pytest.mark.parametrize("make", [BreadthPart, SignalsPart, ThemesPart, LedgerPart])
def test_a_part_exports_its_table(place, make, tmp_path, monkeypatch) -> None:
    file = tmp_path / "table.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    place(make).export_view()
    assert len(file.read_text(encoding="utf-8-sig").splitlines()) > 8


@pytest.mark.parametrize("make", [BreadthPart, SignalsPart, ThemesPart, LedgerPart])
def test_a_part_stands_where_nothing_is_published_claimed_or_owned(place, make) -> None:
    part = place(make)
    market = replace(bundled_market(), themes=(), theme_lines=(), followed=(), synthesis=None)
    part.show_report(replace(bundled_report(market), marks=()))
    part.focus_subject("nothing of this name")
    part.show_report(whole_report())


def test_one_click_leads_from_a_signal_to_its_definition(qtbot, place) -> None:
    part = place(SignalsPart)
    place_of_row = part.signals.tree.visualRect(part.signals.tree.model().index(5, 0)).center()
    qtbot.mouseClick(part.signals.tree.viewport(), Qt.MouseButton.LeftButton, pos=place_of_row)
    flag = next(signal for signal in whole_market().signals if signal.id == "mid_cap_flag")
    assert part.detail.title.text() == flag.name
    assert part.detail.shown.definition == flag.definition
    assert len(part.detail.criteria.standing_rows()) == len(flag.criteria)


def test_the_chosen_signal_stays_when_newer_figures_come(place) -> None:
    part = place(SignalsPart)
    part.focus_subject("nasdaq_streak")
    part.show_report(whole_report())
    assert [row.id for row in part.signals.selected_rows()] == ["nasdaq_streak"]
    assert part.detail.shown.id == "nasdaq_streak"


def test_a_vote_leads_to_its_signal(place) -> None:
    part = place(SignalsPart)
    vote = next(row for row in part.regime.votes.standing_rows() if row.signal == "small_cap_trend")
    part.regime.votes.row_entered.emit(vote)
    assert part.detail.shown.id == "small_cap_trend"


def test_the_history_of_a_signal_reaches_back_as_chosen(place) -> None:
    part = place(SignalsPart)
    window = part.detail.panel.chart.time_window
    years = window.span
    part.detail.ranges.changed.emit("12")
    assert window.span < years / 3


def test_without_what_followed_its_card_is_gone(place) -> None:
    part = place(SignalsPart)
    assert len(part.followed.table.standing_rows()) == 16
    report = whole_report()
    part.show_report(replace(report, market=replace(report.market, followed=())))
    assert part.followed.isHidden()


def test_signals_are_copied_with_heads(place) -> None:
    part = place(SignalsPart)
    part.signals.clear_selection()
    part.signals.copy_selection()
    heads = QGuiApplication.clipboard().text().splitlines()[0].split("\t")
    assert heads == ["Signal", "Now", "Rule", "Threshold", "State", "Speaks for", "Since", "As of"]


def test_the_charts_of_breadth_move_together(place) -> None:
    part = place(BreadthPart)
    part.range_bar.reach_back("12")
    windows = {card.panel.chart.time_window for card in (part.above, part.advances, part.extremes, part.equal_weight)}
    assert len(windows) == 1
    assert 360 < windows.pop().span < 370


def test_the_length_of_the_average_is_chosen(place) -> None:
    part = place(BreadthPart)
    assert part.above.choice.currentText() == "200 days"
    part.above.choice.setCurrentIndex(1)
    assert part.above.panel.chart.accessibleName() == "Share of members above their 50-day average"
    part.show_report(whole_report())
    assert part.above.choice.currentText() == "50 days"


def test_breadth_without_members_offers_a_refresh(qtbot, place) -> None:
    part = place(BreadthPart)
    report = whole_report()
    part.show_report(replace(report, market=replace(report.market, breadth=())))
    assert part.empty.isVisible()
    assert part.table.isHidden() or not part.table.isVisible()
    with qtbot.waitSignal(part.refresh_asked):
        part.empty.action.click()


def test_claims_are_sifted_by_verdict_article_topic_and_words(place) -> None:
    claims = place(LedgerPart).claims
    claims.verdicts.choose("Differs")
    claims.verdicts.changed.emit("Differs")
    assert {row.state_text for row in claims.table.standing_rows()} == {"Differs"}
    claims.article.setCurrentIndex(claims.article.findData(2))
    assert {row.article for row in claims.table.standing_rows()} == {2}
    claims.topic.setCurrentIndex(claims.topic.findData("Courts"))
    assert {row.topic for row in claims.table.standing_rows()} == {"Courts"}
    claims.filter.setText("apple")
    assert all("Apple" in row.text for row in claims.table.standing_rows())


def test_a_claim_that_is_led_to_is_found_whatever_is_filtered(place) -> None:
    part = place(LedgerPart)
    part.show_section("events")
    part.claims.filter.setText("nothing has these words")
    part.focus_subject("0-10")
    assert part.claims.isVisible()
    assert [row.id for row in part.claims.table.selected_rows()] == ["0-10"]
    checked = next(each for each in whole_report().claims if each.claim.id == "0-10")
    assert part.claims.detail.title.text() == checked.claim.text


@pytest.mark.parametrize(
    ("subject", "section"), [("dollar", "figures"), ("pe_small_with", "figures"), ("amazon_trial", "events")]
)
def test_figures_dials_and_events_are_led_to(place, subject, section) -> None:
    part = place(LedgerPart)
    part.focus_subject(subject)
    assert part.sections.chosen == section
    tables = (part.figures.dials, part.figures.figures, part.events)
    assert any(row for table in tables for row in table.selected_rows())


def test_the_chosen_event_tells_its_status_and_whose_word_it_is(place) -> None:
    part = place(LedgerPart)
    part.focus_subject("amazon_trial")
    event = next(event for event in bundled().events if event.id == "amazon_trial")
    said = " ".join(label.text() for label in part.calendar.card.findChildren(QLabel))
    assert event.status in said
    assert event.source in said
    assert "Dec 31, 2025" in said


def test_a_figure_is_stated_with_its_source(qtbot, place) -> None:
    part = place(LedgerPart)
    row = next(row for row in part.figures.dials.standing_rows() if row.key == "ten_year")
    part.figures.dials.verb_chosen.emit(row)
    dialog = asked(part, StateFigureDialog)
    dialog.field.setText("4.25")
    assert not dialog.verb.isEnabled()
    dialog.source.setText("Treasury")
    assert dialog.verb.isEnabled()
    with qtbot.waitSignal(part.figure_stated) as told:
        dialog.accept()
    figure = told.args[0]
    assert (figure.series, str(figure.value), figure.source, figure.is_users) == ("ten_year", "0.0425", "Treasury", True)


def test_a_figure_of_ones_own_is_taken_back_by_its_verb(qtbot, place) -> None:
    part = place(LedgerPart)
    report = whole_report()
    own = replace(report.figures["dollar_2026_01"], id="own_dollar", as_of=TODAY, is_users=True)
    figures = with_own(report.figures, [own])
    part.show_report(replace(report, figures=figures, dials=dials(figures, report.market.panel, TODAY)))
    row = next(row for row in part.figures.dials.standing_rows() if row.key == "dollar")
    assert row.verb == TAKE_BACK
    with qtbot.waitSignal(part.figure_taken_back) as told:
        part.figures.dials.verb_chosen.emit(row)
    assert told.args == ["own_dollar"]
    assert next(row for row in part.figures.dials.standing_rows() if row.key == "inflation").verb == CHANGE


def test_a_theme_shows_its_companies(place) -> None:
    part = place(ThemesPart)
    part.focus_subject("ai_builders")
    assert {row.symbol for row in part.detail.members.standing_rows()} >= {"AAPL", "NVDA"}
    part.focus_subject("OKLO")
    assert part.detail.title.text() == "Nuclear power"


def test_another_mark_counts_from_another_day(place) -> None:
    part = place(ThemesPart)
    before = [row.mark_text for row in part.table.standing_rows()]
    part.mark.setCurrentIndex(1)
    assert [row.mark_text for row in part.table.standing_rows()] != before


def test_a_company_is_added_with_weight_and_role(qtbot, place) -> None:
    part = place(ThemesPart)
    part.focus_subject("grid")
    part.detail.add.click()
    dialog = asked(part, ThemeMemberDialog)
    assert not dialog.verb.isEnabled()
    dialog.symbol.setText("pwr")
    dialog.field.setText("2")
    dialog.role.setCurrentIndex(dialog.role.findData(Role.PRESSURED))
    with qtbot.waitSignal(part.themes_changed) as told:
        dialog.accept()
    (edit,) = told.args[0]
    assert (edit.theme, edit.symbol, edit.weight, edit.role) == ("grid", "PWR", 2.0, Role.PRESSURED)


def test_a_weight_is_edited_and_its_company_stays(qtbot, place) -> None:
    part = place(ThemesPart)
    part.focus_subject("grid")
    part.detail.members.verb_chosen.emit(part.detail.members.standing_rows()[0])
    dialog = asked(part, ThemeMemberDialog)
    assert dialog.symbol.isReadOnly()
    dialog.field.setText("0")
    assert not dialog.verb.isEnabled()
    dialog.field.setText("3")
    with qtbot.waitSignal(part.themes_changed) as told:
        dialog.accept()
    assert told.args[0][0].weight == 3.0


def test_a_company_is_taken_out_of_a_bundled_theme_and_the_theme_restored(qtbot, place) -> None:
    part = place(ThemesPart)
    part.focus_subject("grid")
    shown = part.detail.members.standing_rows()[0]
    acts = dict(part.detail.row_actions(shown))
    assert "Take back" not in acts
    with qtbot.waitSignal(part.themes_changed) as told:
        acts["Remove"]()
    assert told.args[0][0].weight is None
    with qtbot.waitSignal(part.themes_changed) as told:
        part.detail.back.click()
    assert told.args[0] == (ThemeRestored("grid"),)


def test_a_theme_of_ones_own_is_made_and_dropped(qtbot, place) -> None:
    part = place(ThemesPart)
    part.new.click()
    dialog = asked(part, NewThemeDialog)
    assert not dialog.verb.isEnabled()
    dialog.name.setText("Robots")
    with qtbot.waitSignal(part.themes_changed) as told:
        dialog.accept()
    (made,) = told.args[0]
    assert isinstance(made, OwnTheme)
    show_with(part, made)
    part.focus_subject(made.id)
    shown = next(row for row in part.detail.members.standing_rows() if row.symbol == "CAT")
    with qtbot.waitSignal(part.themes_changed) as told:
        dict(part.detail.row_actions(shown))["Remove"]()
    assert told.args[0] == (EditTakenBack(made.id, "CAT"),)
    with qtbot.waitSignal(part.themes_changed) as told:
        part.detail.back.click()
    assert told.args[0] == (ThemeDropped(made.id),)


def show_with(part: ThemesPart, own: OwnTheme) -> None:
    """The report with a theme of one's own that holds one company."""
    report = whole_report()
    themes = with_edits(bundled().themes, [own], [MemberEdit(own.id, "CAT", 1.0, Role.WINNER, TODAY)])
    market = replace(
        report.market,
        themes=theme_exposures(themes, HELD, TOTAL),
        theme_lines=tuple(theme_line(report.market.panel, theme, YEAR) for theme in themes),
    )
    part.show_report(replace(report, market=market))
    assert part.table.standing_rows()[-1].state_text == "Yours"


def test_a_theme_without_companies_can_be_filled(qtbot, place) -> None:
    part = place(ThemesPart)
    own = OwnTheme("own_robots", "Robots", "", TODAY)
    report = whole_report()
    themes = with_edits(bundled().themes, [own], [])
    lines = tuple(theme_line(report.market.panel, theme, YEAR) for theme in themes)
    exposures = theme_exposures(themes, HELD, TOTAL)
    part.show_report(replace(report, market=replace(report.market, themes=exposures, theme_lines=lines)))
    part.focus_subject("own_robots")
    assert part.detail.members.standing_rows() == []
    part.detail.add.click()
    dialog = asked(part, ThemeMemberDialog)
    dialog.symbol.setText("ROK")
    assert dialog.verb.isEnabled()
    assert dialog.edit() == MemberEdit("own_robots", "ROK", 1.0, Role.WINNER, dialog.edit().stated_on)


def test_who_is_led_to_a_signal_sees_it(qtbot, place) -> None:
    part = place(SignalsPart)
    part.focus_subject("dow_record")
    top = part.detail.mapTo(part.area.viewport(), part.detail.rect().topLeft()).y()
    assert 0 <= top < part.area.viewport().height()


def test_parts_beside_each_other_stand_below_each_other_where_it_is_narrow(qtbot) -> None:
    left, right = QWidget(), QWidget()
    both = Beside(left, right, (50, 50), 700)
    qtbot.addWidget(both)
    both.resize(800, 100)
    both.show()
    qtbot.waitUntil(lambda: right.x() > left.x())
    both.resize(600, 100)
    qtbot.waitUntil(lambda: right.y() > left.y())
