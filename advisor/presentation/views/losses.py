"""Losses that could be realised."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.presentation.views.rich import Rich


@dataclass(frozen=True, slots=True)
class LossRow:
    """One lot that is worth less than it cost.

    Attributes:
        counts_text: What of the loss would count.
        replacement_text: The nearest fund, with the part of its companies that are the same.
        replacements: What may stand in for it, as (words, tip); nearest first.
        sentences: What it does and what stands in the way.
        sort_values: Numbers behind the cells, in the order of the columns.
    """

    key: str
    symbol: str
    account: str
    acquired_text: str
    term_text: str
    quantity_text: str
    value_text: str
    loss_text: str
    counts_text: str
    saves_text: str
    net_text: str
    replacement_text: str
    until_text: str
    replacements: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    sort_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class LossesView:
    """Every loss worth a look.

    Attributes:
        together: (words, figure) pairs, if all of them were taken.
        notes: What was left out and why, and what is not known.
    """

    headline: str
    explanation: Rich
    rows: tuple[LossRow, ...]
    together: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
