"""What a broker's file says, with every record accounted for.

An importer turns bytes into a `Statement`; storage keeps it; nothing in between may lose a row:
`records == structure + rows_stored + len(skipped)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from advisor.domain.days import long_date
from advisor.domain.portfolio import Account, ImportRecord, InstrumentKind, TaxType, TransactionKind


class StatementKind(StrEnum):
    POSITIONS = "positions"
    TRANSACTIONS = "transactions"
    LOTS = "lots"


class StatementAccount(NamedTuple):
    """An account as the file names it.

    Attributes:
        key: What rows refer to; unique within the file.
        number: As the file prints it (text: leading zeros count); empty when the file has none.
        name: As the file prints it; may be empty.
        reported_total: The file's own total for the account, account currency; None when it has none.
        currency: ISO 4217 code of the account's money.
    """

    key: str
    number: str
    name: str
    reported_total: Decimal | None
    currency: str = "USD"


class AccountOrigin(NamedTuple):
    """What a file of several brokers' accounts says of one, besides its number.

    Attributes:
        broker: Importer id of the broker it is at; may be empty.
        tax_type: None when the file does not say.
        owner: In the investor's words; may be empty.
        as_of: The day of its figures, where it is not the file's.
    """

    broker: str
    tax_type: TaxType | None
    owner: str
    as_of: date | None


class StatementPosition(NamedTuple):
    """One stored position row; fields as in `portfolio.Position`.

    Attributes:
        account: `StatementAccount.key`.
        line: 1-based physical line where the record begins.
    """

    line: int
    account: str
    symbol: str
    name: str
    kind: InstrumentKind
    quantity: Decimal | None
    price: Decimal | None
    value: Decimal
    cost_basis: Decimal | None
    currency: str = "USD"
    cusip: str = ""


class StatementLot(NamedTuple):
    """One tax lot of a position.

    Attributes:
        symbol: That of the position it belongs to.
        acquired: Purchase date; None when the file does not say.
        quantity: Shares; negative for a short position.
        cost_basis: Account currency, for the whole lot; None when the file does not say.
    """

    line: int
    account: str
    symbol: str
    acquired: date | None
    quantity: Decimal
    cost_basis: Decimal | None


class StatementTransaction(NamedTuple):
    """One stored transaction row.

    Attributes:
        action: The broker's own words.
        symbol: Empty when the file gives none.
        quantity: Shares, contracts or face value that came (positive) or went (negative); None for money alone.
        price: In `currency` per unit, as the file prints it.
        fees: Commissions and fees, positive when paid; contained in `amount`.
        amount: Cash that came (positive) or went (negative), in `currency`; None when the file gives none.
        currency: ISO 4217 code of price, fees and amount.
        instrument: What was traded, as far as the file tells.
    """

    line: int
    account: str
    traded: date
    settled: date | None
    action: str
    symbol: str
    name: str
    quantity: Decimal | None
    price: Decimal | None
    fees: Decimal | None
    amount: Decimal | None
    kind: TransactionKind = TransactionKind.OTHER
    currency: str = "USD"
    instrument: InstrumentKind = InstrumentKind.SECURITY


class SkippedRow(NamedTuple):
    """A row that was left out: 1-based line, the reason in plain words, the raw text with its account number masked."""

    line: int
    reason: str
    text: str


class RowWarning(NamedTuple):
    """Something the investor should know; line is None when it concerns the whole file."""

    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole file, read.

    Attributes:
        as_of: The day the figures are from; None when the file does not say (the caller then uses the import day).
        records: Records with at least one non-blank cell, as a CSV reader counts them.
        structure: Those that are titles, headings, totals, footers or disclaimers.
        rows_stored: Those that became a position, a lot or a transaction, or were added to one.
        reported_total: The file's own grand total; None when it prints none.
        rebuilds: The broker hands out no positions: they are to be worked out from these transactions.
        origins: By `StatementAccount.key`; empty unless the file holds accounts of several brokers.
    """

    broker: str
    kind: StatementKind
    as_of: date | None
    accounts: tuple[StatementAccount, ...]
    positions: tuple[StatementPosition, ...]
    transactions: tuple[StatementTransaction, ...]
    skipped: tuple[SkippedRow, ...]
    warnings: tuple[RowWarning, ...]
    records: int
    structure: int
    rows_stored: int
    reported_total: Decimal | None
    lots: tuple[StatementLot, ...] = ()
    rebuilds: bool = False
    origins: Mapping[str, AccountOrigin] = field(default_factory=dict)

    @property
    def rows_read(self) -> int:
        return self.records - self.structure

    def broker_of(self, account_key: str) -> str:
        """The broker that an account of the file is at."""
        origin = self.origins.get(account_key)
        return origin.broker if origin is not None and origin.broker else self.broker

    def day_of(self, account_key: str) -> date | None:
        """The day that the figures of an account are from."""
        origin = self.origins.get(account_key)
        return origin.as_of if origin is not None and origin.as_of is not None else self.as_of

    @property
    def currency(self) -> str:
        """The currency of the totals; empty where accounts in several currencies are added up."""
        currencies = {account.currency for account in self.accounts}
        return currencies.pop() if len(currencies) == 1 else "" if currencies else "USD"

    @property
    def imported_total(self) -> Decimal:
        return sum((position.value for position in self.positions), Decimal(0))


def with_assumed_day(statement: Statement, day: date) -> Statement:
    """A statement of a file that names no day, given one, with a warning that says so; an earlier assumption is forgotten."""
    said = [warning for warning in statement.warnings if statement.as_of is None or warning != _assumption(statement.as_of)]
    return replace(statement, as_of=day, warnings=(*said, _assumption(day)))


def _assumption(day: date) -> RowWarning:
    return RowWarning(None, f"The file does not say which day it is from; its figures count as of {long_date(day)}.")


@dataclass(frozen=True, slots=True)
class AccountMatch:
    """An account of a file, beside the one already in the books.

    Attributes:
        key: `StatementAccount.key`.
        account: The account in the books; None when this file brings a new one.
        name: The investor's name for it, or the file's.
        tax_type: As in the books, or guessed from the name.
        previous_as_of: Date of its newest snapshot; None when there is none.
        closed: Symbols of that snapshot that this file no longer holds.
    """

    key: str
    number_masked: str
    name: str
    tax_type: TaxType
    account: Account | None
    previous_as_of: date | None
    closed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementPreview:
    """What importing a file would do; nothing is stored.

    Attributes:
        quantity_changes: For a stored position: how its quantity (its value, for cash) differs from the newest
            snapshot; 0 means no change, and a position that is missing is new.
        already_imported: The earlier import of the very same bytes, if any.
        names_its_day: The file says which day it is from, or has entries with days of their own; else the statement's day is an
            assumption.
        known_transactions: How many of its entries the books hold already, from overlapping downloads; each counts once.
        content: The file's bytes.
    """

    file: str
    sha256: str
    statement: Statement
    accounts: tuple[AccountMatch, ...]
    quantity_changes: Mapping[StatementPosition, Decimal]
    already_imported: ImportRecord | None
    names_its_day: bool = True
    known_transactions: int = 0
    content: bytes = b""
