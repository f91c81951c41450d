"""What importing a statement would do to the books."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.bookkeeping.changes import splits_between, ticker_changes_between
from advisor.domain.account_numbers import mask_number, mask_numbers_in
from advisor.domain.portfolio import Account, Position, TaxType
from advisor.domain.statement import AccountMatch, RowWarning, Statement, StatementAccount, StatementPosition, StatementPreview
from advisor.services.import_choices import FileChoices
from advisor.services.list_brokers import broker_name
from advisor.services.read_statement_file import StatementFile
from advisor.services.recognise_accounts import newer_in_the_books, recognise_accounts
from advisor.storage.engine import Database
from advisor.storage.imports import find_import
from advisor.storage.portfolios import newest_snapshot
from advisor.storage.transactions import count_known

_TAX_WORDS = (
    (TaxType.ROTH, re.compile(r"\broth\b", re.IGNORECASE)),
    (TaxType.HSA, re.compile(r"\bhsa\b|health savings", re.IGNORECASE)),
    (
        TaxType.TRADITIONAL,
        re.compile(r"\bira\b|rollover|401\s?\(?k|403\s?\(?b|(?<![\w·])457(?!\d)|\bsep\b|pension|retirement", re.IGNORECASE),
    ),
)
_Snapshot = tuple[date, tuple[Position, ...]]


def preview_statement(db: Database, file: StatementFile) -> StatementPreview:
    """What importing a file would change; nothing is stored."""
    statement = file.statement
    recognised = recognise_accounts(db, statement)
    before = {key: snapshot for key, account in recognised.items() if (snapshot := newest_snapshot(db, account)) is not None}
    matches = [_match(statement, account, recognised, before, file.said) for account in statement.accounts]
    already_imported = find_import(db, file.sha256)
    known = 0 if already_imported else count_known(db, statement, recognised)
    remarks: tuple[RowWarning, ...] = ()
    if already_imported is None:
        remarks = (
            *newer_in_the_books(statement, matches),
            *_explained_changes(statement, before),
            *_of_history(statement, known),
        )
    return StatementPreview(
        file=file.name,
        sha256=file.sha256,
        statement=replace(statement, warnings=(*statement.warnings, *remarks)),
        accounts=tuple(matches),
        quantity_changes=_quantity_changes(statement, before),
        already_imported=already_imported,
        names_its_day=file.names_its_day,
        known_transactions=known,
        content=file.content,
    )


def _match(
    statement: Statement,
    account: StatementAccount,
    recognised: Mapping[str, Account],
    before: Mapping[str, _Snapshot],
    said: FileChoices,
) -> AccountMatch:
    known, previous = recognised.get(account.key), before.get(account.key)
    held = {position.symbol for position in _positions_of(statement, account.key)}
    closed = {position.symbol for position in previous[1]} - held if previous and held else set()
    masked = mask_number(account.number)
    broker = statement.broker_of(account.key)
    name = known.name if known else (mask_numbers_in(account.name) or f"{broker_name(broker)} {masked}".strip())
    if said.account_name and len(statement.accounts) == 1:
        name = said.account_name
    tax_type = known.tax_type if known else _stated_tax_type(statement, account) or _guessed_tax_type(f"{account.name} {name}")
    return AccountMatch(
        key=account.key,
        number_masked=masked,
        name=name,
        tax_type=said.tax_types.get(account.key, said.tax_type or tax_type),
        account=known,
        previous_as_of=previous[0] if previous else None,
        closed=tuple(sorted(closed)),
    )


def _stated_tax_type(statement: Statement, account: StatementAccount) -> TaxType | None:
    origin = statement.origins.get(account.key)
    return None if origin is None else origin.tax_type


def _positions_of(statement: Statement, account_key: str) -> list[StatementPosition]:
    return [position for position in statement.positions if position.account == account_key]


def _quantity_changes(statement: Statement, before: Mapping[str, _Snapshot]) -> dict[StatementPosition, Decimal]:
    """New minus old quantity of the symbol (value, where it has no quantity)."""
    old: dict[tuple[str, str], Decimal] = {}
    for key, (_, positions) in before.items():
        for position in positions:
            place = key, position.symbol
            old[place] = old.get(place, Decimal(0)) + _amount(position.quantity, position.value)
    return {
        position: _amount(position.quantity, position.value) - old[position.account, position.symbol]
        for position in statement.positions
        if (position.account, position.symbol) in old
    }


def _amount(quantity: Decimal | None, value: Decimal) -> Decimal:
    return value if quantity is None else quantity


def _explained_changes(statement: Statement, before: Mapping[str, _Snapshot]) -> Iterator[RowWarning]:
    """Splits and changes of ticker since the newest positions in the books; an older file explains nothing."""
    for key, (as_of, positions) in before.items():
        if (day := statement.day_of(key)) is not None and day < as_of:
            continue
        now = _positions_of(statement, key)
        for split in splits_between(positions, now):
            yield RowWarning(
                split.line,
                f"{split.symbol}: {split.before.normalize():f} shares became {split.now.normalize():f}, and the price moved to "
                f"match. This is a {split.new}-for-{split.old} split, not a trade.",
            )
        for change in ticker_changes_between(positions, now):
            yield RowWarning(
                change.line,
                f"{change.old_symbol} is called {change.new_symbol} now: the same {change.quantity.normalize():f} shares at the "
                "same cost. This is a change of ticker, not a trade.",
            )


def _of_history(statement: Statement, known: int) -> Iterator[RowWarning]:
    if known:
        entries = "entry" if len(statement.transactions) == 1 else "entries"
        are = "is" if known == 1 else "are"
        yield RowWarning(
            None,
            f"{known:,} of {len(statement.transactions):,} {entries} {are} in the books already, from an overlapping download; "
            "each counts once.",
        )
    if statement.rebuilds:
        yield RowWarning(
            None,
            "The file lists no positions. What you hold is worked out from its transactions, so they must reach back to the "
            "first purchase.",
        )


def _guessed_tax_type(name: str) -> TaxType:
    return next((tax_type for tax_type, words in _TAX_WORDS if words.search(name)), TaxType.TAXABLE)
