"""Suggesting trades: the search asks whether the investor cancelled the task."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from decimal import Decimal

import pytest

from advisor.services import suggest_trades as service
from advisor.services.choose_target import choose_target
from advisor.services.import_files import import_files
from advisor.services.load_sample import load_sample
from advisor.services.state_exchange_rate import state_exchange_rate
from advisor.services.suggest_options import SuggestOptions
from advisor.services.task import Task
from advisor.storage.database import open_database
from tests.services.odd_books import NOT_UNDERSTOOD, import_odd_books


class _SearchReachedError(Exception):
    """Nothing further needs to run."""


def test_cancelling_the_task_ends_the_search(tmp_path, monkeypatch):
    asked = []

    def search(_request, cancelled, **_watching):
        asked.append(cancelled)
        raise _SearchReachedError

    monkeypatch.setattr(service, "solve", search)
    task = Task()
    with closing(open_database(tmp_path / "books.db")) as db:
        load_sample(db, Task())
        target = choose_target(db, Task(), "broadening")
        with pytest.raises(_SearchReachedError):
            service.suggest(db, task, SuggestOptions(target, date(2026, 7, 13)))
    (cancelled,) = asked
    assert not cancelled()
    task.cancel()
    assert cancelled()


HOLDINGS = (
    '{"format": "advisor-portfolio", "version": 1, "as_of": "2026-07-10", "accounts": ['
    '{"name": "Here", "broker": "schwab", "number_masked": "1111", "currency": "USD", "cash": "1000.00", "positions": ['
    '{"symbol": "VTI", "name": "VTI", "kind": "fund", "quantity": "10", "price": "330", "value": "3300.00"},'
    '{"symbol": "SHOP", "name": "SHOPIFY", "kind": "stock", "currency": "CAD", "quantity": "10", "price": "150",'
    ' "value": "1100.00"},'
    '{"symbol": "SOL", "name": "Solana", "kind": "crypto", "quantity": "4", "price": "150", "value": "600.00"}]},'
    '{"name": "There", "broker": "ibkr", "number_masked": "2222", "currency": "CAD", "cash": "500.00", "positions": ['
    '{"symbol": "IJH", "name": "IJH", "kind": "fund", "currency": "CAD", "quantity": "10", "price": "90", "value": "900.00"}]}]}'
)


def test_prices_and_cash_in_other_money_are_never_taken_for_dollars(tmp_path, monkeypatch):
    requests = []

    def search(request, **_watching):
        requests.append(request)
        raise _SearchReachedError

    monkeypatch.setattr(service, "solve", search)
    (tmp_path / "books.json").write_text(HOLDINGS, encoding="utf-8")
    with closing(open_database(tmp_path / "books.db")) as db:
        import_files(db, Task(), [tmp_path / "books.json"])
        state_exchange_rate(db, Task(), "CAD", Decimal("0.70"))
        target = choose_target(db, Task(), "broadening")
        with pytest.raises(_SearchReachedError):
            service.suggest(db, Task(), SuggestOptions(target, date(2026, 7, 13)))
    (request,) = requests
    held = {(each.account.name, each.symbol): each for each in request.positions}
    assert {place for place, each in held.items() if each.tradable} == {("Here", "VTI")}
    assert held["There", "IJH"].value == Decimal("630.00")  # 10 x 90 Canadian dollars at 0.70
    assert held["There", "CASH"].value == Decimal("350.00")
    assert {each.name: request.cash[each.id] for each in request.accounts} == {"Here": 1000, "There": 0}
    assert next(each.price for each in request.candidates if each.symbol == "IJH") != 90


def test_what_a_plan_does_not_understand_stays_as_it_is_and_is_named(tmp_path):
    with closing(open_database(tmp_path / "books.db")) as db:
        import_odd_books(db, tmp_path)
        options = SuggestOptions(choose_target(db, Task(), "broadening"), date(2026, 7, 13), time_limit=2.0)
        plan = service.suggest(db, Task(), options).plan
    untouched = sorted(line["symbol"] for line in NOT_UNDERSTOOD)
    assert plan.trades
    assert not {trade.symbol for trade in plan.trades}.intersection(untouched)
    (told,) = (warning for warning in plan.warnings if warning.startswith("The plan leaves"))
    assert all(symbol in told for symbol in untouched[:4])
    assert f"{len(untouched) - 4} more" in told
    assert plan.shape_after.tracking_error is not None
    assert plan.gap_to_target < plan.gap_before


def test_progress_tells_how_far_the_best_plan_may_be_beaten(tmp_path):
    told = []
    with closing(open_database(tmp_path / "books.db")) as db:
        load_sample(db, Task())
        target = choose_target(db, Task(), "equal_weight")
        task = Task(report=lambda done, total, label: told.append((done, total, label)))
        service.suggest(db, task, SuggestOptions(target, date(2026, 7, 13), time_limit=2.0))
    searching = [done for done, total, _ in told if total == 100]
    assert searching == sorted(searching)
    assert all(0 <= done < 100 for done in searching)
    assert told[0][2] == "Looking through your funds"
    assert any(label.startswith("A plan is found; another could be better by up to $") for _, _, label in told)
