"""Breadth: shares of members, who counts, and what the figures say of themselves."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.rotation.breadth import beating, breadth, equal_against_cap
from advisor.rotation.model_breadth import MemberList
from advisor.rotation.panel import Panel
from tests.rotation import plain_breadth
from tests.rotation.lines import MONDAY, panel, panels, weekdays

LONG_AGO = date(2000, 1, 3)


def members(*symbols: str, as_of: date = LONG_AGO) -> list[MemberList]:
    return [MemberList("test index", symbols, as_of)]


@given(panels(("A", "B", "C", "D"), most_days=120))
@settings(max_examples=25, deadline=None)
def test_every_day_agrees_with_plain_python(drawn):
    names = ("A", "B", "C", "D", "NOT THERE")
    told, closes = breadth(drawn, members(*names)), plain_breadth.rows(drawn)
    for day in range(len(drawn.days)):
        for window in (20, 50, 100):
            share = told.above[window].at(day)
            assert (share.part, share.counted) == plain_breadth.above(closes, names, window, day)
            assert share.left_out == len(names) - share.counted
        moved = told.advance_decline
        assert (moved.advances[day], moved.declines[day], moved.counted[day]) == plain_breadth.moves(closes, names, day)


def test_highs_and_lows_agree_with_plain_python():
    random = np.random.default_rng(8)
    closes = np.round(20 * np.exp(np.cumsum(random.normal(0, 0.01, (12, 300)), axis=1)), 1)
    closes[2, random.random(300) < 0.1] = np.nan
    closes[3, :30] = np.nan
    drawn = Panel(weekdays(300), tuple("ABCDEFGHIJKL"), closes, {})
    told = breadth(drawn, members(*drawn.symbols))
    plain = plain_breadth.rows(drawn)
    seen = [plain_breadth.extremes(plain, drawn.symbols, 252, day) for day in range(300)]
    assert list(zip(told.new_highs.parts, told.new_lows.parts, told.new_highs.counted, strict=True)) == seen
    assert sum(high for high, _, _ in seen) > 5, "or the walks show nothing"


@given(panels(("A", "B", "C"), most_days=80), st.integers(0, 79))
@settings(max_examples=30, deadline=None)
def test_later_days_change_no_earlier_figure(drawn, day):
    day = min(day, len(drawn.days) - 1)
    then = drawn.until(date.fromordinal(int(drawn.days[day])))
    lists = [MemberList("x", ("A", "B"), LONG_AGO), MemberList("x", ("B", "C"), date.fromordinal(int(drawn.days[day // 2])))]
    whole, known = breadth(drawn, lists), breadth(then, lists)
    for window, share in known.above.items():
        np.testing.assert_array_equal(whole.above[window].parts[: day + 1], share.parts)
        np.testing.assert_array_equal(whole.above[window].left_out[: day + 1], share.left_out)
    np.testing.assert_array_equal(whole.advance_decline.line[: day + 1], known.advance_decline.line)
    np.testing.assert_array_equal(beating(drawn, lists, "A", 5).parts[: day + 1], beating(then, lists, "A", 5).parts)


def test_three_hundred_up_and_two_hundred_down_of_five_hundred_are_20_percent():
    closes = {f"S{number}": [10.0, 11.0 if number < 300 else 9.0] for number in range(500)}
    told = breadth(panel(**closes), members(*closes)).advance_decline
    assert told.net.tolist() == [0.0, pytest.approx(0.2)]
    assert told.line[-1] == pytest.approx(0.2)


def test_a_member_that_did_not_move_counts_on_neither_side():
    told = breadth(panel(A=[10, 10], B=[10, 11], C=[10, 9], D=[None, 9]), members("A", "B", "C", "D")).advance_decline
    assert (told.advances[1], told.declines[1], told.counted[1], told.left_out[1]) == (1, 1, 3, 1)


def test_members_without_enough_closes_are_left_out_and_counted():
    closes = {"OLD": [float(10 + step) for step in range(25)], "NEW": [None] * 20 + [5.0] * 5}
    share = breadth(panel(**closes), members("OLD", "NEW", "GONE")).above[20].latest
    assert (share.part, share.counted, share.left_out, share.share) == (1, 1, 2, 1.0)


def test_a_member_without_any_close_is_named():
    told = breadth(panel(A=[1, 2], B=[None, None]), members("A", "B", "C"))
    assert told.absent == ("B", "C")


def test_before_anything_counts_there_is_no_share():
    share = breadth(panel(A=[1, 2]), members("A")).above[200]
    assert share.latest.share is None
    assert np.isnan(share.shares).all()
    assert breadth(panel(A=[]), members("A")).above[200].latest is None


def test_each_list_of_members_holds_from_its_day():
    second_day = date.fromordinal(MONDAY.toordinal() + 1)
    lists = [MemberList("x", ("A", "B"), MONDAY), MemberList("x", ("C",), second_day)]
    told = breadth(panel(A=[1, 2, 3], B=[1, 2, 3], C=[3, 2, 1]), lists).advance_decline
    assert told.advances.tolist() == [0, 0, 0]
    assert told.declines.tolist() == [0, 1, 1]
    assert told.left_out.tolist() == [2, 0, 0]


def test_days_before_the_first_list_are_told_of():
    assert "Jan 7, 2026" in breadth(panel(A=[1, 2, 3]), members("A", as_of=date(2026, 1, 7))).notes[0]
    assert not breadth(panel(A=[1, 2, 3]), members("A", as_of=MONDAY)).notes


def test_without_a_list_there_is_nothing_to_count():
    with pytest.raises(ValueError, match="members"):
        breadth(panel(A=[1]), [])


def test_who_beats_the_index():
    closes = panel(INDEX=[10, 11, 12], BEST=[10, 10, 13], WORST=[10, 12, 11], SAME=[5, 5.5, 6], LATE=[None, 1, 2])
    told = beating(closes, members("BEST", "WORST", "SAME", "LATE"), "INDEX", 2)
    assert (told.latest.part, told.latest.counted, told.latest.left_out) == (1, 3, 1)
    assert told.at(1).share is None
    assert told.definition.startswith("Share of the test index that returned more than INDEX over 2 trading days")


def test_the_index_does_not_beat_itself():
    closes = panel(INDEX=[10.1, 11.3, 12.7, 9.9])
    assert beating(closes, members("INDEX"), "INDEX", 1).parts.tolist() == [0, 0, 0, 0]


def test_equal_weight_against_market_weight():
    told = equal_against_cap(panel(EQ=[90, 100, 105.5], CAP=[90, 100, 100.1]), "EQ", "CAP", date(2026, 1, 6))
    assert told.equal_rate == pytest.approx(0.055)
    assert told.cap_rate == pytest.approx(0.001)
    assert told.spread == pytest.approx(0.054)
    assert told.ratio_change == pytest.approx(0.0539, abs=5e-5)
    assert told.sessions == 1
    assert told.line.values[-1] == pytest.approx(100 * (1 + told.ratio_change))
    assert equal_against_cap(panel(EQ=[1, 2], CAP=[1, 2]), "EQ", "CAP", date(2025, 12, 31)) is None
