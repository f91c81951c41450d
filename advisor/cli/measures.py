"""Verbs that measure and report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.answering import ANY_PATH, Json, answers
from advisor.services.clock import today
from advisor.services.open_books import open_books
from advisor.services.task import Task

if TYPE_CHECKING:
    from advisor.presentation.views import SummaryView


@click.command("exposure")
@click.option("--benchmark", default="SPY", show_default=True)
@click.option("--account", "account_name", help="Only this account.")
@click.pass_obj
@answers
def exposure_verb(database: Path, benchmark: str, account_name: str | None) -> tuple[Json, str]:
    """Look through every fund."""
    from advisor.presentation.json_answers import exposure_json  # noqa: PLC0415
    from advisor.presentation.summary import build_summary  # noqa: PLC0415
    from advisor.presentation.summary_text import summary_text  # noqa: PLC0415
    from advisor.services.list_positions import list_positions  # noqa: PLC0415
    from advisor.services.measure_exposure import account_named, measure_exposure  # noqa: PLC0415

    with open_books(database) as db:
        account_id = account_named(list_positions(db, Task()), account_name) if account_name else None
        measured = measure_exposure(db, Task(), benchmark, account_id)
    return exposure_json(measured, today=today()), summary_text(build_summary(measured, today=today()))


@click.command("rotation")
@click.option("--account", "account_name", help="Lay only this account's money over the market.")
@click.pass_obj
@answers
def rotation_verb(database: Path, account_name: str | None) -> tuple[Json, str]:
    """Watch the market: who leads, how broadly, and where your money stands in it."""
    from advisor.presentation.json_rotation import rotation_json, rotation_text  # noqa: PLC0415
    from advisor.services.list_positions import list_positions  # noqa: PLC0415
    from advisor.services.measure_exposure import account_named  # noqa: PLC0415
    from advisor.services.watch_rotation import watch_rotation  # noqa: PLC0415

    with open_books(database) as db:
        account_id = account_named(list_positions(db, Task()), account_name) if account_name else None
        report = watch_rotation(db, Task(), account_id)
    return rotation_json(report), rotation_text(report)


@click.command("report")
@click.option("--out", required=True, type=ANY_PATH, help="A .pdf, .html or .csv file.")
@click.option("--benchmark", default="SPY", show_default=True)
@click.pass_obj
@answers
def report_verb(database: Path, out: Path, benchmark: str) -> tuple[Json, str]:
    """Write the exposure summary."""
    from advisor.services.write_report import write_report  # noqa: PLC0415

    with open_books(database) as db:
        report = write_report(db, Task(), out, benchmark, today(), _write_pdf)
    as_of = report.as_of.isoformat() if report.as_of else None
    return {"file": str(report.file), "pages": report.pages, "as_of": as_of}, f"Wrote {report.file}."


def _write_pdf(view: SummaryView, out: Path) -> int:
    from advisor.app import print_summary  # noqa: PLC0415 - Qt loads only for a PDF

    return print_summary(view, out)


VERBS = (exposure_verb, rotation_verb, report_verb)
