"""Work out a worksheet: the lines that the investor typed, nothing added and nothing left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from advisor.advice import worksheet
from advisor.advice.model.plan import Plan, Trade
from advisor.advice.model.request import FixedTrade, PlanRequest
from advisor.advice.worksheet import LineKey
from advisor.services.plan_request import plan_request
from advisor.services.suggest_options import SuggestOptions
from advisor.services.suggest_trades import Suggestion
from advisor.services.task import Task
from advisor.storage.engine import Database


def work_out_worksheet(db: Database, task: Task, options: SuggestOptions, lines: Sequence[FixedTrade]) -> Suggestion:
    """The plan that these lines are, and what it was worked out from.

    Args:
        options: Its own `fixed` lines are replaced by these.

    Raises:
        InvalidRequestError: There are no positions, a symbol is neither held nor offered, or a line cannot be worked out: the
            message names it.
        NoFeasiblePlanError: The withdrawal is larger than everything owned.
        MalformedFileError: What is stored of taxes or of identical securities cannot be read.
        TaskCancelled: The investor stopped it.
    """
    task.step(0, 2, "Looking through your funds")
    request = plan_request(db, task, replace(options, fixed=tuple(lines)))
    task.step(1, 2, "Working out your lines")
    return Suggestion(request, worksheet.work_out_worksheet(request, request.fixed))


def work_out_again(request: PlanRequest, lines: Sequence[FixedTrade]) -> Suggestion:
    """Other lines for the same books: nothing is looked up, so that every keystroke can ask for it.

    Raises:
        InvalidRequestError: A line cannot be worked out; the message names it.
    """
    return Suggestion(replace(request, fixed=tuple(lines)), worksheet.work_out_worksheet(request, lines))


def lines_of(suggestion: Suggestion) -> tuple[FixedTrade, ...]:
    """A plan's trades as lines to edit, every sale with the lots that it takes."""
    return worksheet.lines_of(suggestion.request, suggestion.plan)


def key_of(line: Trade | FixedTrade) -> LineKey:
    """What tells one line from another: account id, action and symbol."""
    return worksheet.key_of(line)


def lines_to_respect(plan: Plan, locked: Collection[LineKey], edits: Mapping[LineKey, Decimal]) -> tuple[FixedTrade, ...]:
    """`SuggestOptions.fixed` for a new search after lines of a plan were locked or edited.

    Args:
        locked: Lines that stay as they are; one that the plan does not have stays away.
        edits: Units typed, 0 or more.
    """
    return worksheet.fixed_from(plan, locked, edits)
