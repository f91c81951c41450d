"""Windows, linking, capture, drawdown, diversification: against published figures and by pencil."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.domain.errors import InvalidRequestError
from advisor.rotation.diversification import diversification_ratio
from advisor.rotation.model_series import Line, Window
from advisor.rotation.panel import Panel
from advisor.rotation.returns import (
    capture,
    captures,
    drawdown,
    drawdowns,
    line_returns,
    linked,
    monthly_returns,
    session_returns,
    window_returns,
    window_start,
)
from advisor.rotation.series import line_of
from tests.rotation.bundled_market import bundled_market
from tests.rotation.lines import line, panel, panels, weekdays


@pytest.mark.parametrize(
    ("end", "window", "start"),
    [
        (date(2026, 8, 20), Window.WEEK, date(2026, 8, 13)),
        (date(2026, 8, 20), Window.MONTH, date(2026, 7, 20)),
        (date(2026, 5, 31), Window.QUARTER, date(2026, 2, 28)),
        (date(2024, 5, 31), Window.QUARTER, date(2024, 2, 29)),
        (date(2026, 2, 28), Window.HALF_YEAR, date(2025, 8, 28)),
        (date(2026, 8, 20), Window.YEAR_TO_DATE, date(2025, 12, 31)),
        (date(2024, 2, 29), Window.YEAR, date(2023, 2, 28)),
        (date(2026, 1, 31), Window.MONTH, date(2025, 12, 31)),
    ],
)
def test_windows_reach_back_by_the_calendar(end, window, start):
    assert window_start(end, window) == start


def test_a_window_begins_with_the_last_close_on_or_before_its_day():
    days = weekdays(300, date(2025, 7, 1))
    values = np.arange(100.0, 400.0)
    returns = line_returns(Line("A", days, values, "A."))
    end = date.fromordinal(int(days[-1]))
    for window, found in returns.items():
        start = days[days <= window_start(end, window).toordinal()]
        if not len(start):
            assert (window, found.rate, found.from_day) == (Window.YEAR, None, None)
            continue
        assert found.from_day == date.fromordinal(int(start[-1]))
        assert found.to_day == end
        assert found.rate == pytest.approx(399 / values[len(start) - 1] - 1)


def test_the_year_begins_with_the_last_close_of_the_year_before():
    days = weekdays(30, date(2025, 12, 15))
    held = Panel(days, ("A",), np.linspace(50, 79, 30)[np.newaxis], {})
    year = window_returns(held)["A"][Window.YEAR_TO_DATE]
    assert year.from_day == date(2025, 12, 31)
    assert year.rate == pytest.approx(79 / 62 - 1)


def test_a_stale_close_stands_for_no_day():
    closes = [10.0, *[None] * 9, 20.0, 21.0, 22.0, 23.0, 24.0, 25.0]
    found = window_returns(panel(A=closes))["A"][Window.WEEK]
    assert found.rate == pytest.approx(25 / 20 - 1)
    missing = window_returns(panel(A=[10.0, *[None] * 14, 25.0]))["A"][Window.WEEK]
    assert (missing.rate, missing.from_day, missing.to_day) == (None, None, date(2026, 1, 26))
    itself = window_returns(panel(A=[10.0, *[None] * 6], B=[1.0] * 7))["A"][Window.WEEK]
    assert itself.rate is None, "a symbol that has not traded for a week stood still for nobody"
    assert window_returns(Panel(weekdays(0), ("A",), np.empty((1, 0)), {})) == {"A": {}}


@given(panels(), st.integers(0, 89))
@settings(max_examples=50, deadline=None)
def test_returns_of_a_day_do_not_change_when_days_are_added(whole, place):
    day = date.fromordinal(int(whole.days[min(place, len(whole.days) - 1)]))
    assert window_returns(whole, end=day) == window_returns(whole.until(day))


def test_session_returns_need_both_closes():
    closes = np.array([[1.0, 2.0, np.nan, 4.0, 6.0]])
    np.testing.assert_allclose(session_returns(closes, 2), [[np.nan, np.nan, np.nan, 1.0, np.nan]])
    assert np.isnan(session_returns(closes, 9)).all()


def test_linking_agrees_with_the_published_year():
    """Months of the S&P MidCap 400 as printed for 2026; the page prints 15.17 % for the year."""
    months = np.array([3.99, 4.02, -5.56, 7.80, 2.34, 2.19]) / 100
    assert linked(months) * 100 == pytest.approx(15.17, abs=0.005)
    assert linked([]) == 0


def test_months_are_counted_when_they_are_over():
    """From New Year's Day: January has no close before it, and March is over on its last weekday, the 31st."""
    days = weekdays(64, date(2026, 1, 1))
    values = np.linspace(100, 163, 64)
    to_the_day_before = monthly_returns(Line("A", days[:-1], values[:-1], "A."))
    assert [divmod(month, 12) for month in to_the_day_before.months.tolist()] == [(2026, 1)]
    january, february = (int(np.searchsorted(days, day.toordinal())) for day in (date(2026, 2, 1), date(2026, 3, 1)))
    assert to_the_day_before.rates[0] == pytest.approx(values[february - 1] / values[january - 1] - 1)
    assert date.fromordinal(int(days[-1])) == date(2026, 3, 31)
    assert [divmod(month, 12) for month in monthly_returns(Line("A", days, values, "A.")).months.tolist()] == [
        (2026, 1),
        (2026, 2),
    ]
    assert len(monthly_returns(line()).months) == 0
    no_february = np.append(days[:january], days[february:])
    assert len(monthly_returns(Line("A", no_february, np.ones(len(no_february)), "A.")).months) == 0


def test_capture_of_the_published_example():
    """15 over 10 in rising months, 12 over 10 in falling ones: 150, 120, and 125 between them."""
    one_each = capture(np.array([0.15, -0.12]), np.array([0.10, -0.10]))
    assert (one_each.up, one_each.down, one_each.ratio) == pytest.approx((150, 120, 125))
    assert (one_each.up_months, one_each.down_months) == (1, 1)


def test_capture_takes_geometric_means():
    fund, benchmark = np.array([0.02, 0.10, 0.01, -0.03]), np.array([0.01, 0.05, -0.02, -0.04])
    measured = capture(fund, benchmark)
    up = ((1.02 * 1.10) ** 0.5 - 1) / ((1.01 * 1.05) ** 0.5 - 1) * 100
    down = ((1.01 * 0.97) ** 0.5 - 1) / ((0.98 * 0.96) ** 0.5 - 1) * 100
    assert (measured.up, measured.down) == pytest.approx((up, down))


def test_a_fund_that_rises_in_falling_months_captures_less_than_nothing():
    measured = capture(np.array([0.01, 0.02]), np.array([-0.01, -0.03]))
    assert measured.down < 0
    assert (measured.up, measured.ratio) == (None, None)


def test_a_drawdown_has_a_peak_a_trough_and_a_recovery():
    fall = drawdown(line(100, 120, 90, 120, 80, 100, 121, 110))
    assert fall.deepest == pytest.approx(80 / 120 - 1)
    assert (fall.peak_day, fall.trough_day, fall.recovered_day) == (date(2026, 1, 8), date(2026, 1, 9), date(2026, 1, 13))
    assert fall.now == pytest.approx(110 / 121 - 1)
    assert fall.series.values.max() == 0
    assert drawdown(line(100, 50)).recovered_day is None
    assert drawdown(line(1, 2, 3)).peak_day is None
    assert drawdown(line()).deepest == 0


@given(panels(symbols=("A",), gaps=False))
@settings(max_examples=40, deadline=None)
def test_drawdowns_do_not_change_when_days_are_added(whole):
    values = whole.of("A")
    full = drawdown(Line("A", whole.days, values, "A.")).series.values
    half = len(values) // 2
    early = drawdown(Line("A", whole.days[:half], values[:half], "A.")).series.values
    np.testing.assert_array_equal(early, full[:half])


@pytest.mark.parametrize("count", [1, 4, 9, 30])
def test_equal_parts_that_have_nothing_to_do_with_one_another(count):
    assert diversification_ratio(np.full(count, 1 / count), np.eye(count) * 0.04) == pytest.approx(count**0.5)


def test_parts_that_move_as_one_do_not_diversify():
    swings = np.array([0.1, 0.2, 0.4])
    assert diversification_ratio(np.array([0.5, 0.3, 0.2]), np.outer(swings, swings)) == pytest.approx(1)


def test_no_ratio_for_shorts_or_for_what_stands_still():
    with pytest.raises(InvalidRequestError, match="sold short"):
        diversification_ratio(np.array([1.2, -0.2]), np.eye(2))
    with pytest.raises(InvalidRequestError, match="do not swing"):
        diversification_ratio(np.array([1.0]), np.zeros((1, 1)))


def test_captures_and_falls_of_a_whole_panel_are_those_of_each_line() -> None:
    bundled = bundled_market().panel.only(["SPY", "MDY", "MAGS"])
    spy, mags = (monthly_returns(line_of(bundled, symbol)) for symbol in ("SPY", "MAGS"))
    by_month = dict(zip(spy.months.tolist(), spy.rates.tolist(), strict=True))
    shared = [month for month in mags.months.tolist() if month in by_month]
    alone = capture(
        np.array([dict(zip(mags.months.tolist(), mags.rates.tolist(), strict=True))[month] for month in shared]),
        np.array([by_month[month] for month in shared]),
    )
    assert captures(bundled, "SPY")["MAGS"] == alone
    assert captures(bundled, "SPY")["SPY"].ratio == pytest.approx(100)
    fall = drawdowns(bundled)["MDY"]
    assert fall.deepest == pytest.approx(min(fall.series.values))
    assert fall.trough_day == date(2020, 3, 23)


def test_where_a_symbol_without_newer_closes_stands_is_not_known():
    closes = panel(A=[2, 1, *[None] * 12], B=[2, 1, *[None] * 11, 1], C=[2, *[None] * 8, 1, *[None] * 4])
    assert list(drawdowns(closes)) == ["B", "C"]
    assert drawdowns(closes.only([]).until(date(2000, 1, 1))) == {}
