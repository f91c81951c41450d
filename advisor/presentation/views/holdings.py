"""The Holdings page, and what an import left out."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.presentation.views.quality import QualityRow
from advisor.presentation.views.rich import Rich


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """One row of the positions tree. `level` 0 is an account, 1 a position, 2 the pinned total. `inside` is (sleeve, fraction).

    `sort_values` are quantity, price, value, share, cost, gain, gain percent and the day of the price, in this order; minus
    infinity where the text is empty. `as_imported_text` says what the file told, where that is something else by now,
    `classified_text` that the investor classified it by hand, and when; `placed_text` why a service's word puts it where it is.
    """

    level: int
    key: str
    symbol: str
    name: str
    inside: tuple[tuple[str, float], ...]
    inside_text: str
    quantity_text: str
    price_text: str
    value_text: str
    share_text: str
    cost_text: str
    gain_text: str
    gain_percent_text: str
    gain_tone: str
    sort_values: tuple[float, ...]
    priced_text: str = ""
    as_imported_text: str = ""
    classified_text: str = ""
    placed_text: str = ""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One past import, with `id` for undo. `sort_values` are as of, imported (days), rows stored and total."""

    id: int
    file: str
    broker: str
    as_of_text: str
    imported_text: str
    rows_text: str
    total_text: str
    matches_text: str
    tone: str
    sort_values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class LotRow:
    """One tax lot. `sort_values` are acquired (days), quantity, cost, value and gain; minus infinity where not known."""

    symbol: str
    account: str
    acquired_text: str
    term_text: str
    quantity_text: str
    cost_text: str
    value_text: str
    gain_text: str
    gain_tone: str
    source_text: str
    sort_values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class TransactionRow:
    """One entry. `sort_values` are the day, quantity, price, fees and amount; minus infinity where the text is empty."""

    date_text: str
    account: str
    kind_text: str
    symbol: str
    name: str
    quantity_text: str
    price_text: str
    fees_text: str
    amount_text: str
    sort_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class HoldingsView:
    """The books. Transactions are many and shown apart: `has_transactions` says whether there are any."""

    headline: str
    explanation: Rich
    rows: tuple[HoldingRow, ...]
    imports: tuple[ImportRow, ...]
    footer_text: str
    dates_text: str
    lots: tuple[LotRow, ...] = ()
    checks: tuple[QualityRow, ...] = ()
    has_transactions: bool = False


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A row that an import did not store, as the file prints it on one line."""

    line_text: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportNotesView:
    """What became of the records of an imported file; `counts_text` adds up."""

    title: str
    caption: str
    counts_text: str
    rows: tuple[LeftOutRow, ...]
    remarks: tuple[str, ...]
