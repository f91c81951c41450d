"""The portable format: what is written is read back, exactly; what another program wrote is read as far as it makes sense."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.advice.model.target import TargetModel
from advisor.advice.target_file import parse_target
from advisor.domain.classification import Override, Sector, Sleeve
from advisor.domain.errors import MalformedFileError
from advisor.domain.portfolio import (
    Account,
    InstrumentKind,
    Portfolio,
    Position,
    TaxLot,
    TaxType,
    Transaction,
    TransactionKind,
)
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.read import read_statement
from advisor.presentation.portable import portfolio_json

DAY = date(2026, 2, 6)
days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)  # controls are left out
symbols = st.one_of(
    st.sampled_from(("VTI", "BRK.B", "91282CJL6", "KO260320P00060000", "CASH", "Plan Fund 2040 ")), words.filter(str.strip)
)
money = st.decimals(-(10**12), 10**12, places=2)
numbers = st.decimals(-(10**9), 10**9, places=8) | st.integers(-(10**9), 10**9).map(Decimal)
currencies = st.sampled_from(("USD", "EUR", "CAD"))
lots = st.builds(TaxLot, acquired=st.none() | days, quantity=numbers, cost_basis=st.none() | money)


@st.composite
def books(draw: st.DrawFn) -> tuple[Portfolio, list[Transaction]]:
    accounts = tuple(
        Account(number, draw(words), draw(words), draw(words), draw(st.sampled_from(TaxType)), draw(currencies), draw(words))
        for number in range(draw(st.integers(1, 4)))
    )
    positions = [position for account in accounts for position in draw(st.lists(_positions(account), max_size=4))]
    transactions = [entry for account in accounts for entry in draw(st.lists(_transactions(account), max_size=4))]
    return Portfolio(accounts, tuple(positions), ()), transactions


def _positions(account: Account) -> st.SearchStrategy[Position]:
    plain_cash = st.builds(
        Position,
        account=st.just(account),
        symbol=st.just("CASH"),
        name=st.just("Cash"),
        kind=st.just(InstrumentKind.CASH),
        quantity=st.none(),
        price=st.none(),
        value=money,
        cost_basis=st.none(),
        as_of=st.just(DAY),
        currency=st.just(account.currency),
    )
    anything = st.builds(
        Position,
        account=st.just(account),
        symbol=symbols,
        name=words,
        kind=st.sampled_from(InstrumentKind),
        quantity=st.none() | numbers,
        price=st.none() | numbers,
        value=money,
        cost_basis=st.none() | money,
        as_of=st.just(DAY),
        lots=st.lists(lots, max_size=3).map(tuple),
        currency=currencies,
        cusip=words,
    )
    return plain_cash | anything


def _transactions(account: Account) -> st.SearchStrategy[Transaction]:
    return st.builds(
        Transaction,
        account=st.just(account),
        traded=days,
        settled=st.none() | days,
        kind=st.sampled_from(TransactionKind),
        action=words,
        symbol=st.just("") | symbols,
        name=words,
        quantity=st.none() | numbers,
        price=st.none() | numbers,
        fees=st.none() | numbers,
        amount=st.none() | money,
        currency=currencies,
        instrument=st.sampled_from(InstrumentKind),
    )


def read(document: dict[str, Any]) -> Statement:
    return read_statement(json.dumps(document).encode(), "books.json")


@settings(max_examples=80, deadline=None, derandomize=True, database=None)
@given(books())
def test_what_is_written_is_read_back(own: tuple[Portfolio, list[Transaction]]) -> None:
    portfolio, transactions = own
    document = portfolio_json(portfolio, transactions)
    if not (portfolio.positions or transactions):
        with pytest.raises(MalformedFileError, match="neither a position nor a transaction"):
            read(document)
        return
    statement = read(document)
    assert not statement.skipped and statement.structure == 0
    assert statement.records == len(portfolio.positions) + sum(len(p.lots) for p in portfolio.positions) + len(transactions)
    assert statement.as_of == portfolio.as_of
    assert [account_as_read(statement, index) for index in range(len(portfolio.accounts))] == [
        (a.broker, a.number_masked, a.name, a.tax_type, a.currency, a.owner) for a in portfolio.accounts
    ]
    for account, read_account in zip(portfolio.accounts, statement.accounts, strict=True):
        mine = [position for position in portfolio.positions if position.account == account]
        # Cash comes first, and lots follow their position.
        mine.sort(key=lambda position: position.symbol != "CASH")
        theirs = [position for position in statement.positions if position.account == read_account.key]
        assert [(p.symbol, p.name, p.kind, p.quantity, p.price, p.value, p.cost_basis, p.currency, p.cusip) for p in theirs] == [
            (p.symbol, p.name, p.kind, p.quantity, p.price, p.value, p.cost_basis, p.currency, p.cusip) for p in mine
        ]
        assert [
            (lot.symbol, lot.acquired, lot.quantity, lot.cost_basis) for lot in statement.lots if lot.account == read_account.key
        ] == [(p.symbol, lot.acquired, lot.quantity, lot.cost_basis) for p in mine for lot in p.lots]
        assert [entry[2:] for entry in statement.transactions if entry.account == read_account.key] == [
            (
                *(entry.traded, entry.settled, entry.action, entry.symbol, entry.name, entry.quantity, entry.price, entry.fees),
                *(entry.amount, entry.kind, entry.currency, entry.instrument),
            )
            for entry in transactions
            if entry.account == account
        ]


def account_as_read(statement: Statement, index: int) -> tuple[object, ...]:
    account = statement.accounts[index]
    origin = statement.origins[account.key]
    return origin.broker, account.number, account.name, origin.tax_type, account.currency, origin.owner


def test_digits_are_kept_as_they_are_written() -> None:
    account = Account(1, "fidelity", "····4821", "Brokerage", TaxType.TAXABLE)
    quantity = Decimal("1E+3")
    position = Position(account, "VTI", "", InstrumentKind.FUND, quantity, Decimal("1.2300"), Decimal("1230.00"), None, DAY)
    document = portfolio_json(Portfolio((account,), (position,), ()), ())
    written = document["accounts"][0]["positions"][0]
    assert (written["quantity"], written["price"], written["value"]) == ("1000", "1.2300", "1230.00")
    assert str(read(document).positions[0].price) == "1.2300"


def test_cash_of_an_account_is_all_its_money() -> None:
    account = Account(1, "fidelity", "····4821", "Brokerage", TaxType.TAXABLE)
    parts = [
        Position(account, "CASH", name, InstrumentKind.CASH, None, None, Decimal(value), None, DAY)
        for name, value in (("Cash", "10.00"), ("Pending activity", "2.50"))
    ]
    written = portfolio_json(Portfolio((account,), tuple(parts), ()), ())["accounts"][0]
    assert written["cash"] == "12.50" and len(written["cash_parts"]) == 2 and written["positions"] == []
    alone = portfolio_json(Portfolio((account,), (parts[0],), ()), ())["accounts"][0]
    assert alone["cash"] == "10.00" and "cash_parts" not in alone


def test_targets_and_overrides_are_written() -> None:
    target = TargetModel("mine", "Mine", "", {Sleeve.MID_CAP: 1.0})
    document = portfolio_json(Portfolio((), (), ()), (), (target,), (Override("VTI", Sleeve.MID_CAP, Sector.ENERGY, DAY),))
    assert parse_target(json.dumps(document["targets"][0]), "target.json") == target
    said = {"symbol": "VTI", "sleeve": "mid_cap", "sector": Sector.ENERGY.value, "stated_on": DAY.isoformat()}
    assert document["overrides"] == [said]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"version": 2}, "of version 2; this program reads version 1"),
        ({"version": None}, "of version unknown"),
        ({"version": True}, "of version True"),
        ({"accounts": {}}, "“accounts” is no list"),
        ({"accounts": []}, "neither a position nor a transaction"),
        ({"as_of": "yesterday"}, "“yesterday” in “as_of” is no date"),
        ({"accounts": [{"positions": [{"symbol": "VTI"}]}]}, "none of its 1 rows"),
        ({"accounts": [{"cash": 1e300}]}, "none of its 1 rows"),
    ],
)
def test_file_that_makes_no_sense_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(MalformedFileError) as refusal:
        read({"format": "advisor-portfolio", "version": 1, "as_of": "2026-02-06", "accounts": []} | changes)
    assert words in refusal.value.message and refusal.value.exit_code == 3


def test_number_too_long_to_write_out_is_refused_at_once() -> None:
    text = '{"format": "advisor-portfolio", "version": 1, "accounts": [{"cash": 1e999999999}]}'
    with pytest.raises(MalformedFileError, match="none of its 1 rows"):
        read_statement(text.encode(), "books.json")


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(("12.5", "2026-02-06", "VTI")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ("symbol", "value", "lots", "positions", "cash", "cash_parts", "transactions", "date", "kind", "name")
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.lists(anything, max_size=4))
def test_every_element_of_any_file_is_accounted_for(accounts: list[object]) -> None:
    try:
        statement = read({"format": "advisor-portfolio", "version": 1, "as_of": None, "accounts": accounts})
    except MalformedFileError as refusal:
        assert refusal.file == "books.json"
        return
    assert statement.records == statement.rows_stored + len(statement.skipped)
    assert statement.kind in {StatementKind.POSITIONS, StatementKind.TRANSACTIONS}
    assert all(row.reason and row.text for row in statement.skipped)
