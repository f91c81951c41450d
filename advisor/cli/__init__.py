"""The command line. Every verb takes `--json`; exit codes and keys are a contract."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import click

from advisor import __version__
from advisor.cli import advice, books, care, measures, network, plans, said, taxes, window
from advisor.cli.answering import ANY_PATH, Verbs
from advisor.locations import default_database


@click.group(cls=Verbs, invoke_without_command=True)
@click.option("--db", "database", type=ANY_PATH, help="The database file (default: your own).")
@click.option("--verbose", is_flag=True, help="Print what a programmer wants to know when something goes wrong.")
@click.version_option(__version__, prog_name="Rotation Advisor")
@click.pass_context
def main(context: click.Context, database: Path | None, verbose: bool) -> None:
    """See how much of your money rides on the same few companies, and what to trade. Without a verb: open the window."""
    # Without a handler of its own, logging prints tracebacks where the contract promises one plain sentence.
    logging.basicConfig(handlers=None if verbose else [logging.NullHandler()])
    context.obj = database or default_database()
    if context.invoked_subcommand is None:
        from advisor.app import run_window  # noqa: PLC0415 - Qt loads only for the window

        sys.exit(run_window(context.obj))


for verb in (
    *books.VERBS,
    *said.VERBS,
    *care.VERBS,
    *network.VERBS,
    *measures.VERBS,
    *advice.VERBS,
    *plans.VERBS,
    *taxes.VERBS,
    *window.VERBS,
):
    main.add_command(verb)
