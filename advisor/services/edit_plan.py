"""A plan with lines that the investor typed, locked or added: worked out as it stands, or searched around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Plan
from advisor.advice.model.request import FixedTrade
from advisor.advice.targets import default_candidates
from advisor.services.plan_draft import LineKey, PlanDraft
from advisor.services.suggest_options import SuggestOptions
from advisor.services.suggest_trades import Suggestion, suggest
from advisor.services.task import Task
from advisor.services.work_out_worksheet import key_of, lines_of, lines_to_respect, work_out_again, work_out_worksheet
from advisor.storage.engine import Database


def suggest_around(
    db: Database, task: Task, options: SuggestOptions, draft: PlanDraft, shown: Plan | None, stopped: Callable[[], bool]
) -> Suggestion:
    """The best plan that has the typed and locked lines as they are.

    Args:
        shown: The plan whose lines are locked; None where nothing is.
        stopped: As `suggest`'s `cancelled`.

    Raises:
        InvalidRequestError: There are no positions, or a symbol is neither held nor has a price.
        NoFeasiblePlanError: Some rule, or one of these lines, stands in the way.
        TaskCancelled: The investor stopped it before any plan was found.
    """
    if shown is not None:
        fixed = lines_to_respect(shown, draft.locked, draft.typed)
    else:
        fixed = tuple(FixedTrade(*key, units) for key, units in draft.typed.items())
    return suggest(db, task, replace(_offering(options, draft.typed), fixed=fixed), stopped)


def work_out_draft(db: Database, task: Task, options: SuggestOptions, draft: PlanDraft, basis: Suggestion | None) -> Suggestion:
    """The plan that the lines are, without a search: those of the basis with what was typed in their place.

    Args:
        basis: What the lines were typed into; None, or a draft from nothing: the typed lines are all.

    Raises:
        InvalidRequestError: A line cannot be worked out; the message names it.
        NoFeasiblePlanError: The withdrawal is larger than everything owned.
        TaskCancelled: The investor stopped it.
    """
    lines = {} if basis is None or draft.from_nothing else {key_of(line): line for line in lines_of(basis)}
    lines |= {key: FixedTrade(*key, units) for key, units in draft.typed.items()}
    made = [line for line in lines.values() if line.quantity]
    if basis is not None and {line.symbol for line in made} <= _tradable(basis):
        worked_out = work_out_again(basis.request, made)
    else:
        worked_out = work_out_worksheet(db, task, _offering(options, draft.typed), made)
    return _in_order(worked_out, tuple(lines))


def _in_order(suggestion: Suggestion, keys: tuple[LineKey, ...]) -> Suggestion:
    """The same with its trades where they stood before, so that nothing moves under the hand that types."""
    places = {key: place for place, key in enumerate(keys)}
    trades = sorted(suggestion.plan.trades, key=lambda trade: places.get(key_of(trade), len(places)))
    return replace(suggestion, plan=replace(suggestion.plan, trades=tuple(trades)))


def _tradable(basis: Suggestion) -> set[str]:
    request = basis.request
    return {position.symbol for position in request.positions} | {candidate.symbol for candidate in request.candidates}


def _offering(options: SuggestOptions, typed: Iterable[LineKey]) -> SuggestOptions:
    """The same wishes with whatever is typed to be bought among the candidates."""
    bought = {symbol for _, action, symbol in typed if action is TradeAction.BUY}
    offered = options.candidates if options.candidates is not None else options.target.candidates
    usual = offered or tuple((symbol, None) for symbol in default_candidates())
    missing = tuple((symbol, None) for symbol in sorted(bought - {symbol for symbol, _ in usual}))
    return replace(options, candidates=(*usual, *missing)) if missing else options
