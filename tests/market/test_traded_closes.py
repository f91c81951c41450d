"""Closes and distributions of a file, back as they were on their days."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from advisor.domain.notation import DateOrder
from advisor.domain.prices import PriceEvent, PriceEventKind, PriceHistory
from advisor.importers.reading.dates import find_date
from advisor.market.price_dates import proven_order
from advisor.market.traded_closes import as_traded
from tests.bookkeeping.closes import closes, day

SPLIT = ("2024-06-10", "10")
TRADED = (("2024-06-06", "1210.00"), ("2024-06-07", "1208.80"), ("2024-06-10", "121.80"))
DIVIDED = (("2024-06-06", "121.00"), ("2024-06-07", "120.88"), ("2024-06-10", "121.80"))


def paid(history: PriceHistory, on: str, amount: str) -> PriceHistory:
    event = PriceEvent(day(on), PriceEventKind.DIVIDEND, Decimal(amount))
    return replace(history, events=tuple(sorted((*history.events, event), key=lambda each: each.day)))


def test_what_is_divided_by_a_split_is_multiplied_again_distributions_too_and_the_split_stays() -> None:
    divided = paid(closes("NVDA", *DIVIDED, splits=(SPLIT,)), "2024-06-07", "0.01")
    traded = paid(closes("NVDA", *TRADED, splits=(SPLIT,)), "2024-06-07", "0.1")
    assert as_traded(divided, None) == traded
    assert as_traded(traded, None) == traded


def test_a_distribution_of_the_day_of_the_split_is_in_new_shares_already() -> None:
    divided = paid(closes("NVDA", *DIVIDED, splits=(SPLIT,)), "2024-06-10", "0.01")
    assert as_traded(divided, None).events == divided.events


def test_of_two_splits_one_may_be_undone_already() -> None:
    first = ("2024-01-03", "2")
    early = (("2024-01-02", "100.00"), ("2024-01-03", "50.00"))  # as traded around the first, divided by the second
    told = closes(
        "X", *((day_, str(Decimal(price) / 10)) for day_, price in early), ("2024-06-10", "5.00"), splits=(first, SPLIT)
    )
    assert as_traded(told, None).closes == closes("X", *early, ("2024-06-10", "5.00")).closes


@pytest.mark.parametrize("file", [DIVIDED[:2], TRADED[:2]])
def test_closes_on_file_tell_of_splits_after_the_last_close(file) -> None:
    known = closes("NVDA", *TRADED, splits=(SPLIT,))
    assert as_traded(closes("NVDA", *file, splits=(SPLIT,)), known).closes == closes("NVDA", *TRADED[:2]).closes


@pytest.mark.parametrize("file", [DIVIDED[:2], TRADED[:2]])
@pytest.mark.parametrize(("next_close", "is_near"), [("2024-06-17", True), ("2024-06-18", False)])
def test_a_file_that_shares_no_day_is_told_by_the_next_close_on_file_within_ten_days(file, next_close, is_near) -> None:
    known = closes("NVDA", (next_close, "121.80"), splits=(SPLIT,))
    expected = TRADED[:2] if is_near else file
    assert as_traded(closes("NVDA", *file, splits=(SPLIT,)), known).closes == closes("NVDA", *expected).closes


def test_without_a_close_nearby_a_file_is_taken_at_its_word() -> None:
    far = closes("NVDA", ("2024-07-10", "131.00"), splits=(SPLIT,))
    told = closes("NVDA", *DIVIDED[:2], splits=(SPLIT,))
    assert as_traded(told, far) == told


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["12/31/2025", "11/12/2025"], DateOrder.MONTH_FIRST),
        (["31/12/2025", "12/11/2025"], DateOrder.DAY_FIRST),
        (["12/12/2025", "11/11/2025"], DateOrder.MONTH_FIRST),  # it makes no difference
        (["05/03/2026", "04/03/2026"], DateOrder.DAY_FIRST),  # newest first; April 3, 2026 was Good Friday
        (["02/03/2026", "02/04/2026"], None),  # sessions by either reading
        (["13/01/2026", "01/13/2026"], None),
    ],
)
def test_orders_that_dates_prove(dates, order) -> None:
    assert proven_order(dates, find_date) is order
