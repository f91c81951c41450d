"""What the columns of a file mean that no importer knows, as its owner says or as the program guesses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from advisor.domain.account_numbers import mask_number
from advisor.domain.notation import DateOrder, DecimalMark
from advisor.domain.portfolio import TransactionKind
from advisor.domain.statement import StatementKind

OTHER_BROKER = "other"


def is_mapped(broker: str) -> bool:
    """Whether a file of this broker id was read by a mapping, and not by an importer."""
    return broker.startswith(f"{OTHER_BROKER}:")


class Meaning(StrEnum):
    """What a column holds. `DATE` is the day of the figures (positions), of the trade (transactions), of the purchase (lots)."""

    SYMBOL = "symbol"
    NAME = "name"
    IDENTIFIER = "identifier"  # CUSIP or ISIN; stands in where there is no symbol
    TYPE = "type"  # what kind of instrument
    QUANTITY = "quantity"
    PRICE = "price"
    VALUE = "value"
    COST_BASIS = "cost_basis"
    DATE = "date"
    SETTLED = "settled"
    ACTION = "action"
    DIRECTION = "direction"  # buy or sell, where the action leaves it open
    AMOUNT = "amount"
    PAID_OUT = "paid_out"  # money that went, where it has a column of its own
    FEES = "fees"
    CURRENCY = "currency"
    ACCOUNT_NAME = "account_name"
    ACCOUNT_NUMBER = "account_number"


_EVERYWHERE = (
    Meaning.SYMBOL,
    Meaning.NAME,
    Meaning.IDENTIFIER,
    Meaning.QUANTITY,
    Meaning.PRICE,
    Meaning.CURRENCY,
    Meaning.DATE,
    Meaning.ACCOUNT_NAME,
    Meaning.ACCOUNT_NUMBER,
)
MEANINGS: Mapping[StatementKind, tuple[Meaning, ...]] = {
    StatementKind.POSITIONS: (*_EVERYWHERE, Meaning.TYPE, Meaning.VALUE, Meaning.COST_BASIS),
    StatementKind.TRANSACTIONS: (
        *_EVERYWHERE,
        Meaning.SETTLED,
        Meaning.ACTION,
        Meaning.DIRECTION,
        Meaning.AMOUNT,
        Meaning.PAID_OUT,
        Meaning.FEES,
    ),
    StatementKind.LOTS: (*_EVERYWHERE, Meaning.VALUE, Meaning.COST_BASIS),
}
_INSTRUMENT = (Meaning.SYMBOL, Meaning.NAME, Meaning.IDENTIFIER)
# One column of each group is needed before a file can be read.
_NEEDED: Mapping[StatementKind, tuple[tuple[Meaning, ...], ...]] = {
    StatementKind.POSITIONS: (_INSTRUMENT, (Meaning.VALUE, Meaning.PRICE), (Meaning.VALUE, Meaning.QUANTITY)),
    StatementKind.TRANSACTIONS: ((Meaning.DATE,), (Meaning.AMOUNT, Meaning.PAID_OUT, Meaning.QUANTITY)),
    StatementKind.LOTS: (_INSTRUMENT, (Meaning.QUANTITY,)),
}


class AmountSigns(StrEnum):
    """What the sign of a transaction's amount means."""

    AS_PRINTED = "as_printed"  # money that comes is positive, money that goes is negative
    OUTFLOWS_POSITIVE = "outflows_positive"  # the other way round
    UNSIGNED = "unsigned"  # no sign: the action tells the direction


class Sureness(StrEnum):
    """How sure a guess is."""

    CERTAIN = "certain"  # by its heading, and the values agree
    LIKELY = "likely"  # by its heading alone, or by a part of it
    POSSIBLE = "possible"  # by the values alone


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How a table is to be read.

    Attributes:
        columns: By meaning the heading of its column, or "#3" for the third column (1-based) where a heading is missing or
            stands twice.
        delimiter: Between cells; a workbook has none and ignores it.
        encoding: Python's name for it; None to detect it.
        sheet: Title of a workbook's sheet; empty for the first that has the columns.
        header_line: 1-based physical line where the row of headings begins; None when there is none.
        currency: ISO 4217 code of the account's money, and of rows that name none.
        broker: The investor's words for where the file is from.
        account_name: For a file without such a column; may be empty.
        account_number: Likewise.
        as_of: The day of the figures, where no column holds it; None leaves it open.
        action_words: What words of the file mean, where the program cannot tell; compared in any case.
    """

    kind: StatementKind
    columns: Mapping[Meaning, str]
    delimiter: str = ","
    encoding: str | None = None
    sheet: str = ""
    header_line: int | None = 1
    decimal_mark: DecimalMark = DecimalMark.POINT
    date_order: DateOrder = DateOrder.MONTH_FIRST
    currency: str = "USD"
    broker: str = "Other"
    account_name: str = ""
    account_number: str = ""
    as_of: date | None = None
    action_words: Mapping[str, TransactionKind] = field(default_factory=dict)
    amount_signs: AmountSigns = AmountSigns.AS_PRINTED

    @property
    def broker_id(self) -> str:
        """The id under which accounts are recognised again: "Nordea Bank" → "other:nordea-bank"."""
        plain = unicodedata.normalize("NFKD", self.broker).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
        return f"{OTHER_BROKER}:{slug or OTHER_BROKER}"

    def for_later(self) -> ColumnMapping:
        """What of it holds for the next file with the same headings: not the day, and no whole account number."""
        return replace(self, as_of=None, account_number=mask_number(self.account_number))

    @property
    def takes_a_day(self) -> bool:
        """Whether `as_of` tells anything: no column holds the day of the figures."""
        has_day = self.kind is StatementKind.POSITIONS and Meaning.DATE in self.columns
        return self.kind is not StatementKind.TRANSACTIONS and not has_day

    @property
    def missing(self) -> tuple[tuple[Meaning, ...], ...]:
        """What still has to be said: of each group, one meaning needs a column."""
        return tuple(group for group in _NEEDED[self.kind] if not self.columns.keys() & set(group))


class ActionWord(NamedTuple):
    """What a file calls some of its transactions.

    Attributes:
        word: As the file spells it where it first stands.
        rows: How many transactions go by it.
        guess: What the program takes it for; OTHER when it cannot tell.
        said: What the investor says it is; None when nothing was said.
    """

    word: str
    rows: int
    guess: TransactionKind
    said: TransactionKind | None

    @property
    def is_open(self) -> bool:
        """Whether nobody knows yet what it means."""
        return self.said is None and self.guess is TransactionKind.OTHER


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How a file is cut into cells, as far as somebody said so; None is left to the guess.

    Attributes:
        header_line: 0 when the table has no headings.
    """

    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    header_line: int | None = None


@dataclass(frozen=True, slots=True)
class FirstRow:
    """A row for display: 1-based physical line (the row's number, in a sheet) and its cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MappingGuess:
    """What the program makes of an unknown table.

    Attributes:
        mapping: Ready to read with, unless something is `missing`.
        headings: One for each column, as `ColumnMapping.columns` names it.
        rows: The first rows of the file, those above the headings and the headings included.
        sureness: By meaning, for each of the mapping's columns.
        unclear_mark: That the numbers can be read in two ways, as a sentence for the investor; empty when they tell. The
            mapping holds the usual reading.
        unclear_order: Likewise of the dates.
        sheets: Titles of a workbook's sheets; empty for a text file.
        encoding: What the text was decoded with.
    """

    mapping: ColumnMapping
    headings: tuple[str, ...]
    rows: tuple[FirstRow, ...]
    sureness: Mapping[Meaning, Sureness]
    unclear_mark: str = ""
    unclear_order: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = "utf-8"

    def corrected(self, said: ColumnMapping) -> MappingGuess:
        """The guess with what the investor said of such columns before; itself where the columns are not the same."""
        if not set(said.columns.values()) <= set(self.headings):
            return self
        cut = self.mapping
        mapping = replace(said, delimiter=cut.delimiter, encoding=cut.encoding, sheet=cut.sheet, header_line=cut.header_line)
        return replace(self, mapping=mapping, sureness={}, unclear_mark="", unclear_order="")
