"""What an unknown table is likely to mean."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from advisor.domain.column_mapping import AmountSigns, ColumnMapping, FirstRow, MappingGuess, Meaning, TableLayout
from advisor.domain.errors import AdvisorError
from advisor.domain.notation import DateOrder, DecimalMark
from advisor.domain.portfolio import TransactionKind
from advisor.domain.statement import StatementKind
from advisor.importers.mapping.actions import kinds_by_words
from advisor.importers.mapping.columns import Choice, Column, candidates, choose, kind_of_table, profile
from advisor.importers.mapping.conventions import (
    guess_mark,
    guess_order,
    guess_signs,
    mark_by_products,
    number_in,
    share_of_products,
)
from advisor.importers.mapping.tables import NO_HEADINGS, Table, cut_table, find_headings
from advisor.importers.reading.headings import heading_words
from advisor.importers.reading.records import Record

_SHOWN_ROWS = 20
_SAMPLE = 2000
_AMOUNTS = (Meaning.VALUE, Meaning.AMOUNT, Meaning.COST_BASIS)
_NUMBERS = (Meaning.QUANTITY, Meaning.PRICE, Meaning.FEES, *_AMOUNTS)
_CODE_IN_HEADING = re.compile(r"\b([A-Z]{3})\b\)?\s*$")
_NO_CODES = {"ISO", "ISIN", "NAV", "QTY", "WKN", "YTD", "ETF", "CET", "UTC", "GMT", "EST", "NWA", "BPS"}
_SIGNS_OF_MONEY = (("€", "EUR"), ("£", "GBP"), ("¥", "JPY"))
_DEFAULT_CURRENCY = "USD"
_ANYTHING = TableLayout()


def guess_mapping(content: bytes, name: str, layout: TableLayout = _ANYTHING, kind: StatementKind | None = None) -> MappingGuess:
    """What the columns of a table are likely to mean, with its first rows and what the values leave open.

    Args:
        layout: What somebody said about how the file is cut into cells; the rest is guessed.
        kind: What the table holds, if somebody said so.

    Raises:
        UnreadableFileError, UnknownFileError: It is no table.
        MalformedFileError: A quotation mark is opened and never closed.
    """
    table = cut_table(content, name, layout)
    start = _start(table, layout.header_line)
    headings = [] if start is None else table.records[start].cells
    rows = table.records[0 if start is None else start + 1 :][:_SAMPLE]
    columns = profile(headings, rows)
    kind = kind or kind_of_table(columns)
    found, mark, unclear_number = _settle(rows, columns, kind, table.delimiter)
    order, unclear_date = guess_order(found.dates(), mark)
    names = _names(headings, len(columns))
    mapping = ColumnMapping(
        kind=kind,
        columns={meaning: names[choice.column] for meaning, choice in found.choices.items()},
        delimiter=table.delimiter,
        encoding=layout.encoding,
        sheet=table.sheet if len(table.sheets) > 1 else "",
        header_line=None if start is None else table.records[start].line,
        decimal_mark=mark,
        date_order=order,
        currency=found.currency(headings),
        amount_signs=found.signs(mark) if kind is StatementKind.TRANSACTIONS else AmountSigns.AS_PRINTED,
    )
    unclear = _unclear_mark(unclear_number, mark), _unclear_order(unclear_date, order)
    return _told(mapping, table, _shown(table.records, start), names, found, unclear)


def _settle(
    rows: Sequence[Record], columns: Sequence[Column], kind: StatementKind, delimiter: str
) -> tuple[_Found, DecimalMark, str]:
    """The columns, the decimal mark, and a number that leaves it open."""
    choices = choose(columns, kind)
    # Semicolons stand between cells where commas are taken.
    usual = DecimalMark.COMMA if delimiter == ";" else DecimalMark.POINT
    mark, unclear = _Found(rows, choices).mark(usual)
    prices = candidates(columns, kind, Meaning.PRICE)
    return _Found(rows, _with_price_that_multiplies(rows, choices, prices, mark)), mark, unclear


def _told(
    mapping: ColumnMapping,
    table: Table,
    first: Sequence[Record],
    names: Sequence[str],
    found: _Found,
    unclear: tuple[str, str],
) -> MappingGuess:
    return MappingGuess(
        mapping=mapping,
        headings=tuple(names),
        rows=tuple(FirstRow(record.line, tuple(record.cells)) for record in first),
        sureness={meaning: choice.sureness for meaning, choice in found.choices.items()},
        unclear_mark=unclear[0],
        unclear_order=unclear[1],
        sheets=table.sheets,
        encoding=table.encoding,
    )


def _with_price_that_multiplies(
    rows: Sequence[Record], choices: Mapping[Meaning, Choice], prices: Sequence[int], mark: DecimalMark
) -> Mapping[Meaning, Choice]:
    """Of several columns of prices, in several currencies, the one that explains the amounts."""
    if Meaning.PRICE not in choices or len(prices) < 2:
        return choices
    taken = {choice.column for meaning, choice in choices.items() if meaning is not Meaning.PRICE}
    readings = [
        {**choices, Meaning.PRICE: choices[Meaning.PRICE]._replace(column=price)} for price in prices if price not in taken
    ]
    return max([choices, *readings], key=lambda each: _Found(rows, each).products(mark))


def header_key(content: bytes, name: str) -> str | None:
    """What a mapping is remembered by: the same for every file with the same row of headings; None when there is none."""
    try:
        table = cut_table(content, name)
    except AdvisorError:
        return None
    start = find_headings(table.records)
    if start is None:
        return None
    words = [heading_words(cell) for cell in table.records[start].cells]
    return hashlib.sha256("\x1f".join(words).rstrip("\x1f").encode()).hexdigest()


def _start(table: Table, header_line: int | None) -> int | None:
    if header_line is None:
        return find_headings(table.records)
    if header_line == NO_HEADINGS:
        return None
    return next((index for index, record in enumerate(table.records) if record.line >= header_line), None)


def _names(headings: Sequence[str], width: int) -> list[str]:
    """How each column is called in a mapping: by its heading, or by its number where that is missing or stands twice."""
    plain = [heading_words(cell) for cell in headings] + [""] * (width - len(headings))
    return [
        headings[index].strip() if plain[index] and plain.index(plain[index]) == index else f"#{index + 1}"
        for index in range(width)
    ]


def _shown(records: Sequence[Record], start: int | None) -> Sequence[Record]:
    """The first rows; a preamble that would fill them makes room for the headings."""
    first = 0 if start is None or start < _SHOWN_ROWS // 2 else start - 2
    return records[first : first + _SHOWN_ROWS]


def _unclear_mark(number: str, mark: DecimalMark) -> str:
    if not number:
        return ""
    meant = "a thousand and more" if _groups(number, mark) else "a number with a fraction"
    return f"“{number}” could be a thousand and more or a number with a fraction; it is read as {meant}."


def _unclear_order(day: str, order: DateOrder) -> str:
    if not day:
        return ""
    first = "the month" if order is DateOrder.MONTH_FIRST else "the day"
    return f"“{day}” could be two different days; the first number is taken for {first}."


def _groups(number: str, mark: DecimalMark) -> bool:
    return ("," in number) == (mark is DecimalMark.POINT)


class _Found:
    """The values of the chosen columns."""

    def __init__(self, rows: Sequence[Record], choices: Mapping[Meaning, Choice]) -> None:
        self._rows = rows
        self.choices = choices

    def mark(self, otherwise: DecimalMark) -> tuple[DecimalMark, str]:
        """The decimal mark, and a number that leaves it open."""
        mark, unclear = guess_mark((cell for meaning in _NUMBERS for cell in self._cells(meaning)), otherwise)
        if not unclear:
            return mark, ""
        amount = next((meaning for meaning in _AMOUNTS if meaning in self.choices), None)
        proven = None if amount is None else mark_by_products(self._triples(amount))
        return (mark, unclear) if proven is None else (proven, "")

    def products(self, mark: DecimalMark) -> float:
        """How often quantity times price is the amount, as a fraction of 1."""
        amount = next((meaning for meaning in _AMOUNTS if meaning in self.choices), None)
        return 0.0 if amount is None else share_of_products(self._triples(amount), mark)

    def dates(self) -> Iterator[str]:
        for meaning in (Meaning.DATE, Meaning.SETTLED):
            yield from self._cells(meaning)

    def currency(self, headings: Sequence[str]) -> str:
        """The usual currency of the rows, or the one that a heading of amounts names."""
        stated = Counter(cell.upper() for cell in self._cells(Meaning.CURRENCY) if len(cell) == 3)
        if stated:
            return stated.most_common(1)[0][0]
        for meaning in _NUMBERS:
            choice = self.choices.get(meaning)
            heading = headings[choice.column] if choice and choice.column < len(headings) else ""
            code = _CODE_IN_HEADING.search(heading)
            if code and code[1] not in _NO_CODES and heading.strip() != code[1]:
                return code[1]
            for cell in self._cells(meaning):
                for sign, named in _SIGNS_OF_MONEY:
                    if sign in cell or sign in heading:
                        return named
        return _DEFAULT_CURRENCY

    def signs(self, mark: DecimalMark) -> AmountSigns:
        return guess_signs(self._moves(mark))

    def _moves(self, mark: DecimalMark) -> Iterator[tuple[TransactionKind, Decimal]]:
        find_kind = kinds_by_words({})
        for row in self._rows:
            amount = number_in(self._cell(row, Meaning.AMOUNT), mark)
            quantity = number_in(self._cell(row, Meaning.QUANTITY), mark)
            words = f"{self._cell(row, Meaning.ACTION)} {self._cell(row, Meaning.DIRECTION)}".strip()
            if amount is not None and words:
                yield find_kind(words), amount
            elif amount is not None and quantity:
                yield (TransactionKind.BUY if quantity > 0 else TransactionKind.SELL), amount

    def _triples(self, amount: Meaning) -> Iterator[tuple[str, str, str]]:
        for row in self._rows:
            yield self._cell(row, Meaning.QUANTITY), self._cell(row, Meaning.PRICE), self._cell(row, amount)

    def _cells(self, meaning: Meaning) -> Iterator[str]:
        return (cell for cell in (self._cell(row, meaning) for row in self._rows) if cell)

    def _cell(self, row: Record, meaning: Meaning) -> str:
        choice = self.choices.get(meaning)
        return row.cells[choice.column].strip() if choice and choice.column < len(row.cells) else ""
