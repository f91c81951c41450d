"""What rows of positions, transactions and lots share in a mapped table: cells by meaning, the account, closing lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from advisor.domain.column_mapping import ColumnMapping, Meaning
from advisor.domain.statement import StatementKind
from advisor.importers.mapping.cells import bare_amount, is_date, isin_in, plain_date
from advisor.importers.mapping.vocabulary import is_total
from advisor.importers.reading.amounts import read_amount
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.flat_table import is_lone_sentence
from advisor.importers.reading.headings import Columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, Rows
from advisor.importers.reading.tally import Tally

Places = Mapping[Meaning, int]

_NUMBERS = (Meaning.QUANTITY, Meaning.PRICE, Meaning.VALUE, Meaning.COST_BASIS, Meaning.AMOUNT, Meaning.PAID_OUT, Meaning.FEES)
_CLOSING_WORDS = ("disclaimer", "disclosure", "date downloaded", "downloaded ", "generated ", "exported ", "report generated")
_RULES = frozenset("-=_–—* ")


class MappedRows:
    """The rows below the headings of a mapped table.

    Args:
        heading: A name for every column.
        places: Index by meaning.
    """

    kind: StatementKind

    def __init__(self, heading: Record, places: Places, mapping: ColumnMapping, tally: Tally) -> None:
        self.heading = heading
        self.mapping = mapping
        self.tally = tally
        self.places = places
        self._shape = Rows(heading, {str(meaning): index for meaning, index in places.items()}, (Meaning.SYMBOL, Meaning.NAME))
        self._date_places = tuple(places[meaning] for meaning in (Meaning.DATE, Meaning.SETTLED) if meaning in places)
        self._number_places = tuple(places[meaning] for meaning in _NUMBERS if meaning in places)

    def store(self, record: Record) -> None:
        """Account for one record at the tally.

        Raises:
            RowRefusedError: It cannot be stored.
        """
        raise NotImplementedError

    def note_total(self, cells: Sequence[str]) -> None:
        """Remember what the file says of its own sum, where that can be held against the rows."""

    def finish(self) -> date | None:
        """Settle what only the whole table tells; the day of the figures, where a column holds it."""
        return None

    def number_place(self) -> int | None:
        """Where the row names its account, for masking."""
        return self.places.get(Meaning.ACCOUNT_NUMBER, self.places.get(Meaning.ACCOUNT_NAME))

    def cell(self, cells: Sequence[str], meaning: Meaning) -> str:
        """The cell of a meaning, without blanks around it; empty where there is none."""
        index = self.places.get(meaning)
        return cells[index].strip() if index is not None and index < len(cells) else ""

    def fit(self, cells: list[str]) -> list[str]:
        """A copy of the row's cells, one for each heading at least: amounts bare of currencies, months in English.

        Raises:
            RowRefusedError: The row has more cells than the table has columns.
        """
        fitted = list(self._shape.fit(cells))
        for index in self._number_places:
            fitted[index] = bare_amount(fitted[index])
        for index in self._date_places:
            fitted[index] = plain_date(fitted[index])
        return fitted

    def day(self, cells: Sequence[str]) -> date | None:
        """The date of the row; None where there is none."""
        return find_date(self.cell(cells, Meaning.DATE), self.mapping.date_order)

    def account(self, cells: Sequence[str]) -> tuple[str, str, str]:
        """Key, number and name of the row's account.

        Raises:
            RowRefusedError: A column holds it, and the row leaves it blank.
        """
        number = self.cell(cells, Meaning.ACCOUNT_NUMBER) or self.mapping.account_number.strip()
        name = self.cell(cells, Meaning.ACCOUNT_NAME) or self.mapping.account_name.strip()
        if not number and not name and self.number_place() is not None:
            raise RowRefusedError("the row does not name its account")
        return number or name or self.mapping.broker, number, name or self.mapping.broker

    def is_structure(self, record: Record) -> bool:
        """Whether the record is a repeated heading, a rule or a closing sentence, and clearly so."""
        cells = record.cells
        return cells == self.heading.cells or _RULES.issuperset("".join(cells)) or self._is_closing_sentence(cells)

    def is_total(self, cells: Sequence[str]) -> bool:
        """Whether the row adds up others: a cell says so, and neither a date nor a price makes it a row of its own."""
        if is_date(self.cell(cells, Meaning.DATE)) or self._is_filled(cells, Meaning.PRICE):
            return False
        first = next((cell for cell in cells if cell.strip()), "")
        named = (self.cell(cells, meaning) for meaning in (Meaning.SYMBOL, Meaning.NAME, Meaning.DATE))
        return is_total(first) or any(map(is_total, named))

    def amount(self, text: str) -> Decimal | None:
        """A number of the file; None where it cannot be read."""
        try:
            return read_amount(bare_amount(text), self.mapping.decimal_mark)
        except ValueError:
            return None

    def _is_filled(self, cells: Sequence[str], meaning: Meaning) -> bool:
        return bool(self.amount(self.cell(cells, meaning)))

    def _is_closing_sentence(self, cells: Sequence[str]) -> bool:
        filled = [(index, cell.strip()) for index, cell in enumerate(cells) if cell.strip()]
        index, text = filled[0]
        if len(filled) == 1 and text.lower().startswith(_CLOSING_WORDS):
            return True
        if not is_lone_sentence(cells):
            return False
        return index != self.places.get(Meaning.NAME) or text.endswith((".", "!", ":"))


def under(places: Places, fields: Iterable[tuple[str, Meaning]]) -> Columns:
    """Index by field of `PositionRows` and `TransactionRows`, for the meanings that have a column."""
    return {field: places[meaning] for field, meaning in fields if meaning in places}


def with_instrument(cells: list[str], places: Places) -> list[str]:
    """The row's cells, its symbol taken from the column of identifiers where it has none of its own."""
    symbol, identifier = places.get(Meaning.SYMBOL), places.get(Meaning.IDENTIFIER)
    if symbol is not None and symbol == identifier:
        cells[symbol] = isin_in(cells[symbol]) or cells[symbol]
    elif symbol is not None and identifier is not None and not cells[symbol].strip(" -"):
        cells[symbol] = cells[identifier]
    return cells


def with_symbol_column(places: Places) -> Places:
    """Without a column of symbols, that of identifiers stands in."""
    if Meaning.SYMBOL in places or Meaning.IDENTIFIER not in places:
        return places
    return {**places, Meaning.SYMBOL: places[Meaning.IDENTIFIER]}
