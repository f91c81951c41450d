"""Fidelity NetBenefits: `View open lots.csv`, the shares of a stock plan (awards and employee purchases) by tax lot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from advisor.domain.errors import MalformedFileError
from advisor.domain.money import round_to_cents
from advisor.domain.portfolio import InstrumentKind
from advisor.domain.statement import Statement, StatementKind, StatementLot, StatementPosition
from advisor.importers.importer import Source
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.lot_sums import summed_positions
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, Rows, amount_in, refuse_cut_row, undated
from advisor.importers.reading.tally import Tally

_SYNONYMS = {
    "acquired": ("date acquired",),
    "quantity": ("quantity",),
    "cost_basis": ("cost basis",),
    "value": ("value",),
    "source": ("share source",),
}
_CURRENCY = re.compile(r"the values are displayed in (?P<code>[a-z]{3})\b", re.IGNORECASE)
_WORD_IN_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]{1,5}(?:\.[A-Z])?(?![A-Za-z])")
_NO_TICKERS = {"NYSE", "AMEX", "CSV", "ESPP", "RSU", "USD", "EUR", "GBP"}


class FidelityLots:
    """One row for each lot of one company's shares. Which company is said nowhere in the file: its ticker has to stand in the
    file's name. The last line tells the currency."""

    broker: ClassVar[str] = "fidelity"
    name: ClassVar[str] = "Fidelity"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.LOTS, StatementKind.POSITIONS)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every lot, and the position that they are together.

        Raises:
            MalformedFileError: The file's name holds no ticker, the file no lot, or its last row is cut off.
        """
        start = next(index for index, record in enumerate(source.records) if _is_heading(record.cells))
        tally = Tally(self.broker, source)
        tally.structure = start + 1
        table = _Table(source, start, tally)
        for record in source.records[start + 1 :]:
            table.take(record)
        table.refuse_cut_file()
        tally.positions.extend(summed_positions(table.positions, tally))
        return tally.close(StatementKind.POSITIONS, find_date(source.name))


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() == _SYNONYMS.keys()


def _symbol_in(name: str) -> str:
    words: set[str] = set(_WORD_IN_CAPITALS.findall(name.rpartition(".")[0])) - _NO_TICKERS
    if len(words) == 1:
        return words.pop()
    raise MalformedFileError(
        f"{name} is a NetBenefits list of open lots, which does not say of which company.",
        "Put the share's ticker into the file's name, for example “View open lots MSFT.csv”, and import it again.",
        file=name,
    )


class _Table:
    """The rows below the heading row, taken one by one."""

    def __init__(self, source: Source, start: int, tally: Tally) -> None:
        self.positions: list[StatementPosition] = []
        self._source = source
        self._tally = tally
        self._heading = source.records[start]
        self._rows = Rows(
            self._heading, find_columns(self._heading.cells, _SYNONYMS), ("acquired", "quantity", "cost_basis", "value")
        )
        self._symbol = _symbol_in(source.name)
        self._account = f"NetBenefits {self._symbol}"
        codes = [found["code"].upper() for record in source.records if (found := _CURRENCY.match(record.cells[0].strip()))]
        self._is_whole = bool(codes)
        self._currency = codes[0] if codes else "USD"

    def take(self, record: Record) -> None:
        """One record becomes structure, a lot or a skipped row."""
        if record.cells == self._heading.cells or _CURRENCY.match(record.cells[0].strip()):
            self._tally.structure += 1
            return
        try:
            self._store(record)
        except RowRefusedError as refusal:
            self._tally.skip(record, str(refusal))

    def refuse_cut_file(self) -> None:
        """Refuse a file without lots or with half a row at its end; warn when the closing line is missing.

        Raises:
            MalformedFileError: As above.
        """
        self._tally.refuse_empty(
            "a NetBenefits list of open lots without a single lot", "Download it again from “Current shares”."
        )
        if not self._is_whole:
            refuse_cut_row(self._source, self._rows.width)
            self._tally.warn(
                None,
                "The closing line, which names the currency, is missing: dollars are assumed, and lots may be missing too.",
            )

    def _store(self, record: Record) -> None:
        acquired, *texts = self._rows.pick(self._rows.fit(record.cells))
        quantity, cost, value = map(amount_in, texts)
        if acquired.strip().lower() == "total":
            self._take_total(value)
            return
        day = find_date(acquired)
        if day is None:
            raise undated(acquired, of="a purchase")
        if not quantity:
            raise RowRefusedError("the lot has no quantity")
        if value is None:
            raise RowRefusedError("the lot has no value")
        cost = None if cost is None else round_to_cents(cost)
        self._tally.open_account(self._account, "", self._account, self._currency)
        self._tally.store_lot(StatementLot(record.line, self._account, self._symbol, day, quantity, cost))
        self.positions.append(self._as_position(record.line, quantity, round_to_cents(value), cost))

    def _take_total(self, value: Decimal | None) -> None:
        if value is None:
            raise RowRefusedError("the total has no value")
        self._tally.structure += 1
        self._tally.report_total(self._account, value)

    def _as_position(self, line: int, quantity: Decimal, value: Decimal, cost: Decimal | None) -> StatementPosition:
        return StatementPosition(
            line, self._account, self._symbol, self._symbol, InstrumentKind.STOCK, quantity, None, value, cost, self._currency
        )
