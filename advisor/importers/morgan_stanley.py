"""Morgan Stanley equity plans: the reports of releases, of sales and of wires ("Releases Report.csv" and its sisters)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import Statement, StatementKind, StatementTransaction
from advisor.importers.importer import Source
from advisor.importers.reading.actions import kind_finder
from advisor.importers.reading.amounts import amount_if_readable
from advisor.importers.reading.flat_table import FlatTable
from advisor.importers.reading.headings import find_columns, has_headings, heading_words
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows, signed

_SYNONYMS = {
    "traded": ("vest date", "execution date", "date"),
    "action": ("type",),
    "status": ("status", "order status"),
    "symbol": ("plan", "symbol"),
    "name": ("plan", "symbol"),
    "price": ("price",),
    "quantity": ("quantity",),
    "shares": ("net share proceeds",),
    "amount": ("net cash proceeds", "net amount"),
}
_NEEDED = ("order number", "type", "quantity", "tax payment method")
_KINDS = kind_finder(
    (r"^release", TransactionKind.BUY),
    (r"^sale|^sell", TransactionKind.SELL),
    (r"wire|withdrawal|check", TransactionKind.WITHDRAWAL),
    (r"dividend", TransactionKind.DIVIDEND),
    (r"transfer", TransactionKind.TRANSFER),
)
_CARRIED_OUT = {"complete", "completed", ""}
_ACCOUNT = "Morgan Stanley stock plan"
_NOTE = "please note"


class MorganStanley:
    """One table. Shares that vest count as bought at the price of the day, without money; the plan stands for the symbol.

    "Releases Report" prints the shares before and after taxes, "Releases Net Shares Report" those after taxes only, under
    headings one of which is wrong. A sale of the plan "Cash" is money that left.
    """

    broker: ClassVar[str] = "morgan_stanley"
    name: ClassVar[str] = "Morgan Stanley equity plan"
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
        table = FlatTable(source, _is_heading, "a report of a Morgan Stanley equity plan")
        table.read(tally, _PlanRows(table.heading, tally).store, _is_note)
        if sum(heading_words(cell) == "net share proceeds" for cell in table.heading.cells) > 1:
            tally.warn(None, "The same shares stand in the “Releases Report”: import only one of the two reports.")
        for record in source.records:
            if _is_note(record.cells):
                tally.warn(record.line, f"The file notes: “{', '.join(cell.strip() for cell in record.cells if cell.strip())}”")
        return tally.close(StatementKind.TRANSACTIONS, None)


def _is_heading(cells: Sequence[str]) -> bool:
    return has_headings(cells, *_NEEDED) and find_columns(cells, _SYNONYMS).keys() >= {"traded", "symbol", "status"}


def _is_note(cells: Sequence[str]) -> bool:
    return cells[0].strip().lower().startswith(_NOTE)


class _PlanRows:
    def __init__(self, heading: Record, tally: Tally) -> None:
        self._columns = find_columns(heading.cells, _SYNONYMS)
        self._rows = TransactionRows(heading, self._columns, _KINDS)
        self._tally = tally

    def store(self, record: Record) -> None:
        cells = self._rows.fit(record.cells)
        status = cells[self._columns["status"]].strip()
        if status.lower() not in _CARRIED_OUT:
            raise RowRefusedError(f"the order was not carried out: it is “{status}”")
        transaction = self._rows.transaction(record.line, cells, _ACCOUNT)
        if transaction.kind is TransactionKind.BUY:
            transaction = self._with_net_shares(transaction, cells)
        self._tally.store_transaction(_as_it_moved(transaction))

    def _with_net_shares(self, transaction: StatementTransaction, cells: Sequence[str]) -> StatementTransaction:
        """What was left of a release after taxes, where the report prints both."""
        place = self._columns.get("shares")
        shares = None if place is None else amount_if_readable(cells[place])
        return transaction._replace(quantity=shares or transaction.quantity)


def _as_it_moved(transaction: StatementTransaction) -> StatementTransaction:
    kind, amount = transaction.kind, transaction.amount
    if transaction.instrument is InstrumentKind.CASH and kind is TransactionKind.SELL:
        kind = TransactionKind.WITHDRAWAL
    quantity = signed(kind, transaction.quantity or None)
    if kind is not TransactionKind.WITHDRAWAL:
        return transaction._replace(kind=kind, quantity=quantity)
    gone = None if amount is None else -abs(amount)
    nothing = InstrumentKind.SECURITY
    return transaction._replace(kind=kind, quantity=None, price=None, amount=gone, symbol="", instrument=nothing)
