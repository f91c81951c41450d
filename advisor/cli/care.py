"""Verbs that take care of the books."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from advisor.cli.answering import ANY_PATH, Json, answers
from advisor.domain.quality import Fix
from advisor.services.open_books import open_books
from advisor.services.task import Task

# What is typed to mend an issue; in braces what the issue itself names.
MENDED_BY = {
    Fix.SHOW_IMPORT: "show-import {import_id}",
    Fix.IMPORT_LOTS: "import the lots",
    Fix.IMPORT_HISTORY: "import the history",
    Fix.IMPORT_POSITIONS: "import the positions",
    Fix.STATE_RATE: "rate {symbol} DOLLARS",
    Fix.CLASSIFY: "classify {symbol} --sleeve SLEEVE",
    Fix.STATE_COST_BASIS: "cost-basis {account} {symbol} AMOUNT",
    Fix.IMPORT_NEWER: "import a newer file",
    Fix.REFRESH: "refresh {symbol} --again",
    Fix.ADD_FUND_LIST: "funds import FILE --symbol {symbol}",
}


@click.command("show-import")
@click.argument("import_id", type=int)
@click.pass_obj
@answers
def show_import_verb(database: Path, import_id: int) -> tuple[Json, str]:
    """Tell what an import left out and what it remarked (`check` lists the numbers)."""
    from advisor.presentation.import_notes import build_import_notes  # noqa: PLC0415
    from advisor.presentation.json_books import import_json  # noqa: PLC0415
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
    payload = {"ok": True, "file": outcome.file, "rows_removed": outcome.rows_removed, "plans": list(outcome.plans)}
    return payload, "\n".join([f"Took back {outcome.file}.", *outcome.plans])


@click.command("export")
@click.argument("file", type=ANY_PATH)
@click.pass_obj
@answers
def export_verb(database: Path, file: Path) -> tuple[Json, str]:
    """Write everything to a file in the portable format, which `import` reads."""
    from advisor.services.export_portfolio import export_portfolio  # noqa: PLC0415

    with open_books(database) as db:
        outcome = export_portfolio(db, Task(), file)
    counts = {"accounts": outcome.accounts, "positions": outcome.positions, "transactions": outcome.transactions}
    text = ", ".join(f"{count:,} {what}" for what, count in counts.items())
    return {"file": str(outcome.file), **counts}, f"Wrote {text} to {outcome.file}."


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
    """Look whether the database is sound and its figures plausible, and list the imports."""
    from advisor.presentation.json_books import quality_json  # noqa: PLC0415
    from advisor.services.check_database import check_database  # noqa: PLC0415
    from advisor.services.check_quality import check_quality  # noqa: PLC0415

    with open_books(database) as db:
        outcome = check_database(db, Task())
        issues = quality_json(check_quality(db, Task()))
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
    answer = {"ok": outcome.ok, "findings": list(outcome.findings), "imports": imports, "issues": issues}
    told = [f"{issue['message']} What helps: {_mended_by(issue)}." for issue in issues]
    return answer, "\n".join([*lines, *told, verdict])


def _mended_by(issue: Json) -> str:
    typed = {name: shlex.quote(str(value)) if value else "" for name, value in issue.items()}
    return " ".join(MENDED_BY[Fix(issue["fix"])].format_map(typed).split())


VERBS = (show_import_verb, undo_import_verb, export_verb, backup_verb, restore_verb, check_verb)
