"""What is held, at newer closes: by hand, and by what must hold for any closes and splits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.bookkeeping.revalue import revalue
from advisor.domain.money import round_to_cents
from advisor.domain.portfolio import InstrumentKind, TaxLot
from advisor.domain.prices import PriceEvent, PriceEventKind, PriceHistory
from advisor.domain.quality import Check
from tests.bookkeeping.closes import ACCOUNT, closes, day, held, sessions

# NVIDIA as traded around its split of ten for one.
NVDA = closes(
    "NVDA",
    ("2024-06-05", "1224.40"),
    ("2024-06-06", "1209.98"),
    ("2024-06-07", "1208.88"),
    ("2024-06-10", "121.79"),
    ("2024-06-11", "120.91"),
    splits=(("2024-06-10", "10"),),
)


def one(position, history):
    """What becomes of one position, and what is doubted about it."""
    revalued = revalue([position], {history.symbol: history})
    return revalued.positions[0], revalued.doubts


def test_ten_for_one_by_hand() -> None:
    lots = (TaxLot(day("2023-01-03"), Decimal(2), Decimal("290.00")), TaxLot(None, Decimal("1.5"), None))
    stated = held("NVDA", "2024-06-06", "3.5", "1209.98", lots=lots, cost_basis=Decimal("1500.00"))
    now, doubts = one(stated, NVDA)
    assert (str(now.quantity), now.price, now.value) == ("35", Decimal("120.91"), Decimal("4231.85"))
    assert (now.as_of, now.priced_on, now.valued_on) == (day("2024-06-06"), day("2024-06-11"), day("2024-06-11"))
    assert [(lot.acquired, lot.quantity, lot.cost_basis) for lot in now.lots] == [
        (day("2023-01-03"), 20, Decimal("290.00")),
        (None, 15, None),
    ]
    assert (now.cost_basis, now.as_imported, now.stated) == (Decimal("1500.00"), stated, stated)
    assert doubts == ()


def test_one_for_ten_by_hand_keeps_the_fraction() -> None:
    shrunk = closes(
        "XYZ", ("2026-03-02", "0.50"), ("2026-03-03", "5.20"), ("2026-03-04", "5.00"), splits=(("2026-03-03", "0.1"),)
    )
    now, doubts = one(held("XYZ", "2026-03-02", "105", "0.50"), shrunk)
    assert (str(now.quantity), now.value, doubts) == ("10.5", Decimal("52.50"), ())


def test_one_for_three_of_whole_shares_stays_whole() -> None:
    third = Decimal(1) / Decimal(3)
    shrunk = closes("XYZ", ("2026-03-02", "2.00"), ("2026-03-03", "6.10"), splits=(("2026-03-03", str(third)),))
    lots = tuple(TaxLot(None, Decimal(100), Decimal("50.00")) for _ in range(3))
    now, _ = one(held("XYZ", "2026-03-02", "300", "2.00", lots=lots), shrunk)
    assert (str(now.quantity), now.value) == ("1E+2", Decimal("610.00"))
    assert sum(lot.quantity for lot in now.lots) == 100


def test_a_dividend_changes_no_quantity() -> None:
    paying = closes("VTI", ("2026-03-20", "300.00"), ("2026-03-23", "299.10"))
    paying = replace(paying, events=(PriceEvent(day("2026-03-23"), PriceEventKind.DIVIDEND, Decimal("0.95")),))
    now, doubts = one(held("VTI", "2026-03-20", "4", "300.00"), paying)
    assert (now.quantity, now.value, doubts) == (4, Decimal("1196.40"), ())


@pytest.mark.parametrize(
    ("quantity", "price"),
    [("35", "121.79"), ("3.5", "1208.88"), ("35", "120.89"), ("3.5", "1217.90")],
    ids=["after", "before", "eve", "day"],
)
def test_on_the_day_of_a_split_the_price_tells_the_side(quantity: str, price: str) -> None:
    now, doubts = one(held("NVDA", "2024-06-10", quantity, price), NVDA)
    assert (now.quantity, now.value, doubts) == (35, Decimal("4231.85"), ())


def test_a_split_booked_before_its_day_is_not_applied_twice() -> None:
    now, doubts = one(held("NVDA", "2024-06-07", "35", "120.89"), NVDA)
    assert (now.quantity, now.value, doubts) == (35, Decimal("4231.85"), ())


def test_a_price_on_neither_side_is_doubted() -> None:
    stated = held("NVDA", "2024-06-10", "10", "300.00")
    now, (doubt,) = one(stated, NVDA)
    assert now == stated
    assert (doubt.check, doubt.account, doubt.symbol) == (Check.OTHER_COMPANY, ACCOUNT, "NVDA")
    assert (doubt.found, doubt.expected, doubt.as_of) == (Decimal("121.79"), Decimal("300.00"), day("2024-06-10"))


@pytest.mark.parametrize(
    "price", ["1209.98", "1224.40", "1150.00", "1285.00"], ids=["that day", "the eve", "intraday low", "intraday high"]
)
def test_prices_of_an_open_session_are_believed(price: str) -> None:
    now, doubts = one(held("NVDA", "2024-06-06", "1", price), NVDA)
    assert (now.quantity, doubts) == (10, ())


@pytest.mark.parametrize("price", ["1149.00", "1286.00", "402.00", "12099.80"])
def test_prices_further_off_are_not(price: str) -> None:
    stated = held("NVDA", "2024-06-06", "1", price)
    now, doubts = one(stated, NVDA)
    assert (now, [doubt.check for doubt in doubts]) == (stated, [Check.OTHER_COMPANY])


def test_a_history_without_closes_and_a_price_of_nothing_change_nothing() -> None:
    stated = held("NVDA", "2024-06-06", "1", "1209.98")
    assert one(stated, closes("NVDA", splits=(("2024-06-10", "10"),))) == (stated, ())
    worthless = held("NVDA", "2024-06-06", "1", "0")
    assert one(worthless, NVDA) == (worthless, ())


def test_a_weekend_reaches_back_to_friday() -> None:
    now, doubts = one(held("NVDA", "2024-06-09", "1", "1208.88"), NVDA)
    assert (now.quantity, now.priced_on, doubts) == (10, day("2024-06-11"), ())


def test_where_closes_begin_later_only_the_likely_counts() -> None:
    later = closes("XYZ", ("2026-05-04", "12.00"), ("2026-05-05", "13.00"))
    assert one(held("XYZ", "2026-02-06", "2", "10.00"), later)[0].value == Decimal("26.00")
    stated = held("XYZ", "2026-02-06", "2", "100.00")
    now, doubts = one(stated, later)
    assert (now, len(doubts)) == (stated, 1)


def test_closes_that_begin_years_later_tell_nothing() -> None:
    """Walmart was split three for one in between, and had risen so far that its price does not show it."""
    walmart = closes("WMT", ("2025-08-01", "98.40"), ("2025-08-04", "99.10"))
    stated = held("WMT", "2023-01-25", "10", "142.59")
    assert one(stated, walmart) == (stated, ())


def test_a_split_that_no_event_tells_of_stops_the_valuing() -> None:
    untold = replace(NVDA, events=())
    stated = held("NVDA", "2024-06-06", "1", "1209.98")
    now, (doubt,) = one(stated, untold)
    assert now == stated
    assert (doubt.check, doubt.symbol, doubt.expected, doubt.as_of) == (Check.MISSING_SPLIT, "NVDA", 10, day("2024-06-10"))


@pytest.mark.parametrize(
    ("source", "last", "is_valued"),
    [
        ("Yahoo Finance", "2024-09-20", True),
        ("Yahoo Finance", "2024-09-05", False),  # Yahoo may name a split some days late
        ("file DG.csv", "2024-09-20", False),
        ("Yahoo Finance, file DG.csv", "2024-09-20", False),
    ],
)
def test_a_true_fall_by_a_third_is_no_split(source: str, last: str, is_valued: bool) -> None:
    """Dollar General on August 29, 2024: as if three shares had been made of two."""
    fell = closes("DG", ("2024-08-27", "123.53"), ("2024-08-28", "123.84"), ("2024-08-29", "84.03"), (last, "84.50"))
    stated = held("DG", "2024-08-27", "10", "123.53")
    now, doubts = one(stated, replace(fell, source=source))
    assert (now.value, len(doubts)) == ((Decimal("845.00"), 0) if is_valued else (stated.value, 1))


@pytest.mark.parametrize("source", ["Yahoo Finance", "file XYZ.csv"])
def test_half_the_price_paid_out_is_no_split(source: str) -> None:
    """A special dividend, or another company's shares handed out."""
    told = closes("XYZ", ("2026-05-04", "100.00"), ("2026-05-05", "100.20"), ("2026-05-06", "50.60"), ("2026-05-07", "50.50"))
    paid = PriceEvent(day("2026-05-06"), PriceEventKind.DIVIDEND, Decimal(50))
    now, doubts = one(held("XYZ", "2026-05-04", "10", "100.00"), replace(told, events=(paid,), source=source))
    assert (now.quantity, now.value, doubts) == (10, Decimal("505.00"), ())
    small = replace(paid, amount=Decimal(1))
    _, (doubt,) = one(held("XYZ", "2026-05-04", "10", "100.00"), replace(told, events=(small,), source=source))
    assert doubt.check is Check.MISSING_SPLIT


def test_a_wrong_close_in_between_stops_nothing() -> None:
    spiked = closes("XYZ", ("2026-05-04", "10.00"), ("2026-05-05", "100.00"), ("2026-05-06", "10.10"), ("2026-05-07", "10.20"))
    now, doubts = one(held("XYZ", "2026-05-04", "1", "10.00"), spiked)
    assert (now.value, doubts) == (Decimal("10.20"), ())


def test_a_short_stays_short() -> None:
    now, _ = one(held("NVDA", "2024-06-06", "-2", "1209.98"), NVDA)
    assert (now.quantity, now.value) == (-20, Decimal("-2418.20"))


BOND_OF_THE_SYMBOL = held("NVDA", "2024-06-06", "1000", "1209.98", kind=InstrumentKind.BOND)


@pytest.mark.parametrize(
    "stated",
    [
        held("NVDA", "2024-06-11", "35", "119.00"),
        held("NVDA", "2024-06-12", "35", "119.00"),
        held("VTI", "2024-06-06", "1", "1209.98"),
        held("NVDA", "2024-06-06", "0", "1209.98"),
        held("NVDA", "2024-06-06", "1", "1209.98", kind=InstrumentKind.CASH),
        held("NVDA", "2024-06-06", "1", "1209.98", kind=InstrumentKind.OPTION),
        held("NVDA", "2024-06-06", "1", "1209.98", kind=InstrumentKind.OTHER),
        BOND_OF_THE_SYMBOL,
        replace(held("NVDA", "2024-06-06", "1", "1209.98"), price=None),
        replace(held("NVDA", "2024-06-06", "1", "1209.98"), quantity=None),
        held("NVDA", "2024-06-06", "1", "1209.98", currency="EUR"),
        held("NVDA", "2024-06-06", "1", "1209.98", account=replace(ACCOUNT, currency="CAD")),
        held("NVDA", "2024-06-06", "1", "1209.98", value=Decimal("12.10")),
        held("NVDA", "2024-06-06", "1", "1209.98", rebuilt=True),
    ],
)
def test_what_is_left_alone(stated) -> None:
    assert one(stated, NVDA) == (stated, ())


def test_closes_in_other_money_are_left_alone() -> None:
    stated = held("NVDA", "2024-06-06", "1", "1209.98")
    assert one(stated, replace(NVDA, currency="EUR")) == (stated, ())


def test_a_coin_is_valued_only_where_the_price_of_its_day_is_the_coins() -> None:
    coin = closes("BTC", ("2026-05-04", "60000"), ("2026-05-05", "63000"))
    share = closes("BTC", ("2026-05-04", "41"), ("2026-05-05", "42"))
    stated = held("BTC", "2026-05-04", "0.000000010000000001", "60100", kind=InstrumentKind.CRYPTO, value=Decimal("0.00"))
    assert one(stated, coin)[0].quantity == stated.quantity
    assert [doubt.check for doubt in one(stated, share)[1]] == [Check.OTHER_COMPANY]
    early = replace(stated, as_of=day("2026-01-02"), price=Decimal(55000))
    assert one(early, coin) == (early, ())


FIRST = date(2026, 3, 2)
factors = st.sampled_from([Decimal(text) for text in ("1", "2", "10", "1.5", "0.1", "0.05", "3", "1.05", str(Decimal(1) / 3))])
moves = st.lists(st.integers(-8, 8), min_size=1, max_size=30)
quantities = st.decimals("0.001", "100000", places=3).filter(bool)


@st.composite
def splitting(draw: st.DrawFn) -> tuple[list[Decimal], PriceHistory]:
    """Closes of consecutive days that move by some percent and split now and then, as traded; and the factor of each day."""
    price = draw(st.decimals("5", "5000", places=2))
    percents = draw(moves)
    splits = [Decimal(1)] + [draw(factors) if draw(st.integers(0, 9)) == 0 else Decimal(1) for _ in percents]
    traded = [price]
    for percent, factor in zip(percents, splits[1:], strict=True):
        traded.append(round(traded[-1] * (100 + percent) / 100 / factor, 8))
    rows = sessions(FIRST, traded)
    events = tuple((text, str(factor)) for (text, _), factor in zip(rows, splits, strict=True) if factor != 1)
    return splits, closes("XYZ", *rows, splits=events)


@given(splitting(), quantities, st.integers(0, 30), st.booleans())
def test_splits_alone_change_no_value(walk, quantity: Decimal, start: int, short: bool) -> None:
    """Whatever splits lie between, the value moves as the adjusted closes do, and the lots go on adding up."""
    splits, history = walk
    start = min(start, len(splits) - 1)
    stated_on = FIRST + timedelta(days=start)
    quantity = -quantity if short else quantity
    _, price = history.close_at(stated_on)
    value = round_to_cents(quantity * price)
    lots = (TaxLot(None, quantity / 3, None), TaxLot(FIRST, quantity - quantity / 3, Decimal("5.00")))
    stated = held("XYZ", stated_on.isoformat(), str(quantity), str(price), value=value, lots=lots)
    now, doubts = one(stated, history)
    if doubts or now == stated:
        assert now == stated
        return
    adjusted = price
    for factor, (_, earlier), (_, close) in zip(
        splits[start + 1 :], _closes(history)[start:], _closes(history)[start + 1 :], strict=False
    ):
        adjusted *= close * factor / earlier
    assert float(now.value) == pytest.approx(float(quantity * adjusted), rel=1e-6, abs=0.02)
    assert abs(sum(lot.quantity for lot in now.lots) - now.quantity) < Decimal("1e-20")
    assert [lot.cost_basis for lot in now.lots] == [None, Decimal("5.00")]


def _closes(history: PriceHistory) -> list[tuple[date, Decimal]]:
    return [history.close_at(date.fromordinal(each)) for each in history.days]


@given(splitting(), quantities)
def test_nobody_doubts_a_file_that_prints_the_closes(walk, quantity: Decimal) -> None:
    splits, history = walk
    for number, (traded, price) in enumerate(_closes(history)[:-1]):
        stated = held("XYZ", traded.isoformat(), str(quantity), str(price), value=quantity * price)
        now, doubts = one(stated, history)
        assert doubts == ()
        later = Decimal(1)
        for factor in splits[number + 1 :]:
            later *= factor
        assert float(now.quantity) == pytest.approx(float(quantity * later), rel=1e-6, abs=1e-9)


@given(st.lists(st.tuples(splitting(), quantities), max_size=5))
def test_nothing_is_lost_and_twice_is_once(walks) -> None:
    positions, histories = [], {}
    for number, ((_, history), quantity) in enumerate(walks):
        first_day, price = _closes(history)[0]
        symbol = f"S{number}"
        positions += [held(symbol, first_day.isoformat(), str(quantity), str(price), value=round_to_cents(quantity * price))] * 2
        histories[symbol] = history
    positions.append(held("CASH", "2026-03-02", "1", "1", kind=InstrumentKind.CASH))
    once = revalue(positions, histories)
    assert [position.symbol for position in once.positions] == [position.symbol for position in positions]
    assert tuple(position.stated for position in once.positions) == tuple(positions)
    assert revalue(once.positions, histories) == once
    for position in once.positions:
        assert position.value == round_to_cents(position.quantity * position.price)
