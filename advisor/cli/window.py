"""Verbs that open the window or picture it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from advisor.cli.answering import Json, answers


@click.command("demo")
def demo_verb() -> None:
    """Open the window on a sample portfolio, in a database that is thrown away."""
    from advisor.app import run_demo  # noqa: PLC0415

    sys.exit(run_demo())


@click.command("screenshots")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--db", "other_database", type=click.Path(path_type=Path, dir_okay=False))
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
