"""Published figures, claims and the calendar in words, and what an investor's own value becomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advisor.domain.claims import Verdict
from advisor.domain.figures import Measure
from advisor.presentation.rotation.claims import build_claims
from advisor.presentation.rotation.events import STATUS_IS_BEHIND, event_rows
from advisor.presentation.rotation.figure_words import as_typed, figure_text, typed_figure
from advisor.presentation.rotation.figures import TAKE_BACK, another_value, build_figures, figure_meaning, figure_of
from advisor.rotation.dials import dials
from advisor.rotation.events import calendar
from advisor.rotation.fundamentals import with_own
from advisor.rotation.model_claims import verdict_counts
from advisor.rotation.model_fundamentals import CompanyRatios, ValuedGroup
from advisor.rotation.valuations import valuations
from tests.rotation.bundled_rotation import TODAY, bundled, whole_report


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (Decimal("0.0375"), Measure.FRACTION, "3.75%"),
        (Decimal("0.162"), Measure.POINTS, "16.2 pts"),
        (Decimal("22.10"), Measure.MULTIPLE, "22.1x"),
        (Decimal(660_000_000_000), Measure.DOLLARS, "$660 billion"),
        (Decimal("206.96"), Measure.DOLLARS, "$206.96"),
        (Decimal("50115.67"), Measure.LEVEL, "50,115.67"),
        (-0.0197, Measure.FRACTION, "−1.97%"),
        (5.0, Measure.COUNT, "5"),
        (None, Measure.COUNT, "–"),
    ],
)
def test_a_figure_is_written_in_its_unit(value, unit, text) -> None:
    assert figure_text(value, unit) == text


@pytest.mark.parametrize("unit", list(Measure))
def test_what_is_typed_is_what_is_meant(unit) -> None:
    typed = as_typed(typed_figure(Decimal("3.75"), unit), unit)
    assert typed == "3.75"


def test_both_gaps_stand_side_by_side() -> None:
    gaps = {gap.period: gap for gap in build_figures(whole_report()).gaps}
    assert (gaps["Q4 2025"].stated_text, gaps["Q4 2025"].published_text) == ("11 pts", "16.2 pts")
    assert (gaps["2026"].stated_text, gaps["2026"].published_text, gaps["2026"].apart_text) == ("4 pts", "10.7 pts", "+6.7 pts")
    assert gaps["Q4 2024"].stated_text == "–"


def test_both_rules_of_the_small_companies_and_both_scopes_of_spending_are_there() -> None:
    values = {row.key: row.value_text for row in build_figures(whole_report()).figures}
    assert (values["pe_small_without"], values["pe_small_with"]) == ("16x", "33x")
    assert (values["capex_article_2026"], values["capex_article_two_years"]) == ("$660 billion", "$400 billion")


def test_every_figure_is_in_one_of_the_tables() -> None:
    report = whole_report()
    view = build_figures(report)
    shown = {row.key for row in view.figures} | {row.figure.series for row in view.dials if row.figure}
    assert all(figure.id in shown or figure.series in shown for figure in report.figures.values())


def test_an_own_dial_takes_the_place_of_the_old_value_and_can_be_taken_back() -> None:
    report = whole_report()
    before = next(row for row in build_figures(report).dials if row.key == "dollar")
    assert (before.state_text, before.value_text) == ("Old", "96.19")
    assert before.figure is not None
    own = figure_of(before.figure, Decimal("98.5"), " Bank ", TODAY)
    figures = with_own(report.figures, [own])
    after = replace(report, figures=figures, dials=dials(figures, report.market.panel, TODAY))
    row = next(row for row in build_figures(after).dials if row.key == "dollar")
    assert (row.state_text, row.value_text, row.source, row.verb) == ("Yours", "98.5", "Bank", TAKE_BACK)
    assert row.figure is not None
    assert (row.figure.id, row.figure.is_users) == (own.id, True)


def test_an_own_figure_in_percent_replaces_the_bundled_one_of_its_id() -> None:
    report = whole_report()
    asked = next(row.figure for row in build_figures(report).figures if row.key == "gap_article_2026")
    own = figure_of(asked, Decimal("6"), "Own estimate", date(2026, 7, 1))
    assert (own.id, own.value, own.is_users) == ("gap_article_2026", Decimal("0.06"), True)


def test_another_value_stands_beside_the_others() -> None:
    asked = next(row.figure for row in build_figures(whole_report()).figures if row.key == "small_large_2025_09")
    more = another_value(asked, date(2026, 7, 1))
    assert more.id != asked.id
    assert more.series == asked.series
    assert (more.value, more.is_users) == (None, False)


def test_a_value_needs_a_number_and_a_source() -> None:
    asked = next(row.figure for row in build_figures(whole_report()).dials if row.key == "inflation")
    assert not figure_meaning(asked, None, "BLS")[1]
    assert figure_meaning(asked, Decimal(3), " ") == ("3%. Say where it is from.", False)
    assert figure_meaning(asked, Decimal(3), "BLS") == ("3% in place of 4.2%, until you take it back.", True)


def test_every_claim_has_a_row_and_a_detail_and_the_counts_add_up() -> None:
    report = whole_report()
    view = build_claims(report.claims, report.articles)
    assert [row.id for row in view.rows] == [detail.id for detail in view.details] == [each.claim.id for each in report.claims]
    assert sum(int(count) for _, count, _ in view.counts) == len(report.claims)
    holds = verdict_counts(report.claims)[Verdict.HOLDS]
    assert view.sentence[0] == (str(holds), True)
    assert all(detail.why and detail.how for detail in view.details)


def test_a_months_article_is_told_by_its_month() -> None:
    report = whole_report()
    days = {row.article: row.article_text for row in build_claims(report.claims, report.articles).rows}
    assert days == {0: "Feb 10, 2026", 1: "Jan 2026", 2: "Jan 2, 2026"}


def test_an_event_says_when_how_it_stood_and_on_which_day() -> None:
    rows = {row.id: row for row in event_rows(calendar(bundled().events, TODAY), bundled().articles)}
    fed = rows["fomc_2026-07-29"]
    assert (fed.when_text, fed.days_text, fed.status_as_of_text) == ("in 27 days", "Jul 28 to Jul 29, 2026", "Jun 17, 2026")
    assert rows["amazon_trial"].article_text == "Jan 2, 2026"
    assert rows["cpi_2026_07"].days_text.endswith("expected")
    later = {row.id: row for row in event_rows(calendar(bundled().events, date(2026, 9, 1)), bundled().articles)}
    assert (later["fomc_2026-07-29"].when_text, later["fomc_2026-07-29"].state_text) == ("34 days ago", STATUS_IS_BEHIND)


def test_published_ratios_stand_alone_with_their_rules_and_days_until_a_refresh() -> None:
    report = whole_report()
    groups = [ValuedGroup("sp500", "S&P 500", {"AAPL": 1.0}, TODAY), ValuedGroup("russell_2000", "Russell 2000", {}, None)]
    view = build_figures(replace(report, valuations=valuations(groups, {}, report.figures))).valuations
    large, small = view.rows
    assert (large.stated_text, large.published_text, large.without_text) == ("22x", "22.2x", "–")
    assert (small.stated_text, small.published_text) == ("15x", "16x without losses, 33x with")
    assert small.told_text == "Jan 2 to Jan 31, 2026"
    assert view.sentence.startswith("The published figures stand alone")


def test_ratios_worked_out_say_their_days_and_what_they_cover() -> None:
    report = whole_report()
    told = {"AAPL": CompanyRatios(30.0, 40.0, TODAY), "TSLA": CompanyRatios(-50.0, None, TODAY)}
    group = ValuedGroup("sp500", "S&P 500", {"AAPL": 0.6, "TSLA": 0.2, "MSFT": 0.2}, TODAY)
    view = build_figures(replace(report, valuations=valuations([group], told, report.figures))).valuations
    (row,) = view.rows
    assert (row.without_text, row.counted_text, row.trailing_text) == ("30x", "50x", "40x")
    assert (row.covered_text, row.losing_text) == ("80.0%", "25.0%")
    assert row.trailing_tip == "Known of 60.0% of the weight; 0% of that lost money."
    assert "weights of the indexes of Jul 1, 2026" in view.sentence


def test_the_day_of_the_indexes_weights_is_not_that_of_what_one_owns() -> None:
    report = whole_report()
    told = {"AAPL": CompanyRatios(30.0, 40.0, TODAY)}
    index, own = (
        ValuedGroup("sp500", "S&P 500", {"AAPL": 1.0}, TODAY),
        ValuedGroup("own", "Your stocks", {"AAPL": 9e3}, date(2019, 1, 2)),
    )
    for groups, said in (([index, own], True), ([own], False)):
        view = build_figures(replace(report, valuations=valuations(groups, told, report.figures))).valuations
        assert "2019" not in view.sentence
        assert ("weights of the indexes of Jul 1, 2026" in view.sentence) is said
