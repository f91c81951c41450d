"""Traps of the brokers that hand out no positions: Robinhood, tastytrade, Webull; and of Yahoo Finance, which has lots."""

from __future__ import annotations

from decimal import Decimal

import pytest

from advisor.domain.errors import MalformedFileError, UnmappedFileError
from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import Statement, StatementTransaction
from advisor.importers.read import read_statement

ROBINHOOD = "Activity Date,Process Date,Settle Date,Instrument,Description,Trans Code,Quantity,Price,Amount\n"
TASTYTRADE = (
    "Date,Type,Sub Type,Action,Symbol,Instrument Type,Description,Value,Quantity,Average Price,Commissions,Fees,Multiplier,"
    "Root Symbol,Underlying Symbol,Expiration Date,Strike Price,Call or Put,Order #,Total,Currency\n"
)
YAHOO = (
    "Symbol,Current Price,Date,Time,Change,Open,High,Low,Volume,Trade Date,Purchase Price,Quantity,Commission,High Limit,"
    "Low Limit,Comment,Transaction Type\n"
)


def read(text: str) -> Statement:
    return read_statement(text.encode(), "export.csv")


def robinhood(*rows: str) -> tuple[StatementTransaction, ...]:
    return read(ROBINHOOD + "".join(f"{row}\n" for row in rows)).transactions


def robinhood_option(code: str, quantity: str, day: str = "6/1/2026") -> str:
    said = "Option Expiration for " if code == "OEXP" else ""
    return f'{day},{day},{day},META,"{said}META 6/19/2026 Call $1,020.00",{code},{quantity},,'


@pytest.mark.parametrize(
    ("opening", "expiry", "went"),
    [
        (("BTO", "2"), "2S", "-2"),
        (("BTO", "2"), "2", "-2"),
        (("STO", "2"), "2", "2"),
        (("STO", "2"), "2S", "2"),
        (None, "2S", "-2"),
        (None, "2", "2"),
        (("BTC", "1"), "2", "2"),  # what closes a position does not tell how it was opened
    ],
)
def test_an_expiry_undoes_what_opened_the_contract(opening: tuple[str, str] | None, expiry: str, went: str) -> None:
    rows = [robinhood_option("OEXP", expiry, "6/19/2026"), *([robinhood_option(*opening)] if opening else [])]
    lapsed = robinhood(*rows)[0]
    assert lapsed.quantity == Decimal(went)
    assert (lapsed.symbol, lapsed.instrument) == ("META260619C01020000", InstrumentKind.OPTION)
    assert lapsed.kind is TransactionKind.EXPIRY


def test_a_code_that_is_not_known_is_kept_and_told_of_where_shares_move() -> None:
    day = "6/1/2026,6/1/2026,6/1/2026"
    statement = read(f"{ROBINHOOD}{day},VTI,Something new,XYZ,3,,\n{day},,A new charge,XYZ,,,($1.00)\n")
    assert [row.kind for row in statement.transactions] == [TransactionKind.OTHER] * 2
    assert [warning.line for warning in statement.warnings if "XYZ" in warning.message] == [2]


@pytest.mark.parametrize("closing", ["The data is for your information only.", ",,,,The data is for your information only."])
def test_robinhoods_disclaimer_is_no_transaction_wherever_it_stands(closing: str) -> None:
    statement = read(f'{ROBINHOOD}6/1/2026,6/1/2026,6/2/2026,VTI,Vanguard,Buy,1,$350.00,($350.00)\n""\n{closing}\n')
    assert (statement.records, statement.structure, len(statement.transactions)) == (3, 2, 1)
    assert not statement.warnings and statement.rebuilds


@pytest.mark.parametrize("below", ["", "The data is for your information only.\n", ROBINHOOD])
def test_headings_without_a_transaction_are_refused(below: str) -> None:
    with pytest.raises(MalformedFileError, match="not a single row"):
        read(ROBINHOOD + below)


def test_a_further_column_moves_nothing() -> None:
    headings = ROBINHOOD.replace("Settle Date,", "Settle Date,Account Type,")
    (bought,) = read(f"{headings}6/1/2026,6/1/2026,6/2/2026,Margin,vti,Vanguard,Buy,1,$350.00,($350.00)\n").transactions
    assert (bought.symbol, bought.quantity, bought.amount) == ("VTI", 1, Decimal("-350.00"))


@pytest.mark.parametrize(
    ("row", "symbol", "instrument", "price", "fees", "amount"),
    [
        ("Equity Option,x,120.00,2,60.00,-2.00,-0.28,100", "KO240920C00072500", InstrumentKind.OPTION, "0.60", "2.28", "117.72"),
        ("Future,x,0.00,2,0.00,-2.50,-1.34,", "/MESZ4", InstrumentKind.OTHER, None, "3.84", "-3.84"),
        ("Cryptocurrency,x,108.00,2,54.00,1.08,0.00,", "BTC", InstrumentKind.CRYPTO, "54.00", "-1.08", "109.08"),
        ("Equity,x,141.00,2,70.50,--,-0.02,", "KO", InstrumentKind.SECURITY, "70.50", "0.02", "140.98"),
    ],
)
def test_tastytrade_counts_each_instrument_in_its_own_units(
    row: str, symbol: str, instrument: InstrumentKind, price: str | None, fees: str, amount: str
) -> None:
    """An option's price is that of a contract, a future is not worth its price, a rebate is a negative fee."""
    spelling = {"KO240920C00072500": "KO    240920C00072500", "BTC": "BTC/USD"}.get(symbol, symbol)
    line = f"2024-09-05T15:45:10+0200,Trade,Sell to Open,SELL_TO_OPEN,{spelling},{row},,,9/20/24,72.5,CALL,1,,USD\n"
    (sold,) = read(TASTYTRADE + line).transactions
    assert (sold.symbol, sold.instrument, sold.quantity) == (symbol, instrument, -2)
    assert (sold.price, sold.fees, sold.amount) == (price and Decimal(price), Decimal(fees), Decimal(amount))


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (
            "Symbol,B/S,Side Type,Qty,Filled Qty,Filled Avg Price,Filled Time,Status",
            "F,Buy,Long,9,4,$10.10,08/03/2026 09:30,Cancelled",
        ),
        ("NAME,SYMBOL,SIDE,STATUS,FILLED,PRICE,PLACED TIME,FILLED TIME", "Ford,F,BUY,Partial,4,@10.10,08/03/2026 09:30:00 EDT,"),
    ],
)
def test_what_was_filled_before_an_order_was_cancelled_counts(headings: str, row: str) -> None:
    (bought,) = read(f"{headings}\n{row}\n").transactions
    assert (bought.symbol, bought.quantity, bought.price, bought.amount) == ("F", 4, Decimal("10.10"), None)
    assert bought.traded.isoformat() == "2026-08-03"


def test_a_file_of_orders_that_were_never_filled_says_so() -> None:
    with pytest.raises(MalformedFileError, match="never filled"):
        read("Name,Symbol,Side,Status,Filled,Avg Price,Filled Time\nFord,F,Buy,Cancelled,0,,08/03/2026 09:30:00 EDT\n")


def yahoo(*rows: tuple[str, str, str, str, str]) -> Statement:
    """Rows of symbol, trade date, purchase price, quantity and type; each is worth 20 today."""
    lines = (
        f"{symbol},20,2026/09/02,16:00 EDT,,,,,,{day},{paid},{count},,,,,{kind}\n" for symbol, day, paid, count, kind in rows
    )
    return read(YAHOO + "".join(lines))


def test_sales_are_taken_off_the_oldest_lots_wherever_they_stand() -> None:
    statement = yahoo(
        ("KO", "20260301", "12", "5", "SELL"), ("KO", "20260201", "11", "4", "BUY"), ("KO", "20260101", "10", "3", "BUY")
    )
    (position,) = statement.positions
    assert (position.quantity, position.value, position.cost_basis) == (2, Decimal("40.00"), Decimal("22.00"))
    assert [(lot.line, lot.quantity) for lot in statement.lots] == [(3, 2)]
    assert statement.rows_stored == 3


def test_a_short_position_and_its_cover() -> None:
    statement = yahoo(
        ("KO", "20260301", "12", "2", "COVER"), ("KO", "20260201", "15", "5", "SHORT"), ("F", "20260201", "9", "1", "BUY")
    )
    short, long = statement.positions
    assert (short.quantity, short.value, short.cost_basis) == (-3, Decimal("-60.00"), Decimal("-45.00"))
    assert long.quantity == 1


@pytest.mark.parametrize(
    ("symbol", "reason"),
    [("ES=F", "a future"), ("^GSPC", "an index"), ("HSBA.L", "the currency of HSBA.L"), ("", "no symbol")],
)
def test_what_is_not_worth_its_price_in_dollars_is_left_out(symbol: str, reason: str) -> None:
    (skipped,) = yahoo((symbol, "20260201", "9", "1", "BUY"), ("F", "20260201", "9", "1", "BUY")).skipped
    assert reason in skipped.reason


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            "Date,Description,Original Description,Amount,Transaction Type,Category,Account Name,Labels,Notes\r",
            "a Mint list of payments",
        ),
        ("ACCOUNT_NR,SEC_TYPE,SEC_SUBTYPE,SYMBOL,OPEN_DATE,CLOSE_DATE,QUANTITY\n", "a tastytrade list of realized gains"),
        ("1099-DIV,ACCOUNT NUMBER,TAX YEAR\n", "a tax form"),
    ],
)
def test_what_holds_no_positions_is_refused_under_its_name(text: str, what: str) -> None:
    with pytest.raises(UnmappedFileError, match=what):
        read(text)
