"""Books that were written as a portable file come back into the books they are from, and into empty ones."""

from __future__ import annotations

import json

import pytest

from advisor.domain.portfolio import Portfolio, TaxType
from advisor.presentation.portable import portfolio_json
from advisor.services.import_files import import_files
from advisor.services.list_positions import list_positions
from advisor.services.open_books import open_books
from advisor.services.task import Task

FIDELITY = """Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type
Z23456789,Joint,VTI,VANGUARD TOTAL STOCK,10,$300.00,$3000.00,$2000.00,Cash
X99990001,ROTH IRA,VTI,VANGUARD TOTAL STOCK,5,$300.00,$1500.00,$1000.00,Cash
X99990001,ROTH IRA,FCASH**,HELD IN FCASH,,,$20.50,,Cash
"""
SCHWAB = """"Positions for account Individual ...789 as of 07:49 PM ET, 2026/02/06"
"Symbol","Description","Quantity","Price","Market Value","Cost Basis","% Of Account","Security Type"
"VTI","VANGUARD TOTAL STOCK","2","$300.00","$600.00","$500.00","100%","Equity"
"Account Total","","","","$600.00","","",""
"""


@pytest.fixture
def exported(tmp_path):
    """Two brokers' accounts in books of their own, and the file written of them."""
    fidelity, schwab = tmp_path / "Portfolio_Positions_Feb-06-2026.csv", tmp_path / "Individual.csv"
    fidelity.write_text(FIDELITY, encoding="utf-8")
    schwab.write_text(SCHWAB, encoding="utf-8")
    with open_books(tmp_path / "books.db") as db:
        import_files(db, Task(), [fidelity, schwab])
        written = tmp_path / "everything.json"
        written.write_text(json.dumps(portfolio_json(list_positions(db, Task()), ())), encoding="utf-8")
        yield db, written


def told(portfolio: Portfolio) -> list[tuple[object, ...]]:
    return sorted(
        (
            p.account.broker,
            p.account.number_masked,
            p.account.name,
            p.account.tax_type,
            p.symbol,
            p.quantity,
            p.value,
            p.cost_basis,
        )
        for p in portfolio.positions
    )


def test_accounts_are_known_again_in_their_own_books(exported) -> None:
    db, written = exported
    before = told(list_positions(db, Task()))
    (file,) = import_files(db, Task(), [written]).files
    assert all(match.account is not None for match in file.preview.accounts)
    assert told(list_positions(db, Task())) == before


def test_empty_books_get_accounts_of_the_brokers_they_are_at(exported, tmp_path) -> None:
    db, written = exported
    with open_books(tmp_path / "new.db") as new:
        import_files(new, Task(), [written])
        assert told(list_positions(new, Task())) == told(list_positions(db, Task()))
        brokers = {(account.broker, account.tax_type) for account in list_positions(new, Task()).accounts}
    assert brokers == {("fidelity", TaxType.TAXABLE), ("fidelity", TaxType.ROTH), ("schwab", TaxType.TAXABLE)}
