"""The Data page."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.presentation.views.frame import Footer
from advisor.presentation.views.rich import Rich


@dataclass(frozen=True, slots=True)
class DataRow:
    """One source of figures. `sort_values` are as of (days) and the fraction of the money it carries."""

    figure: str
    source: str
    as_of_text: str
    age_text: str
    carries_text: str
    state_text: str
    tone: str
    subject: str
    sort_values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class DataView:
    headline: str
    explanation: Rich
    rows: tuple[DataRow, ...]
    file_facts: tuple[tuple[str, str], ...]
    footer: Footer
