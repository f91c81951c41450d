"""Import brokers' files: look first, then store all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.domain.mapping_json import mapping_to_json
from advisor.domain.portfolio import Account
from advisor.domain.statement import AccountMatch, Statement, StatementAccount, StatementPreview
from advisor.importers.mapping import header_key
from advisor.importers.reading.collector import collector_paused
from advisor.services.clock import now
from advisor.services.import_choices import NOTHING_SAID, HandedOver, ImportChoices
from advisor.services.ordered_plans import news_of_ordered_plans
from advisor.services.preview_statement import preview_statement
from advisor.services.read_statement_file import StatementFile, read_statement_file
from advisor.services.recognise_accounts import add_recognisable_account
from advisor.services.take_over_sayings import take_over_sayings
from advisor.services.task import Changed, Task
from advisor.storage.accounts import update_account
from advisor.storage.engine import Database
from advisor.storage.imports import save_import
from advisor.storage.mappings import save_mapping
from advisor.storage.refusals import changing


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """One file's outcome. `import_id` is None when nothing was stored (these very bytes were there already)."""

    import_id: int | None
    preview: StatementPreview


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """`plans`: what the new files tell of kept plans whose orders were given, one sentence each."""

    files: tuple[ImportedFile, ...]
    changed: Changed
    plans: tuple[str, ...] = ()


def preview_files(
    db: Database, task: Task, files: Sequence[HandedOver], choices: ImportChoices = NOTHING_SAID
) -> tuple[StatementPreview, ...]:
    """Read files and say what importing them would do; nothing is stored.

    Raises:
        UnmappedFileError: Nobody knows the columns of a file yet.
        AdvisorError: A file cannot be read or recognised.
        TaskCancelled: The investor stopped it.
    """
    return tuple(preview_statement(db, file) for file in _read_all(db, task, files, choices))


def import_files(db: Database, task: Task, files: Sequence[HandedOver], choices: ImportChoices = NOTHING_SAID) -> ImportOutcome:
    """Import all files or none; what was said about unknown columns is remembered.

    Raises:
        UnmappedFileError: Nobody knows the columns of a file yet; nothing was stored.
        AdvisorError: A file cannot be read or recognised; nothing was stored.
        TaskCancelled: Nothing was stored.
    """
    read = _read_all(db, task, files, choices)
    with collector_paused(), changing(db):
        imported = tuple(_store(db, task, file, choices.is_sample) for file in read)
        task.step(len(files), len(files), "Storing")  # the last chance to stop: an exception takes everything back
    if all(file.import_id is None for file in imported):
        return ImportOutcome(imported, Changed.NOTHING)
    plans = news_of_ordered_plans(db, task)
    return ImportOutcome(imported, Changed.HOLDINGS | Changed.PLANS if plans else Changed.HOLDINGS, plans)


def _read_all(db: Database, task: Task, files: Sequence[HandedOver], choices: ImportChoices) -> list[StatementFile]:
    read = []
    for number, handed_over in enumerate(files):
        task.step(number, len(files), f"Reading {handed_over.name}")
        read.append(read_statement_file(db, task, handed_over, choices))
    return read


def _store(db: Database, task: Task, file: StatementFile, is_sample: bool) -> ImportedFile:
    preview = preview_statement(db, file)
    if preview.already_imported is not None:
        return ImportedFile(None, preview)
    matches = {match.key: match for match in preview.accounts}
    accounts = {
        account.key: _stored_account(db, file.statement, account, matches[account.key]) for account in file.statement.accounts
    }
    import_id = save_import(
        db,
        file=file.name,
        sha256=file.sha256,
        content=file.content,
        statement=preview.statement,
        accounts=accounts,
        imported_at=now(),
        is_sample=is_sample,
        watcher=lambda done, total: task.step(done, total, f"Storing {file.name}"),
    )
    _remember_mapping(db, file)
    if file.statement.origins:
        take_over_sayings(db, task, file.content)
    return ImportedFile(import_id, preview)


def _remember_mapping(db: Database, file: StatementFile) -> None:
    key = header_key(file.content, file.name) if file.mapping is not None else None
    if key is not None and file.mapping is not None:
        save_mapping(db, key, mapping_to_json(file.mapping.for_later()))


def _stored_account(db: Database, statement: Statement, account: StatementAccount, match: AccountMatch) -> Account:
    if match.account is None:
        added = add_recognisable_account(db, statement.broker_of(account.key), account, match.name, match.tax_type)
        origin = statement.origins.get(account.key)
        if origin is not None and origin.owner:
            update_account(db, added.id, owner=origin.owner)
        return added
    if (match.account.name, match.account.tax_type) != (match.name, match.tax_type):
        update_account(db, match.account.id, name=match.name, tax_type=match.tax_type)
    return match.account
