"""E*TRADE: `PortfolioDownload.csv`, in every view, with or without the tax lots that were opened on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from advisor.domain.money import ZERO
from advisor.domain.portfolio import CASH
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.etrade.accounts import BROKER, NAME, account_named
from advisor.importers.etrade.lots import LotRows, is_lot
from advisor.importers.importer import Source
from advisor.importers.reading.amounts import amount_if_readable, dollars
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.flat_table import is_lone_sentence
from advisor.importers.reading.headings import Columns, find_columns, has_headings, heading_words
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, refuse_cut_row
from advisor.importers.reading.tally import Tally

_SYNONYMS = {
    "symbol": ("symbol",),
    "name": ("description", "name"),
    "quantity": ("quantity", "qty #", "quantity #", "qty"),
    "price": ("last price $", "last price", "price $"),
    "value": ("value $", "market value $", "value", "market value"),
    "cost_basis": ("total cost $", "total cost", "cost basis $", "cost basis"),
    "paid": ("price paid $", "price paid"),
    "gain": ("total gain $", "total gain/loss $"),
}
_ONLY_ETRADE = ("last price $", "price paid $", "value $", "total gain $")
_SUMMARY = {"account": ("account",), "value": ("net account value",)}
_END_OF_SUMMARY = ("view summary", "filters applied")
_TOTALS = {"total", "totals"}
_GENERATED = re.compile(r"^generated at (?P<day>.+?) \d{1,2}:\d\d", re.IGNORECASE)
_NO_SYMBOL = {"-", "--"}


class Etrade:
    """An account summary, the name of a view with its filters, the headings, the positions, `CASH`, `TOTAL`, a time.

    The filters have headings of their own, which begin with "Symbol" too. Tax lots stand below the position they make up, as
    rows with spaces and a date for a symbol. The cost basis is the value without the gain, which holds the fees that the
    price paid leaves out.
    """

    broker: ClassVar[str] = BROKER
    name: ClassVar[str] = NAME
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS, StatementKind.LOTS)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every row below the headings.

        Raises:
            MalformedFileError: The file breaks off in the middle of a row, or not one row can be read.
        """
        start = next(index for index, record in enumerate(source.records) if _is_heading(record.cells))
        tally = Tally(self.broker, source)
        tally.structure = start + 1
        worth = _accounts_worth(source.records[:start])
        for record in source.records[:start]:
            if record.cells[0].strip() in worth:
                tally.note_summary(record)
        table = _Table(source.records[start], worth, tally)
        for record in source.records[start + 1 :]:
            table.take(record)
        table.close(source)
        return tally.close(StatementKind.POSITIONS, table.as_of or find_date(source.name))


def _is_heading(cells: Sequence[str]) -> bool:
    present = find_columns(cells, _SYNONYMS)
    return present.keys() >= {"symbol", "quantity"} and any(has_headings(cells, name) for name in _ONLY_ETRADE)


def _accounts_worth(preamble: Sequence[Record]) -> dict[str, Decimal | None]:
    """What the summary above the table says that each account is worth; None where that cannot be read."""
    worth: dict[str, Decimal | None] = {}
    columns: Columns = {}
    for record in preamble:
        if has_headings(record.cells, "account", "net account value"):
            columns = find_columns(record.cells, _SUMMARY)
        elif record.cells[0].strip().lower().startswith(_END_OF_SUMMARY):
            columns = {}
        elif columns and len(record.cells) > max(columns.values()) and record.cells[columns["account"]].strip():
            worth[record.cells[columns["account"]].strip()] = amount_if_readable(record.cells[columns["value"]])
    return worth


class _Table:
    """The rows below the headings, taken one by one."""

    def __init__(self, heading: Record, worth: Mapping[str, Decimal | None], tally: Tally) -> None:
        self.as_of: date | None = None
        self._tally = tally
        self._heading = heading
        self._columns = find_columns(heading.cells, _SYNONYMS)
        self._symbol, self._value = self._columns["symbol"], self._columns.get("value")
        self._rows = PositionRows(heading, self._columns, tally)
        self._total: Decimal | None = None
        self._stated = _sum_of_known(worth.values())
        account = account_named(", ".join(worth))
        account.open_in(tally)
        if len(worth) > 1:
            tally.warn(None, f"The file holds {len(worth)} accounts in one table, so they cannot be told apart.")
        self._account = account.key
        self._lots = LotRows(self._columns, self._account, tally)

    def take(self, record: Record) -> None:
        """One record becomes structure, a position, a lot or a skipped row."""
        if self._take_structure(record.cells):
            self._tally.structure += 1
            return
        try:
            self._take_row(record.line, self._rows.fit(record.cells))
        except RowRefusedError as refusal:
            self._tally.skip(record, str(refusal))

    def close(self, source: Source) -> None:
        """Compare the totals.

        Raises:
            MalformedFileError: The file ends in half a row.
        """
        self._lots.close()
        if self._stated is not None:
            self._tally.report_total(self._account, self._stated)
        if self._total is None:
            if not self.as_of:
                refuse_cut_row(source, self._rows.width)
            self._tally.warn(None, "E*TRADE's row of totals is missing: if the file was cut off, positions are missing too.")
        elif self._total != self._stated:
            self._compare_total(self._total)

    def _take_structure(self, cells: Sequence[str]) -> bool:
        if cells == self._heading.cells:
            return True
        generated = _GENERATED.search(cells[0].strip())
        if generated:
            self.as_of = find_date(generated["day"])
            return True
        if len(cells) > self._symbol and heading_words(cells[self._symbol]) in _TOTALS:
            self._total = self._total_in(cells)
            return True
        return self._total is not None and is_lone_sentence(cells)

    def _total_in(self, cells: Sequence[str]) -> Decimal | None:
        """The row of totals leaves out a blank cell now and then; it ends with the value where that is the last column."""
        filled = [cell for cell in cells[self._symbol + 1 :] if cell.strip()]
        if self._value == self._rows.width - 1:
            return amount_if_readable(filled[-1]) if filled else None
        return amount_if_readable(cells[self._value]) if self._value is not None and self._value < len(cells) else None

    def _take_row(self, line: int, cells: list[str]) -> None:
        if is_lot(cells[self._symbol]):
            self._tally.store_lot(self._lots.lot(line, cells))
            return
        self._lots.close()
        symbol = cells[self._symbol].strip()
        if symbol in _NO_SYMBOL:
            raise RowRefusedError("the row names no symbol and no investment")
        if symbol.upper() == CASH:
            cells = self._with_cash_in_place(cells)
        position = self._rows.position(line, cells, self._account)
        if position.cost_basis is None:
            cost = self._lots.cost_basis(line, cells, position.kind, position.quantity, position.value)
            position = position._replace(cost_basis=cost)
        self._lots.begin(position)
        self._tally.store_position(position)

    def _with_cash_in_place(self, cells: list[str]) -> list[str]:
        """A row with one amount alone means the value, in whatever column it stands."""
        filled = [index for index, cell in enumerate(cells) if cell.strip() and index != self._symbol]
        if self._value is None or len(filled) != 1:
            return cells
        moved = ["" if index == filled[0] else cell for index, cell in enumerate(cells)]
        moved[self._value] = cells[filled[0]]
        return moved

    def _compare_total(self, total: Decimal) -> None:
        summed = sum((position.value for position in self._tally.positions), ZERO)
        if summed != total:
            self._tally.warn(
                None, f"The rows add up to {dollars(summed)}, the row of totals says {dollars(total)}: a row may be missing."
            )


def _sum_of_known(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = list(amounts)
    return sum((each for each in known if each is not None), ZERO) if known and None not in known else None
