"""Verbs that bring the market up to date, from the network or from files."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.answering import ANY_PATH, Json, PartOfItFailed, answers
from advisor.domain.errors import AdvisorError, SourceFailedError
from advisor.domain.market_state import AskedFor
from advisor.services.open_books import open_books
from advisor.services.refresh_choice import GOES_ON, STOPPED, RefreshChoice
from advisor.services.task import Task

if TYPE_CHECKING:
    from advisor.services.import_fund_file import FundFileOutcome

_LINE_WIDTH = 60  # of the progress on a terminal; a shorter line wipes out a longer one before it


@click.command("refresh")
@click.argument("symbols", nargs=-1)
@click.option("--offline", is_flag=True, help="Ask nothing this once; what is on file stays as it is.")
@click.option("--members", is_flag=True, help="Closes and profiles of every member of the S&P 1500 too.")
@click.option("--again", is_flag=True, help="Ask even for what was answered since the last close; all of a symbol you name.")
@click.option("--only", type=click.Choice([each.value for each in AskedFor]), multiple=True, help="Only this; may be repeated.")
@click.option("--tell-progress", is_flag=True, hidden=True)
@click.pass_obj
@answers
def refresh_verb(
    database: Path,
    symbols: tuple[str, ...],
    offline: bool,
    members: bool,
    again: bool,
    only: tuple[str, ...],
    tell_progress: bool,
) -> tuple[Json, str]:
    """Bring prices, profiles and funds' holdings up to date: of SYMBOLS, or of all you own and the program watches."""
    from advisor.presentation.json_market import failed_text, refresh_json, refresh_text  # noqa: PLC0415
    from advisor.services.refresh_market import refresh_market  # noqa: PLC0415

    choice = RefreshChoice(
        symbols=tuple(symbol.upper() for symbol in symbols),
        asked_for=frozenset(map(AskedFor, only)) or frozenset(AskedFor),
        members=members,
        again=again,
    )
    with open_books(database) as db, _watched(tell_progress) as task:
        outcome = refresh_market(db, task, choice, offline=offline)
    payload = refresh_json(outcome.updated, outcome.failed, outcome.unchanged, outcome.offline)
    text = refresh_text(outcome.updated, outcome.failed, outcome.unchanged, outcome.offline)
    if outcome.failed:
        failure = SourceFailedError(failed_text(outcome.failed), "What was known before is kept; try again later.")
        raise PartOfItFailed(failure, payload, text)
    return payload, text


@contextmanager
def _watched(tell_progress: bool) -> Iterator[Task]:
    """A task whose progress shows where somebody can see it, and that Ctrl+C ends in words.

    Raises:
        AdvisorError: It was stopped.
    """
    on_terminal = sys.stderr.isatty() and not tell_progress
    try:
        yield Task(_tell) if tell_progress else Task(_show) if on_terminal else Task()
    except KeyboardInterrupt as stopped:
        raise AdvisorError(STOPPED, GOES_ON) from stopped
    finally:
        if on_terminal:
            click.echo(f"\r{'':<{_LINE_WIDTH}}\r", nl=False, err=True)


def _show(done: int, total: int, label: str) -> None:
    """For somebody at a terminal."""
    from advisor.presentation.answers import progress_words  # noqa: PLC0415

    click.echo(f"\r{progress_words(label, done, total)[:_LINE_WIDTH]:<{_LINE_WIDTH}}", nl=False, err=True)


def _tell(done: int, total: int, label: str) -> None:
    """For the window, which runs this verb and shows how far it is."""
    click.echo(json.dumps({"done": done, "total": total, "label": label}), err=True)


@click.command("network")
@click.option("--offline", "offline", flag_value=True, type=bool, default=None, help="Never go to the network.")
@click.option("--online", "offline", flag_value=False, type=bool, help="Allow it again.")
@click.option("--sec-contact", help="Your mail address, which the SEC wants to see in each request; empty to withdraw it.")
@click.pass_obj
@answers
def network_verb(database: Path, offline: bool | None, sec_contact: str | None) -> tuple[Json, str]:
    """Say, or change, what the program may do on the network."""
    from advisor.services.network_switch import network_switch, set_offline, set_sec_contact  # noqa: PLC0415

    with open_books(database) as db:
        if offline is not None:
            set_offline(db, Task(), offline)
        if sec_contact is not None:
            set_sec_contact(db, Task(), sec_contact)
        switch = network_switch(db)
    payload = {"offline": switch.offline, "refresh_at_start": switch.refresh_at_start, "sec_contact": switch.sec_contact}
    return payload, "The program stays offline." if switch.offline else "The program may ask the network when you refresh."


@click.group("funds")
def funds_group() -> None:
    """Lists of what a fund holds."""


@funds_group.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=ANY_PATH)
@click.option("--symbol", help="The fund's ticker, where the file does not name it.")
@click.pass_obj
@answers
def funds_import_verb(database: Path, files: tuple[Path, ...], symbol: str | None) -> tuple[Json, str]:
    """Add issuers' holdings files, or the SEC's N-PORT: all of them or none."""
    from advisor.services.import_market_files import import_fund_files  # noqa: PLC0415

    with open_books(database) as db:
        outcomes = import_fund_files(db, Task(), files, symbol)
    told = [_fund_file_json(path.name, outcome) for path, outcome in zip(files, outcomes, strict=True)]
    text = "\n".join(line for outcome in outcomes for line in _fund_file_lines(outcome))
    return _of_all(told), text


def _fund_file_json(file: str, outcome: FundFileOutcome) -> Json:
    return {
        "file": file,
        "symbol": outcome.symbol,
        "as_of": outcome.as_of.isoformat(),
        "rows": outcome.rows,
        "weight_sum": outcome.weight_sum,
        "skipped": [{"line": row.line, "reason": row.reason} for row in outcome.skipped],
        "not_understood": list(outcome.not_understood),
        "is_used": outcome.is_used,
        "warnings": list(outcome.warnings),
    }


def _fund_file_lines(outcome: FundFileOutcome) -> list[str]:
    from advisor.presentation.notices import fund_file_words  # noqa: PLC0415
    from advisor.presentation.words import numbered  # noqa: PLC0415

    seen = fund_file_words(outcome.symbol, outcome.as_of, is_used=outcome.is_used)
    return [
        f"{seen} {numbered(outcome.rows, 'line')}, {outcome.weight_sum:.2%} of the fund.",
        *outcome.warnings,
        *(f"  line {row.line} left out: {row.reason}" for row in outcome.skipped),
        *(f"  not understood: {words}" for words in outcome.not_understood),
    ]


def _of_all(files: Sequence[Json]) -> Json:
    """One file's answer is told at the top too; of several, what they have in common."""
    symbols = {file["symbol"] for file in files}
    common = {
        "symbol": symbols.pop() if len(symbols) == 1 else None,
        "as_of": max(file["as_of"] for file in files),
        "rows": sum(file["rows"] for file in files),
    }
    return {**(files[0] if len(files) == 1 else common), "files": list(files)}


@funds_group.command("forget")
@click.argument("symbol")
@click.pass_obj
@answers
def funds_forget_verb(database: Path, symbol: str) -> tuple[Json, str]:
    """Take back every list of a fund, added or downloaded."""
    from advisor.services.forget_files import forget_fund_lists  # noqa: PLC0415

    with open_books(database) as db:
        outcome = forget_fund_lists(db, Task(), symbol)
    return {"ok": True, "symbol": outcome.symbol}, f"The lists of {outcome.symbol} are forgotten."


@click.group("prices")
def prices_group() -> None:
    """Price histories."""


@prices_group.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=ANY_PATH)
@click.option("--symbol", help="Whose closes they are, where the file does not say.")
@click.option("--overwrite", is_flag=True, help="Let the file's closes count for days that a live source told otherwise.")
@click.pass_obj
@answers
def prices_import_verb(database: Path, files: tuple[Path, ...], symbol: str | None, overwrite: bool) -> tuple[Json, str]:
    """Add closes from files, of one symbol each, or many in columns or rows: all of the files or none."""
    from advisor.presentation.json_market import prices_json, prices_text  # noqa: PLC0415
    from advisor.services.import_market_files import import_price_files  # noqa: PLC0415

    with open_books(database) as db:
        outcomes = import_price_files(db, Task(), files, symbol, overwrite=overwrite)
    told, texts = [], []
    for outcome in outcomes:
        series = [(each.symbol, each.as_of, each.rows, each.kept) for each in outcome.series]
        skipped = [{"line": row.line, "reason": row.reason} for row in outcome.skipped]
        told.append({"file": outcome.file, **prices_json(series, skipped, outcome.warnings)})
        texts.append(prices_text(series, len(skipped), outcome.warnings))
    return _of_all(told), "\n".join(texts)


@prices_group.command("forget")
@click.argument("symbol")
@click.pass_obj
@answers
def prices_forget_verb(database: Path, symbol: str) -> tuple[Json, str]:
    """Take back the closes, splits and dividends of a symbol."""
    from advisor.services.forget_files import forget_closes  # noqa: PLC0415

    with open_books(database) as db:
        outcome = forget_closes(db, Task(), symbol)
    return {"ok": True, "symbol": outcome.symbol}, f"The closes of {outcome.symbol} are forgotten."


VERBS = (refresh_verb, network_verb, funds_group, prices_group)
