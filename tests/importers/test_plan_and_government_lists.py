"""Traps of TIAA's, Ameriprise's and TreasuryDirect's lists."""

from __future__ import annotations

from decimal import Decimal

import pytest

from advisor.domain.errors import MalformedFileError
from advisor.domain.portfolio import InstrumentKind
from advisor.domain.statement import Statement
from advisor.importers.read import read_statement

TIAA = "Data As of 02/06/2026,\nYour Investments,Total Value,Last Price,Quantity,\n"
AMERIPRISE = '"AMERIPRISE BROKERAGE","ALL_ACCOUNTS"\nAs of 02/06/2026 03:30 PM ET\n,\n'
HEADINGS = '"Symbol","Description","Account Name","Account Description","Quantity","Mkt. Price","Mkt. Value"\n'
TREASURY = "Confirm #\tIssue Date\tInterest Rate\tStatus\tAmount\tCurrent Value\n"


def read(text: str) -> Statement:
    return read_statement(text.encode(), "download.csv")


def test_a_plan_of_two_words_in_brackets_is_no_ticker() -> None:
    statement = read(
        TIAA + "Lifecycle 2040 (R6 Class),$10.00,$1.00,10,\nGrowth (TRLIX),$20.00,$2.00,10,\nAll Investments,$30.00, , ,\n"
    )
    assert [position.symbol for position in statement.positions] == ["Lifecycle 2040 (R6 Class)", "TRLIX"]
    assert statement.reported_total == Decimal("30.00") and not statement.warnings


def test_balance_with_thousands_commas_is_one_amount_though_nothing_is_quoted() -> None:
    statement = read(
        TIAA + "PLAN A,\nTotal balance: $1,234.50,\nFund (TRLIX),$1234.50,$1.00,1234.5,\nAll Investments,$1234.50, , ,\n"
    )
    assert statement.accounts[0].reported_total == Decimal("1234.50") and not statement.warnings


def test_fund_that_lost_its_cells_is_no_name_of_a_plan() -> None:
    statement = read(
        TIAA + "PLAN A,\nTotal balance: $1.00,\nFund (TRLIX),$1.00,$1.00,1,\nPlan B,,,,\nAll Investments,$1.00, , ,\n"
    )
    assert [row.line for row in statement.skipped] == [6] and len(statement.accounts) == 1


def test_rows_between_two_tables_belong_to_neither() -> None:
    table = HEADINGS + '"VTI","ETF","HOUSE","**** 1234","1","$1.00","$1.00"\n"Total Equities","","","","","","$1.00"\n'
    stray = '"VXUS","ETF","HOUSE","**** 1234","1","$1.00","$1.00"\n'
    statement = read(AMERIPRISE + '"Equities"\n' + table + stray + ',\n"Mutual Funds"\n' + table)
    assert [row.line for row in statement.skipped] == [8]
    assert [position.kind for position in statement.positions] == [InstrumentKind.SECURITY, InstrumentKind.FUND]


def test_what_bears_a_ticker_may_be_called_total() -> None:
    row = '"","Total Return Partnership","HOUSE","**** 1234","2","$5.00","$10.00"\n'
    cash = '"Type","Account Name","Account Description","Mkt. Value"\n"Total Sweep","HOUSE","**** 1234","$3.00"\n'
    statement = read(AMERIPRISE + '"Cash & Equivalents"\n' + cash + '"Alternative Investments"\n' + HEADINGS + row)
    assert [(position.symbol, position.kind) for position in statement.positions] == [
        ("CASH", InstrumentKind.CASH),
        ("Total Return Partnership", InstrumentKind.OTHER),
    ]


@pytest.mark.parametrize("leading", ["\t", ""])
def test_rows_with_and_without_the_empty_first_cell_read_alike(leading: str) -> None:
    statement = read("Series I\n" + TREASURY + f"{leading}IAAAB\t11-01-2022\t6.89%\t\t$1,000.00\t$1,210.40\n")
    (bond,) = statement.positions
    assert (bond.quantity, bond.value, bond.cost_basis) == (Decimal("1000.00"), Decimal("1210.40"), Decimal("1000.00"))
    assert bond.symbol == "SERIES I SAVINGS BOND 2022-11-01"


def test_headings_alone_are_refused() -> None:
    for text in (TIAA, AMERIPRISE + HEADINGS, TREASURY):
        with pytest.raises(MalformedFileError, match="without a single"):
            read(text)
