"""Accounts in other currencies, and shares that are quoted in others again."""

from __future__ import annotations

from decimal import Decimal

import pytest

from advisor.domain.errors import MalformedFileError
from advisor.domain.security_numbers import cusip_in
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.degiro.cells import mark_of, number_in
from advisor.importers.read import read_statement
from advisor.importers.reading.amounts import DecimalMark
from advisor.importers.reading.currencies import money_of
from advisor.importers.reading.records import Record

POSITION = '<OpenPosition currency="{}" assetCategory="STK" symbol="ENB" position="10" markPrice="{}" reportDate="20260630"/>'
BALANCES = (
    '<CashReport><CashReportCurrency currency="BASE_SUMMARY" endingCash="1"/>'
    '<CashReportCurrency currency="EUR" endingCash="1"/></CashReport>'
)


def flex(*sections: str) -> Statement:
    body = "\n".join(sections).replace("/><", "/>\n<")
    text = (
        '<FlexQueryResponse><FlexStatements>\n<FlexStatement accountId="U7000001" toDate="20260630">\n'
        f'<AccountInformation currency="EUR"/>\n{body}\n</FlexStatement></FlexStatements></FlexQueryResponse>'
    )
    return read_statement(text.encode(), "query.xml")


def activity(*rows: str) -> Statement:
    return read_statement("\n".join((*rows, "Codes,Header,Code,Meaning", "")).encode(), "statement.csv")


@pytest.mark.parametrize(
    ("code", "money"), [("GBX", ("GBP", "0.01")), ("GBp", ("GBP", "0.01")), ("gbp", ("GBP", "1")), (" EUR ", ("EUR", "1"))]
)
def test_pence_are_hundredths_of_pounds(code: str, money: tuple[str, str]) -> None:
    assert money_of(code) == (money[0], Decimal(money[1]))


def test_only_isins_of_north_america_hold_a_cusip() -> None:
    assert cusip_in("US0378331005") == "037833100"
    assert cusip_in("CA0641491075") == "064149107"
    assert not cusip_in("IE00B3RBWM25") and not cusip_in("AAPL")


def test_a_file_with_decimal_commas_may_hold_a_number_with_a_point() -> None:
    mark = mark_of([Record(2, ["-97.93", "1.000,50"])])
    assert mark is DecimalMark.COMMA
    assert [number_in([text], 0, "Saldo", mark) for text in ("-97.93", "1.000,50", "1.000")] == [
        Decimal("-97.93"),
        Decimal("1000.50"),
        Decimal(1000),
    ]


def test_cash_beside_no_section_of_positions_does_not_say_that_everything_was_sold() -> None:
    trades = flex(BALANCES, '<Trades><Trade symbol="A" quantity="1" netCash="-1" tradeDate="20260102" currency="EUR"/></Trades>')
    assert (trades.kind, trades.positions, trades.structure) == (StatementKind.TRANSACTIONS, (), 2)
    holdings = flex(BALANCES, "<OpenPositions></OpenPositions>")
    assert (holdings.kind, holdings.imported_total) == (StatementKind.POSITIONS, Decimal("1.00"))


def test_a_flex_query_without_a_rate_leaves_the_position_out() -> None:
    rate = '<ConversionRates><ConversionRate fromCurrency="CAD" toCurrency="EUR" rate="0.68669"/></ConversionRates>'
    known = f"<OpenPositions>{POSITION.format('CAD', '49.35')}{POSITION.format('USD', '1')}</OpenPositions>"
    statement = flex(known, rate)
    assert [position.value for position in statement.positions] == [Decimal("338.88")]  # 493.50 times 0.68669
    assert [row.reason for row in statement.skipped] == ["its money is in USD, and the file tells no exchange rate to EUR"]


def test_a_flex_query_in_one_line_keeps_its_rows_apart() -> None:
    sections = f"<OpenPositions>{POSITION.format('EUR', '1')}{POSITION.format('EUR', '2')}</OpenPositions>"
    text = f"<FlexQueryResponse><FlexStatement>{sections}</FlexStatement></FlexQueryResponse>"
    statement = read_statement(text.encode(), "query.xml")
    assert [position.line for position in statement.positions] == [4, 5]
    assert statement.accounts[0].currency == "EUR"  # nothing states it, but all positions are in it


def test_the_same_total_in_the_accounts_currency_tells_the_rate() -> None:
    statement = activity(
        "Open Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Quantity,Mult,x,Cost Basis,Close Price,Value",
        "Open Positions,Data,Summary,Stocks,CAD,ENB,10,1,50,500,49.35,493.5",
        "Open Positions,Total,,Stocks,CAD,,,,,500,,493.5",
        "Open Positions,Total,,Stocks,EUR,,,,,343.345,,338.881515",
    )
    position = statement.positions[0]
    assert (statement.accounts[0].currency, position.currency) == ("EUR", "CAD")
    assert (position.price, position.value, position.cost_basis) == (Decimal("49.35"), Decimal("338.88"), Decimal("343.35"))


def test_a_statement_of_an_account_that_holds_only_cash_has_no_section_of_positions() -> None:
    balances = ("Cash Report,Header,Currency Summary,Currency,Total", "Cash Report,Data,Ending Cash,USD,25.5")
    classes = ("Net Asset Value,Header,Asset Class,Current Total", "Net Asset Value,Data,Cash ,25.5")
    statement = activity(*classes, "Net Asset Value,Data,Total,25.5", *balances)
    assert (statement.kind, statement.reported_total) == (StatementKind.POSITIONS, Decimal("25.5"))
    with pytest.raises(MalformedFileError, match="without a single position"):
        activity(*classes, "Net Asset Value,Data,Stock,900", "Net Asset Value,Data,Total,925.5", *balances)


def test_a_total_that_the_rows_do_not_reach_is_told_in_the_accounts_currency() -> None:
    statement = activity(
        "Account Information,Header,Field Name,Field Value",
        "Account Information,Data,Account,U7000001",
        "Account Information,Data,Base Currency,CHF",
        "Net Asset Value,Header,Asset Class,Current Total",
        "Net Asset Value,Data,Cash ,25.5",
        "Net Asset Value,Data,Total,25.52",
        "Cash Report,Header,Currency Summary,Currency,Total",
        "Cash Report,Data,Ending Cash,CHF,25.5",
    )
    assert [warning.message for warning in statement.warnings] == [
        "····0001: the rows add up to 25.50 CHF, the file's own total is 25.52 CHF, a difference of −0.02 CHF."
    ]
