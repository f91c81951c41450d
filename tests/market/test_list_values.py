"""Cells of holdings lists, each as some issuer prints it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from advisor.market.issuers import values

DAY = date(2026, 5, 7)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-07",
        "05/07/2026",
        "5/7/26",
        "Fund Holdings as of May 07, 2026",
        "As of 07-May-2026",
        "07 MAY 2026",
        "May 7 2026",
        "Holdings: 31 rows, as of 5/7/2026 and not of 6/7/2026",
    ],
)
def test_a_day_is_found_however_it_is_written(text):
    assert values.first_date(text) == DAY


@pytest.mark.parametrize(("text", "month"), [("September 1, 2026", 9), ("31-Dec-2026", 12), ("Oct 3 2026", 10)])
def test_months_are_read_by_their_english_names(text, month):
    found = values.first_date(text)
    assert found is not None
    assert found.month == month


@pytest.mark.parametrize("text", ["", "no day", "13/45/2026", "2026-02-30", "Foo 7, 2026", "5/7/202", "1234567"])
def test_what_is_no_day_is_none(text):
    assert values.first_date(text) is None


def test_a_spreadsheets_own_count_of_days_is_a_day():
    assert values.day_of_cell("46149") == values.day_of_cell("46149.0") == DAY
    assert values.day_of_cell("99999") is None


@pytest.mark.parametrize(
    ("cell", "number"),
    [("$1,234.5", "1234.5"), ("7.94%", "7.94"), ("(3.1)", "-3.1"), ("−2", "-2"), (".5", "0.5"), ("1E-2", "0.01")],
)
def test_numbers_are_read_as_printed(cell, number):
    assert values.number(cell) == Decimal(number)


@pytest.mark.parametrize("cell", ["", "-", "n/a", "<0.01%", "1.2.3", "abc"])
def test_what_is_no_number_is_none(cell):
    assert values.number(cell) is None


def test_less_than_is_printed_is_told_from_nothing():
    assert values.is_below_print("<0.01%")
    assert not values.is_below_print("<none")
    assert not values.is_below_print("0.01%")


def test_a_cusip_gets_back_the_zeros_that_a_spreadsheet_dropped():
    assert values.cusip("37833100") == "037833100"
    assert values.cusip("67066G104 EQUITY") == "67066G104"
    assert values.cusip("67066G105") == values.cusip("NVDA") == ""
