"""The printed page."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.presentation.views.overview import SleeveRow
from advisor.presentation.views.rich import Rich


@dataclass(frozen=True, slots=True)
class SummaryView:
    """The printed page: the overview's figures plus companies, sectors, funds and concentration, as text."""

    title: str
    subtitle: str
    dates_text: str
    headline: str
    explanation: Rich
    sleeves: tuple[SleeveRow, ...]
    sleeve_total: tuple[str, str, str, str, str]  # you, benchmark, direct, inside, value
    benchmark_label: str
    companies: tuple[tuple[str, str, str, str, str, str], ...]  # rank, name, symbol, direct, in funds, share
    sectors: tuple[tuple[str, str, str], ...]  # name, you, benchmark
    seven_sources: tuple[tuple[str, str, str, str], ...]  # fund, value, in the seven, dollars
    seven_total_text: str
    concentration: tuple[tuple[str, str, str], ...]  # label, you, benchmark
    foot: tuple[str, ...]
    version_text: str
    sums_note: str = ""
