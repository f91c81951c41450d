"""A portfolio, looked through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from advisor.domain.classification import EQUITY_SLEEVES, Sector, Sleeve
from advisor.domain.errors import InvalidRequestError
from advisor.domain.market import MarketBook, Source
from advisor.domain.money import ZERO, from_cents
from advisor.domain.portfolio import InstrumentKind, Position
from advisor.exposure.benchmark import benchmark_fund, measure_benchmark
from advisor.exposure.concentration import CompanyWeights, company_weights, curve, effective_holdings, hhi, top_weight
from advisor.exposure.inside import Inside, look_inside
from advisor.exposure.intervals import mega_cap_share_bounds
from advisor.exposure.ledger import companies, sector_slices, sleeve_slices
from advisor.exposure.look_through import SOURCES
from advisor.exposure.mixes import direct_mixes, fund_mixes
from advisor.exposure.model import Concentration, Exposure, Slice
from advisor.exposure.overlap import fund_overlaps

_NO_OVERRIDES: Mapping[str, tuple[Sleeve, Sector]] = MappingProxyType({})


def measure(
    positions: Sequence[Position],
    book: MarketBook,
    benchmark: str,
    overrides: Mapping[str, tuple[Sleeve, Sector]] = _NO_OVERRIDES,
) -> Exposure:
    """Look through every fund held, down to companies.

    Money is exact: sleeves, sectors and companies each sum to the positions' value to the cent. Weights are fractions of the
    net value, shorts and margin debt taken off, so that one may lie beyond 0 or 1.

    Args:
        benchmark: Symbol of a fund in the book.
        overrides: The investor's own sleeve and sector by symbol; they hold inside funds too.

    Raises:
        InvalidRequestError: There are no positions, or the book has no such benchmark.
    """
    if not positions:
        raise InvalidRequestError("There is nothing to measure yet.", "Import a positions file first.")
    compared = benchmark_fund(benchmark, book)
    inside = look_inside(positions, book, book.canonical(benchmark), overrides)
    leaves, flows, ledger, held = inside.leaves, inside.flows, inside.ledger, inside.held
    equity = company_weights(flows.point, leaves)
    sleeves = sleeve_slices(ledger, flows)
    return Exposure(
        as_of=inside.as_of,
        total_value=from_cents(ledger.total),
        sleeves=sleeves,
        sectors=sector_slices(ledger, flows),
        companies=companies(ledger, flows),
        holdings=direct_mixes(held.direct, leaves) | fund_mixes(held.funds, inside.unit_leaves, ledger.via, inside.seen, leaves),
        concentration=_concentration(inside, equity, sleeves),
        coverage=_coverage(inside),
        unseen=_unseen(inside),
        benchmark=measure_benchmark(compared, inside.benchmark_leaves, equity.weight, leaves),
        overlap=fund_overlaps([(symbol, _portfolio(symbol, book)) for symbol in ledger.fund_symbols], inside.unit_leaves, leaves),
        unclassified=tuple(each.held.symbol for each in held.direct if each.source is Source.UNKNOWN),
        problems=inside.look_through.matrix.problems + _option_notes(inside),
        moved=inside.moved,
    )


def _portfolio(symbol: str, book: MarketBook) -> str:
    fund = book.funds.get(book.canonical(symbol))
    return fund.portfolio if fund else ""


def _concentration(inside: Inside, equity: CompanyWeights, sleeves: Mapping[Sleeve, Slice]) -> Concentration:
    low, high = mega_cap_share_bounds(inside.flows)
    largest = equity.largest_first
    stocks = (part.value for sleeve, part in sleeves.items() if sleeve in EQUITY_SLEEVES)
    return Concentration(
        hhi=hhi(largest),
        effective_holdings=effective_holdings(largest),
        top10_weight=top_weight(largest, 10),
        mega_cap_tech_weight=sleeves[Sleeve.MEGA_CAP_TECH].weight,
        mega_cap_tech_share_of_equity=equity.mega_cap,
        mega_cap_tech_share_low=min(low, equity.mega_cap),
        mega_cap_tech_share_high=max(high, equity.mega_cap),
        equity_value=sum(stocks, ZERO),
        curve=curve(largest),
    )


def _coverage(inside: Inside) -> dict[Source, float]:
    """Net value by the weakest source on its way; sums to 1 (to 0 when the portfolio nets to nothing)."""
    total = inside.ledger.total
    return {source: float(value) / total if total else 0.0 for source, value in zip(SOURCES, inside.flows.by_source, strict=True)}


def _unseen(inside: Inside) -> float:
    """Fraction of the value whose sleeve is estimated or unknown.

    Owned and owed count alike, and so do legs that are missing and legs too many: nothing hides behind its opposite.
    """
    unseen_cents = [abs(held.cents) * abs(1.0 - seen) for (held, _), seen in zip(inside.held.funds, inside.seen, strict=True)]
    unseen_cents += [abs(each.held.cents) for each in inside.held.direct if inside.leaves.unknown[each.column]]
    total = abs(inside.ledger.total)
    return min(max(float(sum(unseen_cents)) / total, 0.0), 1.0) if total else 0.0


def _option_notes(inside: Inside) -> tuple[str, ...]:
    return tuple(
        f"{each.held.name} is an option: it counts at its market value and is not classified."
        for each in inside.held.direct
        if each.held.kind is InstrumentKind.OPTION
    )
