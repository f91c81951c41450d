"""What the part about the market says: figures by another way, sentences by hand, and what is missing in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from advisor.domain.classification import Sleeve
from advisor.presentation.rotation import head, leadership, market_lines, market_sides, signal_lines, standing_rows
from advisor.presentation.rotation.map_view import METHOD_CHOICES, build_map, map_explanation, map_notes
from advisor.presentation.rotation.market_lines import Lead
from advisor.rotation.model import Universe
from advisor.rotation.model_map import Quadrant, Step
from advisor.rotation.model_regime import Vote
from advisor.rotation.model_series import Capture, Line, Window
from advisor.rotation.relative_strength import rotation_map
from advisor.rotation.returns import drawdown
from advisor.rotation.series import line_of
from tests.rotation.bundled_market import MARKS, WEIGHTS, bundled_market, bundled_report

JAN_2, TO = date(2026, 1, 2), date(2026, 7, 13)


@pytest.fixture(scope="module")
def market():
    return bundled_market()


@pytest.fixture(scope="module")
def without_seven():
    return bundled_market(without=("NVDA",))


def _plain(runs) -> str:
    return "".join(text for text, _ in runs)


@pytest.mark.parametrize(
    ("rest", "seven", "said"),
    [
        (0.051, -0.023, "The other 493 lead the seven by 7.4 points since Jan 2."),
        (-0.023, 0.051, "The seven lead the other 493 by 7.4 points since Jan 2."),
        (0.0510, 0.0508, "The other 493 and the seven are level since Jan 2."),
    ],
)
def test_headline(rest, seven, said):
    assert head.headline(Lead(JAN_2, TO, rest, seven)) == said


def test_headline_names_the_year_of_a_day_in_another_year():
    told = head.headline(Lead(date(2025, 11, 3), TO, 0.1, 0.0))
    assert told == "The other 493 lead the seven by 10.0 points since Nov 3, 2025."


def test_lead_is_that_of_the_lines(market):
    lead = market_lines.lead_since(market, JAN_2)
    place = int(np.flatnonzero(market.synthesis.rest.days == JAN_2.toordinal())[0])
    for line, rate in ((market.synthesis.rest, lead.rest), (market.synthesis.seven, lead.seven)):
        assert rate == pytest.approx(line.values[-1] / line.values[place] - 1)
    assert (lead.since, lead.to) == (JAN_2, market.as_of)


def test_base_day_is_the_first_mark_on_file_else_the_first_close_of_the_year(market):
    assert market_lines.base_day(market, MARKS) == JAN_2
    assert market_lines.base_day(market, ((date(1999, 1, 4), "long ago"), MARKS[1])) == MARKS[1][0]
    assert market_lines.base_day(market, ()) == JAN_2


def test_votes_are_counted_in_words(market):
    votes = tuple(Vote(str(number), "", lean, "") for number, lean in enumerate((1, 0, 0, -1, -1, None)))
    told = head.build_head(bundled_report(replace(market, regime=replace(market.regime, votes=votes))), None, today=TO)
    assert "One of five votes says that the market broadens, two that it narrows." in _plain(told.explanation)


def test_money_that_lags_is_that_of_lagging_sleeves_of_stocks(market):
    sleeves = next(universe for universe in market.universes if universe.id == "sleeves")
    lagging = {tail.symbol for tail in sleeves.maps[Step.WEEK].tails(points=1) if tail.points[-1].quadrant is Quadrant.LAGGING}
    assert "AGG" in lagging, "bonds lag too, and are no stocks"
    expected = sum(sleeves.weights.get(symbol, 0.0) for symbol in lagging - {"AGG"})
    told = head.build_head(bundled_report(market), None, today=TO)
    assert (f"{expected:.0%} of your money", True) in told.explanation


def test_head_without_a_portfolio_says_nothing_of_money():
    told = head.build_head(bundled_report(bundled_market(owned=False)), None, today=TO)
    assert "your money" not in _plain(told.explanation)


def test_dates_are_marked_once_they_are_old(market):
    assert not head.build_head(bundled_report(market), None, today=TO).is_stale
    old = head.build_head(bundled_report(market), None, today=date(2026, 7, 21))
    assert old.is_stale
    assert old.dates_text == "Closes to Jul 13, 2026, as they came with the program"
    assert head.build_head(bundled_report(replace(market, is_live=True)), None, today=TO).dates_text == "Closes to Jul 13, 2026"


def test_without_the_seven_the_page_says_what_to_do(without_seven):
    told = head.build_head(bundled_report(without_seven), None, today=TO)
    assert told.headline == "The seven cannot be told from the other 493 yet."
    assert "Refresh" in _plain(told.explanation)
    chart = market_lines.rest_against_seven(without_seven, JAN_2, MARKS)
    assert not chart.lines and "no closes of the seven" in chart.nothing


def test_lines_are_shaded_since_the_day_and_marked(market):
    chart = market_lines.rest_against_seven(market, JAN_2, MARKS)
    assert chart.rebased and chart.base_day == chart.between.since == JAN_2
    assert {line.color_key for line in chart.lines} == {Sleeve.MEGA_CAP_TECH, Sleeve.SP493}
    assert [mark.day for mark in chart.marks] == [day for day, _ in MARKS]
    assert chart.accessible_name.startswith("The other 493 at +") and chart.accessible_name.endswith("since Jan 2")


def test_ratios_change_as_the_closes_do(market):
    closes = {symbol: market.panel.of(symbol) for symbol in ("RSP", "SPY")}
    place = int(np.flatnonzero(market.panel.days == JAN_2.toordinal())[0])
    change = closes["RSP"][-1] / closes["SPY"][-1] / (closes["RSP"][place] / closes["SPY"][place]) - 1
    first = market_lines.ratio_views(market, JAN_2)[0]
    assert first.name == "RSP / SPY" and first.change_text == f"{change:+.1%}".replace("-", "−")
    assert len(first.values) == len(market.panel.days) - place


def test_a_ratio_without_closes_says_so(without_seven):
    abroad = market_lines.ratio_views(without_seven, JAN_2)[-1]
    assert not len(abroad.values)
    assert abroad.nothing == "There are no closes of The seven on file. Refresh to ask for them."


def test_any_two_symbols_stand_against_each_other(market, without_seven):
    view = market_lines.pair_view(market, "GLD", "TLT", JAN_2, MARKS)
    assert view.lines[0].values[-1] == pytest.approx(market.panel.of("GLD")[-1] / market.panel.of("TLT")[-1])
    assert market_lines.pair_view(without_seven, "NVDA", "SPY", JAN_2, MARKS).nothing
    choices = dict(market_lines.pair_choices(market))
    assert list(choices)[:2] == ["MAG7", "SP493"] and choices["MAG7"] == "The seven"


def test_any_two_offers_the_holdings_first_and_themes_before_what_is_traded(market):
    panel = market.panel
    for row in ("THEME:grid", "OWN"):
        panel = panel.with_row(row, panel.days, panel.of("SPY"), "How it is made.")
    told = replace(market, panel=panel, names={**market.names, "OWN": "Your holdings", "THEME:grid": "Power grid"})
    choices = market_lines.pair_choices(told)
    assert choices[0] == ("OWN", "Your holdings")
    assert [symbol for symbol, _ in choices[1:4]] == ["MAG7", "SP493", "MAG7EW"]
    assert choices[4] == ("THEME:grid", "Power grid")
    assert "Your holdings: How it is made." in market_lines.pair_explanation(told, "OWN", "SPY")


def test_map_names_sleeves_shortly_and_draws_no_bonds(market):
    sleeves = market.universes[0]
    view = build_map(market, sleeves, Step.WEEK)
    points = {point.key: point for point in view.points}
    assert points["MDY"].label == "Mid cap" and points["MDY"].color_key == Sleeve.MID_CAP
    assert points["MDY"].share_text == "6.0% of your money"
    assert points["QQQ"].share is None and points["QQQ"].color_key == "muted"
    assert "AGG" not in points
    assert "Bonds and cash stand far off and are not drawn." in map_notes(market, sleeves, Step.WEEK)
    assert view.benchmark_label == "the S&P 500" and view.running


def test_map_says_who_has_too_few_weeks(market):
    short = market.panel.only(["SPY", "MAGS"])
    short = replace(short, days=short.days[-155:], closes=short.closes[:, -155:])
    names = {"MAGS": "Fund of the seven"}
    young = Universe("holdings", "Your holdings", ("MAGS",), names, {}, {Step.WEEK: rotation_map(short, names, "SPY")})
    view = build_map(market, young, Step.WEEK)
    weeks = int(young.maps[Step.WEEK].history[0, -1])
    assert not view.points and view.nothing == f"Needs 50 weeks; MAGS has {weeks}."


def test_map_marks_what_has_not_settled(market):
    names = {"MAGS": "MAGS", "VTI": "VTI"}
    panel = replace(market.panel, days=market.panel.days[-400:], closes=market.panel.closes[:, -400:])
    young = Universe("holdings", "Your holdings", tuple(names), names, {}, {Step.WEEK: rotation_map(panel, names, "SPY")})
    _, *notes = map_notes(market, young, Step.WEEK)
    assert notes == ["MAGS and VTI: under three years of closes, so the first weeks still weigh in."]


def test_an_empty_universe_says_why():
    nothing = bundled_market(owned=False)
    holdings = next(universe for universe in nothing.universes if universe.id == "holdings")
    assert build_map(nothing, holdings, Step.WEEK).nothing.startswith("Nothing of yours has closes on file.")


def test_leaders_come_highest_of_the_year_first_and_dashes_last(market):
    rows = leadership.leader_rows(market)
    year = [row.sort_values[4] for row in rows]
    assert year == sorted(year, reverse=True)
    energy = next(row for row in rows if row.symbol == "XLE")
    rate = market.returns["XLE"][Window.WEEK].rate
    assert energy.texts[0] == f"{rate:+.1%}".replace("-", "−")
    assert all(symbol not in ("MAG7", "SP493") for symbol in (row.symbol for row in rows))


def test_leaders_say_how_far_they_fell_and_what_they_took_part_in(market):
    told = replace(
        market,
        captures={"MDY": Capture(96.4, 104.6, 92.2, 80, 42), "GLD": Capture(310.0, -12.0, None, 11, 12)},
        drawdowns={"MDY": replace(drawdown(line_of(market.panel, "MDY")), now=-0.0512), "GLD": drawdown(rising())},
    )
    rows = {row.symbol: row for row in leadership.leader_rows(told)}
    mid, gold, other = rows["MDY"], rows["GLD"], rows["XLE"]
    assert (mid.fall_text, mid.up_text, mid.down_text) == ("−5.1%", "96%", "105%")
    assert mid.sort_values[6:] == (-0.0512, 96.4, 104.6)
    assert "in the 80 months in which" in mid.capture_tip and "Its deepest fall: −" in mid.fall_tip
    assert (gold.fall_text, gold.up_text, gold.down_text) == ("0%", "–", "−12%")
    assert gold.fall_tip == "It never closed below an earlier close on file."
    assert (other.fall_text, other.up_text, other.fall_tip, other.capture_tip) == ("–", "–", "", "")


def rising() -> Line:
    return Line("GLD", np.array([1, 2]), np.array([1.0, 2.0]), "")


@pytest.mark.parametrize("window", list(Window))
def test_standing_adds_up(market, window):
    view = standing_rows.build_standing(market, window)
    *rows, total = view.rows
    assert sum(row.sort_values[2] for row in rows) == pytest.approx(total.sort_values[2])
    assert sum(row.sort_values[0] for row in rows) == pytest.approx(1.0 - WEIGHTS[Sleeve.UNCLASSIFIED])
    assert "3.0% of your money (things not classified) has nothing that stands for it." in view.note


def test_standing_names_leader_and_laggard_among_stocks(market):
    told = _plain(standing_rows.build_standing(market, Window.QUARTER).sentence)
    assert told.startswith("Over 3 months US small caps led with +10.3%, where 1.0% of your money is; international stocks came")
    assert told.endswith("points less than the benchmark’s.")


def test_standing_is_empty_without_a_portfolio():
    assert standing_rows.build_standing(bundled_market(owned=False), Window.YEAR).rows == ()


def test_both_sides_say_only_what_the_closes_say(market):
    pro, contra, unknown = market_sides.market_sides(market).sides
    assert pro.text.startswith("The other 493 are ahead of the seven")
    assert "Over five years the seven returned" in contra.text
    windows = {"over a week", "over a month", "over 3 months", "over 6 months", "since the year began", "over a year"}
    assert not {span for span in windows if span in pro.text} & {span for span in windows if span in contra.text}
    assert unknown.text.endswith("What followed before need not follow again.")


def test_both_sides_are_there_where_nothing_speaks(without_seven):
    silent = replace(without_seven, regime=replace(without_seven.regime, votes=()), followed=())
    pro, contra, unknown = market_sides.market_sides(silent).sides
    assert pro.text == contra.text == "Nothing on file speaks for it now."
    assert "too little on file" in unknown.text


def test_signals_in_short_are_those_of_the_whole_list(market):
    by_id = {signal.id: signal.name for signal in market.signals}
    rows = signal_lines.short_signals(market)
    assert len(rows) == 7 and all(by_id[row.id] == row.name for row in rows)


def test_how_the_lines_are_worked_out_is_said(market, without_seven):
    told = " ".join(market_lines.lines_explanation(market))
    assert "The S&P 500 without the seven" in told and "Weights before" in told
    assert "no closes of the seven" in market_lines.lines_explanation(without_seven)[0]
    assert market_lines.pair_explanation(market, "MDY", "SPY")[0].endswith("the line rises when the first returns more.")


def test_every_way_to_compute_the_map_is_explained_beside_the_others(market):
    for method, _ in METHOD_CHOICES:
        view = build_map(market, market.universes[1], Step.WEEK, method)
        assert np.isfinite(view.points[0].strength[-1])
        told = map_explanation(method)
        assert len(told) == 5 and "B is the benchmark" in told[1]
    ours, scores = (build_map(market, market.universes[1], Step.WEEK, method) for method in ("averages", "scores"))
    assert ours.points[0].strength[-1] != scores.points[0].strength[-1]
