"""Signals, breadth and themes in words, on the bundled closes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from advisor.domain.classification import Sleeve
from advisor.domain.figures import Figure, Measure
from advisor.domain.themes import EditTakenBack, MemberEdit, OwnTheme, Role, ThemeDropped, ThemeRestored
from advisor.presentation.rotation.breadth import build_breadth
from advisor.presentation.rotation.signals import build_signals, value_text
from advisor.presentation.rotation.themes import build_themes, changed_words, weight_meaning
from advisor.presentation.views.time_series import Unit as ChartUnit
from advisor.rotation.model_breadth import ShareByDay
from advisor.rotation.model_signals import Unit
from advisor.rotation.model_themes import CompanyTags, Style
from advisor.rotation.regime import regime_of
from tests.rotation.bundled_market import bundled_market
from tests.rotation.bundled_rotation import whole_market, whole_report

TODAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.038, Unit.RATE, "+3.8%"),
        (-0.019, Unit.POINTS, "−1.9 pts"),
        (0.95, Unit.RANK, "95%"),
        (5.0, Unit.CLOSES, "5"),
        (None, Unit.RATE, "–"),
    ],
)
def test_a_signals_value_is_written_in_its_unit(value, unit, text) -> None:
    assert value_text(value, unit) == text


def test_every_signal_has_a_row_a_definition_and_a_chart_with_its_threshold() -> None:
    market = whole_market()
    view = build_signals(market, ())
    assert [row.id for row in view.rows] == [signal.id for signal in market.signals] == [detail.id for detail in view.details]
    for signal, detail in zip(market.signals, view.details, strict=True):
        assert detail.definition
        assert detail.rule
        assert detail.chart.nothing or {line.key for line in detail.chart.lines} == {"value", "threshold"}
        assert len(detail.criteria) == len(signal.criteria)


def test_the_bull_flag_shows_every_criterion_as_met_not_met_or_without_a_test() -> None:
    detail = next(detail for detail in build_signals(whole_market(), ()).details if detail.id == "mid_cap_flag")
    assert {row.state_text for row in detail.criteria} == {"Met", "Not met", "No test"}
    row = next(row for row in build_signals(whole_market(), ()).rows if row.id == "mid_cap_flag")
    assert row.now_text.endswith("of 8")


def test_a_signal_without_closes_says_so() -> None:
    view = build_signals(whole_market(), ())
    row = next(row for row in view.rows if row.id == "dow_level")
    assert (row.now_text, row.state_text, row.since_text) == ("–", "No data", "–")
    detail = next(detail for detail in view.details if detail.id == "dow_level")
    assert detail.chart.nothing == detail.sentence


def test_points_are_drawn_as_points() -> None:
    units = {detail.id: detail.chart.unit for detail in build_signals(whole_market(), ()).details}
    assert units["mid_cap_week"] is ChartUnit.POINTS
    assert units["nasdaq_streak"] is ChartUnit.COUNT


def test_the_regime_shows_its_rule_and_every_vote() -> None:
    regime = build_signals(whole_market(), ()).regime
    assert regime.rule == whole_market().regime.rule
    assert len(regime.votes) == len(whole_market().regime.votes)
    assert {vote.state_text for vote in regime.votes} <= {"Broadening", "Narrowing", "Neither", "No vote"}


def test_an_unknown_regime_has_words_and_no_score() -> None:
    none = regime_of(np.empty(0, dtype=np.int64), ())
    regime = build_signals(replace(whole_market(), regime=none), ()).regime
    assert (regime.state_text, regime.caption) == ("Not enough data", "")


def test_what_followed_tells_its_cases_and_the_caution() -> None:
    followed = build_signals(whole_market(), ()).followed[0]
    told = {(row.months_text, row.after_text): row for row in followed.rows}
    few = told["12 months", "Broadening"]
    assert few.enough_text == "Too few to say"
    assert int(few.separate_text) < 10
    assert "need not follow again" in followed.caution


def test_breadth_tells_share_count_and_who_is_left_out() -> None:
    rows = {(row.index, row.measure): row for row in build_breadth(whole_market(), ()).rows}
    large = rows["S&P 500", "Above 200-day average"]
    assert (large.share_text, large.part_text, large.left_out_text) == ("67.9%", "340 of 501", "2")
    assert "adjusted for splits and distributions" in large.definition
    assert len(rows) == 3 * 9


def test_breadth_draws_a_chart_for_each_average_and_each_index() -> None:
    view = build_breadth(whole_market(), ())
    assert [chart.key for chart in view.above] == ["20", "50", "100", "150", "200"]
    assert all(chart.chart.fixed_range == (0.0, 1.0) and chart.chart.level == 0.5 for chart in view.above)
    assert [chart.key for chart in view.extremes] == ["S&P 500", "S&P MidCap 400", "S&P SmallCap 600"]
    assert len(view.advance_decline.chart.lines) == 3
    assert any("missing" in note for note in view.notes), "the list of today stands for the past"
    assert any("BLD" in note for note in view.notes), "members without closes are named"


def test_members_ahead_of_the_index_are_counted() -> None:
    told = build_breadth(whole_market(), ()).beating
    assert told.sentence.startswith("Over 21 trading days: 2")
    assert "of the S&P MidCap 400" in told.sentence
    assert [line.key for line in told.chart.lines] == ["S&P 500", "S&P MidCap 400", "S&P SmallCap 600"]
    assert build_breadth(bundled_market(), ()).beating.chart.nothing


def test_the_two_ways_to_the_493_are_told_in_points_a_month() -> None:
    difference = build_breadth(whole_market(), ()).difference
    assert "0.20 points a month apart on average over 125 months" in difference.sentence
    assert len(difference.chart.lines[0].days) == 125


def test_equal_against_cap_weight_is_told_since_the_year_began() -> None:
    told = build_breadth(whole_market(), ()).equal_weight
    assert told.sentence.startswith("From Dec 31, 2025 to Jul 13, 2026")
    assert told.chart.rebased


def test_breadth_without_members_says_what_is_missing_and_still_draws_the_rest() -> None:
    view = build_breadth(bundled_market(), ())
    assert view.nothing
    assert view.rows == view.above == view.extremes == ()
    assert view.advance_decline.chart.nothing == view.nothing
    assert view.difference.chart.nothing
    assert view.equal_weight.chart.lines


def test_breadth_without_the_equal_weight_fund_says_so() -> None:
    market = bundled_market()
    without = market.panel.only(symbol for symbol in market.panel.symbols if symbol != "RSP")
    assert "RSP" in build_breadth(replace(market, panel=without), ()).equal_weight.chart.nothing


def test_a_theme_tells_what_rides_on_it_and_how_much_more_may() -> None:
    rows = {row.id: row for row in build_themes(whole_report()).rows}
    builders = rows["ai_builders"]
    assert (builders.value_text, builders.share_text, builders.range_text) == ("$26,510", "12.4%", "12.4% to 14.5%")
    assert (builders.direct_text, builders.via_text) == ("$9,000", "$17,510")
    assert rows["grid"].range_text == "0% to 2.1%"
    assert builders.year_text == "+2.1%"


def test_returns_since_another_mark_are_counted_from_its_close() -> None:
    report = whole_report()
    line = next(each.line for each in report.market.theme_lines if each.theme.id == "grid")
    mark = date(2026, 2, 6)
    place = int(np.searchsorted(line.days, mark.toordinal()))
    row = next(row for row in build_themes(report, mark).rows if row.id == "grid")
    assert row.sort_values[-1] == pytest.approx(line.values[-1] / line.values[place] - 1)


def test_a_theme_without_closes_has_no_return_and_says_who_is_left_out() -> None:
    view = build_themes(whole_report())
    row = next(row for row in view.rows if row.id == "blue_collar_ai")
    assert (row.year_text, row.companies_text) == ("–", "150")
    detail = next(detail for detail in view.details if detail.id == "blue_collar_ai")
    assert detail.chart.nothing
    assert any("150 companies are left out" in note for note in detail.notes)


def test_members_tell_role_article_weight_and_exposure() -> None:
    detail = next(detail for detail in build_themes(whole_report()).details if detail.id == "ai_builders")
    apple = next(member for member in detail.members if member.symbol == "AAPL")
    assert (apple.role_text, apple.article_text, apple.weight_text) == ("Under pressure", "Feb 10, 2026", "14.3%")
    assert (apple.value_text, apple.direct_text, apple.via_text) == ("$13,060", "–", "$13,060")


def test_without_a_portfolio_themes_still_return() -> None:
    report = whole_report()
    view = build_themes(replace(report, market=replace(report.market, themes=())))
    row = next(row for row in view.rows if row.id == "grid")
    assert (row.value_text, row.share_text, row.year_text) == ("–", "–", "+43.5%")
    assert view.sentence == (("No positions yet.", False),)


def test_a_weight_is_told_as_a_part_of_the_theme() -> None:
    assert weight_meaning(2.0, 6.0) == "25.0% of the theme."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (OwnTheme("own_robots", "Robots", "", TODAY), "“Robots” is a theme of yours."),
        (MemberEdit("grid", "PWR", 2.0, Role.WINNER, TODAY), "PWR counts in the theme as you said."),
        (MemberEdit("grid", "ETN", None, Role.WINNER, TODAY), "ETN is no longer in the theme."),
        (EditTakenBack("grid", "PWR"), "What you said of PWR is taken back."),
        (ThemeDropped("own_robots"), "The theme is dropped."),
        (ThemeRestored("grid"), "The theme is as bundled."),
    ],
)
def test_every_change_is_said(change, said) -> None:
    assert changed_words(change) == said


def test_the_kind_of_a_company_is_told_in_words_and_what_nobody_knows_is_unknown() -> None:
    debt = Figure(
        "own_floating_debt_CAT", "floating_debt:CAT", "", "", Decimal("0.31"), Measure.FRACTION, TODAY, "Annual report", "", True
    )
    kinds = {"CAT": CompanyTags("CAT", Sleeve.SP493, Style.BOTH, debt, None, styled_on=date(2025, 11, 1))}
    view = build_themes(replace(whole_report(), kinds=kinds))
    members = {row.symbol: row.kind for row in next(detail for detail in view.details if detail.id == "reshoring").members}
    assert (members["CAT"].text, members["CAT"].debt_text) == ("The other 493, growth and value", "31%")
    assert members["CAT"].revenue_text == "unknown"
    assert "31%, Annual report" in members["CAT"].tip
    assert members["CAT"].tip.startswith("Style by the lists of Nov 1, 2025 of funds on the Russell 1000")
    assert members["DE"].text == "Size unknown, style unknown"
    asked = [question for _, question in members["CAT"].questions]
    assert [each.series for each in asked] == ["floating_debt:CAT", "domestic_revenue:CAT"]
    assert (asked[0].typed, asked[1].value) == ("31", None)


def test_breadth_says_how_many_members_were_left_out_now_and_at_most() -> None:
    chart = build_breadth(whole_market(), ()).above[-1]
    large = whole_market().breadth[0].above[200].left_out
    assert f"S&P 500 {large[-1]:,} now, at most {large.max():,} (" in chart.definition


def test_days_on_which_no_member_counts_are_not_those_with_most_left_out() -> None:
    told = whole_market().breadth[0]
    days, left_out = np.arange(736332, 736336), np.array([503, 40, 60, 2])
    shares = ShareByDay(days, np.zeros(4, dtype=np.int64), 503 - left_out, left_out, "")
    market = replace(whole_market(), breadth=(replace(told, above={200: shares}),))
    assert "S&P 500 2 now, at most 60 (Jan 5, 2017)" in build_breadth(market, ()).above[0].definition
