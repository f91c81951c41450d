"""Mappings: written down and read back, found again below other preambles, and the traps of tables nobody knows."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from advisor.domain.column_mapping import ColumnMapping, Meaning, Sureness, TableLayout
from advisor.domain.errors import InvalidRequestError, UnknownFileError, UnmappedFileError
from advisor.domain.notation import DateOrder, DecimalMark
from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.mapping import guess_mapping, header_key, read_with_mapping

POSITIONS, TRANSACTIONS, LOTS = StatementKind.POSITIONS, StatementKind.TRANSACTIONS, StatementKind.LOTS


def guessed(text: str, name: str = "unknown.csv") -> Statement:
    return read_with_mapping(text.encode(), name, guess_mapping(text.encode(), name).mapping)


TABLE = "Symbol;Anzahl;Kurs;Kurswert\nVTI;1,5;310,25;465,38\n"


def test_headings_are_found_again_below_another_preamble_and_in_another_order() -> None:
    mapping = guess_mapping(TABLE.encode(), "a.csv").mapping
    later = "Depot 4711\nStand 01.03.2026\n\nKurswert;Symbol;Kurs;Anzahl;Notiz\n310,25;VTI;310,25;1;neu\n"
    statement = read_with_mapping(later.encode(), "b.csv", mapping)
    assert [(each.symbol, each.quantity, each.value) for each in statement.positions] == [("VTI", 1, Decimal("310.25"))]
    assert statement.as_of == date(2026, 3, 1)


def test_a_mapping_is_remembered_by_its_headings_alone() -> None:
    key = header_key(TABLE.encode(), "a.csv")
    assert key == header_key(("Depot 4711\n\n" + TABLE.replace("VTI", "QQQ").upper()).encode("utf-16"), "b.csv")
    assert key != header_key(TABLE.replace("Kurswert", "Wert").encode(), "a.csv")
    assert header_key(b"VTI,1,2\nQQQ,3,4\n", "a.csv") is None
    assert header_key(b"%PDF-1.7", "a.pdf") is None


def test_what_is_remembered_names_no_day_and_no_whole_account_number() -> None:
    mapping = ColumnMapping(POSITIONS, {}, account_number="Z23456789", as_of=date(2026, 2, 27))
    assert (mapping.for_later().as_of, mapping.for_later().account_number) == (None, "····6789")


def test_a_file_without_the_columns_of_its_mapping_is_unmapped() -> None:
    mapping = guess_mapping(TABLE.encode(), "a.csv").mapping
    with pytest.raises(UnmappedFileError, match="“Symbol”"):
        read_with_mapping(b"Foo;Bar\n1;2\n", "b.csv", mapping)


def test_a_heading_that_stands_twice_goes_by_its_number() -> None:
    guess = guess_mapping(b"Symbol,Value,Value,Quantity\nVTI,,310.25,1\n", "a.csv")
    assert guess.headings == ("Symbol", "Value", "#3", "Quantity")
    mapping = ColumnMapping(POSITIONS, {Meaning.SYMBOL: "Symbol", Meaning.VALUE: "#3"})
    assert read_with_mapping(b"Symbol,Value,Value,Quantity\nVTI,,310.25,1\n", "a.csv", mapping).imported_total == Decimal(
        "310.25"
    )


@pytest.mark.parametrize(
    ("dates", "order", "undecided"),
    [
        (("01/02/2026", "13/02/2026"), DateOrder.DAY_FIRST, False),
        (("01/02/2026", "02/13/2026"), DateOrder.MONTH_FIRST, False),
        (("01/02/2026", "03/04/2026"), DateOrder.MONTH_FIRST, True),
        (("01.02.2026", "03.04.2026"), DateOrder.DAY_FIRST, False),
        (("2026-02-01", "2026-04-03"), DateOrder.MONTH_FIRST, False),
    ],
)
def test_days_after_the_twelfth_decide_the_order_of_dates(dates: tuple[str, str], order: DateOrder, undecided: bool) -> None:
    rows = "".join(f"{day},Buy,VTI,1,-310.25\n" for day in dates)
    guess = guess_mapping(f"Date,Action,Symbol,Quantity,Amount\n{rows}".encode(), "a.csv")
    assert guess.mapping.date_order is order
    assert bool(guess.unclear_order) is undecided
    assert not undecided or "“01/02/2026” could be two different days" in guess.unclear_order


def test_a_number_that_may_be_a_thousand_is_settled_by_its_product() -> None:
    settled = guess_mapping(b"Symbol;Quantity;Price;Value\nVTI;1,500;1,250;1,875\n", "a.csv")
    assert (settled.mapping.decimal_mark, settled.unclear_mark) == (DecimalMark.COMMA, "")
    for delimiter, reading in (("\t", "a thousand and more"), (";", "a number with a fraction")):
        open_still = guess_mapping(f"Symbol{delimiter}Value\nVTI{delimiter}1,250\n".encode(), "a.csv")
        assert open_still.unclear_mark == (
            f"“1,250” could be a thousand and more or a number with a fraction; it is read as {reading}."
        )


def test_the_files_own_total_is_held_against_the_rows() -> None:
    wrong = guessed("Symbol,Quantity,Price,Value\nVTI,1,310.25,310.25\nTotal,,,400.00\n")
    assert wrong.reported_total == Decimal("400.00")
    assert "a difference of −$89.75" in wrong.warnings[0].message
    right = guessed("Account,Symbol,Value\nA1,VTI,310.25\nB2,VTI,100.00\nGrand Total,,410.25\n")
    assert (right.reported_total, right.warnings) == (Decimal("410.25"), ())


def test_a_share_named_like_a_sum_is_no_total() -> None:
    statement = guessed(
        "Symbol,Name,Quantity,Price,Value\nSUM,Summit Materials,2,50.00,100.00\nTOT,TotalEnergies,1,60.00,60.00\n"
    )
    assert (len(statement.positions), statement.structure) == (2, 1)


def test_a_value_in_another_currency_is_left_out_and_a_converted_one_stays() -> None:
    statement = guessed(
        "Symbol,Currency,Quantity,Price,Value\nVTI,USD,1,310.25,310.25\nVTV,USD,1,100,100\nRY.TO,CAD,2,150.00,300.00\n"
        "TD.TO,CAD,2,100.00,142.00\n"
    )
    assert [row.line for row in statement.skipped] == [4]
    assert "its value is in CAD, and the account is counted in USD" in statement.skipped[0].reason
    assert (statement.positions[-1].value, statement.positions[-1].currency) == (Decimal("142.00"), "CAD")


def test_the_action_tells_the_sign_of_an_amount_that_has_none() -> None:
    statement = guessed(
        "Date,Type,Buy / Sell,Ticker,Quantity,Price,Fee,Total\n2026-02-13,ORDER,BUY,VTI,2,100.00,1.00,200.00\n"
        "2026-02-13,ORDER,SELL,VTI,1,100.00,,100.00\n2026-02-14,TOP UP,,,,,,50.00\n2026-02-14,WITHDRAWAL,,,,,,20.00\n"
    )
    assert [each.amount for each in statement.transactions] == [Decimal(n) for n in ("-201.00", "100.00", "50.00", "-20.00")]
    assert [each.quantity for each in statement.transactions] == [2, -1, None, None]
    kinds = [TransactionKind.BUY, TransactionKind.SELL, TransactionKind.DEPOSIT, TransactionKind.WITHDRAWAL]
    assert [each.kind for each in statement.transactions] == kinds


def test_a_row_without_its_account_is_left_out() -> None:
    statement = guessed("Account number,Symbol,Value\n00471,VTI,310.25\n,VTI,310.25\n00815,VTI,1.00\n")
    assert [account.number for account in statement.accounts] == ["00471", "00815"]
    assert [row.reason for row in statement.skipped] == ["the row does not name its account"]


def test_a_web_page_copied_as_text_and_a_workbook_are_tables_too() -> None:
    pasted = "My portfolio\nSymbol\tLast price\tShares\tMarket value\nVTI \t$310.25\t2\t$620.50\nCash\t\t\t$1,250.40\n"
    statement = guessed(pasted, "pasted.tsv")
    assert [(each.symbol, each.value) for each in statement.positions] == [
        ("VTI", Decimal("620.50")),
        ("CASH", Decimal("1250.40")),
    ]
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["This file was exported for you."])
    sheet = book.create_sheet("Holdings")
    for row in (["Ticker", "Shares", "Price", "As of"], ["VTI", 2, 310.25, date(2026, 2, 27)]):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    guess = guess_mapping(content.getvalue(), "book.xlsx")
    assert (guess.mapping.sheet, guess.sheets) == ("Holdings", ("Read me", "Holdings"))
    statement = read_with_mapping(content.getvalue(), "book.xlsx", guess.mapping)
    assert (statement.imported_total, statement.as_of) == (Decimal("620.50"), date(2026, 2, 27))


def test_what_is_said_of_the_layout_is_kept() -> None:
    content = "Symbol;Value\nVTI;1.00\nSÄP;2.00\n".encode("cp850")
    guess = guess_mapping(content, "a.csv", TableLayout(encoding="cp850", header_line=0), POSITIONS)
    assert (guess.mapping.header_line, guess.mapping.encoding) == (None, "cp850")
    assert guess.rows[2].cells == ("SÄP", "2.00")
    assert guess_mapping(content, "a.csv", TableLayout(delimiter=",")).headings == ("#1",)


def test_a_guess_says_how_sure_it_is() -> None:
    guess = guess_mapping(
        b"Ticker,My market value today,??\nVTI,310.25,US0378331005\nQQQ,1,US5949181045\nMSFT,1,US5949181045\n", "a.csv"
    )
    assert guess.sureness == {
        Meaning.SYMBOL: Sureness.CERTAIN,
        Meaning.VALUE: Sureness.LIKELY,
        Meaning.IDENTIFIER: Sureness.POSSIBLE,
    }


def test_a_web_page_or_json_is_no_table() -> None:
    with pytest.raises(UnknownFileError, match="a web page"):
        guess_mapping(b"<!DOCTYPE html><html></html>", "a.csv")
    with pytest.raises(UnknownFileError, match="JSON"):
        guess_mapping(b'{"a": 1}', "a.json")


def test_a_mapping_that_lacks_a_column_is_refused() -> None:
    with pytest.raises(InvalidRequestError, match="No column holds the date"):
        read_with_mapping(b"Symbol,Amount\nVTI,1\n", "a.csv", ColumnMapping(TRANSACTIONS, {Meaning.AMOUNT: "Amount"}))


def test_lots_without_values_belong_to_positions_already_known() -> None:
    statement = guessed("Symbol,Date acquired,Quantity,Cost basis\nVTI,01/15/2024,2,500.00\nVTI,Various,1,n/a\n")
    assert statement.kind is LOTS
    assert not statement.positions
    assert [(lot.acquired, lot.quantity, lot.cost_basis) for lot in statement.lots] == [
        (date(2024, 1, 15), 2, 500),
        (None, 1, None),
    ]


def test_payments_in_a_column_of_their_own_are_money_that_went() -> None:
    statement = guessed(
        "Date,Details,Money in,Money out\n2026-02-13,Interest paid,1.25,\n2026-02-14,Withdrawal to bank,,20.00\n"
        "2026-02-15,Platform fee,0.00,3.00\n"
    )
    assert [each.amount for each in statement.transactions] == [Decimal(n) for n in ("1.25", "-20.00", "-3.00")]


def test_of_two_prices_the_one_counts_that_explains_the_amount() -> None:
    guess = guess_mapping(
        b"Date,Type,Ticker,Quantity,Price per share,Price per share in account currency,Total amount\n"
        b"2026-02-13,Buy,MSFT,2,400.00,320.00,-640.00\n2026-02-14,Sell,MSFT,1,410.00,330.00,330.00\n",
        "a.csv",
    )
    assert guess.mapping.columns[Meaning.PRICE] == "Price per share in account currency"


def test_the_files_own_sum_of_amounts_is_held_against_the_rows() -> None:
    table = "Date,Action,Symbol,Quantity,Amount\n2026-02-13,Buy,VTI,1,-310.25\n2026-02-14,Deposit,,,500.00\nTotal,,,,{}\n"
    assert guessed(table.format("189.75")).warnings == ()
    assert "the file's own total is $200.00" in guessed(table.format("200.00")).warnings[0].message


def test_an_isin_beside_a_name_in_one_cell_is_found() -> None:
    statement = guessed("Security / ISIN,Quantity,Price,Value\nVanguard FTSE All-World / ISIN IE00BK5BQT80,2,110.00,220.00\n")
    assert [each.symbol for each in statement.positions] == ["IE00BK5BQT80"]


@pytest.mark.parametrize(
    "day", ["3. März 2026", "3 mars 2026", "3 mar. 2026", "3 de marzo de 2026", "3 maart 2026", "3 Mar 2026"]
)
def test_months_are_read_in_the_languages_of_the_headings(day: str) -> None:
    statement = guessed(f"Datum;Typ;Symbol;Betrag\n{day};Kauf;VTI;-310,25\n12 Dez 2025;Kauf;VTI;-1,50\n")
    assert [each.traded for each in statement.transactions] == [date(2026, 3, 3), date(2025, 12, 12)]


def test_a_guess_is_corrected_by_what_was_said_of_the_same_columns() -> None:
    guess = guess_mapping(TABLE.encode(), "a.csv")
    said = ColumnMapping(POSITIONS, {Meaning.NAME: "Symbol", Meaning.VALUE: "Kurs"}, broker="Hausbank", header_line=9)
    corrected = guess.corrected(said).mapping
    assert (corrected.columns, corrected.broker) == (said.columns, "Hausbank")
    assert (corrected.delimiter, corrected.header_line) == (";", 1)
    assert guess.corrected(ColumnMapping(POSITIONS, {Meaning.NAME: "Elsewhere"})) is guess


def test_without_amounts_those_of_purchases_and_sales_are_worked_out_and_said_to_be() -> None:
    text = (
        "Trade date,Action,Symbol,Shares,Price,Commission\n"
        "2026-02-02,Buy,VTI,3,310.255,1.00\n"
        "2026-02-03,Sell,VTI,2,311.00,1.00\n"
        "2026-02-04,Buy,AAPL 03/20/2026 200.00 C,1,4.10,0.65\n"
        "2026-02-05,Buy,912828YK0,1000,99.50,\n"
        "2026-02-06,Buy,MSFT,1,,\n"
        "2026-02-09,Dividend,VTI,3,0.90,\n"
    )
    statement = guessed(text)
    amounts = [each.amount for each in statement.transactions]
    bond, option = statement.transactions[3], statement.transactions[2]
    assert (option.instrument, bond.instrument) == (InstrumentKind.OPTION, InstrumentKind.BOND)
    assert amounts == [Decimal("-931.77"), Decimal("621.00"), Decimal("-410.65"), Decimal("-995.00"), None, None]
    (remark,) = statement.warnings
    assert remark.message == (
        "The file has no column of amounts: those of 4 purchases and sales were worked out from quantity, price and fees."
    )


def test_an_amount_left_blank_in_its_column_stays_unknown() -> None:
    statement = guessed(
        "Trade date,Action,Symbol,Shares,Price,Amount\n2026-02-02,Buy,VTI,1,310.25,\n2026-02-03,Buy,VTI,1,310,-310\n"
    )
    assert [each.amount for each in statement.transactions] == [None, Decimal(-310)]
    assert not statement.warnings
