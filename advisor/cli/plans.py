"""Verbs for the plans that were kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from advisor.cli.answering import Json, answers
from advisor.cli.plan_files import draw_plan, plan_files
from advisor.services.clock import today
from advisor.services.open_books import open_books
from advisor.services.task import Task


@click.group("plans")
def plans_group() -> None:
    """The plans you kept: what each holds, and how far it has come."""


@plans_group.command("list")
@click.pass_obj
@answers
def list_verb(database: Path) -> tuple[Json, str]:
    """List them, the newest first."""
    from advisor.presentation.json_kept_plans import kept_plan_json, kept_plan_line  # noqa: PLC0415
    from advisor.services.keep_plans import list_plans  # noqa: PLC0415

    with open_books(database) as db:
        heads = list_plans(db, Task())
    text = "\n".join(kept_plan_line(head) for head in heads) or "You have kept no plan."
    return {"plans": [kept_plan_json(head) for head in heads]}, text


@plans_group.command("show")
@click.argument("plan_id", type=int)
@click.option("--again", is_flag=True, help="Work it out again from what was kept with it, at the prices of that day.")
@plan_files
@click.pass_obj
@answers
def show_verb(
    database: Path, plan_id: int, again: bool, out: Path | None, layout: str | None, paper: Path | None
) -> tuple[Json, str]:
    """Show one of them, and what your books say of it since."""
    from advisor.presentation.json_kept_plans import carried_out_json, carried_out_lines, kept_plan_json  # noqa: PLC0415
    from advisor.presentation.json_plan import plan_json  # noqa: PLC0415
    from advisor.presentation.plan_text import plan_text  # noqa: PLC0415
    from advisor.services.compare_plan import compare_plan  # noqa: PLC0415
    from advisor.services.keep_plans import work_out_again  # noqa: PLC0415
    from advisor.services.write_plan_files import PlanFiles, write_plan_files  # noqa: PLC0415

    files = PlanFiles(out, layout, paper)
    with open_books(database) as db:
        seen = compare_plan(db, Task(), plan_id)
        plan = work_out_again(Task(), seen.kept) if again else seen.kept.plan
    head = seen.kept.head
    written = write_plan_files(Task(), plan, head.name, head.trade_date, files, draw_plan)
    title = f"{head.name}, for {head.target}, {head.trade_date.isoformat()}"
    lines = [title, plan_text(plan), *carried_out_lines(seen.carried_out)]
    answer = {
        **kept_plan_json(head),
        "plan": plan_json(plan),
        "since": carried_out_json(seen.carried_out),
        "files": [str(file) for file in written],
    }
    return answer, "\n".join(lines)


@plans_group.command("forget")
@click.argument("plan_id", type=int)
@click.pass_obj
@answers
def forget_verb(database: Path, plan_id: int) -> tuple[Json, str]:
    """Take one of them out of your books."""
    from advisor.services.keep_plans import forget_plan  # noqa: PLC0415

    with open_books(database) as db:
        head = forget_plan(db, Task(), plan_id).forgotten.head
    return {"ok": True, "id": head.id, "name": head.name}, f"“{head.name}” is forgotten."


@plans_group.command("drop")
@click.argument("plan_id", type=int)
@click.pass_obj
@answers
def drop_verb(database: Path, plan_id: int) -> tuple[Json, str]:
    """Say that one of them will not be carried out."""
    from advisor.presentation.json_kept_plans import kept_plan_json  # noqa: PLC0415
    from advisor.services.keep_plans import drop_plan  # noqa: PLC0415

    with open_books(database) as db:
        head = drop_plan(db, Task(), plan_id).head
    return kept_plan_json(head), f"“{head.name}” stays, and will not be carried out."


@plans_group.command("done")
@click.argument("plan_id", type=int)
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day you gave the orders (default: today).")
@click.pass_obj
@answers
def done_verb(database: Path, plan_id: int, day: datetime | None) -> tuple[Json, str]:
    """Say that you gave the orders of one: your books are compared with it, now and after every import."""
    from advisor.presentation.json_kept_plans import carried_out_json, carried_out_lines, kept_plan_json  # noqa: PLC0415
    from advisor.services.compare_plan import mark_as_ordered  # noqa: PLC0415

    with open_books(database) as db:
        seen = mark_as_ordered(db, Task(), plan_id, day.date() if day else today())
    answer = {**kept_plan_json(seen.kept.head), "since": carried_out_json(seen.carried_out)}
    return answer, "\n".join(carried_out_lines(seen.carried_out))


VERBS = (plans_group,)
