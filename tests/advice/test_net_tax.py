"""The tax on net gains: against cases worked by hand, and the programme's pieces against the exact figure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.model.taxes import RateStep, TaxRules
from advisor.advice.taxes.net_tax import carried_after, tax_of, weighed_tax_of
from advisor.advice.taxes.pieces import TaxPieces, tax_pieces

FLAT = TaxRules()
STEPPED = TaxRules(
    ordinary=(
        RateStep(Decimal(1000), Decimal("0.12")),
        RateStep(Decimal(5000), Decimal("0.22")),
        RateStep(None, Decimal("0.24")),
    ),
    long_term=(RateStep(Decimal(3000), Decimal(0)), RateStep(None, Decimal("0.15"))),
    loss_rate=Decimal("0.12"),
    carried_loss_value=Decimal(0),
)


@pytest.mark.parametrize(
    ("short", "long", "tax"),
    [
        ("1000", "2000", "540.00"),  # 1,000 x 24% + 2,000 x 15%
        ("1000", "-400", "144.00"),  # 600 short-term left
        ("-400", "1000", "90.00"),  # 600 long-term left
        ("-1000", "400", "-144.00"),  # a net loss of 600 against other income
        ("400", "-1000", "-144.00"),
        ("-5000", "0", "-720.00"),  # no more than 3,000 of it
        ("0", "0", "0.00"),
        ("33.33", "0", "8.00"),
    ],
)
def test_gains_are_netted_within_terms_then_across(short: str, long: str, tax: str) -> None:
    assert tax_of(FLAT, Decimal(short), Decimal(long)) == Decimal(tax)


@pytest.mark.parametrize(
    ("short", "long", "tax"),
    [
        ("0", "3000", "0.00"),
        ("0", "4000", "150.00"),
        ("2000", "1000", "340.00"),  # 1,000 x 12% + 1,000 x 22% + 1,000 x 0%
        ("2000", "3000", "640.00"),  # short-term gain fills the first steps: 2,000 of the long-term gain pay 15%
        ("7000", "-1000", "1220.00"),  # 6,000 short-term left: 1,000 x 12% + 5,000 x 22%
    ],
)
def test_long_term_gain_is_stacked_upon_short_term_gain(short: str, long: str, tax: str) -> None:
    assert tax_of(STEPPED, Decimal(short), Decimal(long)) == Decimal(tax)


def test_long_term_gain_never_costs_more_than_ordinary_income() -> None:
    rules = replace(FLAT, ordinary=(RateStep(Decimal(900), Decimal("0.12")), RateStep(None, Decimal("0.22"))))
    assert tax_of(rules, Decimal(0), Decimal(900)) == Decimal("108.00")  # 12%, not 15%
    assert tax_of(rules, Decimal(0), Decimal(2000)) == Decimal("300.00")


def test_the_year_so_far_is_not_taxed_again() -> None:
    rules = replace(FLAT, short_before=Decimal(-4000), long_before=Decimal(500))
    assert tax_of(rules, Decimal(0), Decimal(0)) == 0
    # Of the first 3,500 of gain, 500 use up what could not count this year, 3,000 what saved 24%.
    assert tax_of(rules, Decimal(0), Decimal(3500)) == Decimal("720.00")
    assert weighed_tax_of(rules, Decimal(0), Decimal(3500)) == Decimal("745.00")
    assert tax_of(rules, Decimal(0), Decimal(4500)) == Decimal("870.00")


@pytest.mark.parametrize(("long", "carried"), [("-1200", "0"), ("-3000", "0"), ("-7500", "4500"), ("250", "0")])
def test_what_exceeds_the_limit_is_carried(long: str, carried: str) -> None:
    assert carried_after(FLAT, Decimal(0), Decimal(long)) == Decimal(carried)
    assert weighed_tax_of(FLAT, Decimal(0), Decimal(long)) == tax_of(FLAT, Decimal(0), Decimal(long)) - Decimal("0.05") * Decimal(
        carried
    )


def test_a_loss_that_reaches_into_the_bracket_below_saves_less_there() -> None:
    steps = (RateStep(Decimal(1000), Decimal("0.22")), RateStep(Decimal(2000), Decimal("0.12")))
    rules = replace(FLAT, loss_steps=steps)
    assert tax_of(rules, Decimal(-1500), Decimal(0)) == Decimal("-280.00")
    assert tax_of(rules, Decimal(-9000), Decimal(0)) == Decimal("-460.00")


money = st.decimals("-20000", "20000", places=2)
percents = st.integers(0, 40).map(lambda percent: Decimal(percent) / 100)
widths = st.integers(1, 9000).map(Decimal)


@st.composite
def rules(draw: st.DrawFn, *, convex: bool) -> TaxRules:
    """Rules of any kind; convex ones have steps that widen between the terms, and carried losses of little worth."""
    count = draw(st.integers(1, 4))
    rise = st.lists(percents, min_size=count, max_size=count)
    long = [rate / 4 for rate in accumulate(draw(rise))]
    dearer = list(accumulate(draw(rise))) if convex else draw(rise)
    ordinary = [low + more / 4 for low, more in zip(long, dearer, strict=True)] if convex else list(accumulate(dearer))
    edges: list[Decimal | None] = [*draw(st.lists(widths, min_size=count - 1, max_size=count - 1)), None]
    return TaxRules(
        ordinary=tuple(map(RateStep, edges, ordinary)),
        long_term=tuple(map(RateStep, edges, long)),
        loss_rate=ordinary[0] * draw(st.sampled_from([Decimal(1), Decimal("0.5")])) if not convex else ordinary[0],
        loss_limit=draw(st.sampled_from([Decimal(3000), Decimal(1500), Decimal(0)])),
        carried_loss_value=long[0] * draw(st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(1)]))
        if convex
        else draw(percents),
        short_before=draw(money),
        long_before=draw(money),
    )


def around(*gains: Decimal) -> tuple[Decimal, Decimal]:
    return min(gains), max(gains)


def pieces_around(rules: TaxRules, short: Decimal, long: Decimal, other: tuple[Decimal, Decimal]) -> TaxPieces:
    return tax_pieces(rules, around(short, other[0], Decimal(0)), around(long, other[1], Decimal(0)))


@given(rules(convex=True), money, money, st.tuples(money, money))
def test_the_pieces_are_the_tax_where_the_law_is_convex(
    rules: TaxRules, short: Decimal, long: Decimal, other: tuple[Decimal, Decimal]
) -> None:
    pieces = pieces_around(rules, short, long, other)
    assert abs(pieces.smallest(float(short), float(short + long)) - float(weighed_tax_of(rules, short, long))) < 0.011


@given(rules(convex=False), money, money, st.tuples(money, money))
def test_the_pieces_never_exceed_the_tax(rules: TaxRules, short: Decimal, long: Decimal, other: tuple[Decimal, Decimal]) -> None:
    pieces = pieces_around(rules, short, long, other)
    assert pieces.smallest(float(short), float(short + long)) <= float(weighed_tax_of(rules, short, long)) + 0.011
    for curve in (pieces.everything_ordinary, pieces.everything_long, pieces.dearer_short):
        slopes = [slope for slope, _ in curve.lines]
        assert slopes == sorted(slopes)
