"""Traps of Charles Schwab's other exports: transactions, lots, awards, bank accounts."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from advisor.domain.errors import AdvisorError, MalformedFileError
from advisor.domain.portfolio import TransactionKind
from advisor.domain.statement import Statement, StatementTransaction
from advisor.importers.read import read_statement

TITLE = '"Transactions  for account Individual XXXX-4321 as of 11/15/2020 18:01:20 ET"\n'
HEADINGS = '"Date","Action","Symbol","Description","Quantity","Price","Fees & Comm","Amount",\n'
BUY = '"11/10/2020","Buy","SCHB","SCHWAB US BROAD MARKET ETF","10","$85.10","","-$851.00",\n'
TOTAL = 'Transactions Total,"","","","","","",-$851.00\n'
LOT_HEADINGS = '"Open Date","Quantity","Price","Cost/Share","Market Value","Cost Basis","Gain/Loss $",\n'
LOT = '"11/10/2020 13:22:52","10","$85.10","$85.10","$851.00","$851.00","$0.00",\n'
LOT_TOTAL = '"Total","10","--","--","$851.00","$851.00","$0.00",\n'
BANK_HEADINGS = '"Date","Status","Type","CheckNumber","Description","Withdrawal","Deposit","RunningBalance"\n'


def read(text: str, name: str = "export.csv") -> Statement:
    return read_statement(text.encode(), name)


def only_transaction(row: str) -> StatementTransaction:
    (transaction,) = read(TITLE + HEADINGS + row).transactions
    return transaction


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (TITLE + HEADINGS + '""\n""\n', "export.csv"),
        (TITLE + HEADINGS + 'Transactions Total,"","","","","","",$0.00\n', "export.csv"),
        (HEADINGS, "export.csv"),
        (BANK_HEADINGS, "export.csv"),
        ('{"FromDate": "1/1/2026", "BrokerageTransactions": []}', "export.json"),
    ],
)
def test_a_file_in_which_nothing_happened_is_refused_as_such(text: str, name: str) -> None:
    with pytest.raises(MalformedFileError, match="without a single transaction: there were none on the dates") as refusal:
        read(text, name)
    assert refusal.value.hint and "longer range of dates" in refusal.value.hint


@pytest.mark.parametrize(
    ("action", "amount", "kind"),
    [
        ("Qual Div Reinvest", "$1.00", TransactionKind.DIVIDEND),
        ("Reinvest Dividend", "$1.00", TransactionKind.DIVIDEND),
        ("Reinvest Shares", "-$1.00", TransactionKind.REINVEST),
        ("Stock Div Dist", "", TransactionKind.SPLIT),
        ("Short Term Cap Gain Reinvest", "$1.00", TransactionKind.CAPITAL_GAIN),
        ("NRA Tax Adj", "-$1.00", TransactionKind.TAX),
        ("Margin Interest", "-$1.00", TransactionKind.INTEREST),
        ("ADR Mgmt Fee", "-$1.00", TransactionKind.FEE),
        ("MoneyLink Transfer", "-$1.00", TransactionKind.WITHDRAWAL),
        ("MoneyLink Transfer", "$1.00", TransactionKind.DEPOSIT),
        ("Security Transfer", "", TransactionKind.TRANSFER),
        ("Stock Plan Activity", "", TransactionKind.TRANSFER),
        ("Cash In Lieu", "$1.00", TransactionKind.EXCHANGE),
        ("Assigned", "", TransactionKind.EXPIRY),
        ("Exchange or Exercise", "", TransactionKind.EXPIRY),
        ("Sell to Open", "$1.00", TransactionKind.SELL),
        ("Promotional Award", "$1.00", TransactionKind.OTHER),
    ],
)
def test_schwabs_words_for_an_action_have_a_kind(action: str, amount: str, kind: TransactionKind) -> None:
    assert only_transaction(f'"11/10/2020","{action}","","","1","","","{amount}",\n').kind is kind


def test_a_transaction_counts_from_its_as_of_day() -> None:
    transaction = only_transaction('"04/17/2023 as of 04/15/2023","Bank Interest","","BANK INT","","","","$0.05",\n')
    assert (transaction.traded, transaction.settled) == (date(2023, 4, 15), date(2023, 4, 17))


def test_a_titled_file_that_ends_before_its_total_says_so() -> None:
    assert not read(TITLE + HEADINGS + BUY + TOTAL).warnings
    (warning,) = read(TITLE + HEADINGS + BUY).warnings
    assert "does not close with its total" in warning.message


@pytest.mark.parametrize(
    "start",
    [
        '"Realized Gain/Loss - Lot Details for ...615 as of Wed Sep 16  10:16:58 EDT 2026 from 06/16/2026 to 09/16/2026","",""\n',
        '"Symbol","Name","Closed Date","Opened Date","Quantity","Proceeds","Cost Basis (CB)"\n',
    ],
)
def test_realized_gains_are_refused_as_lots_that_were_sold(start: str) -> None:
    with pytest.raises(AdvisorError, match=r"realized gains \(lots that were sold\)"):
        read(start + '"AAPL","APPLE INC","06/05/2026","06/03/2026","150","$28,050.89","$28,197.02"\n')


def test_lots_without_their_title_belong_to_the_symbol_that_names_the_file() -> None:
    statement = read(LOT_HEADINGS + LOT + LOT_TOTAL, "SCHB.csv")
    assert [(lot.symbol, lot.cost_basis) for lot in statement.lots] == [("SCHB", Decimal("851.00"))]
    with pytest.raises(MalformedFileError, match="of which position"):
        read(LOT_HEADINGS + LOT + LOT_TOTAL, "lots of mine.csv")


def test_lots_of_an_option_and_a_share_class_have_the_symbol_of_their_position() -> None:
    for spelling, symbol in (("KO 11/15/2024 66.00 P", "KO241115P00066000"), ("BRK/B", "BRK.B")):
        title = f'"{spelling} Lot Details for Individual ...321 as of 02:45 AM ET, 08/25/2024"\n'
        assert read(title + LOT_HEADINGS + LOT + LOT_TOTAL).lots[0].symbol == symbol


def test_lots_cut_off_before_their_total_are_refused() -> None:
    title = '"SCHB Lot Details for XXXX-4321 as of 02:45 AM ET, 08/25/2020"\n'
    with pytest.raises(MalformedFileError, match="before the total of the lots"):
        read(title + LOT_HEADINGS + LOT)


def test_the_newest_balance_is_the_cash_whatever_the_order_of_the_rows() -> None:
    rows = [
        '"01/05/2026","Posted","ACH","","Power","$20.00","","$80.00"\n',
        '"01/05/2026","Posted","ACH","","Water","$30.00","","$50.00"\n',
        '"01/09/2026","Posted","INTADJUST","","Interest Paid","","$0.50","$50.50"\n',
    ]
    for ordered in (rows, rows[::-1]):
        statement = read(BANK_HEADINGS + "".join(ordered))
        assert [position.value for position in statement.positions] == [Decimal("50.50")]
        assert statement.as_of == date(2026, 1, 9)
        assert len(statement.warnings) == 1  # no account number


def test_a_caption_may_stick_to_the_first_row() -> None:
    row = '"07/30/2021","ATMREBATE","","ATM Fee Rebate","","$3.00","$20.00"\n'
    headings = '"Date","Type","Check #","Description","Withdrawal (-)","Deposit (+)","RunningBalance"\n'
    for caption in ('"Posted Transactions"', "Posted Transactions"):
        (transaction,) = read(headings + caption + row).transactions
        assert (transaction.traded, transaction.amount) == (date(2021, 7, 30), Decimal("3.00"))


def test_vesting_alone_moves_no_shares() -> None:
    """The shares left after taxes come with a deposit, in this file or as Stock Plan Activity in the brokerage account."""
    text = (
        '"Date","Action","Symbol","Description","Quantity","FeesAndCommissions","Amount","FairMarketValuePrice","SalePrice"\n'
        '"03/15/2026","Lapse","AVGO","Restricted Stock Lapse","30","","","",""\n'
        '"","","","","","","","$321.43","$322.79"\n'
    )
    (transaction,) = read(text).transactions
    assert (transaction.quantity, transaction.price) == (None, Decimal("321.43"))


def test_json_of_other_makers_is_left_alone() -> None:
    for value in ({"Transactions": [{"Date": "1/1/2026"}]}, {"transactions": {}}, [{"Date": 1}], {"BrokerageTransactions": None}):
        with pytest.raises(AdvisorError, match="layout is not known"):
            read(json.dumps(value), "export.json")


def test_elements_that_are_no_transactions_are_skipped() -> None:
    entry = {"Date": "02/27/2026", "Action": "Buy", "Symbol": "F", "Fees & Comm": "", "Amount": "-$12.00"}
    statement = read(json.dumps({"BrokerageTransactions": [entry, 7, {}, ["a"], None]}), "export.json")
    assert (len(statement.transactions), len(statement.skipped), statement.records) == (1, 4, 5)
