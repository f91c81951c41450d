"""What an account made by its own statements, where its history tells what was a deposit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from advisor.rotation.model_standing import OwnReturn
from advisor.services.import_choices import ImportChoices
from advisor.services.import_files import import_files
from advisor.services.own_returns import own_returns
from advisor.services.task import Task
from advisor.storage.database import open_database


class Day(NamedTuple):
    """What a statement tells: cash, and shares of one fund with their price."""

    day: str
    cash: float
    shares: float
    price: float


Entries = Sequence[dict[str, Any]]
EARLY = {"date": "2025-12-01", "action": "Dividend", "symbol": "VTI", "amount": "1.00"}
DEPOSIT = {"date": "2026-01-20", "action": "Deposit", "amount": "100.00"}
LATE = {"date": "2026-02-20", "action": "Dividend", "symbol": "VTI", "amount": "10.00"}
FIRST, SECOND = Day("2026-01-01", 0, 10, 100), Day("2026-03-01", 110, 10, 110)


def statement(told: Day, transactions: Entries) -> dict[str, Any]:
    value = {"quantity": f"{told.shares}", "price": f"{told.price}", "value": f"{told.shares * told.price:.2f}"}
    position = {"symbol": "VTI", "name": "Stocks", "kind": "fund", **value}
    account = {"name": "Roth", "broker": "acme", "number_masked": "…77", "tax_type": "roth", "currency": "USD"}
    account |= {"cash": f"{told.cash:.2f}", "positions": [position], "transactions": list(transactions)}
    return {"format": "advisor-portfolio", "version": 1, "as_of": told.day, "accounts": [account]}


def told(folder: Path, entries: Entries, *statements: Day) -> tuple[OwnReturn, ...]:
    with closing(open_database(folder / "books.db")) as db:
        for place, each in enumerate(statements or (FIRST, SECOND)):
            file = folder / f"{place}.json"
            file.write_text(json.dumps(statement(each, () if place else entries)), encoding="utf-8")
            import_files(db, Task(), (file,), ImportChoices())
        return own_returns(db)


def test_a_deposit_is_no_gain(tmp_path: Path) -> None:
    (own,) = told(tmp_path, [EARLY, DEPOSIT, LATE])
    assert own.paid_in == 100.0
    assert own.rate == pytest.approx(110 / (1000 + 100 * 40 / 59))
    assert own.yearly is None


def test_a_history_that_does_not_reach_from_statement_to_statement_tells_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, [DEPOSIT, LATE]) == ()


def test_a_deposit_that_the_history_lacks_is_not_taken_for_a_gain(tmp_path: Path) -> None:
    assert told(tmp_path, [EARLY, LATE]) == ()


def test_shares_that_came_without_their_worth_are_not_taken_for_a_gain(tmp_path: Path) -> None:
    moved = {"date": "2026-01-25", "action": "Transfer", "symbol": "VTI", "quantity": "5"}
    assert told(tmp_path, [EARLY, DEPOSIT, LATE, moved], FIRST, SECOND._replace(shares=15)) == ()


def test_what_a_plan_buys_with_money_that_never_was_in_it_is_not_taken_for_a_gain(tmp_path: Path) -> None:
    bought = {"date": "2026-01-25", "action": "Buy", "symbol": "VTI", "quantity": "5", "price": "100", "amount": "-500"}
    assert told(tmp_path, [EARLY, DEPOSIT, LATE, bought], FIRST, SECOND._replace(shares=15)) == ()


def test_the_return_begins_where_the_history_begins_to_explain_everything(tmp_path: Path) -> None:
    (own,) = told(tmp_path, [EARLY, DEPOSIT, LATE], Day("2025-11-01", 0, 4, 90), FIRST, SECOND)
    assert (own.from_day, own.to_day) == (date(2026, 1, 1), date(2026, 3, 1))
    assert own.rate == pytest.approx(110 / (1000 + 100 * 40 / 59))
