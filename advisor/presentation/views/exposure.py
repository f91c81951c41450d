"""The Exposure page."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.presentation.views.frame import Footer
from advisor.presentation.views.rich import Rich


@dataclass(frozen=True, slots=True)
class Route:
    """One way a block is held: "60 shares held directly", "$11,312", 0.53, "Brokerage". `symbol` is the position it leads to."""

    label: str
    value_text: str
    share: float
    share_text: str
    where: str
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A tile of the treemap, a bar, and a row of the table behind them.

    `key` is unique in the view; `color_key` is a sleeve id or a sector name.
    `hatched` marks what is unseen or unclassified. `symbol` is set where the block is one position.
    `difference_text` is the share less the benchmark's, in points; it and `benchmark_text` are empty where nothing compares.
    """

    key: str
    label: str
    short_label: str
    share: float
    share_text: str
    value: float
    value_text: str
    benchmark: float
    benchmark_text: str
    low: float
    high: float
    color_key: str
    hatched: bool
    detail_title: str
    detail_caption: str
    detail_value_text: str
    detail_share_text: str
    routes: tuple[Route, ...]
    symbol: str = ""
    difference_text: str = ""


@dataclass(frozen=True, slots=True)
class BlockGroup:
    key: str
    label: str
    share: float
    color_key: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CurveView:
    """Cumulative share of stocks in the largest n companies; y values are fractions."""

    yours: tuple[float, ...]
    benchmark: tuple[float, ...]
    benchmark_label: str
    mark_n: int
    mark_text: str
    accessible_name: str


@dataclass(frozen=True, slots=True)
class MatrixView:
    """Fund overlap; cells are (row, column, share or None on the diagonal, text)."""

    labels: tuple[str, ...]
    cells: tuple[tuple[int, int, float | None, str], ...]
    accessible_name: str


@dataclass(frozen=True, slots=True)
class ExposureView:
    """`by` is "sleeve", "sector", "company", "fund" or "account"; groups are biggest first."""

    by: str
    headline: str
    explanation: Rich
    groups: tuple[BlockGroup, ...]
    curve: CurveView
    matrix: MatrixView
    benchmark_label: str
    accessible_name: str
    footer: Footer
