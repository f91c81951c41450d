"""Charles Schwab: the tax lots of one position ("Lot Details")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar, NamedTuple

from advisor.domain.errors import MalformedFileError
from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.statement import Statement, StatementKind, StatementLot
from advisor.importers.importer import Source
from advisor.importers.reading.amounts import dollars
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.headings import Columns, find_columns, heading_words
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, Rows, amount_in, cut_off, refuse_cut_row
from advisor.importers.reading.symbols import canonical_symbol
from advisor.importers.reading.tally import Tally
from advisor.importers.schwab.accounts import BROKER, NAME, NamedAccount, account_named, read_title

_SYNONYMS = {
    "acquired": ("open date",),
    "quantity": ("quantity", "qty (quantity)", "qty"),
    "unit_cost": ("cost/share",),
    "cost_basis": ("cost basis",),
}
_NEEDED = {"acquired", "quantity", "unit_cost", "cost_basis"}
_SUBJECT = re.compile(r"(?P<symbol>[A-Z0-9./ ]+?)\s+lot details", re.IGNORECASE)
_SYMBOL_FILE = re.compile(r"(?P<symbol>[A-Z][A-Z.]{0,5})\.csv", re.IGNORECASE)
_UNKNOWN_DAY = {"", "--", "n/a", "various"}
_TOTAL = re.compile(r"(?:lots? |position )?totals?", re.IGNORECASE)


class SchwabLots:
    """A title with symbol, account and date; headings without a symbol; one row for each lot; their total."""

    broker: ClassVar[str] = BROKER
    name: ClassVar[str] = NAME
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.LOTS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_read_title(record) or _columns(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every lot, its cost compared with the total.

        Raises:
            MalformedFileError: Nothing says whose lots they are, the headings are missing, or the file ends before its total.
        """
        tally = Tally(self.broker, source)
        table = _Table(tally, source)
        for record in source.records:
            table.take(record)
        return table.close(source)


class _Whose(NamedTuple):
    """What the lots belong to."""

    symbol: str
    account: NamedAccount
    as_of: date | None


def _read_title(record: Record) -> _Whose | None:
    title = read_title(record)
    subject = title and _SUBJECT.fullmatch(title.subject)
    return (
        _Whose(canonical_symbol(subject["symbol"])[0], account_named(title.account), title.as_of) if title and subject else None
    )


def _whose_by_file(name: str) -> _Whose | None:
    symbol = _SYMBOL_FILE.fullmatch(name)
    return symbol and _Whose(canonical_symbol(symbol["symbol"])[0], NamedAccount("", "", "", is_known=False), None)


def _columns(cells: Sequence[str]) -> Columns | None:
    columns = find_columns(cells, _SYNONYMS)
    return columns if columns.keys() >= _NEEDED else None


class _LotRows(Rows):
    """Reads the rows below the headings into lots."""

    def __init__(self, heading: Record, columns: Columns) -> None:
        super().__init__(heading, columns, ("acquired", "quantity", "cost_basis"))

    def lot(self, record: Record, whose: _Whose) -> StatementLot:
        """One lot; its opening day stands beside a time of day, which is not kept."""
        acquired, _, _ = texts = self.pick(self.fit(record.cells))
        quantity, cost_basis = self.sums(texts)
        if quantity is None:
            raise RowRefusedError("the lot has no quantity")
        day = find_date(acquired)
        if day is None and heading_words(acquired) not in _UNKNOWN_DAY:
            raise RowRefusedError(f"“{acquired.strip()[:40]}” is no date on which a lot was opened")
        cost_basis = None if cost_basis is None else round_to_cents(cost_basis)
        return StatementLot(record.line, whose.account.key, whose.symbol, day, quantity, cost_basis)

    def sums(self, texts: Sequence[str]) -> tuple[Decimal | None, Decimal | None]:
        """Quantity and cost basis among the picked cells, of a lot or of the total."""
        return amount_in(texts[1]), amount_in(texts[2])


class _Table:
    """The rows of one file, taken record by record."""

    def __init__(self, tally: Tally, source: Source) -> None:
        self._tally = tally
        self._whose = _whose_by_file(source.name)
        self._rows: _LotRows | None = None
        self._file = source.name
        self._total_seen = False

    def take(self, record: Record) -> None:
        """One record becomes structure, a lot or a skipped row."""
        rows = self._rows
        if self._take_structure(record) or rows is None:
            self._tally.structure += 1
            return
        if self._whose is None:
            raise MalformedFileError(
                f"{self._file} holds tax lots, but neither a title nor its name says of which position.",
                "Download the lot details again, and import the file as it comes.",
                file=self._file,
                line=record.line,
            )
        try:
            lot = rows.lot(record, self._whose)
        except RowRefusedError as refusal:
            self._tally.skip(record, str(refusal))
        else:
            self._whose.account.open_in(self._tally)
            self._tally.store_lot(lot)

    def close(self, source: Source) -> Statement:
        """The statement.

        Raises:
            MalformedFileError: As `SchwabLots.read`.
        """
        if self._rows is None:
            raise MalformedFileError(
                f"{source.name} has the title of a Schwab lot-details file, but no column headings with Open Date and Quantity.",
                "Download the lot details again.",
                file=source.name,
                line=source.records[-1].line,
            )
        refuse_cut_row(source, self._rows.width)
        if not self._total_seen:
            raise cut_off(source, "it ends before the total of the lots")
        if self._whose is None or self._tally.structure == len(source.records):
            raise MalformedFileError(
                f"{source.name} is a Schwab lot-details file without a single lot.",
                "Download the lot details of a position that you hold.",
                file=source.name,
            )
        self._whose.account.warn_if_unknown(self._tally)
        return self._tally.close(StatementKind.LOTS, self._whose.as_of or find_date(source.name))

    def _take_structure(self, record: Record) -> bool:
        whose = _read_title(record)
        if whose:
            self._whose = whose
            return True
        columns = _columns(record.cells)
        if columns:
            self._rows = _LotRows(record, columns)
            return True
        return self._rows is not None and self._take_total(record, self._rows)

    def _take_total(self, record: Record, rows: _LotRows) -> bool:
        if not _TOTAL.fullmatch(heading_words(record.cells[0])):
            return False
        self._total_seen = True
        try:
            quantity, cost_basis = rows.sums(rows.pick(rows.fit(record.cells)))
        except RowRefusedError as refusal:
            self._tally.warn(record.line, f"The total of the lots cannot be read: {refusal}.")
        else:
            self._compare(record.line, quantity, cost_basis)
        return True

    def _compare(self, line: int, quantity: Decimal | None, cost_basis: Decimal | None) -> None:
        lots = self._tally.lots
        held = sum((lot.quantity for lot in lots), ZERO)
        cost = sum((lot.cost_basis or ZERO for lot in lots), ZERO)
        if quantity is not None and quantity != held:
            self._tally.warn(line, f"The lots add up to {held.normalize():f} shares, the file's own total is {quantity:f}.")
        if cost_basis is not None and cost_basis != cost:
            self._tally.warn(
                line, f"The lots add up to a cost of {dollars(cost)}, the file's own total is {dollars(cost_basis)}."
            )
