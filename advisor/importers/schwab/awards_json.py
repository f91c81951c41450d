"""Charles Schwab Equity Award Center, as JSON: the web page's of 2022, and the export that came after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Document, Form
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.json_records import json_records, json_text
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.tally import Tally
from advisor.importers.schwab.accounts import BROKER, NAME, without_transactions
from advisor.importers.schwab.award_events import AwardEvent, Fields, award_account, award_field, award_transaction

_TRANSACTIONS = ("Transactions", "transactions")
_DETAILS = ("TransactionDetails", "transactionDetails")


class SchwabAwardsJson:
    """One object with a list of transactions, each with a list of details."""

    broker: ClassVar[str] = BROKER
    name: ClassVar[str] = NAME
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)
    form: ClassVar[Form] = Form.JSON

    def recognises(self, document: Document) -> bool:
        elements = _elements(document.value, _TRANSACTIONS)
        return any(isinstance(element, dict) and any(name in element for name in _DETAILS) for element in elements)

    def read(self, document: Document) -> Statement:
        """Every transaction with its details; each counts as one line.

        Raises:
            MalformedFileError: There is not one transaction that can be read.
        """
        elements = _elements(document.value, _TRANSACTIONS)
        if not elements:
            raise without_transactions(document.name)
        _, records = json_records(elements)
        tally = Tally(self.broker, document.cut_into(records))
        account = award_account(document.name)
        for record, element in zip(records, elements, strict=True):
            event = AwardEvent(record.line, _texts(element), [_detail(each) for each in _elements(element, _DETAILS)])
            try:
                transaction = award_transaction(event, account.key, tally)
            except RowRefusedError as refusal:
                tally.skip(record, str(refusal))
            else:
                account.open_in(tally)
                tally.store_transaction(transaction)
        last_day = find_date(_texts(document.value).get("todate", ""))
        return tally.close(StatementKind.TRANSACTIONS, last_day or find_date(document.name))


def _elements(value: object, names: Sequence[str]) -> Sequence[object]:
    """The list that the object holds under one of the names."""
    found = (value.get(name) for name in names) if isinstance(value, dict) else ()
    return next((each for each in found if isinstance(each, list)), ())


def _texts(element: object) -> Fields:
    """The fields of an object that are no lists or objects themselves."""
    fields: Mapping[str, object] = element if isinstance(element, dict) else {}
    return {award_field(name): json_text(value) for name, value in fields.items() if not isinstance(value, list | dict)}


def _detail(element: object) -> Fields:
    inner = element.get("Details") if isinstance(element, dict) else None
    return _texts(inner if isinstance(inner, dict) else element)
