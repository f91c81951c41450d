"""The signals on real closes: what the first weeks of 2026 were by each convention, and how long all of it takes."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from advisor.rotation.model_regime import RegimeState
from advisor.rotation.model_signals import Signal, State
from advisor.rotation.panel import Panel
from advisor.rotation.regime import regime_of
from advisor.rotation.runs import record_days
from advisor.rotation.series import line_of
from advisor.rotation.share_counts import share_counts
from advisor.rotation.signals.bars import Bars
from advisor.rotation.signals.bull_flag import bull_flag
from advisor.rotation.signals.compute import compute_signals
from advisor.rotation.signals.divergence import divergence_table
from advisor.rotation.synthesis import Synthesis, synthesise
from advisor.rotation.walk_forward import what_followed
from tests.rotation import real_closes

NEW_YEAR, FEBRUARY = date(2026, 1, 2), date(2026, 2, 6)


@pytest.fixture(scope="module")
def panel(data) -> Panel:
    return real_closes.members_and_funds(data)


@pytest.fixture(scope="module")
def made(data, panel: Panel) -> Synthesis:
    return synthesise(panel, share_counts([real_closes.index_weights()], panel, "SPY"), joined=real_closes.joined(data))


def on(panel: Panel, day: date) -> dict[str, Signal]:
    return {signal.id: signal for signal in compute_signals(panel.until(day))}


def test_the_weekly_breakout_of_february(panel):
    """B1, B2. By the fund, dividends included, Friday to Friday: +4.4%; the second best week against SPY of 526 since 2016.

    The best was that to April 9, 2020, so "the best in two decades" differs. The Nasdaq-100 was not flat: −2.0%.
    """
    week = on(panel, FEBRUARY)["mid_cap_week"]
    assert (week.state, week.since) == (State.ON, FEBRUARY)
    assert week.value == pytest.approx(0.0462, abs=2e-4)
    assert week.criteria[0].value == "+4.4%"
    assert "number 2 of 526 weeks on file since Jan 15, 2016" in week.sentence
    best = int(np.nanargmax(week.history.values))
    assert date.fromordinal(int(week.history.days[best])) == date(2020, 4, 9)
    assert divergence_table(panel.until(FEBRUARY))[0].returns[0] == pytest.approx(-0.0197, abs=5e-4)


def test_the_other_fund_of_the_same_index_agrees(panel):
    by_mdy = on(panel, FEBRUARY)["mid_cap_week"]
    others = panel.only(symbol for symbol in panel.symbols if symbol != "MDY")
    by_ijh = on(others, FEBRUARY)["mid_cap_week"]
    assert by_ijh.symbols == ("IJH", "SPY")
    assert "number 2 of 526 weeks" in by_ijh.sentence
    assert by_ijh.value == pytest.approx(by_mdy.value, abs=1e-3)


def test_five_days_of_february_among_all_five_days(panel):
    signals = on(panel, FEBRUARY)
    assert signals["mid_cap_rank"].value == pytest.approx(0.998, abs=2e-3)
    assert signals["mid_cap_breakout"].state is State.OFF  # 3.3% under the ratio's high of the year before


def test_no_bull_flag_by_these_criteria(panel, data):
    """B3. Neither on weekly bars of closes nor on full bars with volumes is there a candidate between November and February."""
    bars = _bars(data)
    for signal in (bull_flag(panel), bull_flag(panel, bars)):
        since = (signal.history.days >= date(2025, 11, 3).toordinal()) & (signal.history.days <= FEBRUARY.toordinal())
        assert since.sum() == 14
        assert (signal.history.values[since] < signal.history.thresholds[since]).all()
    assert bull_flag(panel).notes[0].startswith("Highs and lows are those of daily closes")
    assert bull_flag(panel, bars).threshold == 9.0


def _bars(data) -> Bars:
    rows = np.genfromtxt(data / "prices" / "benda931_ohlcv_2026-04-01" / "MDY.csv", delimiter=",", names=True, dtype=None)
    days = np.array([date.fromisoformat(str(day)).toordinal() for day in rows["Date"]])
    return Bars("MDY", days, rows["high"], rows["low"], rows["close"], rows["volume"].astype(float))


def test_records_day_after_day(panel):
    """B4, B6. With dividends: records on 7, 6 and 6 of the first eleven days of 2026, five of them in a row for mid caps."""
    for symbol, expected in (("MDY", 7), ("RSP", 6), ("IWM", 6)):
        line = line_of(panel.until(date(2026, 1, 16)), symbol)
        assert record_days(line.values)[line.days >= NEW_YEAR.toordinal()].sum() == expected
    assert on(panel, NEW_YEAR)["equal_weight_record"].state is State.NEAR
    assert on(panel, NEW_YEAR)["small_cap_record"].value == pytest.approx(-0.0318, abs=1e-3)  # no record on Jan 2
    assert on(panel, date(2026, 1, 15))["mid_cap_record"].criteria[1].value == "5"


def test_the_dow_itself_is_not_on_file(panel):
    """B5. DIA stood at a record on Feb 6; its level says nothing of 50,000."""
    signals = on(panel, FEBRUARY)
    assert signals["dow_record"].state is State.ON
    assert signals["dow_level"].state is State.UNKNOWN


def test_the_losing_streak_hangs_by_a_hair(panel):
    """B7. Five lower closes of QQQ to Jan 2 on closes adjusted for dividends; four where −0.006% counts as flat."""
    streak = on(panel, NEW_YEAR)["nasdaq_streak"]
    assert (streak.state, streak.value) == (State.ON, 5.0)
    assert [criterion.value for criterion in streak.criteria] == ["5", "4"]
    assert "the smallest fall was 0.006%" in streak.sentence


def test_the_nasdaq_stood_still_while_others_rose(panel):
    """B8. Over 20 trading days to Jan 9 and to Feb 6, without the transports, whose fund is not on file."""
    for day in (date(2026, 1, 9), FEBRUARY):
        signal = on(panel, day)["nasdaq_divergence"]
        assert signal.state is State.ON
        assert signal.notes[-1] == "There are no closes of the transports (^DJT or IYT) on file."
        assert signal.notes[0].startswith("Nasdaq-100: ") and len(signal.notes) == 8


def test_equal_weight_and_international_led(panel, made):
    """B10, B11. The trend of RSP / SPY turned in February; VXUS / MAGS by mid January, and so against the synthesised seven."""
    assert on(panel, NEW_YEAR)["equal_weight_trend"].state is State.OFF
    assert on(panel, FEBRUARY)["equal_weight_trend"].state is State.ON
    signals = {signal.id: signal for signal in compute_signals(panel.until(FEBRUARY), made)}
    assert signals["international_fund_trend"].state is State.ON
    january = on(panel, date(2026, 1, 16))["international_fund_trend"]
    assert january.state is State.ON
    assert january.notes == ("The line begins on Apr 11, 2023, with MAGS.",)


def test_the_weight_of_the_seven_at_the_cut(panel, made):
    signal = next(each for each in compute_signals(panel, made) if each.id == "index_concentration")
    assert "the seven were 32.8% of the S&P 500" in signal.sentence


def test_the_regime_turned_with_the_breakout_and_told_nothing_of_what_followed(panel, made):
    """Broadening by all five votes on Feb 6, mixed at the cut; since 2016 no state of it was followed by anything of note."""
    then = panel.until(FEBRUARY)
    regime = regime_of(then.days, compute_signals(then))
    assert (regime.state, regime.score) == (RegimeState.BROADENING, 1.0)
    now = regime_of(panel.days, compute_signals(panel, made))
    assert now.state is RegimeState.MIXED
    for above, below in (("RSP", "SPY"), ("MDY", "SPY")):
        table = what_followed(now.history, line_of(panel, above), line_of(panel, below))
        broad = next(row for row in table.rows if (row.state, row.months) == (RegimeState.BROADENING, 3))
        assert (broad.weeks, broad.separate) == (81, 11)
        assert "too small a difference for 11 separate cases to mean anything" in table.sentence
        assert not any(row.enough for row in table.rows if row.months == 12)
