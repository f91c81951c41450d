"""Which rows are the headings of a list."""

from __future__ import annotations

import pytest

from advisor.market.issuers.headings import are_headings


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("Ticker", "Name", "Weight (%)"), True),
        (("Name", "Weight (%)"), True),
        (("Sector", "Weight (%)"), False),  # says of nothing what it is
        (("Ticker", "Name", "Notional Value"), False),  # weighs nothing, and does not say of which fund
        (("Ticker", "Name", "Market Value"), False),
    ],
)
def test_headings_name_what_a_line_is_and_what_it_weighs(cells, expected):
    assert are_headings(cells) is expected
