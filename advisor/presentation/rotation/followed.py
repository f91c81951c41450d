"""What followed each state of the regime, in words that promise nothing."""

from __future__ import annotations

from advisor.presentation import words
from advisor.presentation.sorting import sortable
from advisor.presentation.views.rotation_signals import FollowedRow, FollowedView
from advisor.rotation.model_regime import Followed, WalkForward

_ANY_WEEK = "Any week"


def followed_view(table: WalkForward) -> FollowedView:
    """One pair of markets, months by months."""
    if table.first_week and table.last_week:
        weeks_text = f"Weeks from {words.long_date(table.first_week)} to {words.long_date(table.last_week)}"
    else:
        weeks_text = "No week yet"
    return FollowedView(
        table.name, weeks_text, table.sentence, table.definition, table.caution, tuple(_row(row) for row in table.rows)
    )


def _row(row: Followed) -> FollowedRow:
    return FollowedRow(
        months_text=words.numbered(row.months, "month"),
        after_text=_ANY_WEEK if row.state is None else words.capitalized(row.state.value),
        weeks_text=f"{row.weeks:,}",
        separate_text=f"{row.separate:,}",
        median_text=_points(row.median),
        range_text=words.NONE if row.weeks == 0 else f"{_points(row.lowest)} to {_points(row.highest)}",
        positive_text=words.NONE if row.positive is None else words.share_or_zero(row.positive),
        enough_text="" if row.enough else "Too few to say",
        tone="plain" if row.enough else "muted",
        sentence=row.sentence,
        sort_values=sortable(row.months, row.weeks, row.separate, row.median, row.lowest, row.positive),
    )


def _points(figure: float | None) -> str:
    return words.NONE if figure is None else words.points_change(figure)
