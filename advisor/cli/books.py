"""Verbs that fill the books and take care of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from advisor.cli.answering import ANY_PATH, Json, answers
from advisor.domain.classification import Sector, Sleeve
from advisor.domain.errors import InvalidRequestError
from advisor.domain.portfolio import TaxType
from advisor.services.open_books import open_books
from advisor.services.task import Task


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=ANY_PATH)
@click.option("--broker", help="Importer id, as `brokers` lists them; recognised by content when left out.")
@click.option("--account", "account_name", help="Name for the account, when a file holds a single one.")
@click.option("--tax-type", type=click.Choice([tax_type.value for tax_type in TaxType]))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day of the figures, for files that do not say.")
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
    dry_run: bool,
) -> tuple[Json, str]:
    """Import brokers' files: all of them or none."""
    from advisor.presentation.json_answers import preview_json  # noqa: PLC0415
    from advisor.services.import_files import ImportChoices, import_files, preview_files  # noqa: PLC0415

    choices = ImportChoices(
        broker=broker,
        account_name=account_name,
        tax_type=TaxType(tax_type) if tax_type else None,
        as_of=as_of.date() if as_of else None,
    )
    with open_books(database) as db:
        if dry_run:
            answered = [preview_json(preview, None) for preview in preview_files(db, Task(), files, choices)]
        else:
            answered = [preview_json(file.preview, file.import_id) for file in import_files(db, Task(), files, choices).files]
    return {"files": answered, "dry_run": dry_run}, "\n".join(_import_text(answer, dry_run) for answer in answered)


def _import_text(answer: Json, dry_run: bool) -> str:
    if answer["already_imported"]:
        return f"{answer['file']}: already imported, nothing changed."
    verb = "would store" if dry_run else "stored"
    lines = [
        f"{answer['file']}: {answer['broker']} {answer['kind']}, {verb} {answer['rows_stored']} of {answer['rows_read']} rows "
        f"worth ${answer['imported_total']:,.2f}."
    ]
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
    from advisor.presentation.json_answers import positions_json  # noqa: PLC0415
    from advisor.services.list_positions import list_positions  # noqa: PLC0415

    with open_books(database) as db:
        portfolio = list_positions(db, Task())
    lines = [f"{p.account.name:<24} {p.symbol:<12} {p.value:>16,.2f}  {p.name}" for p in portfolio.positions]
    return positions_json(portfolio), "\n".join([*lines, f"{'Total':<37} {portfolio.total_value:>16,.2f}"])


@click.group("funds")
def funds_group() -> None:
    """Issuers' lists of what a fund holds."""


@funds_group.command("import")
@click.argument("file", type=ANY_PATH)
@click.option("--symbol", help="The fund's ticker, where the file does not name it.")
@click.pass_obj
@answers
def funds_import_verb(database: Path, file: Path, symbol: str | None) -> tuple[Json, str]:
    """Add an issuer's holdings file."""
    from advisor.services.import_fund_file import import_fund_file  # noqa: PLC0415

    with open_books(database) as db:
        outcome = import_fund_file(db, Task(), file, symbol)
    payload = {
        "symbol": outcome.symbol,
        "as_of": outcome.as_of.isoformat(),
        "rows": outcome.rows,
        "weight_sum": outcome.weight_sum,
        "skipped": [{"line": line, "reason": reason} for line, reason in outcome.skipped],
    }
    return payload, f"{outcome.symbol}: {outcome.rows} holdings as of {outcome.as_of}, {outcome.weight_sum:.2%} of the fund."


@click.command("classify")
@click.argument("symbol")
@click.option("--sleeve", type=click.Choice([sleeve.value for sleeve in Sleeve]), help="Where its money rides.")
@click.option("--sector", type=click.Choice([sector.value for sector in Sector], case_sensitive=False))
@click.option("--forget", is_flag=True, help="Go back to what the program knows.")
@click.pass_obj
@answers
def classify_verb(database: Path, symbol: str, sleeve: str | None, sector: str | None, forget: bool) -> tuple[Json, str]:
    """Say what an unknown ticker is."""
    from advisor.services.classify_instrument import classify_instrument, forget_classification  # noqa: PLC0415

    with open_books(database) as db:
        if forget:
            forget_classification(db, Task(), symbol.upper())
            return {"ok": True, "symbol": symbol.upper()}, f"{symbol.upper()} is classified by the program again."
        if sleeve is None:
            raise InvalidRequestError(f"Nothing was said about {symbol}.", "Name a --sleeve, or --forget.")
        classify_instrument(db, Task(), symbol.upper(), Sleeve(sleeve), Sector(sector) if sector else Sector.UNCLASSIFIED)
    return {"ok": True, "symbol": symbol.upper(), "sleeve": sleeve, "sector": sector}, f"{symbol.upper()} counts as {sleeve}."


@click.command("account")
@click.argument("name")
@click.option("--rename", help="What the account is called from now on.")
@click.option("--tax-type", type=click.Choice([tax_type.value for tax_type in TaxType]), help="How its gains are taxed.")
@click.pass_obj
@answers
def account_verb(database: Path, name: str, rename: str | None, tax_type: str | None) -> tuple[Json, str]:
    """Correct an account's name or tax treatment (NAME: as `positions` prints it, or the masked number)."""
    from advisor.services.change_account import change_account  # noqa: PLC0415
    from advisor.services.list_positions import list_positions  # noqa: PLC0415
    from advisor.services.measure_exposure import account_named  # noqa: PLC0415

    if rename is None and tax_type is None:
        raise InvalidRequestError(f"Nothing was said about {name}.", "Give --rename, --tax-type, or both.")
    with open_books(database) as db:
        account_id = account_named(list_positions(db, Task()), name)
        account = change_account(db, Task(), account_id, rename, TaxType(tax_type) if tax_type else None).account
    payload = {
        "ok": True,
        "broker": account.broker,
        "name": account.name,
        "number_masked": account.number_masked,
        "tax_type": account.tax_type.value,
    }
    return payload, f"{account.name} {account.number_masked}".strip() + f" is {account.tax_type.value}."


@click.command("show-import")
@click.argument("import_id", type=int)
@click.pass_obj
@answers
def show_import_verb(database: Path, import_id: int) -> tuple[Json, str]:
    """Tell what an import left out and what it remarked (`check` lists the numbers)."""
    from advisor.presentation.import_notes import build_import_notes  # noqa: PLC0415
    from advisor.presentation.json_answers import import_json  # noqa: PLC0415
    from advisor.services.explain_import import explain_import  # noqa: PLC0415

    with open_books(database) as db:
        explained = explain_import(db, Task(), import_id)
    view = build_import_notes(explained.record, explained.skipped, explained.warnings)
    rows = [f"  line {row.line_text} left out: {row.reason} ({row.text})" for row in view.rows]
    remarks = [f"  {remark}" for remark in view.remarks]
    payload = import_json(explained.record, explained.skipped, explained.warnings)
    return payload, "\n".join([f"{explained.record.file}: {view.counts_text}", *rows, *remarks])


@click.command("undo-import")
@click.argument("import_id", type=int)
@click.pass_obj
@answers
def undo_import_verb(database: Path, import_id: int) -> tuple[Json, str]:
    """Take an import back (`check` lists their numbers)."""
    from advisor.services.undo_import import undo_import  # noqa: PLC0415

    with open_books(database) as db:
        outcome = undo_import(db, Task(), import_id)
    return {"ok": True, "file": outcome.file, "rows_removed": outcome.rows_removed}, f"Took back {outcome.file}."


@click.command("backup")
@click.argument("file", type=ANY_PATH)
@click.pass_obj
@answers
def backup_verb(database: Path, file: Path) -> tuple[Json, str]:
    """Copy everything to a file."""
    from advisor.services.back_up import back_up  # noqa: PLC0415

    with open_books(database) as db:
        outcome = back_up(db, Task(), file)
    return {"ok": True, "file": str(outcome.file)}, f"Backed up to {outcome.file}."


@click.command("restore")
@click.argument("file", type=ANY_PATH)
@click.pass_obj
@answers
def restore_verb(database: Path, file: Path) -> tuple[Json, str]:
    """Put a backup in place; what it replaces is kept beside it."""
    from advisor.services.back_up import restore  # noqa: PLC0415

    kept = restore(database, file).kept
    kept_text = f" What was there is kept as {kept.name}." if kept else ""
    return {"ok": True, "file": str(file), "kept": str(kept) if kept else None}, f"Restored {file.name}.{kept_text}"


@click.command("check")
@click.pass_obj
@answers
def check_verb(database: Path) -> tuple[Json, str]:
    """Look whether the database is sound, and list the imports."""
    from advisor.services.check_database import check_database  # noqa: PLC0415

    with open_books(database) as db:
        outcome = check_database(db, Task())
    imports = [
        {
            "id": record.id,
            "file": record.file,
            "broker": record.broker,
            "sha256": record.sha256,
            "rows_stored": record.rows_stored,
            "skipped": record.rows_skipped,
            "warnings": record.warnings,
        }
        for record in outcome.imports
    ]
    lines = [f"{record['id']:>4}  {record['broker']:<10} {record['file']}" for record in imports]
    verdict = "The database is sound." if outcome.ok else "\n".join(outcome.findings)
    return {"ok": outcome.ok, "findings": list(outcome.findings), "imports": imports}, "\n".join([*lines, verdict])


VERBS = (
    import_verb,
    brokers_verb,
    positions_verb,
    funds_group,
    classify_verb,
    account_verb,
    show_import_verb,
    undo_import_verb,
    backup_verb,
    restore_verb,
    check_verb,
)
