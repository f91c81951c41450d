"""Figures: the investor's own win, gaps are exact, P/E by both ways, dials take the newer of closes and figures."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain.figures import Figure, Measure
from advisor.domain.market_events import EventKind, MarketEvent
from advisor.rotation.dials import dials
from advisor.rotation.events import calendar, chart_marks
from advisor.rotation.fundamentals import REST, SEVEN, STATED, earnings_gaps, price_earnings, series, standing, with_own
from advisor.rotation.model_events import When
from advisor.rotation.panel import Panel

DAY = date(2026, 6, 1)


def figure(series_name: str, value: str, day: date = DAY, period: str = "", is_users: bool = False) -> Figure:
    name = f"{series_name}_{period}_{day}"
    return Figure(name, series_name, period, "", Decimal(value), Measure.FRACTION, day, "a source", "", is_users)


def by_id(*figures: Figure) -> dict[str, Figure]:
    return {each.id: each for each in figures}


def test_own_value_wins_until_it_is_taken_back():
    bundled = by_id(figure("inflation", "0.027"))
    own = figure("inflation", "0.031", is_users=True)
    assert series(with_own(bundled, [own]), "inflation") == (own,)
    assert with_own(bundled, []) == bundled


def test_gaps_stand_side_by_side_and_are_exact():
    figures = by_id(
        figure(STATED, "0.11", period="Q4 2025"),
        figure(SEVEN, "0.203", period="Q4 2025"),
        figure(REST, "0.041", period="Q4 2025"),
        figure(SEVEN, "0.184", period="Q3 2025"),
    )
    told = {gap.period: gap for gap in earnings_gaps(figures)}
    assert told["Q4 2025"].published == Decimal("0.162")
    assert told["Q4 2025"].apart == Decimal("0.052")
    assert told["Q3 2025"].published is None


def test_price_earnings_by_both_rules():
    # 60 at a P/E of 20 earns 3, 40 at a P/E of -40 loses 1: together 100 earn 2.
    told = price_earnings({"A": 0.6, "B": 0.4}, {"A": 20.0, "B": -40.0})
    assert told.with_losses == pytest.approx(50.0)
    assert told.without_losses == pytest.approx(20.0)
    assert told.losing == pytest.approx(0.4)


def test_unknown_ratios_are_counted_not_guessed():
    told = price_earnings({"A": 0.5, "B": 0.3, "C": 0.2}, {"A": 20.0, "B": None})
    assert (told.with_losses, told.covered, told.unknown) == (pytest.approx(20.0), pytest.approx(0.5), 2)
    assert price_earnings({}, {}).with_losses is None
    assert price_earnings({"A": 1.0}, {"A": -5.0}).with_losses is None


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.tuples(st.floats(0.01, 1), st.floats(2, 90)), min_size=1))
def test_ratio_of_earners_lies_between_theirs(companies):
    weights = {company: weight for company, (weight, _) in companies.items()}
    ratios = {company: ratio for company, (_, ratio) in companies.items()}
    told = price_earnings(weights, ratios)
    assert told.with_losses == pytest.approx(told.without_losses)
    assert min(ratios.values()) * (1 - 1e-9) <= told.with_losses <= max(ratios.values()) * (1 + 1e-9)


def test_where_a_value_stands():
    values = [figure("gap", str(n), DAY + timedelta(days=n)) for n in range(12)]
    assert standing(values).percentile is None
    assert standing([*values, figure("gap", "9.5", DAY + timedelta(days=99))]).percentile == pytest.approx(10 / 12)
    assert standing([]).newest is None


def closes_of(symbol: str, *closes: float) -> Panel:
    days = np.arange(DAY.toordinal(), DAY.toordinal() + len(closes), dtype=np.int64)
    return Panel(days, (symbol,), np.array([closes]), {symbol: "Yahoo Finance"})


def told_dial(panel: Panel | None, *figures: Figure, today: date = DAY):
    return {dial.id: dial for dial in dials(by_id(*figures), panel, today)}["ten_year"]


def test_closes_on_file_take_the_place_of_an_older_figure():
    dated = figure("ten_year", "0.0417", date(2026, 1, 2))
    dial = told_dial(closes_of("^TNX", 4.41, 4.54), dated)
    assert (dial.now.value, dial.is_live, dial.before) == (Decimal("0.0454"), True, dated)
    assert told_dial(None, dated).now == dated
    assert told_dial(None).now is None


def test_what_cannot_be_a_yield_is_no_reading():
    assert told_dial(closes_of("^TNX", 45.4)).now is None
    assert told_dial(closes_of("^TNX", np.nan)).now is None


def test_own_value_of_the_same_day_counts_before_closes():
    own = figure("ten_year", "0.05", DAY + timedelta(days=1), is_users=True)
    assert told_dial(closes_of("^TNX", 4.41, 4.54), own).now == own


def test_old_values_are_said_to_be_old():
    dated = figure("ten_year", "0.0417", DAY)
    assert not told_dial(None, dated, today=DAY + timedelta(days=7)).is_stale
    assert told_dial(None, dated, today=DAY + timedelta(days=8)).is_stale


def event(name: str, first: date | None, last: date | None, looked: date = DAY, kind: EventKind = EventKind.FED) -> MarketEvent:
    return MarketEvent(name, kind, name, first, last, True, "", looked, "", None, "")


def test_calendar_seen_from_a_day():
    ahead, behind = DAY + timedelta(days=5), DAY - timedelta(days=5)
    events = [
        event("later", ahead + timedelta(days=9), ahead + timedelta(days=9)),
        event("undated", None, None),
        event("missed", behind, behind, looked=behind - timedelta(days=30)),
        event("known", behind - timedelta(days=1), behind - timedelta(days=1)),
        event("soon", ahead, ahead),
        event("on", behind, ahead),
        event("marked", behind, behind, kind=EventKind.MARK),
    ]
    entries = calendar(events, DAY)
    assert [entry.event.name for entry in entries] == ["on", "soon", "later", "undated", "missed", "known"]
    assert [entry.when for entry in entries[:2]] == [When.NOW, When.COMING]
    assert [entry.event.name for entry in entries if entry.is_status_behind] == ["missed"]
    assert entries[4].days_away == -5
    assert chart_marks(events) == ((behind, "marked"),)
