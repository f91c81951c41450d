"""Money called CASH, and the share with that ticker (Pathward Financial)."""

from __future__ import annotations

import pytest

from advisor.domain.portfolio import InstrumentKind
from advisor.importers.read import read_statement
from advisor.importers.reading.symbols import CASH_SHARE
from advisor.market.buckets import share_symbol

FIDELITY = "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Type\n"
SCHWAB = (
    '"Positions for account Individual ...512 as of 07:49 PM ET, 2026/07/16"\n'
    '"Symbol","Description","Quantity","Price","Market Value","Cost Basis","% Of Account","Security Type"\n'
)
VANGUARD = "Account Number,Investment Name,Symbol,Shares,Share Price,Total Value,\n"
SHARE, STOCK, MONEY = (CASH_SHARE, InstrumentKind.SECURITY), (CASH_SHARE, InstrumentKind.STOCK), ("CASH", InstrumentKind.CASH)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (FIDELITY + "Z1,Mine,CASH,PATHWARD FINL INC COM,10,$80.00,$800.00,Cash\n", SHARE),
        (FIDELITY + "Z1,Mine,CASH,PATHWARD FINL INC COM,10,$1.00,$10.00,Cash\n", MONEY),
        (FIDELITY + "Z1,Mine,CASH,HELD IN CASH,10,$80.00,$800.00,Cash\n", MONEY),
        (FIDELITY + "Z1,Mine,FCASH**,CASH,0.9,$1.00,$0.90,Cash\n", MONEY),
        (
            SCHWAB + '"CASH","PATHWARD","10","$80","$800","$7","1%","Equity"\n"Account Total",,,,"$800.00",,,\n',
            STOCK,
        ),
        (
            SCHWAB + '"CASH","PATHWARD","10","$80","$800","$7","1%","Cash and Money Market"\n"Account Total",,,,"$800.00",,,\n',
            MONEY,
        ),
        (VANGUARD + "12345678,PATHWARD FINANCIAL INC,CASH,10.000,80.00,800.00,\n", SHARE),
        (VANGUARD + "12345678,CASH,CASH,0.0,1.0,800.00,\n", MONEY),
        (VANGUARD + "12345678,,CASH,800.00,0.0,800.00,\n", MONEY),
    ],
)
def test_the_share_is_told_from_money(text: str, read: tuple[str, InstrumentKind]) -> None:
    (position,) = read_statement(text.encode(), "export.csv").positions
    assert (position.symbol, position.kind) == read


def test_the_share_traded_is_told_from_money() -> None:
    heading = "Account Number,Trade Date,Settlement Date,Transaction Type,Investment Name,Symbol,Shares,Share Price,Net Amount,\n"
    row = "12345678,07/01/2026,07/02/2026,Buy,PATHWARD FINANCIAL INC,CASH,10,80.00,-800.00,\n"
    (transaction,) = read_statement((heading + row).encode(), "export.csv").transactions
    assert transaction.symbol == CASH_SHARE


def test_the_reference_tables_know_the_share_by_the_same_symbol() -> None:
    assert share_symbol("CASH") == CASH_SHARE
