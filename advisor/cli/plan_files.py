"""Options that write a plan to files, shared by the verbs that have one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.answering import ANY_PATH

if TYPE_CHECKING:
    from advisor.presentation.views.plan_print import PlanPrint

_OPTIONS = (
    click.option("--out", type=ANY_PATH, help="Write the trades as CSV."),
    click.option("--orders", "layout", help="Write the orders in a broker's layout (ibkr) beside the file of --out."),
    click.option("--print", "paper", type=ANY_PATH, help="Write the plan on paper: a .pdf or .html file."),
)


def plan_files(verb: Callable[..., object]) -> Callable[..., object]:
    """Give a verb --out, --orders and --print, as `out`, `layout` and `paper`."""
    for option in reversed(_OPTIONS):
        verb = option(verb)
    return verb


def draw_plan(view: PlanPrint, paper: Path) -> int:
    """Draw a plan into a PDF; the number of sheets."""
    from advisor.app import print_plan  # noqa: PLC0415 - Qt loads only for a PDF

    return print_plan(view, paper)
