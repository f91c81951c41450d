"""Two funds side by side, company by company: what of the one is also in the other."""

from __future__ import annotations

from decimal import Decimal

from advisor.exposure.model import CompanyExposure, Exposure
from advisor.presentation import labels, words
from advisor.presentation.views import Block, Route

_COMPANIES_SHOWN = 25


def compare_funds(exposure: Exposure, first: str, second: str) -> Block | None:
    """The comparison as a block whose routes are the companies they share, largest shared weight first.

    A company's shared weight is the smaller of its weights in the two funds (fractions of each fund), as in the overlap.
    None where one of the two is not held or nothing is shared.
    """
    if first not in exposure.holdings or second not in exposure.holdings:
        return None
    values = exposure.holdings[first].value, exposure.holdings[second].value
    if not all(values):
        return None
    shared = sorted(
        (
            (min(weights), weights, company)
            for company in exposure.companies
            if (weights := _weights(company, first, second, values))
        ),
        key=lambda found: (-found[0], found[2].symbol),
    )
    if not shared:
        return None
    total = sum(weight for weight, _, _ in shared)
    routes = tuple(_route(weight / total, weight, weights, company) for weight, weights, company in shared)
    return _block(f"{first}|{second}", f"{first} and {second}", total, routes[:_COMPANIES_SHOWN], len(shared), shared[0][2])


def _weights(company: CompanyExposure, first: str, second: str, values: tuple[Decimal, Decimal]) -> tuple[float, float] | None:
    """The company's fractions of the two funds; None unless both hold it."""
    inside = company.via.get(first, Decimal(0)), company.via.get(second, Decimal(0))
    if not company.named or min(inside) <= 0:
        return None
    return float(inside[0] / values[0]), float(inside[1] / values[1])


def _route(part: float, weight: float, weights: tuple[float, float], company: CompanyExposure) -> Route:
    each = " · ".join(words.share(own) for own in weights)
    return Route(labels.company_label(company), words.share(weight), part, words.whole_share(part), each)


def _block(key: str, title: str, total: float, routes: tuple[Route, ...], count: int, largest: CompanyExposure) -> Block:
    return Block(
        key=key,
        label=title,
        short_label=title,
        share=total,
        share_text=words.share(total),
        value=0.0,
        value_text="",
        benchmark=0.0,
        benchmark_text="",
        low=total,
        high=total,
        color_key=largest.sleeve.value,
        hatched=False,
        detail_title=title,
        detail_caption=f"They share {words.numbered(count, 'company', 'companies')}; the smaller weight of each counts.",
        detail_value_text=words.whole_share(total),
        detail_share_text="the same",
        routes=routes,
    )
