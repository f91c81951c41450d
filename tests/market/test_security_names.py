"""What a listing's name and country say of the company behind it."""

from __future__ import annotations

import pytest

from advisor.market.security_names import is_foreign


@pytest.mark.parametrize(
    ("country", "name", "is_common", "expected"),
    [
        ("United States", "Acme Corp Common Stock", True, False),
        ("Japan", "Acme Corp Common Stock", True, True),
        ("United States", "Acme plc American Depositary Shares", True, True),  # printed beside it is the bank's country
        ("United States", "Acme Corp Depositary Shares, American Depositary, preferred", False, False),
        ("", "Acme American Depositary Shares", False, True),
        ("", "Acme plc", True, True),
        ("", "Acme Corp Common Stock", True, False),
    ],
)
def test_whose_listing_is_a_foreign_company_s(country, name, is_common, expected):
    assert is_foreign(country, name, is_common=is_common) is expected
