"""Which column of an unknown table means what, by its heading and by its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from advisor.domain.column_mapping import MEANINGS, Meaning, Sureness
from advisor.domain.portfolio import TransactionKind
from advisor.domain.statement import StatementKind
from advisor.importers.mapping import cells as shapes
from advisor.importers.mapping.actions import kinds_by_words
from advisor.importers.mapping.vocabulary import (
    ACQUIRED,
    HEADINGS,
    OF_TRANSACTIONS,
    QUANTITY_AMONG_POSITIONS,
    Words,
    plain_words,
    readings,
)
from advisor.importers.reading.records import Record

_SAMPLE = 400
_HALF = 0.5  # with a heading that says so; a small table may be full of gaps
_MOSTLY = 0.7
_CERTAIN, _LIKELY = 70, 15
_NO_VALUES = 30  # how much less a heading counts over an empty column
_MOST_NAMES = 0.9
_kind_of = kinds_by_words({})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and how many of its filled cells are of each shape (fractions of 1)."""

    heading: str
    filled: int
    numbers: float
    dates: float
    identifiers: float
    codes: float
    currencies: float
    tickers: float
    actions: float
    distinct: float
    longest: int


class Choice(NamedTuple):
    """The column of a meaning, and how sure that is."""

    column: int
    sureness: Sureness


def profile(headings: Sequence[str], rows: Sequence[Record]) -> tuple[Column, ...]:
    """What the columns hold, as the first few hundred rows show."""
    width = max([len(headings), *(len(row.cells) for row in rows[:_SAMPLE])], default=0)
    return tuple(
        _column(headings[index] if index < len(headings) else "", _values(rows[:_SAMPLE], index)) for index in range(width)
    )


def choose(columns: Sequence[Column], kind: StatementKind) -> Mapping[Meaning, Choice]:
    """A column for each meaning that has one: the best match first, no column twice."""
    offers = [offer for index, column in enumerate(columns) for offer in _offers(index, column, kind)]
    chosen: dict[Meaning, Choice] = {}
    taken: set[int] = set()
    for score, meaning, index in sorted(offers, key=lambda offer: (-offer[0], offer[2])):
        if meaning not in chosen and index not in taken:
            chosen[meaning] = Choice(index, Sureness.CERTAIN if score >= _CERTAIN else Sureness.LIKELY)
            taken.add(index)
    _choose_by_values(columns, kind, chosen, taken)
    return chosen


def candidates(columns: Sequence[Column], kind: StatementKind, meaning: Meaning) -> Sequence[int]:
    """Every column whose heading could have a meaning, whatever was chosen for it."""
    return [index for index, column in enumerate(columns) if any(each[1] is meaning for each in _offers(index, column, kind))]


def _values(rows: Sequence[Record], index: int) -> list[str]:
    cells = (row.cells[index].strip() for row in rows if index < len(row.cells))
    return [cell for cell in cells if cell.strip("-=_–—") and cell.lower() != "n/a"]


def _column(heading: str, values: Sequence[str]) -> Column:
    return Column(
        heading=heading.strip(),
        filled=len(values),
        numbers=_share(values, shapes.is_number),
        dates=_share(values, shapes.is_date),
        identifiers=_share(values, shapes.is_identifier),
        codes=_share(values, shapes.is_code),
        currencies=_share(values, shapes.is_currency),
        tickers=_share(values, shapes.is_ticker),
        actions=_share(values, lambda cell: _kind_of(cell) is not TransactionKind.OTHER),
        distinct=len(set(values)) / len(values) if values else 0.0,
        longest=max(map(len, values), default=0),
    )


def _share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values) if values else 0.0


def _offers(index: int, column: Column, kind: StatementKind) -> list[tuple[int, Meaning, int]]:
    offers = []
    for meaning, score in _meanings(column.heading, kind):
        fitting = _fit(column, meaning) if column.filled else _fit_of_blank(meaning)
        if fitting is not None and score + fitting >= _LIKELY:
            offers.append((score + fitting, meaning, index))
    return offers


@lru_cache(maxsize=2048)
def _meanings(heading: str, kind: StatementKind | None = None) -> tuple[tuple[Meaning, int], ...]:
    """Each kind of table is tried more than once; without a kind, what the heading may mean in any."""
    return tuple(readings(heading, HEADINGS if kind is None else _words(kind)))


def _words(kind: StatementKind) -> Words:
    words = {meaning: names for meaning, names in HEADINGS.items() if meaning in MEANINGS[kind]}
    if kind is StatementKind.LOTS:
        words[Meaning.DATE] = ACQUIRED
    if kind is StatementKind.POSITIONS:
        words[Meaning.QUANTITY] = (*words[Meaning.QUANTITY], *QUANTITY_AMONG_POSITIONS)
    return words


def _fit_of_blank(meaning: Meaning) -> int | None:
    """An account in a blank column would leave every row without one."""
    return None if meaning in {Meaning.ACCOUNT_NUMBER, Meaning.ACCOUNT_NAME, Meaning.DATE} else -_NO_VALUES


def _fit(column: Column, meaning: Meaning) -> int | None:  # noqa: PLR0911 - one answer for each meaning
    """How well the values suit a meaning, to be added to the heading's score; None when they cannot mean that."""
    match meaning:
        case Meaning.DATE | Meaning.SETTLED:
            return 0 if column.dates >= _HALF else None
        case (
            Meaning.QUANTITY
            | Meaning.PRICE
            | Meaning.VALUE
            | Meaning.COST_BASIS
            | Meaning.AMOUNT
            | Meaning.PAID_OUT
            | Meaning.FEES
        ):
            return 0 if column.numbers >= _HALF else None
        case Meaning.IDENTIFIER:
            return 10 if column.identifiers >= _MOSTLY else None if column.numbers > _MOSTLY and column.longest < 6 else -10
        case Meaning.CURRENCY:
            return 0 if column.codes >= _MOSTLY else None
        case Meaning.SYMBOL:
            return None if column.dates >= _MOSTLY else round(10 * column.tickers) - 15 * (column.longest > 40)
        case Meaning.ACTION | Meaning.DIRECTION:
            return None if column.numbers >= _MOSTLY or column.dates >= _MOSTLY else round(60 * column.actions) - 30
        case Meaning.ACCOUNT_NUMBER:
            return None if column.dates >= _MOSTLY else 5 if column.numbers >= _MOSTLY else -1
        case Meaning.NAME | Meaning.TYPE | Meaning.ACCOUNT_NAME:
            return None if column.numbers >= _MOSTLY or column.dates >= _MOSTLY else 0
    return None


def _is_open(column: Column, meaning: Meaning, kind: StatementKind) -> bool:
    """Whether the column is filled, and its heading does not say that it is something else."""
    if meaning is Meaning.DATE and kind is StatementKind.POSITIONS and column.heading:
        return False  # ex-dividend dates, dates of purchase: nearly every date but that of the figures
    return column.filled > 0 and not _meanings(column.heading)


def _choose_by_values(columns: Sequence[Column], kind: StatementKind, chosen: dict[Meaning, Choice], taken: set[int]) -> None:
    """What no heading tells, the values may: a column of ISINs, of currencies, of dates, of actions, of tickers."""
    for meaning, suits in _BY_VALUES:
        if meaning in chosen or meaning not in MEANINGS[kind]:
            continue
        if meaning is Meaning.SYMBOL and Meaning.IDENTIFIER in chosen:
            continue
        free = (at for at, column in enumerate(columns) if at not in taken and _is_open(column, meaning, kind))
        index = next((at for at in free if suits(columns[at])), None)
        if index is not None:
            chosen[meaning] = Choice(index, Sureness.POSSIBLE)
            taken.add(index)


_BY_VALUES: tuple[tuple[Meaning, Callable[[Column], bool]], ...] = (
    (Meaning.IDENTIFIER, lambda column: column.identifiers >= _MOSTLY and column.filled > 2),
    (Meaning.DATE, lambda column: column.dates >= _MOST_NAMES),
    (Meaning.CURRENCY, lambda column: column.currencies >= _MOST_NAMES and column.distinct < _MOSTLY),
    (Meaning.ACTION, lambda column: column.actions >= _MOSTLY and column.numbers == 0),
    (Meaning.SYMBOL, lambda column: column.tickers >= _MOST_NAMES and not column.numbers and not column.currencies),
)


def kind_of_table(columns: Sequence[Column]) -> StatementKind:
    """Whether the columns hold transactions, tax lots or positions."""
    plain = [plain_words(column.heading) for column in columns]
    transactions = choose(columns, StatementKind.TRANSACTIONS)
    day = transactions.get(Meaning.DATE)
    action = transactions.get(Meaning.ACTION)
    acts = action is not None and columns[action.column].actions > 0.3
    if day is not None and (acts or _is_named(transactions, Meaning.SETTLED, Meaning.DIRECTION) or OF_TRANSACTIONS & set(plain)):
        return StatementKind.TRANSACTIONS
    positions = choose(columns, StatementKind.POSITIONS)
    lots = choose(columns, StatementKind.LOTS)
    if Meaning.DATE in lots and Meaning.QUANTITY in lots and plain[lots[Meaning.DATE].column] in ACQUIRED[:-2]:
        return StatementKind.LOTS
    many_days = day is not None and columns[day.column].distinct > 0.5 and columns[day.column].filled > 1
    moves = many_days and not {Meaning.COST_BASIS} & positions.keys() and _is_named(transactions, Meaning.AMOUNT, Meaning.FEES)
    return StatementKind.TRANSACTIONS if moves else StatementKind.POSITIONS


def _is_named(chosen: Mapping[Meaning, Choice], *meanings: Meaning) -> bool:
    return any(meaning in chosen for meaning in meanings)
