"""The seven and the rest of the index: by pencil, and without a look ahead."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.domain.errors import InvalidRequestError
from advisor.rotation.model_synthesis import MemberWeights
from advisor.rotation.panel import Panel
from advisor.rotation.share_counts import share_counts
from advisor.rotation.synthesis import SEVEN_COMPANIES, rate_without, synthesise
from tests.rotation.lines import panel, panels, weekdays

AB = (("A",), ("B",))


def an_index(random, members, days, first=date(2025, 11, 17)):
    """Closes of members that each have a number of shares, and of the index that holds them all."""
    closes = 100 * np.exp(np.cumsum(random.normal(0.0005, 0.02, (len(members), days)), axis=1))
    shares = random.uniform(0.1, 3, len(members))
    values = closes * shares[:, np.newaxis]
    whole = Panel(weekdays(days, first), (*members, "SPY"), np.vstack([closes, values.sum(axis=0)]), {})
    return whole, values


def listed(values, members, day, place):
    return MemberWeights(day, dict(zip(members, values[:, place] / values[:, place].sum(), strict=True)), "a test")


def test_the_rest_of_an_index_that_rose_by_1_4_percent():
    """35 % of it stood still: the other 65 % rose by 2.15385 %."""
    one = np.array([0.014]), np.array([0.35]), np.array([0.0])
    assert rate_without(*one)[0] == pytest.approx(0.0215385, abs=5e-8)


def test_alphabet_is_one_of_the_seven():
    assert len(SEVEN_COMPANIES) == 7
    assert ("GOOGL", "GOOG") in SEVEN_COMPANIES


@given(st.integers(0, 2**32 - 1), st.integers(5, 120), st.floats(0, 1))
@settings(max_examples=40, deadline=None)
def test_both_ways_agree_where_the_index_is_what_it_says(seed, days, part):
    """Whatever day the weights are of: an index of constant share counts less the seven is the sum of the others."""
    members = ("A", "B", "C", "D", "E")
    whole, values = an_index(np.random.default_rng(seed), members, days)
    place = int(part * (days - 1))
    day = date.fromordinal(int(whole.days[place]))
    counts = share_counts([listed(values, members, day, place)], whole, "SPY")
    made = synthesise(whole, counts, companies=AB)
    np.testing.assert_allclose(made.rest.values, 100 * values[2:].sum(axis=0) / values[2:, 0].sum())
    np.testing.assert_allclose(made.rest.values, made.direct.values)
    np.testing.assert_allclose(made.seven.values, 100 * values[:2].sum(axis=0) / values[:2, 0].sum())
    np.testing.assert_allclose(made.seven_weight.values, values[:2].sum(axis=0) / values.sum(axis=0))
    assert made.members.tolist() == [0, *[3] * (days - 1)]
    if made.difference is not None:
        assert made.difference.largest < 1e-12


@given(st.integers(0, 2**32 - 1), st.integers(10, 120), st.integers(2, 119), st.booleans())
@settings(max_examples=40, deadline=None)
def test_no_line_changes_when_days_are_added(seed, days, cut, pays):
    random = np.random.default_rng(seed)
    members = ("A", "B", "C", "D", "E")
    whole, values = an_index(random, members, days)
    whole.closes[4, random.random(days) < 0.05] = np.nan
    paid = np.linspace(0.1 * pays, 0, days) * np.arange(len(whole.symbols))[:, np.newaxis]
    prices = replace(whole, closes=whole.closes * np.exp(paid))
    counts = share_counts([listed(values, members, date.fromordinal(int(whole.days[days // 2])), days // 2)], prices, "SPY")
    joined, last = {"B": date(2025, 12, 20)}, date.fromordinal(int(whole.days[min(cut, days - 1)]))
    full = synthesise(whole, counts, companies=AB, joined=joined, prices=prices)
    until = whole.until(last)
    early = synthesise(until, counts, companies=AB, joined=joined, prices=prices.until(last))
    for name in ("seven", "seven_equal", "rest", "seven_weight"):
        was, now = getattr(early, name).values, getattr(full, name).values
        np.testing.assert_allclose(was, now[: len(was)], rtol=1e-12, err_msg=name)
    if early.direct is None:
        # A first close of the last member that comes at the end or later: the sum begins with it.
        assert full.direct is None or full.direct.days[0] >= until.days[-1]
    else:
        was, now = early.direct, full.direct
        assert now.days[: len(was.days)].tolist() == was.days.tolist()
        np.testing.assert_allclose(was.values, now.values[: len(was.values)], rtol=1e-12)


def test_a_later_list_counts_from_its_day():
    random = np.random.default_rng(3)
    members = ("A", "B", "C")
    whole, values = an_index(random, members, 40)
    first, later = (date.fromordinal(int(whole.days[place])) for place in (10, 30))
    one, other = listed(values, members, first, 10), listed(values, members, later, 30)
    swapped = MemberWeights(later, {"A": other.weights["C"], "B": other.weights["B"], "C": other.weights["A"]}, "a test")
    counts = share_counts([swapped, one], whole, "SPY")
    assert counts.lists_on(whole.days[[0, 10, 29, 30, 39]]).tolist() == [0, 0, 0, 1, 1]
    made = synthesise(whole, counts, companies=(("A",),))
    np.testing.assert_allclose(made.seven_weight.values[:30], (values[0] / values.sum(axis=0))[:30])
    assert made.seven_weight.values[30] == pytest.approx(swapped.weights["A"])


def test_a_company_is_taken_out_from_the_day_that_it_joins():
    """On the fourth day B takes the place of another member of its size, which is part of the rest until then."""
    closes = panel(A=[10, 11, 12, 13], B=[1, 3, 6, 9], C=[100, 100, 110, 120], SPY=[115, 116, 128, 142])
    joins = date(2026, 1, 8)
    counts = share_counts([MemberWeights(joins, {"A": 13 / 142, "B": 9 / 142, "C": 120 / 142}, "")], closes, "SPY")
    made = synthesise(closes, counts, companies=AB, joined={"B": joins})
    assert made.rest.values.tolist() == pytest.approx([100, 100, 100 * 116 / 105, 100 * 116 / 105 * 120 / 110])
    assert made.seven_weight.values.tolist() == pytest.approx([10 / 115, 11 / 116, 12 / 128, 22 / 142])
    assert made.seven.values.tolist() == pytest.approx([100, 1400 / 11, 1800 / 11, 200]), "the seven count it all along"


def test_equal_parts_are_evened_out_at_the_end_of_a_quarter():
    """A doubles in the old quarter and stands; B doubles in the new one."""
    first = date(2025, 12, 29)
    closes = panel(first, A=[10, 20, 20, 20, 20], B=[10, 10, 10, 20, 20], SPY=[9, 9, 9, 9, 9])
    counts = share_counts([MemberWeights(first, {"A": 0.1, "B": 0.1, "C": 0.8}, "")], closes, "SPY")
    made = synthesise(closes, counts, companies=AB)
    assert [date.fromordinal(day).isoformat() for day in closes.days.tolist()][2:4] == ["2025-12-31", "2026-01-01"]
    assert made.seven_equal.values.tolist() == pytest.approx([100, 150, 150, 225, 225])


def test_two_classes_are_one_company_in_equal_parts():
    closes = panel(G=[10, 20], H=[10, 10], B=[10, 10], SPY=[1, 1])
    counts = share_counts([MemberWeights(date(2026, 1, 5), {"G": 0.2, "H": 0.2, "B": 0.2, "C": 0.4}, "")], closes, "SPY")
    made = synthesise(closes, counts, companies=(("G", "H"), ("B",)))
    assert made.seven_equal.values.tolist() == pytest.approx([100, 125])


def test_a_class_without_closes_is_counted_with_its_company():
    closes = panel(G=[10, 20], B=[10, 10], SPY=[1, 1])
    weights = MemberWeights(date(2026, 1, 5), {"G": 0.3, "H": 0.3, "B": 0.4}, "")
    counts = share_counts([weights], closes, "SPY", {"H": "G"})
    assert counts.unpriced[0] == 0
    assert counts.of(["G"], closes.days)[0, 0] == pytest.approx(0.06)
    assert share_counts([weights], closes, "SPY").unpriced[0] == pytest.approx(0.3)


def test_lines_begin_with_the_youngest_of_the_seven_and_end_with_the_first_to_go():
    closes = panel(A=[1] * 12, B=[None, None, 1, 1, *[None] * 8], C=[1] * 12, SPY=[3] * 12)
    counts = share_counts([MemberWeights(date(2026, 1, 8), {"A": 0.3, "B": 0.3, "C": 0.4}, "")], closes, "SPY")
    made = synthesise(closes, counts, companies=AB)
    assert made.rest.days.tolist() == closes.days[2:4].tolist()
    assert "The seven and the other 493 end on Jan 8, 2026: no later closes of B are on file." in made.notes


def test_a_halt_that_is_over_is_bridged():
    closes = panel(A=[1] * 6, B=[1, None, None, 2, 2, None], C=[1] * 6, SPY=[3] * 6)
    counts = share_counts([MemberWeights(date(2026, 1, 5), {"A": 0.3, "B": 0.3, "C": 0.4}, "")], closes, "SPY")
    made = synthesise(closes, counts, companies=AB)
    assert made.seven.values.tolist() == pytest.approx([100, 100, 100, 150, 150])


def test_members_are_summed_from_the_day_on_which_enough_have_closes():
    closes = panel(A=[1] * 4, C=[1, 1, 2, 2], D=[None, 1, 1, 2], SPY=[3] * 4)
    counts = share_counts([MemberWeights(date(2026, 1, 8), {"A": 0.2, "C": 0.4, "D": 0.4}, "")], closes, "SPY")
    made = synthesise(closes, counts, companies=(("A",),))
    assert made.direct.days.tolist() == closes.days[1:].tolist()
    assert made.members.tolist() == [0, 2, 2]
    later = synthesise(closes, counts, joined={"D": date(2026, 1, 6)}, companies=(("A",),))
    assert later.direct.days.tolist() == closes.days[1:].tolist()
    newcomer = synthesise(closes, counts, joined={"D": date(2026, 1, 7)}, companies=(("A",),))
    assert newcomer.direct.days.tolist() == closes.days.tolist()
    assert newcomer.members.tolist() == [0, 1, 2, 2]


def test_too_few_members_are_not_summed():
    closes = panel(A=[1, 2], B=[1, 1], C=[1, 2], SPY=[3, 4])
    counts = share_counts([MemberWeights(date(2026, 1, 6), {"A": 0.2, "B": 0.3, "C": 0.2, "GONE": 0.3}, "")], closes, "SPY")
    made = synthesise(closes, counts, companies=AB)
    assert (made.direct, made.difference, len(made.members)) == (None, None, 0)


def test_what_is_missing_is_said():
    closes = panel(A=[1, 2], C=[1, 2], SPY=[3, 4])
    weights = MemberWeights(date(2026, 1, 6), {"B": 0.4, "C": 0.6}, "")
    made = synthesise(closes, share_counts([weights], closes, "SPY"), companies=(("A",), ("B",), ("C",)))
    assert "Without closes of B, the others include them." in made.notes
    assert "Not in the index’s list, and so in the equal parts only: A." in made.notes
    with pytest.raises(InvalidRequestError, match="closes or weights are missing"):
        synthesise(closes, share_counts([weights], closes, "SPY"), companies=(("A",),))
    with pytest.raises(InvalidRequestError, match="no list"):
        share_counts([], closes, "SPY")
    with pytest.raises(InvalidRequestError, match="SPY has no close near Jan 1, 2020"):
        share_counts([MemberWeights(date(2020, 1, 1), {"A": 1.0}, "")], closes, "SPY")


def test_market_values_are_of_closes_without_distributions():
    """A pays all it earns: its total return doubles while its price, and so its weight, stands still."""
    total = panel(A=[10, 20], B=[10, 10], SPY=[20, 30.0])
    price = panel(A=[20, 20], B=[10, 10], SPY=[30, 30.0])
    weights = MemberWeights(date(2026, 1, 6), {"A": 2 / 3, "B": 1 / 3}, "")
    made = synthesise(total, share_counts([weights], price, "SPY"), prices=price, companies=(("A",),))
    assert made.seven_weight.values.tolist() == pytest.approx([2 / 3, 2 / 3])
    assert not any("distributions too" in note for note in made.notes)
    with pytest.raises(ValueError, match="days and symbols"):
        synthesise(total, share_counts([weights], price, "SPY"), prices=price.only(["A", "SPY"]), companies=(("A",),))


def test_closes_that_lack_a_split_are_not_believed():
    closes = panel(A=[90, 90, 9, 9], B=[10, 10, 10, 10], SPY=[20, 20, 20, 20])
    counts = share_counts([MemberWeights(date(2026, 1, 8), {"A": 0.5, "B": 0.5}, "")], closes, "SPY")
    with pytest.raises(InvalidRequestError, match="all of the index on Jan 5, 2026"):
        synthesise(closes, counts, companies=(("A",),))


@given(panels())
@settings(max_examples=30, deadline=None)
def test_any_closes_give_lines_without_holes(whole):
    """Gaps and late beginnings, in an index whose list is of the last day."""
    indexed = whole.with_row("SPY", whole.days, np.full(len(whole.days), 100.0), "")
    weights = MemberWeights(date.fromordinal(int(whole.days[-1])), {"A": 0.1, "B": 0.1, "C": 0.8}, "")
    counts = share_counts([weights], indexed, "SPY")
    if not counts.of(["A"], whole.days).any():
        return
    made = synthesise(indexed, counts, companies=(("A",),))
    for drawn in (made.seven, made.seven_equal, made.rest, made.seven_weight):
        assert np.isfinite(drawn.values).all()
