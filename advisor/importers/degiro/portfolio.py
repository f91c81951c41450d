"""DEGIRO: `Portfolio.csv`, its headings in the language of the account."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from advisor.domain.money import round_to_cents
from advisor.domain.portfolio import CASH, InstrumentKind
from advisor.domain.security_numbers import cusip_in
from advisor.domain.statement import Statement, StatementKind, StatementPosition
from advisor.importers.degiro.cells import PRODUCT, QUANTITY, mark_of, money_columns, number_in
from advisor.importers.importer import Source
from advisor.importers.reading.currencies import money_of
from advisor.importers.reading.flat_table import FlatTable
from advisor.importers.reading.headings import find_columns, heading_words
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, Rows
from advisor.importers.reading.symbols import canonical_symbol
from advisor.importers.reading.tally import Tally

_SYNONYMS = {
    "name": PRODUCT,
    "symbol": ("symbol/isin", "symbool/isin", "symbole/isin", "simbolo/isin", "símbolo/isin", "ticker/isin", "isin"),
    "quantity": QUANTITY,
    "price": ("closing", "slotkoers", "schlußkurs", "schlusskurs", "clôture", "chiusura", "cierre", "fecho", "precio de cierre"),
    "local": (
        *("local value", "lokale waarde", "wert in lokalwährung", "wert", "valeur locale", "montant en devises"),
        *("valore locale", "valor local"),
    ),
}
_VALUE = re.compile(r"(?:value|waarde|wert|valeur|montant|valore|valor) (?:in|en|em) (?P<currency>[a-z]{3})")
_CASH = re.compile(r"\bcash\b|flatex|\bliquid|\bgeldkonto|\bespèces", re.IGNORECASE)
_ACCOUNT = ""


class Degiro:
    """One table of positions, the cash in rows without ISIN.

    The heading of the last column names the account's currency. The file names neither account nor day and prints no total.
    """

    broker: ClassVar[str] = "degiro"
    name: ClassVar[str] = "DEGIRO"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every row below the headings.

        Raises:
            MalformedFileError: The file holds no position, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        table = FlatTable(source, _is_heading, "a DEGIRO portfolio")
        table.read(tally, _Rows(table.heading, table.rows, tally).store)
        return tally.close(StatementKind.POSITIONS, None)


def _value_column(cells: Sequence[str]) -> tuple[int, str] | None:
    for index, cell in enumerate(cells):
        found = _VALUE.fullmatch(heading_words(cell))
        if found:
            return index, found["currency"].upper()
    return None


def _is_heading(cells: Sequence[str]) -> bool:
    found = find_columns(cells, _SYNONYMS)
    return found.keys() >= {"name", "symbol", "quantity", "price"} and _value_column(cells) is not None


class _Rows:
    def __init__(self, heading: Record, rows: Sequence[Record], tally: Tally) -> None:
        self._tally = tally
        columns = dict(find_columns(heading.cells, _SYNONYMS))
        value = _value_column(heading.cells)
        if value is None:
            raise AssertionError("the heading row was recognised by its value")
        columns["value"], self._currency = value
        if "local" in columns:
            local = money_columns(heading, rows, columns["local"])
            columns["currency"] = local.get("currency", columns["local"])
        self._columns = columns
        self._rows = Rows(heading, columns, ("name", "symbol", "currency"))
        self._mark = mark_of(rows)
        tally.open_account(_ACCOUNT, "", "", self._currency)

    def store(self, record: Record) -> None:
        self._tally.store_position(self._position(record.line, self._rows.fit(record.cells)))

    def _position(self, line: int, cells: Sequence[str]) -> StatementPosition:
        name, isin, stated_currency = (" ".join(text.split()) for text in self._rows.pick(cells))
        value = self._number(cells, "value")
        quantity = self._number(cells, "quantity")
        price = self._number(cells, "price")
        if value is None:
            raise RowRefusedError(f"the row has no value in {self._currency}")
        symbol, kind = _instrument(name, isin)
        currency, unit = money_of(stated_currency or self._currency)
        if quantity is None and kind is not InstrumentKind.CASH:
            raise RowRefusedError("the row tells no number of shares")
        return StatementPosition(
            *(line, _ACCOUNT, symbol, name or symbol, kind, quantity, price and price * unit, round_to_cents(value), None),
            currency=currency,
            cusip=cusip_in(isin),
        )

    def _number(self, cells: Sequence[str], field: str) -> Decimal | None:
        return number_in(cells, self._columns[field], self._rows.headings[field], self._mark)


def _instrument(name: str, isin: str) -> tuple[str, InstrumentKind]:
    if isin:
        return canonical_symbol(isin)
    if _CASH.search(name):
        return CASH, InstrumentKind.CASH
    if name:
        return name, InstrumentKind.SECURITY
    raise RowRefusedError("the row names no product")
