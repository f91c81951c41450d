"""Write a plan to all the files that are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from advisor.advice.model.plan import Plan
from advisor.domain.errors import InvalidRequestError
from advisor.presentation.plan_print import build_plan_print
from advisor.services.export_orders import write_orders, write_trades
from advisor.services.print_plan import PAPER, PlanPdfWriter, print_plan
from advisor.services.task import Task


@dataclass(frozen=True, slots=True)
class PlanFiles:
    """Where a plan goes.

    Attributes:
        trades: A CSV file of its trades.
        layout: Orders in this layout go beside `trades`.
        paper: A .pdf or .html file.
    """

    trades: Path | None = None
    layout: str | None = None
    paper: Path | None = None

    def __post_init__(self) -> None:
        if self.layout and not self.trades:
            raise InvalidRequestError("--orders needs to know where.", "Name a file with --out: the orders go beside it.")
        if self.paper and self.paper.suffix.lower() not in PAPER:
            raise InvalidRequestError(f"A plan cannot be printed as {self.paper.name}.", "End the name in .pdf or .html.")


def write_plan_files(
    task: Task, plan: Plan, name: str, day: date, files: PlanFiles, write_pdf: PlanPdfWriter
) -> tuple[Path, ...]:
    """Write a plan's trades, orders and sheets, as far as each is asked for; the files written.

    Args:
        name: The plan's; empty where it was not kept.
        day: Its trade date.
        write_pdf: Draws sheets into a file; handed in because drawing needs a window system.

    Raises:
        InvalidRequestError: There is no such layout, nothing is to be ordered, or a file cannot be written.
    """
    written: list[Path] = []
    if files.trades:
        written.append(write_trades(task, plan, name or plan.target.name, day, files.trades))
    if files.trades and files.layout:
        orders = write_orders(task, plan, files.layout, day, files.trades)
        written += [*orders.orders, *orders.notes]
    if files.paper:
        print_plan(task, build_plan_print(plan, name, day), files.paper, write_pdf)
        written.append(files.paper)
    return tuple(written)
