"""Trades as tables: every figure that orders need, sales first, nothing a spreadsheet would run, layouts to the letter."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from advisor.domain.errors import InvalidRequestError
from advisor.presentation.orders_csv import ibkr_files, trades_csv
from advisor.services.export_orders import write_orders, write_trades
from advisor.services.task import Task
from tests.advice.households import BROKERAGE, ROTH, TRADE_DAY
from tests.advice.kept import BUY, PLAN, SELL

IBKR_HEAD = ["Action", "Quantity", "Symbol", "SecType", "Exchange", "Currency", "TimeInForce", "OrderType", "BasketTag"]


def rows_of(text):
    return list(csv.reader(io.StringIO(text)))


def test_the_table_holds_every_trade_with_its_lots_and_the_disclaimer():
    head, *rows = rows_of(trades_csv(PLAN, "Autumn", TRADE_DAY))
    trades = [dict(zip(head, row, strict=True)) for row in rows[:3]]
    assert [trade["action"] for trade in trades] == ["sell", "buy", "buy"]
    sold = trades[0]
    assert (sold["quantity"], sold["price"], sold["value"], sold["gain"]) == ("10", "300.00", "3000.00", "400.00")
    assert (sold["terms"], sold["disallowed"]) == ("long-term, short-term", "50.00")
    assert sold["lots"] == "6 of 2021-03-04, basis 1200.00; 4 of 2026-05-05, basis 1400.00"
    assert (trades[1]["gain"], trades[1]["lots"], trades[1]["disallowed"]) == ("", "", "")
    assert rows[3:] == [[], ["Plan", "Autumn"], ["Trade date", "2026-07-01"], ["This informs; it is no financial advice."]]


def test_no_cell_of_the_table_runs_in_a_spreadsheet():
    formula = replace(PLAN, trades=(replace(BUY, name="=HYPERLINK(1)"),))
    assert ",'=HYPERLINK(1)," in trades_csv(formula, "=A1", TRADE_DAY)
    assert "Plan,'=A1" in trades_csv(formula, "=A1", TRADE_DAY)


def test_a_basket_for_each_account_sells_before_it_buys():
    here, roth = ibkr_files(PLAN, TRADE_DAY)
    assert rows_of(here.content) == [
        IBKR_HEAD,
        ["SELL", "10", "SEVEN", "STK", "SMART", "USD", "DAY", "MKT", "RA20260701"],
        ["BUY", "40", "MID", "STK", "SMART", "USD", "DAY", "MKT", "RA20260701"],
    ]
    assert (here.account, roth.account) == (BROKERAGE, ROTH)
    assert rows_of(roth.content)[1][:3] == ["BUY", "12", "SMALL"]


def test_what_a_basket_has_no_place_for_is_told_beside_it():
    here, roth = ibkr_files(PLAN, TRADE_DAY)
    assert "- SEVEN: 6 of 2021-03-04, basis 1200.00; 4 of 2026-05-05, basis 1400.00" in here.beside
    assert "Specific Lot" in here.beside
    assert "your books have this account from Fidelity." in here.beside
    assert "by hand" not in here.beside
    assert "- buy 0.5 SMALL (the file takes whole shares)" in roth.beside
    assert "Lots" not in roth.beside
    for each in (here, roth):
        assert "This informs; it is no financial advice." in each.beside


def test_share_classes_are_spelled_with_a_space_and_funds_without_listing_are_left_out():
    trades = (replace(BUY, symbol="BRK.B"), replace(BUY, symbol="VTSAX"), replace(BUY, symbol="Inst 500 Index Trust"))
    (file,) = ibkr_files(replace(PLAN, trades=trades), TRADE_DAY)
    assert [row[2] for row in rows_of(file.content)[1:]] == ["BRK B"]
    assert "- buy 40 VTSAX" in file.beside
    assert "- buy 40 Inst 500 Index Trust" in file.beside


def test_files_are_written_whole_one_for_each_account(tmp_path):
    written = write_orders(Task(), PLAN, "ibkr", TRADE_DAY, tmp_path / "orders.csv")
    assert [path.name for path in written.orders] == ["orders-ibkr-Brokerage-1.csv", "orders-ibkr-Roth-IRA-2.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in (*written.orders, *written.notes))
    assert write_trades(Task(), PLAN, "Autumn", TRADE_DAY, tmp_path / "trades.csv").read_bytes().startswith(b"account,number,")


def test_no_basket_without_an_order_that_it_takes(tmp_path):
    crumbs = replace(PLAN, trades=(replace(BUY, quantity=Decimal("0.4")),))
    written = write_orders(Task(), crumbs, "ibkr", TRADE_DAY, tmp_path / "orders.csv")
    assert (written.orders, len(written.notes)) == ((), 1)


@pytest.mark.parametrize(
    ("plan", "layout"),
    [(PLAN, "schwab"), (replace(PLAN, trades=()), "ibkr"), (replace(PLAN, problems=("Too much is sold.",)), "ibkr")],
)
def test_what_cannot_be_ordered_is_refused(tmp_path, plan, layout):
    with pytest.raises(InvalidRequestError):
        write_orders(Task(), plan, layout, TRADE_DAY, tmp_path / "orders.csv")
    assert not list(tmp_path.iterdir())


def test_a_worksheet_that_cannot_be_carried_out_is_not_exported(tmp_path):
    with pytest.raises(InvalidRequestError, match="as they stand"):
        write_trades(Task(), replace(PLAN, problems=("Too much is sold.",)), "A", TRADE_DAY, tmp_path / "trades.csv")


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InvalidRequestError, match="could not be written"):
        write_trades(Task(), replace(PLAN, trades=(SELL,)), "Autumn", TRADE_DAY, tmp_path / "none" / "trades.csv")
