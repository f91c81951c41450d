"""What kind of company each is: size, style, and what the investor found out about its debt and its revenue."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from advisor.domain.classification import Sleeve
from advisor.domain.figures import Figure
from advisor.rotation.fundamentals import series
from advisor.rotation.model_themes import CompanyTags, Style

# Series of figures by company, which no table brings along: "floating_debt:CAT" is the share of its debt at floating rates.
FLOATING_DEBT, DOMESTIC_REVENUE = "floating_debt", "domestic_revenue"


def company_tags(
    symbols: Iterable[str],
    sleeves: Mapping[str, Sleeve],
    growth: Collection[str],
    value: Collection[str],
    figures: Mapping[str, Figure],
    listed_on: date | None = None,
) -> tuple[CompanyTags, ...]:
    """The tags of each company; what nobody knows stays unknown.

    Args:
        sleeves: By company.
        growth: Companies in a growth index, as a fund's list has them; `value` likewise. Many are in both.
        figures: By id; the newest value of a company's series counts.
        listed_on: The day of both lists, of the older where they differ.
    """
    return tuple(
        CompanyTags(
            symbol=symbol,
            size=sleeves.get(symbol),
            style=_style(symbol in growth, symbol in value),
            floating_debt=_newest(figures, FLOATING_DEBT, symbol),
            domestic_revenue=_newest(figures, DOMESTIC_REVENUE, symbol),
            styled_on=listed_on,
        )
        for symbol in symbols
    )


def _style(is_growth: bool, is_value: bool) -> Style:
    if is_growth and is_value:
        return Style.BOTH
    if is_growth:
        return Style.GROWTH
    return Style.VALUE if is_value else Style.UNKNOWN


def _newest(figures: Mapping[str, Figure], name: str, symbol: str) -> Figure | None:
    values = series(figures, f"{name}:{symbol}")
    return values[-1] if values else None
