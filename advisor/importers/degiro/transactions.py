"""DEGIRO: `Transactions.csv`, one row for each purchase or sale, in the language of the account."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from advisor.domain.portfolio import TransactionKind
from advisor.domain.statement import Statement, StatementKind, StatementTransaction
from advisor.importers.degiro.cells import PRODUCT, QUANTITY, mark_of, money_columns, number_in
from advisor.importers.importer import Source
from advisor.importers.reading.currencies import at_rate, is_currency, money_of
from advisor.importers.reading.dates import DateOrder, find_date
from advisor.importers.reading.flat_table import FlatTable
from advisor.importers.reading.headings import find_columns, heading_words
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, Rows, undated
from advisor.importers.reading.symbols import canonical_symbol
from advisor.importers.reading.tally import Tally

_SYNONYMS = {
    "traded": ("date", "datum", "data", "fecha"),
    "name": PRODUCT,
    "isin": ("isin", "code isin"),
    "venue": (
        *("venue", "reference exchange", "reference", "uitvoeringsplaats", "beurs", "ausführungsort", "referenzbörse"),
        *("lieu d'exécution", "place boursière", "centro de ejecución", "bolsa de", "borsa", "sede di esecuzione"),
    ),
    "quantity": (*QUANTITY, "number"),
    "price": ("price", "koers", "kurs", "cours", "quotazione", "precio", "preço"),
}
_NEEDED = {"traded", "name", "isin", "venue", "quantity", "price"}
_TOTAL = re.compile(r"(?:total|totaal|gesamt|montant négocié|totale)(?: (?P<currency>[a-z]{3}))?")
_RATE = re.compile(r"exchange rate|wisselkoers|wechselkurs|taux de change|tasso di cambio|tipo de cambio|taxa de câmbio")
_FEE = re.compile(r".*(?:\bfees?\b|kosten|gebühr|\bfrais\b|\bcosti\b|\bcostes\b|\bcustos\b).*")
_ACTIONS = {TransactionKind.BUY: "Buy", TransactionKind.SELL: "Sell"}
_USUAL_CURRENCY = "EUR"
_ACCOUNT = ""


class DegiroTransactions:
    """Purchases and sales, sold shares with a negative number; totals are in the account's currency, and so is what is stored."""

    broker: ClassVar[str] = "degiro"
    name: ClassVar[str] = "DEGIRO"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every row below the headings.

        Raises:
            MalformedFileError: The file holds no row, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        table = FlatTable(source, _is_heading, "a DEGIRO list of transactions")
        table.read(tally, _Rows(table.heading, table.rows, tally).store, leaves_out_blanks=True)
        return tally.close(StatementKind.TRANSACTIONS, None)


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _NEEDED and _column(cells, _TOTAL) is not None


def _column(cells: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next((index for index, cell in enumerate(cells) if pattern.fullmatch(heading_words(cell))), None)


class _Rows:
    def __init__(self, heading: Record, rows: Sequence[Record], tally: Tally) -> None:
        self._tally = tally
        self._heading = heading
        columns = dict(find_columns(heading.cells, _SYNONYMS))
        total_at = _column(heading.cells, _TOTAL)
        if total_at is None:
            raise AssertionError("the heading row was recognised by its total")
        price, total = money_columns(heading, rows, columns["price"]), money_columns(heading, rows, total_at)
        self._price, self._price_currency = price["amount"], price.get("currency")
        self._total, self._total_currency = total["amount"], total.get("currency")
        self._quantity, self._rate = columns["quantity"], _column(heading.cells, _RATE)
        self._fees = [index for index, cell in enumerate(heading.cells) if _FEE.fullmatch(heading_words(cell))]
        self._rows = Rows(heading, columns, ("traded", "name", "isin"))
        self._mark = mark_of(rows)
        self._currency = self._account_currency(rows)
        tally.open_account(_ACCOUNT, "", "", self._currency)

    def store(self, record: Record) -> None:
        self._tally.store_transaction(self._transaction(record.line, self._rows.fit(record.cells)))

    def _transaction(self, line: int, cells: Sequence[str]) -> StatementTransaction:
        traded_text, name, isin = (" ".join(text.split()) for text in self._rows.pick(cells))
        traded = find_date(traded_text, DateOrder.DAY_FIRST)
        if traded is None:
            raise undated(traded_text)
        quantity, total = self._number(cells, self._quantity), self._number(cells, self._total)
        if quantity is None or total is None or not (isin or name):
            raise RowRefusedError("the row tells no product, no number of shares, or no total")
        kind = TransactionKind.BUY if quantity > 0 else TransactionKind.SELL
        symbol, instrument = canonical_symbol(isin or name)
        fees = [abs(fee) for index in self._fees if (fee := self._number(cells, index))]
        return StatementTransaction(
            *(line, _ACCOUNT, traded, None, _ACTIONS[kind], symbol, name, quantity, self._price_in(cells)),
            fees=sum(fees, Decimal(0)) if fees else None,
            amount=total,
            kind=kind,
            currency=self._currency,
            instrument=instrument,
        )

    def _price_in(self, cells: Sequence[str]) -> Decimal | None:
        """Per share, in the account's currency."""
        price = self._number(cells, self._price)
        stated = cells[self._price_currency] if self._price_currency is not None else self._currency
        currency, unit = money_of(stated or self._currency)
        if price is None or currency == self._currency:
            return price and price * unit
        return at_rate(price, self._number(cells, self._rate))

    def _number(self, cells: Sequence[str], index: int | None) -> Decimal | None:
        heading = "" if index is None else self._heading.cells[index].strip() or self._heading.cells[index - 1].strip()
        return number_in(cells, index, heading, self._mark)

    def _account_currency(self, rows: Sequence[Record]) -> str:
        for cell in self._heading.cells:
            found = _TOTAL.fullmatch(heading_words(cell))
            if found and found["currency"]:
                return found["currency"].upper()
        if self._total_currency is None:
            return _USUAL_CURRENCY
        stated = (record.cells[self._total_currency] for record in rows if self._total_currency < len(record.cells))
        return next((code.strip().upper() for code in stated if is_currency(code)), _USUAL_CURRENCY)
