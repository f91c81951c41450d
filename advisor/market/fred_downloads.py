"""Asks FRED for macro figures."""

from __future__ import annotations

from datetime import date, timedelta

from advisor.domain.figures import Figure
from advisor.market.fred import SOURCE, figures_of, read_series
from advisor.market.network import Network

_ADDRESS = "https://fred.stlouisfed.org/graph/fredgraph.csv"
_DAYS_ASKED_FOR = 800  # room for a month a year before the newest, and for the last change of a rate


def fetch_figures(network: Network, series: str, today: date) -> tuple[Figure, ...]:
    """The newest value of a series and the one before, oldest first; one where there is no other.

    Args:
        series: One of `FRED_SERIES`.

    Raises:
        SourceFailedError: No answer, or none that can be this series.
    """
    since = today - timedelta(days=_DAYS_ASKED_FOR)
    content = network.fetch(f"{_ADDRESS}?id={series}&cosd={since.isoformat()}", SOURCE)
    return figures_of(read_series(content, series), series, today)
