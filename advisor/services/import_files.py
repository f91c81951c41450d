"""Import brokers' files: look first, then store all of them or none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from sqlite_utils import Database

from advisor.domain.account_numbers import mask_number, mask_numbers_in
from advisor.domain.errors import FundListError, UnknownFileError, UnreadableFileError
from advisor.domain.portfolio import Account, Position, TaxType
from advisor.domain.statement import AccountMatch, Statement, StatementAccount, StatementPreview, with_assumed_day
from advisor.importers.registry import read_file
from advisor.services.clock import today
from advisor.services.import_fund_file import is_fund_file
from advisor.services.recognise_accounts import add_recognisable_account, newer_in_the_books, recognise_accounts
from advisor.services.task import Changed, Task
from advisor.storage.accounts import update_account
from advisor.storage.imports import find_import, save_import
from advisor.storage.portfolios import newest_snapshot
from advisor.storage.refusals import changing

_TAX_WORDS = (
    (TaxType.ROTH, re.compile(r"\broth\b", re.IGNORECASE)),
    (TaxType.HSA, re.compile(r"\bhsa\b|health savings", re.IGNORECASE)),
    (
        TaxType.TRADITIONAL,
        re.compile(r"\bira\b|rollover|401\s?\(?k|403\s?\(?b|(?<![\w·])457(?!\d)|\bsep\b|pension|retirement", re.IGNORECASE),
    ),
)


@dataclass(frozen=True, slots=True)
class FileChoices:
    """What the investor says about one file beyond what is in it.

    Attributes:
        account_name: Name for the account, when the file holds a single one.
        tax_type: For every account of the file.
        tax_types: By `StatementAccount.key`; wins over `tax_type`.
        as_of: The day the figures are from, when the file does not say; None takes the day of import.
    """

    account_name: str | None = None
    tax_type: TaxType | None = None
    tax_types: Mapping[str, TaxType] = field(default_factory=dict)
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What the investor says about the files of an import.

    Attributes:
        broker: Importer id; None to recognise it by content.
        account_name, tax_type, as_of: As in `FileChoices`, for every file.
        by_file: By the SHA-256 of a file; wins over what is said for every file.
        is_sample: The files are the bundled sample.
    """

    broker: str | None = None
    account_name: str | None = None
    tax_type: TaxType | None = None
    as_of: date | None = None
    by_file: Mapping[str, FileChoices] = field(default_factory=dict)
    is_sample: bool = False

    def for_file(self, sha256: str) -> FileChoices:
        """What holds for one file."""
        own = self.by_file.get(sha256, FileChoices())
        return FileChoices(
            account_name=own.account_name or self.account_name,
            tax_type=own.tax_type or self.tax_type,
            tax_types=own.tax_types,
            as_of=own.as_of or self.as_of,
        )


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """One file's outcome. `import_id` is None when nothing was stored (these very bytes were there already)."""

    import_id: int | None
    preview: StatementPreview


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    files: tuple[ImportedFile, ...]
    changed: Changed


@dataclass(frozen=True, slots=True)
class _ReadFile:
    path: Path
    sha256: str
    content: bytes
    statement: Statement
    names_its_day: bool
    said: FileChoices


def preview_files(
    db: Database, task: Task, paths: Sequence[Path], choices: ImportChoices = ImportChoices()
) -> tuple[StatementPreview, ...]:
    """Read files and say what importing them would do; nothing is stored.

    Raises:
        AdvisorError: A file cannot be read or recognised.
        TaskCancelled: The investor stopped it.
    """
    return tuple(_preview(db, file) for file in _read_all(task, paths, choices))


def import_files(db: Database, task: Task, paths: Sequence[Path], choices: ImportChoices = ImportChoices()) -> ImportOutcome:
    """Import all files or none.

    Raises:
        AdvisorError: A file cannot be read or recognised; nothing was stored.
        TaskCancelled: Nothing was stored.
    """
    files = _read_all(task, paths, choices)
    task.step(len(paths), len(paths), "Storing")
    with changing(db):
        imported = tuple(_store(db, file, choices.is_sample) for file in files)
    stored_any = any(file.import_id is not None for file in imported)
    return ImportOutcome(imported, Changed.HOLDINGS if stored_any else Changed.NOTHING)


def _read_all(task: Task, paths: Sequence[Path], choices: ImportChoices) -> list[_ReadFile]:
    files = []
    for number, path in enumerate(paths):
        task.step(number, len(paths), f"Reading {path.name}")
        files.append(_read(path, choices))
    return files


def _read(path: Path, choices: ImportChoices) -> _ReadFile:
    content, statement = _read_broker_file(path, choices.broker)
    sha256 = hashlib.sha256(content).hexdigest()
    said = choices.for_file(sha256)
    names_its_day = statement.as_of is not None
    dated = statement if names_its_day else with_assumed_day(statement, said.as_of or today())
    return _ReadFile(path, sha256, content, dated, names_its_day, said)


def _read_broker_file(path: Path, broker: str | None) -> tuple[bytes, Statement]:
    try:
        return read_file(path, broker)
    except (UnknownFileError, UnreadableFileError) as error:  # a spreadsheet is unreadable to every broker's importer
        if not is_fund_file(path):
            raise
        raise FundListError(
            f"{path.name} is not from a broker. Nothing was stored.",
            "This is a list of what a fund holds; add it with funds import.",
            file=path.name,
        ) from error


def _store(db: Database, file: _ReadFile, is_sample: bool) -> ImportedFile:
    preview = _preview(db, file)
    if preview.already_imported is not None:
        return ImportedFile(None, preview)
    matches = {match.key: match for match in preview.accounts}
    accounts = {
        account.key: _stored_account(db, file.statement.broker, account, matches[account.key])
        for account in file.statement.accounts
    }
    import_id = save_import(
        db,
        file=file.path.name,
        sha256=file.sha256,
        content=file.content,
        statement=preview.statement,
        accounts=accounts,
        imported_at=datetime.now(UTC),
        is_sample=is_sample,
    )
    return ImportedFile(import_id, preview)


def _stored_account(db: Database, broker: str, account: StatementAccount, match: AccountMatch) -> Account:
    if match.account is None:
        return add_recognisable_account(db, broker, account, match.name, match.tax_type)
    if (match.account.name, match.account.tax_type) != (match.name, match.tax_type):
        update_account(db, match.account.id, name=match.name, tax_type=match.tax_type)
    return match.account


def _preview(db: Database, file: _ReadFile) -> StatementPreview:
    statement = file.statement
    changes: dict[int, Decimal] = {}
    matches = []
    recognised = recognise_accounts(db, statement)
    for account in statement.accounts:
        known = recognised.get(account.key)
        previous = newest_snapshot(db, known) if known else None
        changes |= _quantity_changes(statement, account.key, previous[1] if previous else ())
        matches.append(_match(statement, account, known, previous, file.said))
    already_imported = find_import(db, file.sha256)
    outdated = () if already_imported else newer_in_the_books(statement, matches)
    return StatementPreview(
        file=file.path.name,
        sha256=file.sha256,
        statement=replace(statement, warnings=(*statement.warnings, *outdated)),
        accounts=tuple(matches),
        quantity_changes=changes,
        already_imported=already_imported,
        names_its_day=file.names_its_day,
    )


def _match(
    statement: Statement,
    account: StatementAccount,
    known: Account | None,
    previous: tuple[date, tuple[Position, ...]] | None,
    said: FileChoices,
) -> AccountMatch:
    held = {position.symbol for position in statement.positions if position.account == account.key}
    closed = {position.symbol for position in previous[1]} - held if previous else set()
    masked = mask_number(account.number)
    name = known.name if known else (mask_numbers_in(account.name) or f"{statement.broker.title()} {masked}".strip())
    if said.account_name and len(statement.accounts) == 1:
        name = said.account_name
    tax_type = known.tax_type if known else _guessed_tax_type(f"{account.name} {name}")
    return AccountMatch(
        key=account.key,
        number_masked=masked,
        name=name,
        tax_type=said.tax_types.get(account.key, said.tax_type or tax_type),
        account=known,
        previous_as_of=previous[0] if previous else None,
        closed=tuple(sorted(closed)),
    )


def _quantity_changes(statement: Statement, account_key: str, before: Sequence[Position]) -> dict[int, Decimal]:
    """By line: new minus old quantity of the symbol (value, where it has no quantity)."""
    old: dict[str, Decimal] = {}
    for position in before:
        old[position.symbol] = old.get(position.symbol, Decimal(0)) + _amount(position.quantity, position.value)
    return {
        position.line: _amount(position.quantity, position.value) - old[position.symbol]
        for position in statement.positions
        if position.account == account_key and position.symbol in old
    }


def _amount(quantity: Decimal | None, value: Decimal) -> Decimal:
    return value if quantity is None else quantity


def _guessed_tax_type(name: str) -> TaxType:
    return next((tax_type for tax_type, words in _TAX_WORDS if words.search(name)), TaxType.TAXABLE)
