"""Returns with deposits and withdrawals, against published figures and against a scan of all rates."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.domain.errors import InvalidRequestError
from advisor.rotation.money_weighted import Flow, modified_dietz, money_weighted


def flows(*days_and_amounts):
    return [Flow(date(*day), amount) for day, amount in days_and_amounts]


@pytest.mark.parametrize("later", [0, 16])
def test_the_published_rate(later):
    """The spreadsheet maker's own example: 37.3363 %; the same sixteen years on, with its two leap years."""
    paid = flows(
        ((1992 + later, 1, 1), -10000),
        ((1992 + later, 3, 1), 2750),
        ((1992 + later, 10, 30), 4250),
        ((1993 + later, 2, 15), 3250),
        ((1993 + later, 4, 1), 2750),
    )
    answer = money_weighted(paid)
    assert answer.rate == pytest.approx(0.3733625335, abs=1e-9)
    assert answer.note == ""
    assert money_weighted(reversed(paid)).rate == pytest.approx(answer.rate, abs=1e-14)


def test_a_year_is_365_days():
    assert money_weighted(flows(((2023, 1, 1), -100), ((2024, 1, 1), 110))).rate == pytest.approx(0.10, abs=1e-14)
    leap = money_weighted(flows(((2024, 1, 1), -100), ((2025, 1, 1), 110))).rate
    assert leap == pytest.approx(1.1 ** (365 / 366) - 1)


def test_two_rates_that_fit_are_both_told_and_none_is_chosen():
    answer = money_weighted(flows(((2021, 1, 1), -1000), ((2022, 1, 1), 2500), ((2023, 1, 1), -1540)))
    assert answer.rate is None
    assert answer.all_rates == pytest.approx((0.1, 0.4))
    assert answer.note.startswith("Several yearly rates fit these deposits and withdrawals alike: 10.00%, 40.00%.")


def test_a_rate_that_only_touches_is_one_rate():
    assert money_weighted(flows(((2021, 1, 1), -100), ((2022, 1, 1), 220), ((2023, 1, 1), -121))).rate == pytest.approx(0.1)


def test_several_changes_of_sign_with_one_rate_are_one_rate():
    answer = money_weighted(flows(((2021, 1, 1), -100), ((2022, 1, 1), 50), ((2023, 1, 1), -10), ((2024, 1, 1), 120)))
    assert answer.rate is not None
    assert len(answer.all_rates) == 1


@pytest.mark.parametrize(
    ("paid", "said"),
    [
        ([], "No money came or went."),
        (flows(((2021, 1, 1), -100), ((2022, 1, 1), -50)), "Money only went one way, so there is no rate of return."),
        (flows(((2021, 1, 1), -100), ((2021, 1, 1), 150)), "Money only went one way, so there is no rate of return."),
        (
            flows(((2021, 1, 1), -100), ((2022, 1, 1), 220), ((2023, 1, 1), -130)),
            "No yearly rate fits these deposits and withdrawals.",
        ),
    ],
)
def test_where_there_is_no_rate_it_is_said_why(paid, said):
    answer = money_weighted(paid)
    assert (answer.rate, answer.all_rates, answer.note) == (None, (), said)


def test_extreme_rates_are_found():
    assert money_weighted(flows(((2021, 1, 1), -100), ((2022, 1, 1), 0.001))).rate == pytest.approx(-0.99999)
    assert money_weighted(flows(((2021, 1, 1), -100), ((2021, 1, 2), 100.5))).rate == pytest.approx(1.005**365 - 1)
    assert money_weighted(flows(((2021, 1, 1), -100), ((2021, 1, 2), 900))).rate > 1e300


amounts = st.integers(-1000, 1000).filter(bool)


@given(st.lists(st.tuples(st.integers(0, 3000), amounts), min_size=2, max_size=12))
@settings(max_examples=200, deadline=None)
def test_every_rate_of_a_fine_scan_is_found_and_fits(paid):
    answer = money_weighted(Flow(date(2015, 1, 1) + timedelta(days=day), amount) for day, amount in paid)
    years = np.array([day for day, _ in paid]) / 365
    years -= years.min()
    amount = np.array([each for _, each in paid], dtype=float)
    for rate in answer.all_rates:
        if -0.999 < rate < 1e100:  # nearer to -100 % a number has no digits left to tell rates apart
            terms = amount * np.exp(-np.log1p(rate) * (years - years.mean()))
            assert abs(terms.sum()) <= 1e-7 * np.abs(terms).sum()
    scan = np.linspace(-1.5, 3.0, 4001)
    worth = (amount * np.exp(-scan[:, np.newaxis] * years)).sum(axis=1)
    crossings = int(np.count_nonzero(worth[:-1] * worth[1:] < 0))
    inside = [rate for rate in answer.all_rates if np.expm1(-1.5) <= rate <= np.expm1(3.0)]
    assert len(inside) >= crossings


def test_dietz_of_the_worked_example():
    """1,000 grows to 1,120 in 30 days; 50 comes on day 10, 20 goes on day 20: 8.7662 %."""
    start, end = Flow(date(2024, 4, 1), 1000), Flow(date(2024, 5, 1), 1120)
    paid = [Flow(date(2024, 4, 11), 50), Flow(date(2024, 4, 21), -20)]
    assert modified_dietz(start, end, paid) == pytest.approx(0.0876623, abs=5e-8)
    morning = modified_dietz(start, end, paid, at_start_of_day=True)
    assert morning == pytest.approx(90 / (1000 + 50 * 21 / 30 - 20 * 11 / 30))


@pytest.mark.parametrize(
    ("start", "end", "paid"),
    [
        (Flow(date(2024, 1, 1), 1000), Flow(date(2024, 1, 1), 1000), []),
        (Flow(date(2024, 1, 1), 1000), Flow(date(2024, 2, 1), 1000), [Flow(date(2024, 3, 1), 1)]),
        (Flow(date(2024, 1, 1), 0), Flow(date(2024, 2, 1), 0), []),
        (Flow(date(2024, 1, 1), 100), Flow(date(2024, 2, 1), 0), [Flow(date(2024, 1, 2), -500)]),
    ],
)
def test_dietz_refuses_what_has_no_return(start, end, paid):
    with pytest.raises(InvalidRequestError):
        modified_dietz(start, end, paid)
