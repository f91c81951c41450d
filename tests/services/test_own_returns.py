"""What an account made by its own statements, where its history tells what was a deposit."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from advisor.rotation.model_standing import OwnReturn
from advisor.services.import_choices import ImportChoices
from advisor.services.import_files import import_files
from advisor.services.own_returns import own_returns
from advisor.services.task import Task
from advisor.storage.database import open_database

EARLY = {"date": "2025-12-01", "action": "Dividend", "symbol": "VTI", "amount": "1.00"}
DEPOSIT = {"date": "2026-01-20", "action": "Deposit", "amount": "100.00"}
LATE = {"date": "2026-02-20", "action": "Dividend", "symbol": "VTI", "amount": "1.00"}


def statement(as_of: str, cash: str, transactions: list[dict[str, Any]]) -> dict[str, Any]:
    account = {"name": "Roth", "broker": "acme", "number_masked": "…77", "tax_type": "roth", "currency": "USD", "cash": cash}
    account |= {"positions": [], "transactions": transactions}
    return {"format": "advisor-portfolio", "version": 1, "as_of": as_of, "accounts": [account]}


def told(folder: Path, transactions: list[dict[str, Any]]) -> tuple[OwnReturn, ...]:
    files = []
    for name, content in (
        ("first.json", statement("2026-01-01", "1000.00", transactions)),
        ("second.json", statement("2026-03-01", "1210.00", [])),
    ):
        files.append(folder / name)
        files[-1].write_text(json.dumps(content), encoding="utf-8")
    with closing(open_database(folder / "books.db")) as db:
        for file in files:
            import_files(db, Task(), (file,), ImportChoices())
        return own_returns(db)


def test_a_deposit_is_no_gain(tmp_path: Path) -> None:
    (own,) = told(tmp_path, [EARLY, DEPOSIT, LATE])
    assert own.paid_in == 100.0
    assert own.rate == pytest.approx(110 / (1000 + 100 * 40 / 59))


def test_a_history_that_does_not_reach_from_statement_to_statement_tells_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, [DEPOSIT, LATE]) == ()
