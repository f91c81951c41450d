"""A worksheet from a file: an exported table read back, and plain words for a row that is no line."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from advisor.advice.model.action import TradeAction
from advisor.advice.model.request import FixedTrade
from advisor.domain.errors import MalformedFileError, UnreadableFileError
from advisor.domain.portfolio import InstrumentKind, Portfolio, Position
from advisor.presentation.orders_csv import trades_csv
from advisor.services.read_worksheet import read_worksheet
from tests.advice.households import BROKERAGE, ROTH, TRADE_DAY
from tests.advice.kept import PLAN

PORTFOLIO = Portfolio((BROKERAGE, ROTH), (), ())


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "lines.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_an_exported_table_is_read_back(file):
    assert read_worksheet(file(trades_csv(PLAN, "Autumn", TRADE_DAY)), PORTFOLIO) == (
        FixedTrade(BROKERAGE.id, TradeAction.SELL, "SEVEN", Decimal(10)),
        FixedTrade(BROKERAGE.id, TradeAction.BUY, "MID", Decimal(40)),
        FixedTrade(ROTH.id, TradeAction.BUY, "SMALL", Decimal("12.5")),
    )


def test_columns_in_any_order_and_nothing_to_do(file):
    (line,) = read_worksheet(file('Quantity,Symbol,Action,Account\n"1,200",mid,BUY,roth ira\n'), PORTFOLIO)
    assert line == FixedTrade(ROTH.id, TradeAction.BUY, "MID", Decimal(1200))
    assert read_worksheet(file("account,action,symbol,quantity\n"), PORTFOLIO) == ()


def test_accounts_of_one_name_are_told_apart_by_their_number(file):
    other = replace(ROTH, id=7, number_masked="····7")
    portfolio = Portfolio((ROTH, other), (), ())
    text = "account,number,action,symbol,quantity\nRoth IRA,····7,buy,MID,1\n"
    assert read_worksheet(file(text), portfolio)[0].account_id == 7
    with pytest.raises(MalformedFileError, match="is several of your accounts"):
        read_worksheet(file(text.replace("····7", "")), portfolio)


def test_of_accounts_of_one_name_the_one_that_holds_something_is_meant(file):
    other = replace(ROTH, id=7, number_masked="····7")
    held = Position(other, "MID", "Mid", InstrumentKind.FUND, Decimal(1), Decimal(61), Decimal(61), None, TRADE_DAY)
    portfolio = Portfolio((ROTH, other), (held,), ())
    assert read_worksheet(file("account,action,symbol,quantity\nRoth IRA,buy,MID,1\n"), portfolio)[0].account_id == 7


def test_what_an_edited_table_has_around_its_lines_does_no_harm(file):
    (line,) = read_worksheet(file(" Account , action,symbol,quantity\nRoth IRA,buy,MID,0\n , ,,\nTotal,,,\n"), PORTFOLIO)
    assert line == FixedTrade(ROTH.id, TradeAction.BUY, "MID", Decimal(0))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column “account”"),
        ("account,action,symbol\n", "no column “quantity”"),
        (
            "account,action,symbol,quantity\nNobody,buy,MID,1\n",
            "Line 2 of lines.csv is no trade: “Nobody” is none of your accounts.",
        ),
        ("account,action,symbol,quantity\nRoth IRA,hold,MID,1\n", "“hold” is neither buy nor sell"),
        ("account,action,symbol,quantity\nRoth IRA,buy,,1\n", "the symbol is missing"),
        ("account,action,symbol,quantity\nRoth IRA,buy,MID,some\n", "“some” is no number of shares"),
        ("account,action,symbol,quantity\nRoth IRA,buy,MID,-1\n", "“-1” is no number of shares"),
        ("account,action,symbol,quantity\nRoth IRA,buy\n", "the symbol is missing"),
    ],
)
def test_what_is_no_worksheet_is_told_with_its_line(file, text, said):
    with pytest.raises(MalformedFileError) as refused:
        read_worksheet(file(text), PORTFOLIO)
    assert said in refused.value.message


def test_what_is_no_text_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError):
        read_worksheet(tmp_path, PORTFOLIO)
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(UnreadableFileError):
        read_worksheet(tmp_path / "a.csv", PORTFOLIO)
