"""Look-through of 5,000 positions in 2,000 funds with 600,000 holdings of 15,000 companies, against one sparse product."""

from __future__ import annotations

import statistics
import time
from datetime import date

import numpy as np
from scipy import sparse
from timing import seconds

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market import Fund, MarketBook, Security, Source
from advisor.exposure.leaves import LeafRegistry
from advisor.exposure.look_through import LookThrough, trace
from advisor.exposure.matrix import compile_funds
from advisor.exposure.sums import sum_amounts

POSITIONS, FUNDS, COMPANIES, HOLDINGS_PER_FUND = 5_000, 2_000, 15_000, 300
ROUNDS = 31
DAY = date(2026, 6, 19)


def run() -> dict[str, float]:
    """Medians, turn about; `ratio` is ours / one product of the same holdings. Ours sums positions by fund as well."""
    draw = np.random.default_rng(7)
    book = _book(draw)
    started = time.perf_counter()
    compiled = _compile(book)
    compile_seconds = time.perf_counter() - started
    fund_of_position = draw.integers(0, FUNDS, POSITIONS)
    values = draw.uniform(100, 100_000, POSITIONS)
    by_fund = sum_amounts(values, fund_of_position, FUNDS)
    companies_by_fund = sparse.csr_array(compiled.matrix.legs.T)
    agreed = np.allclose(_looked_through(compiled, by_fund), companies_by_fund @ by_fund)
    ours, floor = [], []
    for _ in range(ROUNDS):
        floor.append(seconds(lambda: companies_by_fund @ by_fund))
        ours.append(seconds(lambda: _looked_through(compiled, sum_amounts(values, fund_of_position, FUNDS))))
    return {
        "holdings": compiled.matrix.legs.nnz,
        "look_through_ms": round(1000 * statistics.median(ours), 3),
        "one_product_ms": round(1000 * statistics.median(floor), 3),
        "ratio": round(statistics.median(ours) / statistics.median(floor), 2),
        "aim": 1.5,
        "results_agree": agreed,
        "compile_ms": round(1000 * compile_seconds, 1),
    }


def _looked_through(compiled: LookThrough, by_fund: np.ndarray) -> np.ndarray:
    """As `flows.follow` does it: over the ways, then into the leaves."""
    return compiled.into_leaves(compiled.way_values(by_fund))


def _book(draw: np.random.Generator) -> MarketBook:
    securities = {
        f"C{number}": Security(f"C{number}", f"C{number}", "", Sleeve.SP493, Sector.INDUSTRIALS, None, DAY)
        for number in range(COMPANIES)
    }
    funds = {}
    for number in range(FUNDS):
        chosen = draw.choice(COMPANIES, HOLDINGS_PER_FUND, replace=False)
        weights = draw.dirichlet(np.ones(HOLDINGS_PER_FUND)).tolist()
        legs = {f"C{company}": weight for company, weight in zip(chosen.tolist(), weights, strict=True)}
        funds[f"F{number}"] = Fund(f"F{number}", "", Source.HOLDINGS, DAY, legs, "drawn at random")
    return MarketBook(securities, funds, {}, DAY)


def _compile(book: MarketBook) -> LookThrough:
    return trace(compile_funds(book.funds, book, LeafRegistry(book, {})), list(book.funds))
