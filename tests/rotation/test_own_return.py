"""What an account made between its statements."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.rotation.money_weighted import Flow
from advisor.rotation.own_return import own_return


def test_one_span_is_modified_dietz() -> None:
    """The worked example: 1,000 became 1,120 in 30 days, 50 came on the 10th day and 20 went on the 20th."""
    values = {date(2026, 1, 1): 1000.0, date(2026, 1, 31): 1120.0}
    told = own_return("IRA", values, [Flow(date(2026, 1, 11), 50.0), Flow(date(2026, 1, 21), -20.0)])
    assert told is not None
    assert told.rate == pytest.approx(0.0876623, abs=1e-7)
    assert told.paid_in == 30.0
    assert told.yearly is None


def test_statements_in_between_are_linked_and_money_that_came_is_no_gain() -> None:
    """Doubled, then a large deposit right after the statement that lost a tenth: the account made 80%, the money lost."""
    values = {date(2025, 1, 1): 100.0, date(2025, 7, 1): 200.0, date(2026, 1, 1): 9180.0}
    told = own_return("IRA", values, [Flow(date(2025, 7, 2), 10_000.0), Flow(date(2024, 6, 1), 77.0)])
    assert told is not None
    assert told.rate == pytest.approx(0.8, abs=0.01)
    assert told.yearly is not None
    assert told.yearly < 0


def test_the_rate_a_year_is_the_one_at_which_all_that_was_paid_in_grows_to_what_is_there() -> None:
    values = {date(2024, 1, 1): 1000.0, date(2025, 12, 31): 1400.0}
    told = own_return("IRA", values, [Flow(date(2025, 1, 1), 150.0)])
    assert told is not None
    assert told.yearly is not None
    # 730 days, 366 of them before the deposit.
    assert 1000 * (1 + told.yearly) ** 2 + 150 * (1 + told.yearly) ** (364 / 365) == pytest.approx(1400)


def test_one_statement_or_an_empty_account_tells_nothing() -> None:
    assert own_return("IRA", {date(2026, 1, 1): 5.0}, []) is None
    assert own_return("IRA", {date(2026, 1, 1): 0.0, date(2026, 2, 1): 5.0}, [Flow(date(2026, 2, 1), 5.0)]) is None
