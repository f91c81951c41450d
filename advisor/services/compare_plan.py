"""Compare a kept plan with the books: was it carried out?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisor.advice.carried_out import carried_out
from advisor.advice.model.carried_out import BooksSince, CarriedOut, Fulfilment
from advisor.domain.days import long_date
from advisor.domain.errors import InvalidRequestError, MalformedFileError
from advisor.domain.kept_plans import KeptPlan, PlanState
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Portfolio, Position
from advisor.domain.prices import PriceEventKind
from advisor.services.closes_on_file import closes_on_file
from advisor.services.keep_plans import ReadPlan, read_plan
from advisor.services.own_portfolio import current_portfolio
from advisor.services.plan_positions import is_spendable
from advisor.services.task import Changed, Task
from advisor.storage.engine import Database
from advisor.storage.plans import load_plans, note_state
from advisor.storage.transactions import load_transactions

_OPEN = (Fulfilment.NOT_YET, Fulfilment.NOT_TOLD)


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """A kept plan beside the books; `kept.head` tells its state after the comparison."""

    kept: ReadPlan
    carried_out: CarriedOut
    changed: Changed = Changed.NOTHING


def compare_plan(db: Database, task: Task, plan_id: int) -> PlanComparison:
    """What became of each trade since the orders were given, or since the plan's trade date where none were.

    Raises:
        InvalidRequestError: There is no such plan.
        MalformedFileError: Another version of the program kept it in another form.
    """
    task.step(0, 1, "Comparing the plan with your books")
    kept = read_plan(db, task, plan_id)
    return PlanComparison(kept, _compared(db, kept, kept.head.ordered_on))


def mark_as_ordered(db: Database, task: Task, plan_id: int, day: date) -> PlanComparison:
    """Note that the orders of a plan were given, and compare it with the books at once; every later import does so again.

    Args:
        day: When the orders were given.

    Raises:
        InvalidRequestError: There is no such plan, it cannot be carried out as it stands, or the day is before the one it was
            made for.
        MalformedFileError: Another version of the program kept it in another form.
    """
    task.step(0, 1, "Comparing the plan with your books")
    kept = read_plan(db, task, plan_id)
    if kept.plan.problems:
        raise InvalidRequestError(
            f"“{kept.head.name}” cannot be carried out as it stands. {kept.plan.problems[0]}", "Nothing was changed."
        )
    if day < kept.head.trade_date:
        raise InvalidRequestError(
            f"“{kept.head.name}” was made for {long_date(kept.head.trade_date)}: its orders cannot be older.",
            "Nothing was changed.",
        )
    seen = _compared(db, kept, day)
    return PlanComparison(_noted(db, kept, seen, day), seen, Changed.PLANS)


def compare_ordered_plans(db: Database, task: Task, *, done_too: bool = False) -> tuple[PlanComparison, ...]:
    """Compare every plan whose orders were given with the books; those whose comparison says something new.

    Args:
        done_too: Look again at those that were done: an import that said so may have been taken back. What was traded since
            opens none of them again.
    """
    states = (PlanState.ORDERED, PlanState.DONE) if done_too else (PlanState.ORDERED,)
    news = []
    for head in load_plans(db):
        if head.state in states and head.ordered_on is not None:
            comparison = _newly_compared(db, task, head, head.ordered_on)
            if comparison is not None:
                news.append(comparison)
    return tuple(news)


def _newly_compared(db: Database, task: Task, head: KeptPlan, ordered_on: date) -> PlanComparison | None:
    try:
        kept = read_plan(db, task, head.id)
    except MalformedFileError:
        return None  # whoever opens the plan is told; an import must not fail over it
    seen = _compared(db, kept, ordered_on)
    stays_done = head.state is PlanState.DONE and not any(each.fulfilment in _OPEN for each in seen.trades)
    if seen.headline == head.carried_out or stays_done:
        return None
    return PlanComparison(_noted(db, kept, seen, ordered_on), seen, Changed.PLANS)


def _noted(db: Database, kept: ReadPlan, seen: CarriedOut, ordered_on: date) -> ReadPlan:
    state = PlanState.DONE if seen.complete else PlanState.ORDERED
    head = note_state(db, kept.head.id, state, ordered_on=ordered_on, carried_out=seen.headline)
    return ReadPlan(head, kept.request, kept.plan)


def _compared(db: Database, kept: ReadPlan, ordered_on: date | None) -> CarriedOut:
    portfolio = current_portfolio(db)
    since = kept.request.trade_date
    entries = tuple(entry for entry in load_transactions(db) if entry.traded >= since)
    quantities: dict[tuple[int, str], Decimal] = {}
    cash: dict[int, Decimal] = {}
    for position in portfolio.positions:
        place = (position.account.id, position.symbol)
        quantities[place] = quantities.get(place, ZERO) + (position.quantity or ZERO)
        if is_spendable(position):
            cash[position.account.id] = cash.get(position.account.id, ZERO) + position.value
    told = _told(portfolio, {entry.account.id: entry.traded for entry in entries})
    splits = _splits(db, {trade.symbol: since for trade in kept.plan.trades})
    return carried_out(kept.request, kept.plan, BooksSince(quantities, cash, told, entries, splits), ordered_on)


def _told(portfolio: Portfolio, newest_entries: Mapping[int, date]) -> dict[int, date]:
    """The day of each account's newest figures; of an account that is worked out from its history, of its newest entry."""
    told: dict[int, date] = {}
    for position in portfolio.positions:
        day = _told_on(position, newest_entries)
        if day is not None:
            told[position.account.id] = max(day, told.get(position.account.id, day))
    return told


def _told_on(position: Position, newest_entries: Mapping[int, date]) -> date | None:
    return newest_entries.get(position.account.id) if position.rebuilt else position.stated.as_of


def _splits(db: Database, since: Mapping[str, date]) -> dict[str, tuple[tuple[date, Decimal], ...]]:
    return {
        symbol: tuple(
            (event.day, event.amount)
            for event in history.events
            if event.kind is PriceEventKind.SPLIT and event.day > since[symbol]
        )
        for symbol, history in closes_on_file(db, since).items()
    }
