"""Verbs that open the window or picture it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from advisor.cli.answering import ANY_PATH, Json, answers
from advisor.cli.measures import exposure_verb, report_verb
from advisor.services.open_books import open_books
from advisor.services.task import Task


@click.command("demo")
@click.option(
    "--paper",
    type=ANY_PATH,
    help="Where there is no display: print the sample's exposure instead, and write its summary to this PDF.",
)
@click.pass_context
def demo_verb(context: click.Context, paper: Path | None) -> None:
    """Open the window on a sample portfolio, in a database that is thrown away."""
    if paper is None:
        from advisor.app import run_demo  # noqa: PLC0415

        sys.exit(run_demo())
    with tempfile.TemporaryDirectory(prefix="rotation-advisor-") as folder:
        context.obj = Path(folder) / "sample.db"
        _import_sample(context.obj)
        context.invoke(exposure_verb, benchmark="SPY", account_name=None, as_json=False)
        context.invoke(report_verb, out=paper, benchmark="SPY", as_json=False)


def _import_sample(database: Path) -> None:
    from advisor.services.load_sample import load_sample  # noqa: PLC0415

    with open_books(database) as db:
        for file in load_sample(db, Task()).files:
            click.echo(f"{file.preview.file}: {file.preview.statement.rows_stored} rows imported")
    click.echo()


@click.command("screenshots")
@click.argument("folder", type=ANY_PATH)
@click.option("--db", "other_database", type=ANY_PATH)
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True)
@click.option("--scale", type=click.FloatRange(0.5, 4), default=1.0, show_default=True)
@click.pass_obj
@answers
def screenshots_verb(database: Path, folder: Path, other_database: Path | None, theme: str, scale: float) -> tuple[Json, str]:
    """Save a picture of every page."""
    from advisor.app import grab_pages  # noqa: PLC0415

    files = [str(file) for file in grab_pages(other_database or database, folder, theme, scale)]
    return {"files": files}, "\n".join(files)


VERBS = (demo_verb, screenshots_verb)
