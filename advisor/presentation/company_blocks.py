"""Blocks by company: grouped by sleeve, the tail of each merged, what nobody named kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from advisor.domain.classification import EQUITY_SLEEVES, Sleeve
from advisor.domain.portfolio import Portfolio
from advisor.exposure.model import CompanyExposure, Exposure, Slice
from advisor.presentation import labels, sentences, words
from advisor.presentation.routes import company_routes, group_routes
from advisor.presentation.views import Block, BlockGroup, Route

_SHOWN_PER_SLEEVE = 12
# What a count of companies counts, where the sleeve's own name stands nowhere near.
_TAIL_NOUNS = {
    Sleeve.MID_CAP: "mid caps",
    Sleeve.SMALL_CAP: "small caps",
    Sleeve.US_OTHER: "other US",
    Sleeve.INTERNATIONAL: "abroad",
}
# Smaller blocks than this part of the money could be neither read nor hit.
_SMALLEST_BLOCK = 0.0015


def company_groups(portfolio: Portfolio, exposure: Exposure) -> tuple[BlockGroup, ...]:
    """One group per sleeve with its companies, biggest sleeve first."""
    groups = []
    for sleeve, part in exposure.sleeves.items():
        companies = [company for company in exposure.companies if company.sleeve is sleeve and company.value]
        if companies:
            groups.append(_sleeve_group(sleeve, part, companies, portfolio, exposure))
    return tuple(sorted(groups, key=lambda group: group.share, reverse=True))


def _sleeve_group(
    sleeve: Sleeve, part: Slice, companies: Sequence[CompanyExposure], portfolio: Portfolio, exposure: Exposure
) -> BlockGroup:
    named = sorted((company for company in companies if company.named), key=lambda company: company.value, reverse=True)
    shown = [company for company in named[:_SHOWN_PER_SLEEVE] if abs(company.weight) >= _SMALLEST_BLOCK]
    tail = [company for company in named if company not in shown]
    if len(tail) == 1:
        shown, tail = named, []
    blocks = [_company_block(company, portfolio, exposure) for company in shown]
    blocks += [_company_block(company, portfolio, exposure) for company in companies if not company.named]
    if tail:
        blocks.append(_tail_block(sleeve, tail, portfolio, exposure, alone=not blocks))
    blocks.sort(key=lambda block: block.share, reverse=True)
    label = f"{labels.SLEEVE_SHORT_LABELS[sleeve]} · {words.share(part.weight)}"
    return BlockGroup(sleeve.value, label, part.weight, sleeve.value, tuple(blocks))


def _company_block(company: CompanyExposure, portfolio: Portfolio, exposure: Exposure) -> Block:
    return _block(
        company.symbol,
        _names_of(company),
        company.sleeve,
        (company.value, company.weight, company.low, company.high),
        exposure.benchmark.companies.get(company.symbol, 0.0) if company.named else None,
        hatched=_is_guesswork(company),
        routes=company_routes(company, portfolio),
        exposure=exposure,
    )


def _names_of(company: CompanyExposure) -> tuple[str, str, str]:
    """Label, short label, caption; what has no name may be called by the one fund it lies in."""
    sector = labels.SECTOR_LABELS[company.sector]
    if company.named:
        return labels.company_label(company), company.symbol, f"{company.symbol} · {sector}"
    label = labels.company_label(company)
    funds = [fund for fund, value in company.via.items() if value]
    if company.direct or len(funds) != 1:
        return label, labels.SLEEVE_BRIEF_LABELS[company.sleeve], sector
    if company.sleeve is Sleeve.FIXED_INCOME:
        return funds[0], funds[0], label
    return label, f"Inside {funds[0]}", sector


def _tail_block(
    sleeve: Sleeve, tail: Sequence[CompanyExposure], portfolio: Portfolio, exposure: Exposure, *, alone: bool
) -> Block:
    value = sum((company.value for company in tail), Decimal(0))
    weight = sum(company.weight for company in tail)
    noun = _TAIL_NOUNS.get(sleeve)
    short_label = f"{len(tail):,} {noun or 'others'}"
    label = f"{len(tail):,} more {noun}" if noun and not alone else short_label
    return _block(
        f"others:{sleeve.value}",
        (
            label,
            short_label,
            f"{labels.SLEEVE_LABELS[sleeve]}, each {'too small to show' if alone else 'smaller than those shown'}",
        ),
        sleeve,
        (value, weight, weight, weight),
        sum(exposure.benchmark.companies.get(company.symbol, 0.0) for company in tail),
        hatched=False,
        routes=group_routes(tail, portfolio),
        exposure=exposure,
    )


def _block(
    key: str,
    names: tuple[str, str, str],
    sleeve: Sleeve,
    figures: tuple[Decimal, float, float, float],
    benchmark: float | None,
    *,
    hatched: bool,
    routes: tuple[Route, ...],
    exposure: Exposure,
) -> Block:
    label, short_label, caption = names
    value, weight, low, high = figures
    return Block(
        key=key,
        label=label,
        short_label=short_label,
        share=weight,
        share_text=words.share(weight),
        value=float(value),
        value_text=words.dollars_in_tile(value),
        benchmark=benchmark or 0.0,
        benchmark_text="" if benchmark is None else words.share(benchmark),
        low=low,
        high=high,
        color_key=sleeve.value,
        hatched=hatched,
        detail_title=label,
        detail_caption=caption,
        detail_value_text=words.dollars(value),
        detail_share_text=_share_of_what(value, weight, sleeve, exposure),
        routes=routes,
        difference_text="" if benchmark is None else words.points_change(weight - benchmark),
    )


def _share_of_what(value: Decimal, weight: float, sleeve: Sleeve, exposure: Exposure) -> str:
    if sleeve in EQUITY_SLEEVES:
        return f"{words.share(sentences.share_of_stocks(value, exposure))} of your stocks"
    return f"{words.share(weight)} of your money"


def _is_guesswork(company: CompanyExposure) -> bool:
    """Stocks nobody named, and what nothing is known about; bonds and cash have no company to name."""
    return company.sleeve is Sleeve.UNCLASSIFIED or (not company.named and company.sleeve in EQUITY_SLEEVES)
