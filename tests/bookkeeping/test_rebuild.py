"""Positions from histories, against sums done by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.bookkeeping.held_lots import holdings_that_differ, with_lots
from advisor.bookkeeping.history_lines import Quote
from advisor.bookkeeping.rebuild import rebuild
from advisor.domain.portfolio import Account, InstrumentKind, Position, TaxLot, TaxType, Transaction, TransactionKind

ACCOUNT = Account(1, "robinhood", "", "Mine", TaxType.TAXABLE)


def entry(day: str, kind: TransactionKind, symbol: str, quantity: str, price: str, amount: str, **more: object) -> Transaction:
    return Transaction(
        account=ACCOUNT,
        traded=date.fromisoformat(day),
        settled=None,
        kind=kind,
        action=kind.value,
        symbol=symbol,
        name=f"{symbol} name" if symbol else "",
        quantity=Decimal(quantity) if quantity else None,
        price=Decimal(price) if price else None,
        fees=None,
        amount=Decimal(amount) if amount else None,
        **more,
    )


HISTORY = (
    entry("2025-01-02", TransactionKind.DEPOSIT, "", "", "", "5000"),
    entry("2025-01-03", TransactionKind.BUY, "NVDA", "10", "138", "-1380"),
    entry("2025-02-03", TransactionKind.BUY, "VTI", "4.5", "290", "-1305"),
    entry("2025-03-03", TransactionKind.SELL, "NVDA", "-4", "114", "456"),
    entry("2025-03-28", TransactionKind.DIVIDEND, "VTI", "", "", "4.44"),
    entry("2025-04-01", TransactionKind.SELL, "SPY251219C00560000", "-1", "3.20", "320", instrument=InstrumentKind.OPTION),
    entry("2025-05-01", TransactionKind.SPLIT, "NVDA", "54", "", ""),
)


def test_positions_and_cash_add_up_by_hand() -> None:
    quotes = {"VTI": Quote(Decimal("330.10"), date(2026, 6, 18))}
    rebuilt = rebuild(ACCOUNT, HISTORY, quotes)
    held = {position.symbol: position for position in rebuilt.positions}
    assert {symbol: (str(p.quantity), str(p.value), str(p.cost_basis)) for symbol, p in held.items()} == {
        "NVDA": ("60", "684.00", "828.00"),  # 6 x 10; last trade at 114, a tenth of it after the split
        "VTI": ("4.5", "1485.45", "1305.00"),
        "SPY251219C00560000": ("-1", "-320.00", "-320.00"),
        "CASH": ("None", "3095.44", "None"),
    }
    assert held["NVDA"].lots == (TaxLot(date(2025, 1, 3), Decimal(60), Decimal("828.00")),)
    assert (held["VTI"].as_of, held["NVDA"].as_of) == (date(2026, 6, 18), date(2025, 3, 3))
    assert all(position.rebuilt for position in rebuilt.positions)
    assert (rebuilt.oversold, rebuilt.unpriced, rebuilt.entries_without_amount) == ((), (), 0)


def test_what_a_history_cannot_tell_is_named() -> None:
    rebuilt = rebuild(
        ACCOUNT,
        (
            entry("2025-01-03", TransactionKind.SELL, "META", "-2", "600", ""),
            entry("2025-01-04", TransactionKind.TRANSFER, "XYZ", "3", "", ""),
            entry("2025-01-05", TransactionKind.DEPOSIT, "", "", "", "10", currency="EUR"),
        ),
        {},
    )
    assert (rebuilt.oversold, rebuilt.unpriced, rebuilt.entries_without_amount) == (("META",), ("XYZ",), 1)
    assert [(p.symbol, p.currency, str(p.value)) for p in rebuilt.positions if p.kind is InstrumentKind.CASH] == [
        ("EUR", "EUR", "10.00")
    ]


def test_a_price_of_the_history_counts_while_it_is_newer() -> None:
    bought = (entry("2026-07-01", TransactionKind.BUY, "NVDA", "1", "210", "-210"),)
    assert rebuild(ACCOUNT, bought, {"NVDA": Quote(Decimal(190), date(2026, 6, 18))}).positions[0].value == 210
    assert rebuild(ACCOUNT, bought, {"NVDA": Quote(Decimal(190), date(2026, 8, 1))}).positions[0].value == 190


def position(quantity: str, cost: str | None) -> Position:
    return Position(
        ACCOUNT,
        "NVDA",
        "NVIDIA",
        InstrumentKind.SECURITY,
        Decimal(quantity),
        Decimal(10),
        Decimal(quantity) * 10,
        Decimal(cost) if cost else None,
        date(2026, 7, 1),
    )


def test_a_brokers_lots_count_only_while_they_add_up_to_the_position() -> None:
    listed = {(1, "NVDA"): (TaxLot(date(2024, 1, 2), Decimal(40), None), TaxLot(date(2024, 2, 2), Decimal(20), None))}
    held = (position("60", None),)
    assert with_lots(held, listed, ())[0].lots == listed[1, "NVDA"]
    assert not holdings_that_differ(held, listed)
    stale = (position("50", None),)
    assert with_lots(stale, listed, ())[0].lots == ()
    assert holdings_that_differ(stale, listed) == ((stale, Decimal(60)),)
    two_lines = (position("60", None), position("1", None))
    assert holdings_that_differ(two_lines, listed) == ((two_lines, Decimal(60)),)


def test_a_history_that_explains_quantity_and_cost_gives_the_lots() -> None:
    assert with_lots((position("60", "830.00"),), {}, HISTORY)[0].lots == (
        TaxLot(date(2025, 1, 3), Decimal(60), Decimal("828.00")),
    )
    assert with_lots((position("60", "900.00"),), {}, HISTORY)[0].lots == ()  # another cost: another history
    assert with_lots((position("61", "830.00"),), {}, HISTORY)[0].lots == ()
    assert with_lots((position("60", "830.00"), position("60", "830.00")), {}, HISTORY)[0].lots == ()  # whose lots?


def test_the_market_prices_only_what_it_means_and_in_its_own_money() -> None:
    history = (
        entry("2025-01-02", TransactionKind.BUY, "AAPL", "2", "180", "-360", currency="GBP"),
        entry("2025-01-02", TransactionKind.BUY, "SOL", "3", "190", "-570", instrument=InstrumentKind.CRYPTO),
        entry("2025-01-02", TransactionKind.BUY, "VTI", "1", "290", "-290"),
    )
    quotes = {symbol: Quote(Decimal(price), date(2026, 6, 18)) for symbol, price in (("AAPL", 250), ("SOL", 2), ("VTI", 330))}
    values = {position.symbol: (position.value, position.as_of) for position in rebuild(ACCOUNT, history, quotes).positions}
    assert values["AAPL"] == (Decimal(360), date(2025, 1, 2))  # pounds: never 2 x 250 dollars
    assert values["SOL"] == (Decimal(570), date(2025, 1, 2))  # the coin: a share of that symbol costs 2
    assert values["VTI"] == (Decimal(330), date(2026, 6, 18))


def test_shares_in_cash_and_on_margin_share_a_brokers_list_in_its_order() -> None:
    first, second, third = (TaxLot(date(2024, month, 2), Decimal(size), None) for month, size in ((1, 40), (2, 20), (3, 7)))
    held = (position("60", None), position("7", None))
    assert [each.lots for each in with_lots(held, {(1, "NVDA"): (first, second, third)}, ())] == [(first, second), (third,)]
    assert [each.lots for each in with_lots(held, {(1, "NVDA"): (first, third, second)}, ())] == [(), ()]
    assert [each.lots for each in with_lots(held, {(1, "NVDA"): (first, second)}, ())] == [(), ()]


def test_money_that_was_never_paid_in_is_no_debt() -> None:
    buys = (
        entry("2025-01-02", TransactionKind.BUY, "UPXI", "200", "5", "-1000"),
        entry("2025-01-03", TransactionKind.DIVIDEND, "UPXI", "", "", "12.50"),
    )
    without = rebuild(ACCOUNT, buys, {})
    assert [position.symbol for position in without.positions] == ["UPXI"]
    assert without.overspent == {"USD": Decimal("987.50")}
    borrowing = rebuild(ACCOUNT, (*buys, entry("2025-01-01", TransactionKind.DEPOSIT, "", "", "", "600")), {})
    assert [(position.symbol, position.value) for position in borrowing.positions[1:]] == [("CASH", Decimal("-387.50"))]
    assert borrowing.overspent == {"USD": Decimal("387.50")}
    assert rebuild(ACCOUNT, HISTORY, {}).overspent == {}


def test_an_option_is_gone_once_its_history_goes_on_after_its_last_day() -> None:
    sold = entry("2025-04-01", TransactionKind.SELL, "SPY250417C00560000", "-1", "3", "300", instrument=InstrumentKind.OPTION)
    deposit = entry("2025-04-17", TransactionKind.DEPOSIT, "", "", "", "100")
    on_its_last_day = rebuild(ACCOUNT, (sold, deposit), {})
    assert [position.symbol for position in on_its_last_day.positions] == ["SPY250417C00560000", "CASH"]
    later = rebuild(ACCOUNT, (sold, replace(deposit, traded=date(2025, 4, 18))), {})
    assert [position.symbol for position in later.positions] == ["CASH"]
    assert later.until == date(2025, 4, 18)


def option(day: str, kind: TransactionKind, symbol: str, quantity: str, amount: str) -> Transaction:
    return entry(day, kind, symbol, quantity, "", amount, instrument=InstrumentKind.OPTION)


def test_shares_through_an_option_cost_its_premium_too() -> None:
    history = (
        entry("2024-07-01", TransactionKind.DEPOSIT, "", "", "", "40000"),
        option("2024-07-19", TransactionKind.SELL, "SCHG240816P00103000", "-1", "203.86"),
        option("2024-08-05", TransactionKind.EXPIRY, "SCHG240816P00103000", "1", ""),
        entry("2024-08-05", TransactionKind.BUY, "SCHG", "100", "103.00", "-10305"),
        option("2024-07-01", TransactionKind.BUY, "KO240816C00060000", "2", "-300.50"),
        option("2024-08-16", TransactionKind.EXPIRY, "KO240816C00060000", "-2", ""),
        entry("2024-08-16", TransactionKind.BUY, "KO", "200", "60", "-12000"),
        option("2024-08-01", TransactionKind.SELL, "F240816P00011000", "-1", "20"),
        option("2024-08-16", TransactionKind.EXPIRY, "F240816P00011000", "1", ""),
        entry("2024-08-16", TransactionKind.BUY, "F", "100", "10.95", "-1095"),  # bought on the market: the put lapsed
    )
    held = {position.symbol: position for position in rebuild(ACCOUNT, history, {}).positions}
    assert {symbol: str(each.cost_basis) for symbol, each in held.items()} == {
        "SCHG": "10101.14",  # 10,305.00 paid, 203.86 received for the put
        "KO": "12300.50",
        "F": "1095.00",
        "CASH": "None",
    }
    assert held["CASH"].value == Decimal("16523.36")  # 40,000 + 203.86 - 10,305 - 300.50 - 12,000 + 20 - 1,095
