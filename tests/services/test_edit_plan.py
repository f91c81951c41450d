"""Plans with typed, locked and added lines, and the fields of the last plan."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from decimal import Decimal

import pytest

from advisor.advice.model.action import TradeAction
from advisor.domain.errors import InvalidRequestError
from advisor.services.choose_target import choose_target
from advisor.services.edit_plan import suggest_around, work_out_draft
from advisor.services.load_sample import load_sample
from advisor.services.plan_draft import PlanDraft
from advisor.services.plan_wishes import keep_wishes, kept_wishes
from advisor.services.suggest_options import SuggestOptions
from advisor.services.task import Task
from advisor.storage.database import open_database
from advisor.storage.settings import save_setting


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    with closing(open_database(tmp_path_factory.mktemp("books") / "books.db")) as opened:
        load_sample(opened, Task())
        yield opened


@pytest.fixture(scope="module")
def options(db):
    return SuggestOptions(choose_target(db, Task(), "broadening"), date(2026, 7, 13), time_limit=3.0)


@pytest.fixture(scope="module")
def found(db, options):
    return suggest_around(db, Task(), options, PlanDraft(), None, lambda: False)


def _key(trade):
    return trade.account.id, trade.action, trade.symbol


def _lines(suggestion):
    return {_key(trade): trade.quantity for trade in suggestion.plan.trades}


def test_without_edits_the_plan_is_what_was_found(db, options, found):
    assert _lines(work_out_draft(db, Task(), options, PlanDraft(), found)) == _lines(found)


def test_a_typed_line_takes_the_place_of_the_found_one_and_the_others_stay(db, options, found):
    key = next(iter(_lines(found)))
    typed = work_out_draft(db, Task(), options, PlanDraft().with_line(key, Decimal(1)), found)
    assert _lines(typed) == _lines(found) | {key: Decimal(1)}
    assert list(_lines(typed)) == list(_lines(found))


def test_a_line_of_nothing_is_not_made(db, options, found):
    key = next(iter(_lines(found)))
    assert key not in _lines(work_out_draft(db, Task(), options, PlanDraft().with_line(key, Decimal(0)), found))


def test_from_nothing_only_the_typed_lines_count(db, options, found):
    key = (next(iter(found.plan.trades)).account.id, TradeAction.BUY, "VXUS")
    draft = PlanDraft({key: Decimal(2)}, worksheet=True, from_nothing=True)
    assert _lines(work_out_draft(db, Task(), options, draft, found)) == {key: Decimal(2)}


def test_a_symbol_that_no_target_offers_can_be_bought_where_it_has_a_price(db, options, found):
    offered = {candidate.symbol for candidate in found.request.candidates}
    held = {position.symbol for position in found.request.positions}
    account = next(iter(found.plan.trades)).account.id
    symbol = "NVDA" if "NVDA" not in offered else next(iter(held - offered))
    worked_out = work_out_draft(db, Task(), options, PlanDraft({(account, TradeAction.BUY, symbol): Decimal(1)}), None)
    assert _lines(worked_out) == {(account, TradeAction.BUY, symbol): Decimal(1)}
    with pytest.raises(InvalidRequestError, match="NOSUCH"):
        work_out_draft(db, Task(), options, PlanDraft({(account, TradeAction.BUY, "NOSUCH"): Decimal(1)}), found)


def test_a_search_keeps_typed_locked_and_dropped_lines(db, options, found):
    typed, locked, dropped, *_ = _lines(found)
    draft = PlanDraft({typed: Decimal(1), dropped: Decimal(0)}, frozenset({locked}))
    again = _lines(suggest_around(db, Task(), options, draft, found.plan, lambda: False))
    assert again[typed] == 1
    assert again[locked] == _lines(found)[locked]
    assert dropped not in again


def test_a_line_typed_again_keeps_its_place_and_is_the_last_one_typed():
    one, other = (1, TradeAction.BUY, "A"), (1, TradeAction.BUY, "B")
    draft = PlanDraft().with_line(one, Decimal(1)).with_line(other, Decimal(2)).with_line(one, Decimal(3))
    assert list(draft.typed.items()) == [(one, Decimal(3)), (other, Decimal(2))]
    assert draft.last == one
    assert draft.with_line(other, Decimal(0)).dropped == (other,)
    assert draft.with_lock_turned(one).without_line(one).locked == frozenset()


def test_fields_are_remembered_and_what_cannot_be_read_is_none(db):
    assert kept_wishes(db, Task()) == {}
    keep_wishes(db, Task(), {"no_sell": "AAPL", "band": "5/25"})
    assert kept_wishes(db, Task()) == {"no_sell": "AAPL", "band": "5/25"}
    save_setting(db, "plan_wishes", "{not json")
    assert kept_wishes(db, Task()) == {}
