"""What groups of companies cost for what they earn: published figures beside those worked out company by company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advisor.domain.figures import Figure
from advisor.rotation.fundamentals import price_earnings, series
from advisor.rotation.model_fundamentals import CompanyRatios, PriceEarnings, Valuation, ValuedGroup

# Which series of figures publish a group's forward P/E; the articles' statement before what others published.
_PUBLISHED = {
    "sp500": ("pe_large_stated", "pe_large"),
    "seven": ("pe_seven",),
    "rest": ("pe_rest",),
    "sp400": ("pe_mid",),
    "russell_2000": ("pe_small_stated", "pe_small_without_losses", "pe_small_with_losses"),
}


def valuations(
    groups: Iterable[ValuedGroup], told: Mapping[str, CompanyRatios], figures: Mapping[str, Figure]
) -> tuple[Valuation, ...]:
    """The P/E of each group, by both rules for companies that lose money.

    Args:
        told: By company.
        figures: By id.
    """
    return tuple(_valuation(group, told, figures) for group in groups)


def _valuation(group: ValuedGroup, told: Mapping[str, CompanyRatios], figures: Mapping[str, Figure]) -> Valuation:
    known = {company: told[company] for company in group.weights if company in told}
    newest = (series(figures, name)[-1:] for name in _PUBLISHED.get(group.id, ()))
    days = sorted({ratios.as_of for ratios in known.values()})
    return Valuation(
        group=group,
        published=tuple(figure for last in newest for figure in last),
        forward=_together(group, {company: ratios.forward for company, ratios in known.items()}),
        trailing=_together(group, {company: ratios.trailing for company, ratios in known.items()}),
        told_from=days[0] if days else None,
        told_to=days[-1] if days else None,
    )


def _together(group: ValuedGroup, ratios: Mapping[str, float | None]) -> PriceEarnings | None:
    return price_earnings(group.weights, ratios) if any(ratios.values()) else None
