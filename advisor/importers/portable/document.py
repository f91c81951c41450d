"""The portable portfolio format, which `advisor.domain.portable` describes: accounts of many brokers in one file."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from advisor.domain.errors import MalformedFileError
from advisor.domain.portable import FORMAT, VERSION
from advisor.domain.statement import Statement, StatementKind, StatementLot, StatementPosition, StatementTransaction
from advisor.importers.importer import Document, Form
from advisor.importers.portable.elements import Elements
from advisor.importers.portable.fields import Fields
from advisor.importers.reading.json_records import json_text
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.tally import Tally


class Portable:
    """A record is a cash balance, a position, a lot or a transaction; its line is its place among them.

    The statement's broker is "portable"; each account's own stands in `Statement.origins`.
    """

    broker: ClassVar[str] = "portable"
    name: ClassVar[str] = "Portable portfolio file"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS, StatementKind.TRANSACTIONS, StatementKind.LOTS)
    form: ClassVar[Form] = Form.JSON

    def recognises(self, document: Document) -> bool:
        return isinstance(document.value, dict) and document.value.get("format") == FORMAT

    def read(self, document: Document) -> Statement:
        """Every account.

        Raises:
            MalformedFileError: The file is of another version, its accounts are no list, or it holds nothing.
        """
        whole = Fields(document.value)
        _refuse_other_version(document)
        try:
            as_of, accounts = whole.day("as_of"), whole.items("accounts")
        except RowRefusedError as refusal:
            raise _refusal(document, f"cannot be read: {refusal}") from None
        elements = Elements(accounts)
        if not elements.records:
            raise _refusal(document, "holds neither a position nor a transaction")
        tally = Tally(self.broker, document.cut_into(elements.records))
        _store(elements, tally)
        statement = tally.close(StatementKind.POSITIONS if tally.positions else StatementKind.TRANSACTIONS, as_of)
        return replace(statement, origins={account.key: account.origin for account in elements.accounts})


def _refuse_other_version(document: Document) -> None:
    assert isinstance(document.value, dict)  # it was recognised
    version = document.value.get("version")
    if version == VERSION and not isinstance(version, bool):
        return
    raise MalformedFileError(
        f"{document.name} is a portable portfolio file of version {json_text(version)[:40] or 'unknown'}; this program reads "
        f"version {VERSION}.",
        "Export it as that version from the program that wrote it, or use a newer version of this program.",
        file=document.name,
    )


def _refusal(document: Document, reason: str) -> MalformedFileError:
    return MalformedFileError(
        f"{document.name} is a portable portfolio file that {reason}.", "Export it again.", file=document.name
    )


def _store(elements: Elements, tally: Tally) -> None:
    for account in elements.accounts:
        tally.open_account(account.key, account.number, account.name, account.currency)
    for record, outcome in zip(elements.records, elements.outcomes, strict=True):
        match outcome:
            case StatementPosition():
                tally.store_position(outcome)
            case StatementLot():
                tally.store_lot(outcome)
            case StatementTransaction():
                tally.store_transaction(outcome)
            case reason:
                tally.skip(record, reason)
    for warning in elements.warnings:
        tally.warn(None, warning)
