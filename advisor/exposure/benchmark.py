"""The same measures for a benchmark fund."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from advisor.domain.errors import InvalidRequestError
from advisor.domain.market import Fund, MarketBook
from advisor.exposure.concentration import company_weights, curve, effective_holdings, top_weight
from advisor.exposure.leaves import SECTORS, SLEEVES, LeafTable
from advisor.exposure.model import BenchmarkExposure
from advisor.exposure.overlap import active_share
from advisor.exposure.sums import sum_amounts

USUAL_BENCHMARKS = ("SPY", "RSP", "IJH", "MDY", "VTI", "QQQ")


def benchmark_fund(symbol: str, book: MarketBook) -> Fund:
    """The fund to compare with.

    Raises:
        InvalidRequestError: The book has no such fund.
    """
    fund = book.funds.get(book.canonical(symbol))
    if fund is None:
        usual = [name for name in USUAL_BENCHMARKS if book.canonical(name) in book.funds]
        known = usual or sorted(name for name, known in book.funds.items() if not known.pool)
        raise InvalidRequestError(
            f"{symbol} is not a fund this program can compare with.", f"Choose {', '.join(known[:12])} or another known fund."
        )
    return fund


def measure_benchmark(
    fund: Fund, unit_leaves: NDArray[np.float64], portfolio_weights: NDArray[np.float64], leaves: LeafTable
) -> BenchmarkExposure:
    """Measure a benchmark.

    Args:
        unit_leaves: What one unit of the benchmark is, by leaf.
        portfolio_weights: The portfolio's weights within its equity, by leaf.
    """
    equity = company_weights(unit_leaves, leaves)
    sleeves = sum_amounts(unit_leaves, leaves.sleeve, len(SLEEVES)).tolist()
    sectors = sum_amounts(unit_leaves, leaves.sector, len(SECTORS)).tolist()
    return BenchmarkExposure(
        symbol=fund.symbol,
        name=fund.name,
        as_of=fund.as_of,
        sleeves=dict(zip(SLEEVES, sleeves, strict=True)),
        sectors=dict(zip(SECTORS, sectors, strict=True)),
        active_share=active_share(portfolio_weights, equity.weight),
        mega_cap_tech_share_of_equity=equity.mega_cap,
        effective_holdings=effective_holdings(equity.largest_first),
        top10_weight=top_weight(equity.largest_first, 10),
        largest_weight=top_weight(equity.largest_first, 1),
        curve=curve(equity.largest_first),
        companies=_companies(unit_leaves, leaves),
        moved_to=fund.moved_to,
    )


def _companies(unit_leaves: NDArray[np.float64], leaves: LeafTable) -> dict[str, float]:
    held = np.flatnonzero(leaves.named & (unit_leaves != 0))
    largest_first = held[np.argsort(-unit_leaves[held], kind="stable")]
    return {leaves.leaves[column].key: float(unit_leaves[column]) for column in largest_first.tolist()}
