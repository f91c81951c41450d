"""The Thrift Savings Plan's funds, told from the companies whose tickers are their letters."""

from __future__ import annotations

import pytest

from advisor.importers.read import read_statement
from advisor.importers.reading.plan_funds import plan_fund

HEADINGS = "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Type\n"


@pytest.mark.parametrize(
    ("symbol", "name", "told"),
    [
        ("C", "C Fund", "TSP C Fund"),
        ("S", "TSP S Fund", "TSP S Fund"),
        ("G", "G Fund - Government Securities Investment Fund", "TSP G Fund"),
        ("I", "Thrift Savings Plan: I Fund", "TSP I Fund"),
        ("F Fund", "F Fund", "TSP F Fund"),
        ("C", "CITIGROUP INC COM", "C"),
        ("C", "", "C"),
        ("F", "C Fund", "F"),
        ("VTI", "C Fund", "VTI"),
        ("F", "F Fund Income Trust", "F"),
    ],
)
def test_only_words_tell_a_fund_of_the_plan(symbol: str, name: str, told: str) -> None:
    assert plan_fund(symbol, name) == told


def test_a_position_named_after_the_fund_is_not_the_company() -> None:
    rows = "Z1,Mine,C,TSP C Fund,10,$100.00,$1000.00,Cash\nZ1,Mine,C,CITIGROUP INC,10,$80.00,$800.00,Cash\n"
    positions = read_statement((HEADINGS + rows).encode(), "export.csv").positions
    assert [position.symbol for position in positions] == ["TSP C Fund", "C"]
