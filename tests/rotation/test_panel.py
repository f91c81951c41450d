"""Closes of many calendars on the days of one; what is left out is said."""

from datetime import date

import numpy as np
import pytest

from advisor.domain.errors import InvalidRequestError
from advisor.rotation.panel import build_panel
from tests.rotation.lines import panel, weekdays


def closes(*days_and_closes):
    days, values = zip(*days_and_closes, strict=True)
    return np.array([day.toordinal() for day in days], dtype=np.int64), np.array(values, dtype=float)


FRIDAY, SATURDAY, NEXT_MONDAY, TUESDAY = date(2026, 2, 6), date(2026, 2, 7), date(2026, 2, 9), date(2026, 2, 10)


def test_only_the_days_of_the_reference_count():
    built = build_panel(
        {
            "SPY": closes((FRIDAY, 10), (NEXT_MONDAY, 11)),
            "COIN": closes((FRIDAY, 5), (SATURDAY, 6), (NEXT_MONDAY, 7)),
        }
    )
    assert built.days.tolist() == [FRIDAY.toordinal(), NEXT_MONDAY.toordinal()]
    assert built.of("COIN").tolist() == [5, 7]
    assert built.last_day == NEXT_MONDAY
    assert not built.notes, "one symbol's weekend is no gap of the reference"


def test_gaps_stay_gaps_and_a_close_of_zero_is_none():
    built = build_panel({"SPY": closes((FRIDAY, 10), (NEXT_MONDAY, 11), (TUESDAY, 12)), "A": closes((FRIDAY, 0.0), (TUESDAY, 3))})
    assert np.isnan(built.of("A")[:2]).all()
    assert built.of("A")[2] == 3


def test_a_last_day_that_few_have_is_left_out_and_said():
    whole = closes((FRIDAY, 10), (NEXT_MONDAY, 11), (TUESDAY, 12))
    short = closes((FRIDAY, 10), (NEXT_MONDAY, 11))
    built = build_panel({"SPY": whole, "A": short, "B": short, "C": short})
    assert built.last_day == NEXT_MONDAY
    assert built.notes == ("Feb 10, 2026 is left out: only 1 of 4 symbols have a close of that day so far.",)


def test_one_late_symbol_among_many_does_not_cost_a_day():
    whole = closes((FRIDAY, 10), (NEXT_MONDAY, 11), (TUESDAY, 12))
    many = {f"S{number}": whole for number in range(10)}
    built = build_panel({"SPY": whole, **many, "LATE": closes((FRIDAY, 1), (NEXT_MONDAY, 1))})
    assert built.last_day == TUESDAY
    assert np.isnan(built.of("LATE")[-1])


def test_a_day_that_most_others_have_is_missed_aloud():
    others = closes((FRIDAY, 1), (NEXT_MONDAY, 1), (TUESDAY, 1))
    built = build_panel({"SPY": closes((FRIDAY, 10), (TUESDAY, 12)), "A": others, "B": others})
    assert built.notes == ("Feb 9, 2026 is left out: SPY has no close of that day, and most others have.",)


def test_without_the_reference_there_is_no_calendar():
    with pytest.raises(InvalidRequestError, match="There are no closes of SPY"):
        build_panel({"A": closes((FRIDAY, 1))})


def test_a_row_is_added_and_replaced_on_the_panels_days():
    built = panel(A=[1, 2, 3])
    added = built.with_row("LINE", built.days[1:], np.array([7.0, 8.0]), "worked out")
    assert added.symbols == ("A", "LINE")
    assert np.isnan(added.of("LINE")[0])
    assert added.sources["LINE"] == "worked out"
    again = added.with_row("LINE", np.append(built.days, weekdays(9)[-1]), np.array([1.0, 2, 3, 4]), "anew")
    assert again.symbols == ("A", "LINE")
    assert again.of("LINE").tolist() == [1, 2, 3]
    with pytest.raises(KeyError):
        built.of("LINE")
