"""Netting of gains and losses, against cases worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from advisor.advice.tax import net_tax, split_net_loss


@pytest.mark.parametrize(
    ("short_term", "long_term", "tax"),
    [
        ("1000", "2000", "540.00"),  # 1,000 x 24% + 2,000 x 15%
        ("1000", "-400", "144.00"),  # 600 short-term left
        ("-400", "1000", "90.00"),  # 600 long-term left
        ("-1000", "400", "0.00"),
        ("400", "-1000", "0.00"),
        ("-5", "-6", "0.00"),
        ("0", "0", "0.00"),
        ("33.33", "0", "8.00"),
    ],
)
def test_what_is_left_after_netting_is_taxed_at_its_own_rate(short_term: str, long_term: str, tax: str) -> None:
    assert net_tax(Decimal(short_term), Decimal(long_term), short_term_rate=0.24, long_term_rate=0.15) == Decimal(tax)


@pytest.mark.parametrize(
    ("net_gain", "this_year", "later"),
    [("-1200", "1200", "0"), ("-3000", "3000", "0"), ("-7500", "3000", "4500"), ("250", "0", "0")],
)
def test_a_net_loss_offsets_three_thousand_and_carries_the_rest(net_gain: str, this_year: str, later: str) -> None:
    assert split_net_loss(Decimal(net_gain)) == (Decimal(this_year), Decimal(later))
