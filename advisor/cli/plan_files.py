"""The files that a plan is written to."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.domain.errors import InvalidRequestError
from advisor.services.task import Task

if TYPE_CHECKING:
    from advisor.advice.model.plan import Plan
    from advisor.presentation.views.plan_print import PlanPrint

_PAPER = (".pdf", ".html")


def write_plan_files(plan: Plan, name: str, day: date, out: Path | None, layout: str | None, paper: Path | None) -> list[str]:
    """Write a plan's trades, its orders in a broker's layout and its sheets, as far as each is asked for; return the paths.

    Raises:
        InvalidRequestError: A name that no such file can have, or a file cannot be written.
    """
    from advisor.services.export_orders import write_orders, write_trades  # noqa: PLC0415

    refuse_names(out, layout, paper)
    written: list[Path] = []
    if out:
        written.append(write_trades(Task(), plan, name or plan.target.name, day, out))
    if out and layout:
        orders = write_orders(Task(), plan, layout, day, out)
        written += [*orders.orders, *orders.notes]
    if paper:
        written.append(_print(plan, name, day, paper))
    return [str(path) for path in written]


def refuse_names(out: Path | None, layout: str | None, paper: Path | None) -> None:
    """Tell before a plan is worked out that it could not be written.

    Raises:
        InvalidRequestError: Orders without a file beside which they go, or paper of another kind.
    """
    if layout and not out:
        raise InvalidRequestError("--orders needs to know where.", "Name a file with --out: the orders go beside it.")
    if paper and paper.suffix.lower() not in _PAPER:
        raise InvalidRequestError(f"A plan cannot be printed as {paper.name}.", "End the name in .pdf or .html.")


def _print(plan: Plan, name: str, day: date, paper: Path) -> Path:
    from advisor.presentation.plan_print import build_plan_print  # noqa: PLC0415
    from advisor.services.print_plan import print_plan  # noqa: PLC0415

    print_plan(Task(), build_plan_print(plan, name, day), paper, _write_pdf)
    return paper


def _write_pdf(view: PlanPrint, paper: Path) -> int:
    from advisor.app import print_plan  # noqa: PLC0415 - Qt loads only for a PDF

    return print_plan(view, paper)
