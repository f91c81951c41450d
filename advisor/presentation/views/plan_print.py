"""A plan on paper."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.presentation.views.advice import DumbbellRow, Side
from advisor.presentation.views.rich import Rich


@dataclass(frozen=True, slots=True)
class PrintedTrade:
    """One trade; `lots` are (bought, shares, cost, gain, term, disallowed) as texts."""

    title: str
    price_text: str
    value_text: str
    gain_text: str
    why: str
    lots: tuple[tuple[str, ...], ...]
    lots_why: str


@dataclass(frozen=True, slots=True)
class PlanPrint:
    """Everything on the sheets; `foot` stands on every one of them.

    Attributes:
        trades: By account: its name and caption, then its trades, sales first.
        tax: Words and figures.
        calendar: What not to do, from, until, why.
        beside: What is wrong with it or not known, what keeps it from coming closer, and what it leaves undone; a sentence each.
    """

    title: str
    subtitle: str
    date_text: str
    headline: str
    explanation: Rich
    sleeves: tuple[DumbbellRow, ...]
    sides: tuple[Side, ...]
    trades: tuple[tuple[str, tuple[PrintedTrade, ...]], ...]
    tax: tuple[tuple[str, str], ...]
    calendar: tuple[tuple[str, str, str, str], ...]
    beside: tuple[str, ...]
    foot: str
    version_text: str
