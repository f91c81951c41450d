"""Robinhood: the account activity report. Robinhood hands out no positions, and the report names no account."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import Statement, StatementKind, StatementTransaction
from advisor.importers.importer import Source
from advisor.importers.reading.actions import by_direction, kind_finder
from advisor.importers.reading.expiries import with_signed_expiries
from advisor.importers.reading.flat_table import FlatTable, is_lone_sentence
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.symbols import canonical_symbol
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows

_SYNONYMS = {
    "traded": ("activity date",),
    "settled": ("settle date",),
    "action": ("trans code",),
    "symbol": ("instrument",),
    "name": ("description",),
    "quantity": ("quantity",),
    "price": ("price",),
    "amount": ("amount",),
}
_KINDS = kind_finder(
    (r"^(buy|bto|btc|bc|scxl)$", TransactionKind.BUY),  # BC buys back a short; SCXL takes a sale back
    (r"^(sell|sto|stc|ss|bcxl)$", TransactionKind.SELL),
    (r"^(cdiv|mdiv|div)$", TransactionKind.DIVIDEND),
    (r"^(int|cint|mint|slip|mtch)$", TransactionKind.INTEREST),  # lending shares and the match of an IRA pay like interest
    (r"^roc$", TransactionKind.RETURN_OF_CAPITAL),
    (r"^(ach|rtp|wire|xent|cdep|cfir|cfrr|ukbt|dcf|dcnt)$", TransactionKind.DEPOSIT),
    (r"^(acati|acato|acatc|jnlc|jnls|itrf|trf\w*|rec)$", TransactionKind.TRANSFER),
    (r"^(spl|spr)$", TransactionKind.SPLIT),
    (r"^(sxch|conv|mrg\w|soff|cil)$", TransactionKind.EXCHANGE),
    (r"^(oexp|oasgn|oexcs|oca)$", TransactionKind.EXPIRY),
    (r"^(gold|gmpc|afee|dfee|fee)$", TransactionKind.FEE),
    (r"^(dtax|ftax|tax|nrat)$", TransactionKind.TAX),
)
_REINVESTED = "dividend reinvestment"
_LEAVES_WITHOUT_SIGN = "acato"
_BEFORE_THE_OPTION = re.compile(r"^option [\w/ ]+? for ", re.IGNORECASE)
_AFTER_THE_NAME = re.compile(r"\s*(?:[\r\n]|\bCUSIP:).*", re.DOTALL)
_WENT = re.compile(r"(?P<number>[\d,.]+) ?S", re.IGNORECASE)  # "400S": shares taken away, in splits, exchanges and expiries
_ACCOUNT = "Robinhood"


class Robinhood:
    """One table, newest first, closed by a disclaimer. Descriptions run over several lines; options stand only in them."""

    broker: ClassVar[str] = "robinhood"
    name: ClassVar[str] = "Robinhood"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every transaction.

        Raises:
            MalformedFileError: The file holds no transaction, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        tally.open_account(_ACCOUNT, "", _ACCOUNT)
        table = FlatTable(source, _is_heading, "a Robinhood activity report")
        table.read(tally, _ActivityRows(table.heading, tally).store, is_lone_sentence)
        if not table.footers:
            tally.warn(None, "Robinhood's closing lines are missing: if the file was cut off, transactions are missing too.")
        tally.transactions = with_signed_expiries(tally.transactions, lambda action: action.upper() in {"BTO", "STO"})
        return tally.close(StatementKind.TRANSACTIONS, None, rebuilds=True)


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _SYNONYMS.keys() - {"settled", "price"}


class _ActivityRows:
    def __init__(self, heading: Record, tally: Tally) -> None:
        self._columns = find_columns(heading.cells, _SYNONYMS)
        self._rows = TransactionRows(heading, self._columns, _KINDS)
        self._tally = tally

    def store(self, record: Record) -> None:
        cells = list(self._rows.fit(record.cells))
        description, quantity = self._columns["name"], self._columns["quantity"]
        cells[quantity] = _WENT.sub(r"-\g<number>", cells[quantity])
        option = _BEFORE_THE_OPTION.sub("", " ".join(cells[description].split()))
        is_option = canonical_symbol(option)[1] is InstrumentKind.OPTION
        if is_option:
            cells[self._columns["symbol"]] = option
        transaction = _as_it_moved(self._rows.transaction(record.line, cells, _ACCOUNT))
        transaction = transaction._replace(name=option if is_option else _AFTER_THE_NAME.sub("", cells[description].strip()))
        self._tally.store_transaction(transaction)
        if transaction.kind is TransactionKind.OTHER and transaction.quantity:
            self._tally.warn(
                record.line, f"“{transaction.action}” is a code that is not known; what it does to the shares is not counted."
            )


def _as_it_moved(transaction: StatementTransaction) -> StatementTransaction:
    kind = by_direction(transaction.kind, transaction.amount)
    if kind is TransactionKind.BUY and _REINVESTED in transaction.name.lower():
        kind = TransactionKind.REINVEST
    quantity = transaction.quantity or None
    if quantity is not None and transaction.action.lower() == _LEAVES_WITHOUT_SIGN:
        quantity = -abs(quantity)
    return transaction._replace(kind=kind, quantity=quantity)
