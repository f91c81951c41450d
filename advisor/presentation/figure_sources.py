"""The Data page's row about macro figures: one for all that FRED tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from advisor.domain.figures import Figure
from advisor.domain.market_state import FIGURE_SOURCE, AskedFor, MarketState
from advisor.presentation import words
from advisor.presentation.answers import failed_last, failure_note, said_details
from advisor.presentation.network import OFFLINE
from advisor.presentation.rotation.figure_words import figure_text
from advisor.presentation.source_rows import source_row
from advisor.presentation.views import DataRow, DetailsView

FIGURES = "macro figures"
_TITLE = "Macro figures"
_FRESH_DAYS = 7  # some of the series have a value every weekday
_HEADINGS = ("Figure", "Value", "Of", "Source")


def figure_row(market: MarketState, today: date) -> DataRow:
    """What FRED told last, of which day the newest of it is, and what it did not answer."""
    newest = {figure.series: figure for figure in sorted(market.fetched, key=lambda figure: figure.as_of)}
    failed = [answer for (_, asked), answer in failed_last(market.log).items() if asked is AskedFor.FIGURES]
    row = _row(tuple(newest.values()), today)
    if failed:
        note = failure_note(failed[0], "What was known before stays, the bundled figures too.")
        told = said_details(_TITLE, failed)
        row = replace(row, state_text=f"Refresh failed for {len(failed):,}", tone="warning", note=note, details=told)
    if market.offline:
        return replace(row, note=row.note or OFFLINE)
    return replace(row, verb="Refresh", act="refresh", asked_for=AskedFor.FIGURES)


def _row(newest: Sequence[Figure], today: date) -> DataRow:
    day = max((figure.as_of for figure in newest), default=None)
    state, tone = _state(day, today)
    figure = f"Macro figures, {words.numbered(len(newest), 'dial')}" if newest else _TITLE
    return replace(
        source_row(figure, FIGURE_SOURCE, day, today, subject=FIGURES),
        state_text=state,
        tone=tone,
        note="" if newest else "The Rotation page shows the bundled figures with their days until then.",
        details=_details(newest) if newest else None,
    )


def _state(day: date | None, today: date) -> tuple[str, str]:
    """The state and its tone."""
    if day is None:
        return "Never asked", "muted"
    return ("Live", "positive") if (today - day).days <= _FRESH_DAYS else ("Old figures", "warning")


def _details(newest: Sequence[Figure]) -> DetailsView:
    rows = tuple(
        (figure.name, figure_text(figure.value, figure.unit), words.long_date(figure.as_of), figure.source)
        for figure in sorted(newest, key=lambda figure: figure.name)
    )
    return DetailsView(_TITLE, "The newest value of each; the Ledger of the Rotation page shows the one before.", _HEADINGS, rows)
