"""Verbs that measure, advise and report."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.answering import ANY_PATH, Json, answers
from advisor.domain.errors import InvalidRequestError
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
    return exposure_json(measured), summary_text(build_summary(measured, today=today()))


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


@click.command("suggest")
@click.option("--target", required=True, help="market_weight, equal_weight, broadening, custom (your own), or a .json file.")
@click.option("--cash", default="0", help="New cash to invest; negative to withdraw.")
@click.option("--max-gain", help="Realise at most this much net gain in taxable accounts.")
@click.option("--no-sell", default="", help="Symbols that must not be sold, separated by commas.")
@click.option("--lock", "locked", default="", help="Symbols that must not be traded, separated by commas.")
@click.option("--fractional", is_flag=True, help="Allow fractions of shares.")
@click.option("--trade-date", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--time-limit", type=click.FloatRange(min=0.1), default=10.0, show_default=True, help="Seconds.")
@click.option("--out", type=ANY_PATH, help="Write the trades as CSV.")
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
) -> tuple[Json, str]:
    """Suggest trades that reach a target."""
    from advisor.presentation.json_answers import plan_json  # noqa: PLC0415
    from advisor.presentation.tables import trades_csv  # noqa: PLC0415
    from advisor.services.suggest_options import SuggestOptions  # noqa: PLC0415
    from advisor.services.suggest_trades import choose_target, suggest_trades  # noqa: PLC0415

    with open_books(database) as db:
        options = SuggestOptions(
            target=choose_target(db, Task(), target),
            trade_date=trade_date.date() if trade_date else today(),
            new_cash=_money(cash, "--cash"),
            max_gain=None if max_gain is None else _money(max_gain, "--max-gain"),
            no_sell=_symbols(no_sell),
            locked=_symbols(locked),
            whole_shares=not fractional,
            time_limit=time_limit,
        )
        plan = suggest_trades(db, Task(), options)
    if out:
        _write_text(out, trades_csv(plan))
    lines = [
        f"{trade.account.name:<22} {trade.action.value:<5} {trade.symbol:<8} {trade.quantity:>10} at {trade.price:>10}"
        f" = {trade.value:>12,.2f}  {trade.reason}"
        for trade in plan.trades
    ]
    gap = f"Gap to target: {plan.gap_before:.1%} before, {plan.gap_to_target:.1%} after."
    ending = "This informs; it is no financial advice."
    return plan_json(plan), "\n".join([*lines, gap, *plan.binding, *plan.warnings, ending])


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


def _symbols(text: str) -> frozenset[str]:
    return frozenset(symbol.strip().upper() for symbol in text.split(",") if symbol.strip())


def _money(text: str, option: str) -> Decimal:
    try:
        amount = Decimal(text.replace(",", "").replace("$", ""))
    except InvalidOperation:
        amount = Decimal("nan")
    if not amount.is_finite():
        raise InvalidRequestError(f"{option} must be an amount of money, not “{text}”.", "For example 2500 or 2500.00.")
    return amount


def _write_text(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise InvalidRequestError(f"{path.name} cannot be written: {error.strerror}.", "Choose another folder.") from error


VERBS = (exposure_verb, rotation_verb, suggest_verb, report_verb)
