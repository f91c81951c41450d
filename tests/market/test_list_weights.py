"""Printed weights → fractions of the fund, by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from advisor.domain.classification import Sector
from advisor.domain.fund_holdings import HoldingLine, LineKind
from advisor.market.issuers.lines import ReadLine
from advisor.market.issuers.weights import weighed


def read(
    printed: str | None = None,
    value: float | None = None,
    kind: LineKind = LineKind.SHARE,
    *,
    notional: float | None = None,
    moves_its_value: bool = False,
) -> ReadLine:
    line = HoldingLine("X", "X", 0.0, Sector.UNCLASSIFIED, kind, value, notional, None, is_foreign=False, line=1)
    return ReadLine(line, None if printed is None else Decimal(printed), moves_its_value, "", "")


def weights(*lines: ReadLine, may_be_fractions: bool = False) -> list[float]:
    return [line.weight for line in weighed(lines, may_be_fractions=may_be_fractions)]


@pytest.mark.parametrize(
    ("printed", "may_be_fractions", "expected"),
    [
        (("60", "40"), True, (0.6, 0.4)),
        (("0.6", "0.4"), True, (0.6, 0.4)),
        (("0.6", "0.4"), False, (0.006, 0.004)),  # of a publisher who prints percent: nearly all is elsewhere
        (("1.0", "-0.5"), True, (1.0, -0.5)),
        (("1.01", "-0.5"), True, (0.0101, -0.005)),
        (("0", "0"), True, (0.0, 0.0)),
    ],
)
def test_fractions_are_told_from_percent_by_what_all_lines_add_up_to(printed, may_be_fractions, expected):
    assert weights(*map(read, printed), may_be_fractions=may_be_fractions) == pytest.approx(list(expected))


def test_what_a_derivative_moves_does_not_make_fractions_percent():
    swap = read("0.9", kind=LineKind.SWAP, moves_its_value=True)
    assert weights(read("0.98"), swap, may_be_fractions=True) == pytest.approx([0.98, 0.9])


def test_a_line_without_a_printed_weight_weighs_its_share_of_the_fund():
    """Worth 400 together; what the swap moves is no money of the fund's, and what the future has lost is."""
    swap = read(None, 1000.0, LineKind.SWAP, moves_its_value=True)
    future = read(None, -20.0, LineKind.FUTURE, notional=100.0)
    found = weights(read(None, 105.0), read("75", 315.0, moves_its_value=True), swap, future)
    assert found == pytest.approx([105 / 400, 0.75, 0.0, 100 / 400])


def test_a_derivative_s_own_value_is_not_what_it_moves():
    assert weights(read("99", 99.0), read("1", 1.0, LineKind.SWAP)) == pytest.approx([0.99, 0.0])
    assert weights(read("99", 99.0), read("1", 1.0, LineKind.SWAP, notional=-50.0)) == pytest.approx([0.99, -0.5])


def test_where_nothing_is_worth_anything_nothing_weighs():
    assert weights(read(), read(None, 0.0), read(kind=LineKind.SWAP, notional=5.0)) == [0.0, 0.0, 0.0]
