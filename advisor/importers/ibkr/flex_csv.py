"""Interactive Brokers: a Flex Query as CSV, its columns those of the XML form under slightly other names."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from advisor.domain.account_numbers import mask_numbers_in
from advisor.domain.errors import MalformedFileError
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.ibkr.flex_fields import FlexFields, flex_name
from advisor.importers.ibkr.flex_statement import FlexRow, FlexStatement, Section, store_statement
from advisor.importers.ibkr.money import likely_currency
from advisor.importers.importer import Source
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, Rows, cut_off, refuse_cut_row
from advisor.importers.reading.strays import ABOVE_THE_HEADINGS, with_numbers_masked
from advisor.importers.reading.tally import Tally

# The first section whose headings are all there.
_SECTIONS = (
    (Section.POSITION, {"positionvalue", "markprice"}),
    (Section.BALANCE, {"endingcash", "currencyprimary"}),
    (Section.TRANSFER, {"direction", "cashtransfer"}),
    (Section.TRADE, {"buysell", "quantity", "tradeprice"}),
    (Section.TRADE, {"buysell", "quantity", "price"}),
    (Section.CASH, {"amount", "type", "description"}),
    (Section.ACTION, {"quantity", "proceeds", "actiondescription"}),
)
_ONLY_IBKR = ("clientaccountid", "currencyprimary", "ibcommission")
_BEGIN, _END = "BOF", "EOF"
_ENVELOPE = {_BEGIN, "BOA", "BOS", "EOS", "EOA", _END}
_SUMMARIES_OF_TRADES = {"ASSET_SUMMARY", "SYMBOL_SUMMARY"}
_EXECUTION, _ORDER = "EXECUTION", "ORDER"
_ONE = Decimal(1)


class IbkrFlexCsv:
    """One table below the other, each begun by its own headings; a row names its account, if the query's maker wished so.

    Tables that are not known, such as those of performance, are left out row by row.
    """

    broker: ClassVar[str] = "ibkr"
    name: ClassVar[str] = "Interactive Brokers"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS, StatementKind.TRANSACTIONS, StatementKind.LOTS)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_section(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every table.

        Raises:
            MalformedFileError: It holds no row, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        tables = _Tables(tally)
        for record in source.records:
            tables.take(record)
        if not tables.rows and not tally.skipped:
            raise MalformedFileError(
                f"{source.name} has the headings of an Interactive Brokers export, but not a single row below them.",
                "Run it again, for a time in which something happened.",
                file=source.name,
            )
        _refuse_cut(source, tables)
        for statement in _statements(tables):
            store_statement(statement, tally)
        tally.skipped.sort()  # the accounts are stored one after the other
        days = [
            row.fields.day("reportDate", "toDate") for row in tables.rows if row.section in {Section.POSITION, Section.BALANCE}
        ]
        as_of = max((day for day in days if day), default=None)
        kind = StatementKind.POSITIONS if tally.positions else StatementKind.TRANSACTIONS
        return tally.close(kind, as_of, labelled=True)


def _refuse_cut(source: Source, tables: _Tables) -> None:
    first, last = source.records[0], source.records[-1]
    if first.cells[0].strip() == _BEGIN and last.cells[0].strip() != _END:
        raise cut_off(source, f"its closing line “{_END}” is missing")
    if last.cells[0].strip() == _END:
        return
    if tables.heading is last and not source.ends_with_newline:
        raise cut_off(source, "it ends in a row of headings")
    refuse_cut_row(source, tables.width)


def _section(cells: Sequence[str]) -> Section | None:
    names = {flex_name(cell) for cell in cells}
    if names.isdisjoint(_ONLY_IBKR):
        return None
    return next((section for section, needed in _SECTIONS if names >= needed), None)


def _is_unknown_heading(cells: Sequence[str]) -> bool:
    return "clientaccountid" in {flex_name(cell) for cell in cells[:3]}


class _Tables:
    """The tables of one file: each row with its section, or skipped."""

    def __init__(self, tally: Tally) -> None:
        self.rows: list[FlexRow] = []
        self.has_positions = False
        self.width = 0
        self.heading: Record | None = None
        self._tally = tally
        self._section: Section | None = None
        self._names: list[str] = []
        self._number_at: int | None = None
        self._shape = Rows(Record(0, []), {}, ("",) * 2)

    def take(self, record: Record) -> None:
        """One record becomes structure, a row of its section, or a skipped row."""
        section = _section(record.cells)
        if section or _is_unknown_heading(record.cells):
            self._begin(record, section)
        elif record.cells[0].strip().upper() in _ENVELOPE:
            self._tally.structure += 1
        elif not self._names:
            self._tally.skip(with_numbers_masked(record), ABOVE_THE_HEADINGS)
        elif self._section is None:
            self._tally.skip(record, "the row belongs to a table that tells of no positions or transactions", self._number_at)
        else:
            self._take_row(record, self._section)

    def _begin(self, record: Record, section: Section | None) -> None:
        self._tally.structure += 1
        self._section, self.heading = section, record
        self._names = [flex_name(cell) for cell in record.cells]
        self._shape = Rows(record, {}, ("",) * 2)
        self._number_at = self._names.index("clientaccountid") if "clientaccountid" in self._names else None
        self.width = self._shape.width
        self.has_positions = self.has_positions or section is Section.POSITION

    def _take_row(self, record: Record, section: Section) -> None:
        try:
            cells = self._shape.fit(record.cells)
        except RowRefusedError as refusal:
            self._tally.skip(record, str(refusal), self._number_at)
            return
        fields = FlexFields(dict(zip(self._names, cells, strict=False)))
        level = fields.text("levelOfDetail").upper()
        if section is Section.TRADE and level in _SUMMARIES_OF_TRADES:
            section = Section.SUMMARY
        self.rows.append(FlexRow(record, section, fields, self._number_at))


def _statements(tables: _Tables) -> list[FlexStatement]:
    """One for each account; an order beside its own executions tells nothing new."""
    accounts: dict[str, list[FlexRow]] = {}
    for row in tables.rows:
        accounts.setdefault(row.fields.text("accountId"), []).append(row)
    return [_statement(account, rows, lists_positions=tables.has_positions) for account, rows in accounts.items()]


def _statement(account: str, rows: Sequence[FlexRow], *, lists_positions: bool) -> FlexStatement:
    levels = {row.fields.text("levelOfDetail").upper() for row in rows if row.section is Section.TRADE}
    counted = [_as_summary(row) if _EXECUTION in levels and _is_order(row) else row for row in rows]
    rates: dict[str, Decimal] = {}
    base = ""
    for row in rows:
        rate = _rate(row)
        if rate == _ONE:
            base = base or row.fields.currency
        elif rate:
            rates[row.fields.currency] = rate
    name = next((alias for row in rows if (alias := row.fields.text("acctAlias"))), "")
    currency = likely_currency([base], (row.fields.currency for row in rows if row.section is Section.POSITION))
    return FlexStatement(account, mask_numbers_in(name), currency, rates, counted, lists_positions=lists_positions, as_of=None)


def _rate(row: FlexRow) -> Decimal | None:
    try:
        return row.fields.number("fxRateToBase")
    except RowRefusedError:
        return None


def _is_order(row: FlexRow) -> bool:
    return row.section is Section.TRADE and row.fields.text("levelOfDetail").upper() == _ORDER


def _as_summary(row: FlexRow) -> FlexRow:
    return row._replace(section=Section.SUMMARY)
