"""P/E of groups of companies in words: published beside worked out, by both rules for companies that lose money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.domain.figures import Figure, Measure
from advisor.presentation import words
from advisor.presentation.rotation.figure_words import figure_text
from advisor.presentation.sorting import sortable
from advisor.presentation.views.rotation_ledger import ValuationRow, ValuationsView
from advisor.rotation.model_fundamentals import OWN_STOCKS, PriceEarnings, Valuation

_LEAST_COVERED = 0.5  # of a group's weight; what is known of less is no figure of the group
_STATED = "_stated"
_RULES = {"_without_losses": "without losses", "_with_losses": "with"}
_RULE = (
    "Worked out: all that the companies cost over all that they earn, one over the weighted sum of their earnings yields, by "
    "both rules: companies that lose money left out, or counted with what they lose. Trailing is on the last four quarters, "
    "without them."
)
_ALONE = "The published figures stand alone: the earnings of single companies come with a refresh (Data, “S&P 1500 members too”)."


def build_valuations(told: Sequence[Valuation]) -> ValuationsView:
    """Every group, published beside worked out."""
    return ValuationsView(_sentence(told), tuple(_row(each) for each in told))


def _sentence(told: Sequence[Valuation]) -> str:
    shown = [each for each in told if each.forward]
    if not shown:
        return f"{_ALONE} {_RULE}"
    days = [day for each in shown for day in (each.told_from, each.told_to) if day]
    # What the investor owns is weighed by its own newest values.
    listed = [each.group.weighed_on for each in shown if each.group.weighed_on and each.group.id != OWN_STOCKS]
    weighed = f"; weights of the indexes of {words.long_date(min(listed))}" if listed else ""
    return (
        f"{_RULE} Ratios as told by Yahoo Finance, {words.date_span(min(days), max(days))}{weighed}. "
        f"Where less than {words.share(_LEAST_COVERED)} of a group is covered, no figure is shown."
    )


def _row(told: Valuation) -> ValuationRow:
    forward, trailing = _enough(told.forward), _enough(told.trailing)
    without, counted = (forward.without_losses, forward.with_losses) if forward else (None, None)
    last_year = trailing.without_losses if trailing else None
    days = [figure.as_of for figure in told.published]
    covered, losing = (told.forward.covered, told.forward.losing) if told.forward else (None, None)
    return ValuationRow(
        id=told.group.id,
        name=told.group.name,
        stated_text=_said(figure for figure in told.published if figure.series.endswith(_STATED)),
        published_text=_said(figure for figure in told.published if not figure.series.endswith(_STATED)),
        published_tip="\n".join(f"{figure.name}: {figure.source}. {figure.definition}." for figure in told.published),
        told_text=words.date_span(min(days), max(days)) if days else words.NONE,
        without_text=_times(without),
        counted_text=_times(counted),
        trailing_text=_times(last_year),
        trailing_tip=_covers(told.trailing),
        covered_text=words.NONE if covered is None else words.share(covered),
        losing_text=words.NONE if losing is None else words.share_or_zero(losing),
        sort_values=sortable(without, counted, last_year, covered, losing),
    )


def _enough(told: PriceEarnings | None) -> PriceEarnings | None:
    return told if told is not None and told.covered >= _LEAST_COVERED else None


def _covers(told: PriceEarnings | None) -> str:
    if told is None:
        return ""
    return f"Known of {words.share(told.covered)} of the weight; {words.share_or_zero(told.losing)} of that lost money."


def _said(figures: Iterable[Figure]) -> str:
    return ", ".join(map(_published, figures)) or words.NONE


def _published(figure: Figure) -> str:
    rule = next((said for end, said in _RULES.items() if figure.series.endswith(end)), "")
    return " ".join(filter(None, (figure_text(figure.value, figure.unit), rule)))


def _times(ratio: float | None) -> str:
    return figure_text(ratio, Measure.MULTIPLE)
