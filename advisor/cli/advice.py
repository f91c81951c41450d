"""Verbs that advise."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisor.cli.answering import ANY_PATH, Json, answers
from advisor.cli.plan_files import draw_plan, plan_files
from advisor.cli.wish_options import wishes
from advisor.services.clock import today
from advisor.services.open_books import open_books
from advisor.services.task import Task

if TYPE_CHECKING:
    from sqlite_utils import Database

    from advisor.services.suggest_options import SuggestOptions
    from advisor.services.suggest_trades import Suggestion


@click.command("suggest")
@click.option("--target", required=True, help="market_weight, equal_weight, broadening, custom (your own), ... or a .json file.")
@wishes
@click.option("--worksheet", type=ANY_PATH, help="Search nothing: work out exactly the trades of this CSV.")
@click.option("--curve", is_flag=True, help="What leaving the seven costs, level by level, instead of one plan.")
@click.option(
    "--monthly", default="", metavar="[ACCOUNT=]AMOUNT[:MONTHS]", help="Where a monthly contribution goes, selling nothing."
)
@click.option("--keep", "name", default="", help="Keep the plan under this name, with everything it was asked for.")
@plan_files
@click.pass_obj
@answers
def suggest_verb(
    database: Path,
    worksheet: Path | None,
    curve: bool,
    monthly: str,
    name: str,
    out: Path | None,
    layout: str | None,
    paper: Path | None,
    trade_date: datetime | None,
    **typed: Any,  # noqa: ANN401 - each goes to the field of its name
) -> tuple[Json, str]:
    """Suggest trades that reach a target."""
    from advisor.services.typed_wishes import TypedWishes, read_wishes  # noqa: PLC0415
    from advisor.services.write_plan_files import PlanFiles, write_plan_files  # noqa: PLC0415

    files = PlanFiles(out, layout, paper)
    day = trade_date.date() if trade_date else today()
    with open_books(database) as db:
        options = read_wishes(db, Task(), TypedWishes(trade_date=day, **typed))
        if curve:
            return _curve(db, options)
        if monthly:
            return _monthly(db, options, monthly)
        suggestion = _suggestion(db, options, worksheet)
        kept = _keep(db, name, suggestion) if name else None
    written = write_plan_files(Task(), suggestion.plan, name, day, files, draw_plan)
    return _answer(suggestion, kept, written)


def _suggestion(db: Database, options: SuggestOptions, worksheet: Path | None) -> Suggestion:
    from advisor.services.empty_accounts import with_empty_accounts  # noqa: PLC0415
    from advisor.services.list_positions import list_positions  # noqa: PLC0415
    from advisor.services.read_worksheet import read_worksheet  # noqa: PLC0415
    from advisor.services.suggest_trades import suggest  # noqa: PLC0415
    from advisor.services.work_out_worksheet import work_out_worksheet  # noqa: PLC0415

    if worksheet is None:
        return suggest(db, Task(), options)
    accounts = with_empty_accounts(db, list_positions(db, Task()))
    return work_out_worksheet(db, Task(), options, read_worksheet(worksheet, accounts))


def _keep(db: Database, name: str, suggestion: Suggestion) -> int:
    from advisor.services.keep_plans import keep_plan  # noqa: PLC0415

    draft = bool(suggestion.plan.problems)
    return keep_plan(db, Task(), name, suggestion.request, suggestion.plan, draft=draft).head.id


def _answer(suggestion: Suggestion, kept: int | None, written: tuple[Path, ...]) -> tuple[Json, str]:
    from advisor.presentation.json_plan import plan_json  # noqa: PLC0415
    from advisor.presentation.plan_text import plan_text  # noqa: PLC0415

    said = [f"Kept as plan {kept}."] if kept else []
    answer = {**plan_json(suggestion.plan), "plan_id": kept, "files": [str(file) for file in written]}
    return answer, "\n".join([plan_text(suggestion.plan), *said])


def _curve(db: Database, options: SuggestOptions) -> tuple[Json, str]:
    from advisor.presentation.json_what_if import curve_json, curve_lines  # noqa: PLC0415
    from advisor.services.cost_of_rotating import cost_of_rotating  # noqa: PLC0415

    found = cost_of_rotating(db, Task(), options).curve
    return curve_json(found), "\n".join(curve_lines(found))


def _monthly(db: Database, options: SuggestOptions, monthly: str) -> tuple[Json, str]:
    from advisor.presentation.json_what_if import contributions_json, contributions_lines  # noqa: PLC0415
    from advisor.services.spread_contributions import spread_contributions  # noqa: PLC0415
    from advisor.services.typed_contribution import read_contribution  # noqa: PLC0415

    spread = spread_contributions(db, Task(), read_contribution(db, Task(), monthly, options))
    return contributions_json(spread), "\n".join(contributions_lines(spread))


@click.command("harvest")
@click.option("--account", default="", help="Only this account.")
@click.option("--no-sell", default="", help="Symbols that must not be sold, separated by commas.")
@click.option("--trade-date", type=click.DateTime(["%Y-%m-%d"]), help="The day of the trades (default: today).")
@click.pass_obj
@answers
def harvest_verb(database: Path, account: str, no_sell: str, trade_date: datetime | None) -> tuple[Json, str]:
    """Look for losses that could be realised, and for what would keep the exposure."""
    from advisor.presentation.json_what_if import harvest_json, harvest_lines  # noqa: PLC0415
    from advisor.services.harvest_losses import HarvestOptions, harvest_losses  # noqa: PLC0415
    from advisor.services.list_positions import list_positions  # noqa: PLC0415
    from advisor.services.measure_exposure import account_named  # noqa: PLC0415
    from advisor.services.typed_values import read_symbols  # noqa: PLC0415

    with open_books(database) as db:
        account_id = account_named(list_positions(db, Task()), account) if account else None
        day = trade_date.date() if trade_date else today()
        found = harvest_losses(db, Task(), HarvestOptions(day, account_id, read_symbols(no_sell)))
    return harvest_json(found), "\n".join(harvest_lines(found))


VERBS = (suggest_verb, harvest_verb)
