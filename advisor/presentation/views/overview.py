"""The Overview page."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.presentation.views.frame import Footer
from advisor.presentation.views.rich import Rich


@dataclass(frozen=True, slots=True)
class SleeveRow:
    """One sleeve against the benchmark. `benchmark` None when it has no such sleeve. Texts as printed ("31.9%", "–")."""

    sleeve: str
    label: str
    share: float
    low: float
    high: float
    benchmark: float
    share_text: str
    benchmark_text: str
    value_text: str
    direct_text: str
    via_text: str
    tooltip: str


@dataclass(frozen=True, slots=True)
class SevenBar:
    """One of the seven: full colour held directly, paler inside funds; shares of stocks."""

    symbol: str
    label: str
    direct: float
    inside: float
    share_text: str
    value_text: str


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """Something to look at, with one verb. `page` and `subject` say where the verb leads, unless it refreshes what is old."""

    icon: str
    title: str
    detail: str
    verb: str
    page: str
    subject: str
    refreshes: bool = False


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of "Since your last import"."""

    label: str
    value_text: str
    change_text: str
    tone: str


@dataclass(frozen=True, slots=True)
class OverviewView:
    headline: str
    explanation: Rich
    sleeves: tuple[SleeveRow, ...]
    sleeve_total: tuple[str, str, str]  # your share, benchmark's, value
    seen_through_text: str
    benchmark_label: str
    attention: tuple[AttentionItem, ...]
    changes_title: str  # "Jan 16 → Feb 6"; empty without an earlier import
    changes: tuple[ChangeRow, ...]
    seven: tuple[SevenBar, ...]
    seven_direct_text: str
    seven_inside_text: str
    footer: Footer
    sums_note: str = ""  # set where printed parts miss their printed total by rounding
