"""TD Ameritrade: `transactions.csv`, as its website handed it out until the accounts moved to Schwab (2023)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import Statement, StatementKind, StatementTransaction
from advisor.importers.importer import Source
from advisor.importers.reading.actions import by_direction, kind_finder
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, refuse_cut_row
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows

_SYNONYMS = {
    "traded": ("date",),
    "id": ("transaction id",),
    "action": ("description",),
    "symbol": ("symbol",),
    "quantity": ("quantity",),
    "price": ("price",),
    "fees": ("commission",),
    "amount": ("amount",),
}
_CHARGES = {
    "regulatory": ("reg fee",),
    "short_term": ("short-term rdm fee",),
    "redemption": ("fund redemption fee",),
    "sales": ("deferred sales charge",),
}
_NEEDED = {"traded", "id", "action", "symbol", "amount"}
_KINDS = kind_finder(
    (r"^bought", TransactionKind.BUY),
    (r"^(sold|bonds - redemption)", TransactionKind.SELL),
    (r"^money market (purchase|redemption)", TransactionKind.OTHER),
    (r"^(long|short) term (capital )?gain|capital gain", TransactionKind.CAPITAL_GAIN),
    (r"dividend reinvestment", TransactionKind.REINVEST),
    (r"dividend|substitute payment", TransactionKind.DIVIDEND),
    (r"interest", TransactionKind.INTEREST),
    (r"return of capital|liquidation", TransactionKind.RETURN_OF_CAPITAL),
    (r"withh(e|o)ld", TransactionKind.TAX),
    (r"removal of option", TransactionKind.EXPIRY),
    (r"split", TransactionKind.SPLIT),
    (r"mandatory|merger|spin-?off|exchange|name change|cash in lieu", TransactionKind.EXCHANGE),
    (r"electronic (new account )?funding|wire|check|\bach\b|deposit|contribution|distribution", TransactionKind.DEPOSIT),
    (r"transfer|journal", TransactionKind.TRANSFER),
    (r"\bfees?\b", TransactionKind.FEE),
)
_SWEEP_FUND = re.compile(r"MMDA\d*")
_END = "***end of file***"


class TdAmeritrade:
    """Transactions of one account, which the file does not name; its last line says that it is the end.

    Money moves to and from the sweep fund in two rows: what left the cash, and the units that came for it.
    """

    broker: ClassVar[str] = "td_ameritrade"
    name: ClassVar[str] = "TD Ameritrade"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every row below the heading row.

        Raises:
            MalformedFileError: The file holds no transaction, or its last row is cut off.
        """
        start = next(index for index, record in enumerate(source.records) if _is_heading(record.cells))
        heading = source.records[start]
        tally = Tally(self.broker, source)
        tally.structure = start + 1
        charges = tuple(find_columns(heading.cells, _CHARGES).values())
        rows = TransactionRows(heading, find_columns(heading.cells, _SYNONYMS), _KINDS, charges=charges)
        for record in source.records[start + 1 :]:
            _take(record, heading, rows, tally)
        _refuse_cut_file(source, rows, tally)
        return tally.close(StatementKind.TRANSACTIONS, None)


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _NEEDED and bool(find_columns(cells, _CHARGES))


def _is_end(record: Record) -> bool:
    return record.cells[0].strip().lower() == _END


def _take(record: Record, heading: Record, rows: TransactionRows, tally: Tally) -> None:
    if record.cells == heading.cells or _is_end(record):
        tally.structure += 1
        return
    try:
        transaction = rows.transaction(record.line, rows.fit(record.cells), account="")
    except RowRefusedError as refusal:
        tally.skip(record, str(refusal))
    else:
        tally.open_account("", "", "")
        tally.store_transaction(_as_it_was_meant(transaction))


def _as_it_was_meant(transaction: StatementTransaction) -> StatementTransaction:
    is_sweep = _SWEEP_FUND.fullmatch(transaction.symbol) is not None
    return transaction._replace(
        kind=by_direction(transaction.kind, transaction.amount),
        instrument=InstrumentKind.CASH if is_sweep else transaction.instrument,
    )


def _refuse_cut_file(source: Source, rows: TransactionRows, tally: Tally) -> None:
    tally.refuse_empty("a TD Ameritrade export without a single transaction", "Look for a copy that covers a longer period.")
    if not any(map(_is_end, source.records)):
        refuse_cut_row(source, rows.width)
        tally.warn(None, "The line “***END OF FILE***” is missing: if the file was cut off, transactions are missing too.")
