"""Verbs that fill the books and show what is in them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from advisor.cli.answering import ANY_PATH, Json, answers
from advisor.domain.portfolio import Position, TaxType
from advisor.services.open_books import open_books
from advisor.services.task import Task


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=ANY_PATH)
@click.option("--broker", help="Importer id, as `brokers` lists them; recognised by content when left out.")
@click.option("--account", "account_name", help="Name for the account, when a file holds a single one.")
@click.option("--tax-type", type=click.Choice([tax_type.value for tax_type in TaxType]))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day of the figures, for files that do not say.")
@click.option("--mapping", "mapping_file", type=ANY_PATH, help="JSON file that says what the columns mean.")
@click.option("--dry-run", is_flag=True, help="Say what would be imported; store nothing.")
@click.pass_obj
@answers
def import_verb(
    database: Path,
    files: tuple[Path, ...],
    broker: str | None,
    account_name: str | None,
    tax_type: str | None,
    as_of: datetime | None,
    mapping_file: Path | None,
    dry_run: bool,
) -> tuple[Json, str]:
    """Import brokers' files: all of them or none."""
    from advisor.presentation.json_books import preview_json  # noqa: PLC0415
    from advisor.services.import_choices import ImportChoices  # noqa: PLC0415
    from advisor.services.import_files import import_files, preview_files  # noqa: PLC0415
    from advisor.services.read_mapping import read_mapping  # noqa: PLC0415

    choices = ImportChoices(
        broker=broker,
        account_name=account_name,
        tax_type=TaxType(tax_type) if tax_type else None,
        as_of=as_of.date() if as_of else None,
        mapping=read_mapping(mapping_file) if mapping_file else None,
    )
    with open_books(database) as db:
        if dry_run:
            plans: tuple[str, ...] = ()
            answered = [preview_json(preview, None) for preview in preview_files(db, Task(), files, choices)]
        else:
            outcome = import_files(db, Task(), files, choices)
            plans = outcome.plans
            answered = [preview_json(file.preview, file.import_id) for file in outcome.files]
    lines = [*(_import_text(answer, dry_run) for answer in answered), *plans]
    return {"files": answered, "dry_run": dry_run, "plans": list(plans)}, "\n".join(lines)


def _import_text(answer: Json, dry_run: bool) -> str:
    if answer["already_imported"]:
        return f"{answer['file']}: already imported, nothing changed."
    verb = "would store" if dry_run else "stored"
    currency = answer["currency"] or "in several currencies"
    worth = f" worth {answer['imported_total']:,.2f} {currency}" if answer["kind"] == "positions" else ""
    what = f"{answer['file']}: {answer['broker']} {answer['kind']}"
    lines = [f"{what}, {verb} {answer['rows_stored']} of {answer['rows_read']} rows{worth}."]
    lines += [f"  line {row['line']} left out: {row['reason']}" for row in answer["skipped"]]
    lines += [f"  {'line ' + str(row['line']) + ': ' if row['line'] else ''}{row['message']}" for row in answer["warnings"]]
    return "\n".join(lines)


@click.command("brokers")
@answers
def brokers_verb() -> tuple[Json, str]:
    """List the brokers whose files can be read."""
    from advisor.services.list_brokers import list_brokers  # noqa: PLC0415

    known = [{"id": broker.id, "name": broker.name, "kinds": [kind.value for kind in broker.kinds]} for broker in list_brokers()]
    return {"brokers": known}, "\n".join(f"{broker['id']:<12} {broker['name']}: {', '.join(broker['kinds'])}" for broker in known)


@click.command("positions")
@click.pass_obj
@answers
def positions_verb(database: Path) -> tuple[Json, str]:
    """List what you own now."""
    from advisor.presentation.json_books import positions_json  # noqa: PLC0415
    from advisor.services.list_positions import list_positions  # noqa: PLC0415

    with open_books(database) as db:
        portfolio = list_positions(db, Task())
    lines = [_position_line(position) for position in portfolio.positions]
    lines.append(f"{'Total':<37} {portfolio.total_value:>16,.2f}")
    if portfolio.unconverted:
        lines.append("Not in the total, for want of an exchange rate (state one with `rate`):")
        lines += [f"{_position_line(position)} ({position.value_currency})" for position in portfolio.unconverted]
    return positions_json(portfolio), "\n".join(lines)


def _position_line(position: Position) -> str:
    return f"{position.account.name:<24} {position.symbol:<12} {position.value:>16,.2f}  {position.name}"


@click.command("transactions")
@click.pass_obj
@answers
def transactions_verb(database: Path) -> tuple[Json, str]:
    """List what happened in your accounts, each entry once."""
    from advisor.presentation.json_books import transactions_json  # noqa: PLC0415
    from advisor.services.list_transactions import list_transactions  # noqa: PLC0415

    with open_books(database) as db:
        entries = list_transactions(db, Task())
    lines = [
        f"{e.traded} {e.account.name:<24} {e.kind:<18} {e.symbol:<12} {e.quantity or '':>14} {e.amount or '':>14}  {e.action}"
        for e in entries
    ]
    return transactions_json(entries), "\n".join(lines)


VERBS = (import_verb, brokers_verb, positions_verb, transactions_verb)
