"""Services of the plan and of what it aims at, each loaded when it first runs, as in `late`."""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.services.task import Task

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from sqlite_utils import Database

    from advisor.advice.model.plan import Plan
    from advisor.advice.model.request import PlanRequest
    from advisor.advice.model.target import TargetModel
    from advisor.presentation.views import Rich
    from advisor.presentation.views.plan_print import PlanPrint
    from advisor.services.export_orders import OrdersWritten
    from advisor.services.keep_plans import PlanKept
    from advisor.services.plan_draft import PlanDraft
    from advisor.services.suggest_options import SuggestOptions
    from advisor.services.suggest_trades import Suggestion


def targets(db: Database, task: Task) -> tuple[TargetModel, ...]:
    from advisor.services.choose_target import list_targets

    return list_targets(db, task)


def target_from(path: Path) -> TargetModel:
    from advisor.services.choose_target import read_target

    return read_target(path)


def keep_target(db: Database, task: Task, target: TargetModel) -> TargetModel:
    from advisor.services.own_target import keep_own_target

    return keep_own_target(db, task, target)


def write_target(path: Path, target: TargetModel) -> None:
    from advisor.services.own_target import write_target

    write_target(path, target)


def plan(
    db: Database, task: Task, options: SuggestOptions, draft: PlanDraft, shown: Plan | None, stopped: Callable[[], bool]
) -> Suggestion:
    from advisor.services.edit_plan import suggest_around

    return suggest_around(db, task, options, draft, shown, stopped)


def worked_out(db: Database, task: Task, options: SuggestOptions, draft: PlanDraft, basis: Suggestion | None) -> Suggestion:
    from advisor.services.edit_plan import work_out_draft

    return work_out_draft(db, task, options, draft, basis)


def kept_wishes(db: Database, task: Task) -> dict[str, str]:
    from advisor.services.plan_wishes import kept_wishes as kept

    return kept(db, task)


def keep_wishes(db: Database, task: Task, fields: Mapping[str, str]) -> None:
    from advisor.services.plan_wishes import keep_wishes as keep

    keep(db, task, fields)


def keep_plan(db: Database, task: Task, name: str, suggestion: Suggestion) -> PlanKept:
    from advisor.services.keep_plans import keep_plan as keep

    return keep(db, task, name, suggestion.request, suggestion.plan)


def write_orders(task: Task, plan: Plan, layout: str, day: date, path: Path) -> OrdersWritten:
    from advisor.services.export_orders import write_orders as write

    return write(task, plan, layout, day, path)


def asked_in_words(request: PlanRequest, plan: Plan) -> Rich:
    from advisor.presentation.plan_prices import asked_in_words as said

    return said(request, plan)


def write_plan_pdf(view: PlanPrint, path: Path) -> int:
    from advisor.ui.plan_sheets import write_plan_pdf as write

    return write(view, path)


def show_plan_preview(view: PlanPrint, parent: QWidget) -> None:
    from advisor.ui.plan_sheets import show_plan_preview as show

    show(view, parent)
