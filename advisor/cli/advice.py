"""Verbs that advise."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from advisor.cli.answering import Json, answers
from advisor.cli.plan_files import draw_plan, plan_files
from advisor.cli.typed import money, money_or_none, symbols
from advisor.services.clock import today
from advisor.services.open_books import open_books
from advisor.services.task import Task


@click.command("suggest")
@click.option("--target", required=True, help="market_weight, equal_weight, broadening, custom (your own), or a .json file.")
@click.option("--cash", default="0", help="New cash to invest; negative to withdraw.")
@click.option("--max-gain", help="Realise at most this much net gain in taxable accounts.")
@click.option("--no-sell", default="", help="Symbols that must not be sold, separated by commas.")
@click.option("--lock", "locked", default="", help="Symbols that must not be traded, separated by commas.")
@click.option("--fractional", is_flag=True, help="Allow fractions of shares.")
@click.option("--trade-date", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--time-limit", type=click.FloatRange(min=0.1), default=10.0, show_default=True, help="Seconds.")
@plan_files
@click.pass_obj
@answers
def suggest_verb(
    database: Path,
    target: str,
    cash: str,
    max_gain: str | None,
    no_sell: str,
    locked: str,
    fractional: bool,
    trade_date: datetime | None,
    time_limit: float,
    out: Path | None,
    layout: str | None,
    paper: Path | None,
) -> tuple[Json, str]:
    """Suggest trades that reach a target."""
    from advisor.presentation.json_plan import plan_json  # noqa: PLC0415
    from advisor.presentation.plan_text import plan_text  # noqa: PLC0415
    from advisor.services.suggest_options import SuggestOptions  # noqa: PLC0415
    from advisor.services.suggest_trades import choose_target, suggest_trades  # noqa: PLC0415
    from advisor.services.write_plan_files import PlanFiles, write_plan_files  # noqa: PLC0415

    files = PlanFiles(out, layout, paper)
    with open_books(database) as db:
        options = SuggestOptions(
            target=choose_target(db, Task(), target),
            trade_date=trade_date.date() if trade_date else today(),
            new_cash=money(cash, "--cash"),
            max_gain=money_or_none(max_gain, "--max-gain"),
            no_sell=symbols(no_sell),
            locked=symbols(locked),
            whole_shares=not fractional,
            time_limit=time_limit,
        )
        plan = suggest_trades(db, Task(), options)
    written = write_plan_files(Task(), plan, "", options.trade_date, files, draw_plan)
    return {**plan_json(plan), "files": [str(file) for file in written]}, plan_text(plan)


VERBS = (suggest_verb,)
