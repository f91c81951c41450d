"""What is printed reads back as the number within half a unit of its last place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.presentation import words

_MONEY = st.decimals(min_value=-(10**11), max_value=10**11, allow_nan=False, allow_infinity=False, places=4)
_FRACTION = st.floats(min_value=-20, max_value=20, allow_nan=False)


def read_back(text: str, *decorations: str) -> Decimal:
    for mark in (*decorations, ",", "+"):
        text = text.replace(mark, "")
    return Decimal(text.replace("\u2212", "-"))


@given(_MONEY)
def test_money_reads_back_within_half_a_unit(amount: Decimal) -> None:
    for printed, unit in (
        (words.dollars(amount), Decimal(1)),
        (words.dollars_and_cents(amount), Decimal("0.01")),
        (words.dollar_change(amount), Decimal(1)),
        (words.dollar_and_cent_change(amount), Decimal("0.01")),
        (words.bare_amount(amount), Decimal("0.01")),
    ):
        assert abs(read_back(printed, "$") - amount) <= unit / 2
        assert "-" not in printed
        assert not (printed.startswith("\u2212") and read_back(printed, "$") == 0)


@given(_FRACTION)
def test_shares_read_back_within_half_a_unit(fraction: float) -> None:
    percent = Decimal(fraction) * 100
    one_decimal = words.share(fraction)
    if one_decimal in {"–", "<0.1%", ">\u22120.1%"}:
        assert abs(percent) <= Decimal("0.05")
        assert (one_decimal == "–") == (fraction == 0)
    else:
        assert abs(read_back(one_decimal, "%") - percent) <= Decimal("0.0500000001")
    points = words.points_change(fraction)
    assert abs(read_back(points, " pts") - percent) <= Decimal("0.0500000001")
    assert points not in {"\u22120.0 pts", "+0.0 pts"}
    assert words.share_change(fraction) not in {"\u22120.0%", "+0.0%"}


@given(st.decimals(min_value=-(10**7), max_value=10**7, allow_nan=False, places=6))
def test_quantities_read_back_and_carry_no_idle_zeros(number: Decimal) -> None:
    printed = words.quantity(number)
    assert abs(read_back(printed) - number) <= Decimal("0.00005")
    assert "." not in printed or not printed.endswith(("0", "."))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (words.dollars(Decimal("68274.50")), "$68,275"),
        (words.dollars(Decimal("-20481.5")), "\u2212$20,482"),
        (words.dollars(Decimal("-0.4")), "$0"),
        (words.dollars_and_cents(Decimal("11312.4")), "$11,312.40"),
        (words.dollars_in_tile(Decimal("9999999.49")), "$9,999,999"),
        (words.dollars_in_tile(Decimal("12350000")), "$12.4M"),
        (words.about_dollars(Decimal("20482.50")), "about $20,500"),
        (words.about_dollars(Decimal("49")), "less than $100"),
        (words.about_cost(Decimal("71.40")), "about $71"),
        (words.about_cost(Decimal("1871.40")), "about $1,900"),
        (words.dollar_change(Decimal("1212.40")), "+$1,212"),
        (words.points_change(-0.011), "\u22121.1 pts"),
        (words.share(0.319), "31.9%"),
        (words.share(0.0405), "4.1%"),
        (words.share(0.00049), "<0.1%"),
        (words.share(0.0), "–"),
        (words.share(-0.031), "\u22123.1%"),
        (words.whole_share(0.3799), "38%"),
        (words.whole_share(0.004), "<1%"),
        (words.whole_share(0.996), ">99%"),
        (words.whole_share(1.0), "100%"),
        (words.trimmed_share(0.25), "25%"),
        (words.quantity(Decimal("10.50000")), "10.5"),
        (words.quantity(Decimal("1500")), "1,500"),
        (words.price(Decimal("341.2")), "341.20"),
        (words.price(Decimal("0.12345")), "0.1235"),
        (words.long_date(date(2026, 2, 6)), "Feb 6, 2026"),
        (words.short_date(date(2026, 2, 6), date(2026, 12, 1)), "Feb 6"),
        (words.short_date(date(2025, 2, 6), date(2026, 12, 1)), "Feb 6, 2025"),
        (words.date_span(date(2026, 1, 30), date(2026, 2, 6)), "Jan 30 to Feb 6, 2026"),
        (words.age(date(2026, 1, 30), date(2026, 2, 6)), "7 days old"),
        (words.counted(1, "place"), "one place"),
        (words.counted(12, "company", "companies"), "twelve companies"),
        (words.counted(13, "position"), "13 positions"),
        (words.listed(["VTI", "VOO", "QQQ"]), "VTI, VOO and QQQ"),
        (words.listed(["VTI", "VOO", "QQQ", "IJH"]), "VTI, VOO and 2 more"),
    ],
)
def test_forms(printed: str, expected: str) -> None:
    assert printed == expected
