"""Figures that no price tells: growth of earnings, price-earnings ratios, and where a value stands in its series."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from advisor.domain.days import long_date
from advisor.domain.figures import Figure
from advisor.rotation.model_fundamentals import EarningsGap, PriceEarnings, Standing

_LEAST_VALUES = 12  # fewer say nothing about where one of them stands
STATED, SEVEN, REST = "earnings_gap_articles", "growth_seven_factset", "growth_rest_factset"


def with_own(bundled: Mapping[str, Figure], own: Iterable[Figure]) -> dict[str, Figure]:
    """The bundled figures with fetched ones and the investor's in their place or beside them; the last of an id counts."""
    return {**bundled, **{figure.id: figure for figure in own}}


def series(figures: Mapping[str, Figure], name: str) -> tuple[Figure, ...]:
    """All values of one series, oldest first; of one day, the investor's last."""
    found = (figure for figure in figures.values() if figure.series == name)
    return tuple(sorted(found, key=lambda figure: (figure.as_of, figure.is_users, figure.id)))


def earnings_gaps(figures: Mapping[str, Figure]) -> tuple[EarningsGap, ...]:
    """Each period that the articles or FactSet tell of, in time's order; a year comes after its quarters."""
    stated, seven, rest = ({figure.period: figure for figure in series(figures, name)} for name in (STATED, SEVEN, REST))
    periods = sorted({*seven, *rest, *stated}, key=_in_time)
    return tuple(_gap(period, stated.get(period), seven.get(period), rest.get(period)) for period in periods)


def price_earnings(weights: Mapping[str, float], ratios: Mapping[str, float | None]) -> PriceEarnings:
    """P/E of companies together: one over the weighted sum of their earnings yields, as money held in them earns.

    Args:
        weights: Fractions by company, none negative; what they do not sum to is not counted.
        ratios: P/E by company, negative for one that loses money; None or zero where it is not known.
    """
    total = sum(weights.values())
    known = {company: ratio for company in weights if (ratio := ratios.get(company))}
    covered = sum(weights[company] for company in known)
    earning = [company for company, ratio in known.items() if ratio > 0]
    return PriceEarnings(
        with_losses=_together(weights, known, known),
        without_losses=_together(weights, known, earning),
        covered=covered / total if total else 0.0,
        losing=1 - sum(weights[company] for company in earning) / covered if covered else 0.0,
        unknown=len(weights) - len(known),
    )


def standing(values: Iterable[Figure]) -> Standing:
    """Where the newest of the values stands among those before it.

    Args:
        values: Of one series, in any order; of one day only the last counts.
    """
    by_day = {figure.as_of: figure for figure in values}
    ordered = [by_day[day] for day in sorted(by_day)]
    if not ordered:
        return Standing(None, None, 0, None, "There is no value on file; add some with their days and sources.")
    newest, earlier, since = ordered[-1], ordered[:-1], ordered[0].as_of
    if len(earlier) < _LEAST_VALUES:
        sentence = (
            f"Where it stands cannot be told from {len(ordered)} of the {_LEAST_VALUES + 1} values that it takes; add more."
        )
        return Standing(newest, None, len(ordered), since, sentence)
    lower = sum(figure.value < newest.value for figure in earlier) + sum(figure.value == newest.value for figure in earlier) / 2
    percentile = lower / len(earlier)
    sentence = f"Higher than {percentile:.0%} of the {len(earlier)} values since {long_date(since)}."
    return Standing(newest, percentile, len(ordered), since, sentence)


def _in_time(period: str) -> tuple[str, str]:
    """ "Q4 2025" is of 2025, as "2025" is, and before it."""
    quarter, _, year = period.rpartition(" ")
    return year, quarter or "Year"


def _gap(period: str, stated: Figure | None, seven: Figure | None, rest: Figure | None) -> EarningsGap:
    published = seven.value - rest.value if seven and rest else None
    apart: Decimal | None = published - stated.value if stated and published is not None else None
    return EarningsGap(period, stated, seven, rest, published, apart)


def _together(weights: Mapping[str, float], ratios: Mapping[str, float], counted: Iterable[str]) -> float | None:
    companies = list(counted)
    earnings = sum(weights[company] / ratios[company] for company in companies)
    return sum(weights[company] for company in companies) / earnings if earnings > 0 else None
