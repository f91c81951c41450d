"""The other 493 on real closes: two ways that agree, and what 2026 looked like by each convention."""

import io
from datetime import date

import numpy as np
import pytest

from advisor.domain.classification import Sleeve
from advisor.rotation.model_series import Window
from advisor.rotation.returns import line_returns, session_returns, window_returns
from advisor.rotation.runs import streak
from advisor.rotation.series import line_of, ratio_of, weekly_panel
from advisor.rotation.share_counts import share_counts
from advisor.rotation.standing import standings
from advisor.rotation.synthesis import REST, SEVEN, synthesise
from tests.rotation import real_closes

YEAR_END = date(2025, 12, 31)


@pytest.fixture(scope="module")
def panel(data):
    return real_closes.members_and_funds(data)


@pytest.fixture(scope="module")
def counts(panel):
    return share_counts([real_closes.index_weights()], panel, "SPY")


@pytest.fixture(scope="module")
def made(data, panel, counts):
    return synthesise(panel, counts, joined=real_closes.joined(data))


def since(values, days, start, end):
    """Return from the last close on or before a day to that of another, in percent."""
    first, last = (int(np.searchsorted(days, day.toordinal(), side="right")) - 1 for day in (start, end))
    return (values[last] / values[first] - 1) * 100


def test_both_ways_differ_by_less_than_a_third_of_a_point_a_month(made):
    """Ten and a half years of months, constant share counts of June 2026, members from the day they joined."""
    apart = made.difference
    assert len(apart.months) == 125
    assert apart.mean_absolute < 0.0025
    assert abs(apart.mean) < 0.001
    assert apart.largest < 0.01
    recent = apart.months >= 2025 * 12
    assert np.abs(apart.synthesised - apart.direct)[recent].mean() < 0.0015
    assert (made.members[1], made.members[-1]) == (326, 494)


def test_members_since_ever_would_flatter_the_sum(panel, counts, made):
    """Today's members that were not in the index yet grew into it: without their days the sum runs ahead."""
    survivors = synthesise(panel, counts)
    assert survivors.difference.mean_absolute > made.difference.mean_absolute
    assert survivors.difference.mean < made.difference.mean < 0
    assert any("since ever" in note for note in survivors.notes)


def test_todays_weights_in_the_past_would_flatter_it_more(panel, counts, made):
    """Weights of June 2026 at the start of 2025 know which members were going to grow."""
    start = int(np.searchsorted(panel.days, date(2024, 12, 31).toordinal()))
    weights = real_closes.index_weights().weights
    others = [
        symbol
        for symbol in weights
        if symbol in panel.symbols and symbol not in {"AAPL", "MSFT", "NVDA", "AMZN", "GOOGL", "GOOG", "META", "TSLA"}
    ]
    closes = panel.only(others).closes
    growth = closes[:, -1] / closes[:, start] - 1
    there = np.isfinite(growth)
    of_today = np.array([weights[symbol] for symbol in others])[there]
    looking_ahead = float(of_today @ growth[there] / of_today.sum()) * 100
    honest = since(made.rest.values, made.rest.days, date(2024, 12, 31), real_closes.CUT)
    assert looking_ahead - honest > 20


def test_the_weight_worked_back_is_that_of_an_earlier_list(data, made):
    """From the list of June 2026 back to 30 September 2025, where State Street's own list of that day can be asked."""
    openpyxl = pytest.importorskip("openpyxl")
    # From bytes: a workbook that is read as it goes keeps its file open.
    content = next((data / "issuers").glob("2025-09-30*spy.xlsx")).read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    rows = [row for row in sheet.iter_rows(values_only=True) if len(row) > 4]
    heading = next(row for row in rows if "Ticker" in row)
    ticker, weight = heading.index("Ticker"), heading.index("Weight")
    listed = {row[ticker]: float(row[weight]) for row in rows[rows.index(heading) + 1 :] if row[ticker] and row[weight]}
    seven = sum(listed[symbol] for symbol in ("AAPL", "MSFT", "NVDA", "AMZN", "GOOGL", "GOOG", "META", "TSLA"))
    place = int(np.searchsorted(made.seven_weight.days, date(2025, 9, 30).toordinal()))
    assert made.seven_weight.values[place] == pytest.approx(seven / sum(listed.values()), abs=0.001)


def test_nothing_changes_when_days_are_added(data, panel, counts, made):
    early = synthesise(panel.until(date(2024, 6, 28)), counts, joined=real_closes.joined(data))
    for name in ("seven", "seven_equal", "rest", "seven_weight", "direct"):
        values = getattr(early, name).values
        np.testing.assert_allclose(values, getattr(made, name).values[: len(values)], rtol=1e-12, err_msg=name)


def test_the_year_2026_until_the_cut(panel, made):
    """From the last close of 2025 to 13 July 2026, total returns in percent."""
    of_year = {
        name: line_returns(getattr(made, name))[Window.YEAR_TO_DATE] for name in ("seven", "seven_equal", "rest", "direct")
    }
    assert {each.from_day for each in of_year.values()} == {YEAR_END}
    rates = {name: round(each.rate * 100, 1) for name, each in of_year.items()}
    assert rates == {"seven": 4.1, "seven_equal": 2.0, "rest": 13.8, "direct": 14.1}
    funds = window_returns(panel.only(["SPY", "MDY", "IJH"]))
    assert {symbol: round(each[Window.YEAR_TO_DATE].rate * 100, 1) for symbol, each in funds.items()} == {
        "SPY": 10.4,
        "MDY": 14.3,
        "IJH": 14.6,
    }


def test_the_mid_cap_week_of_february(data):
    """+4.4 % holds; the fund of the Nasdaq-100 fell by 2 %; since 2016 one week was stronger against the S&P 500."""
    panel = real_closes.members_and_funds(data).only(["MDY", "SPY", "QQQ"])
    weeks, _ = weekly_panel(panel)
    place = int(np.searchsorted(weeks.days, date(2026, 2, 6).toordinal()))
    mid, large, nasdaq = session_returns(weeks.closes, 1)[:, place] * 100
    assert (mid, large, nasdaq) == pytest.approx((4.42, -0.20, -1.97), abs=0.01)
    relative = session_returns(weeks.of("MDY"), 1) - session_returns(weeks.of("SPY"), 1)
    stronger = [date.fromordinal(int(day)) for day in weeks.days[relative > relative[place]]]
    assert stronger == [date(2020, 4, 9)]


def test_equal_weight_after_32_sessions(data):
    """+5.5 % against +0.1 % is the 31st session's picture on total returns (17 February), not the 32nd's."""
    panel = real_closes.large_caps_and_funds(data)
    start = int(np.searchsorted(panel.days, YEAR_END.toordinal()))
    equal, cap = panel.of("RSP"), panel.of("SPY")
    at = {n: ((equal[start + n] / equal[start] - 1) * 100, (cap[start + n] / cap[start] - 1) * 100) for n in (31, 32)}
    assert at[31] == pytest.approx((5.72, 0.14), abs=0.01)
    assert at[32] == pytest.approx((6.27, 0.64), abs=0.01)
    assert date.fromordinal(int(panel.days[start + 32])) == date(2026, 2, 18)


def test_international_against_the_seven(data):
    """The fund of the world outside the United States led MAGS in early 2026 and over the year before."""
    panel = real_closes.large_caps_and_funds(data).until(date(2026, 2, 10))
    relative = line_returns(ratio_of(panel, "VXUS", "MAGS"))
    assert relative[Window.YEAR_TO_DATE].rate == pytest.approx(0.1325, abs=0.0005)
    assert relative[Window.YEAR].rate > 0.15


def test_a_streak_that_hangs_by_a_hair(data):
    """Five falls of QQQ to 2 January 2026, the first by 0.006 %: four, if a hundredth of a percent is flat."""
    panel = real_closes.large_caps_and_funds(data).until(date(2026, 1, 2))
    falls = streak(line_of(panel, "QQQ"))
    assert (falls.closes, falls.direction) == (5, -1)
    assert falls.smallest_step == pytest.approx(0.00006, abs=0.000005)
    assert streak(line_of(panel, "QQQ"), tolerance=0.0001).closes == 4


def test_weekend_rows_and_the_partial_day_are_left_out(data):
    panel = real_closes.large_caps_and_funds(data)
    assert panel.last_day == date(2026, 8, 20)
    assert {date.fromordinal(int(day)).weekday() for day in panel.days} == {0, 1, 2, 3, 4}
    assert panel.notes == ("Aug 21, 2026 is left out: SPY has no close of that day, and most others have.",)


def test_where_the_index_itself_stood(panel, made):
    """The S&P 500 as two sleeves returns what SPY does: over windows that begin with the weights worked back."""
    rows = panel.with_row(SEVEN, made.seven.days, made.seven.values, "").with_row(REST, made.rest.days, made.rest.values, "")
    weight = float(made.seven_weight.values[-1])
    stood = standings(rows, {Sleeve.MEGA_CAP_TECH: weight, Sleeve.SP493: 1 - weight})
    index = window_returns(panel.only(["SPY"]))["SPY"]
    for window, standing in stood.items():
        assert standing.rate == pytest.approx(index[window].rate, abs=0.002), window
    assert stood[Window.YEAR_TO_DATE].sleeves[1].contribution > 0.08
