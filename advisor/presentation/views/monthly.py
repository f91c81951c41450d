"""Where a monthly contribution goes."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.presentation.views.rich import Rich


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month's purchases.

    Attributes:
        outside_text, outside_tip: Sleeves that still lie outside their band, in brief and all of them.
        after: (sleeve, share and target) after them.
        sort_values: Numbers behind the cells, in the order of the columns.
    """

    key: str
    day_text: str
    buys_text: str
    spent_text: str
    cash_text: str
    seven_text: str
    gap_text: str
    outside_text: str
    outside_tip: str
    after: tuple[tuple[str, str], ...]
    sort_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class MonthlyView:
    """Every month.

    Attributes:
        bought: (symbol, dollars) over all months, most first.
        reached: Key of the month after which every band is reached; empty for none.
    """

    headline: str
    explanation: Rich
    rows: tuple[MonthRow, ...]
    bought: tuple[tuple[str, str], ...]
    reached: str
