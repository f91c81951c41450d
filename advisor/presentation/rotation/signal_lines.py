"""The few signals that the part about the market shows in short."""

from __future__ import annotations

from advisor.presentation.rotation.signals import build_signals
from advisor.presentation.views.rotation_signals import SignalRow
from advisor.rotation.model import MarketRotation

_SHOWN = (
    "mid_cap_week",
    "rest_trend",
    "equal_weight_trend",
    "small_cap_trend",
    "nasdaq_streak",
    "mid_cap_flag",
    "index_concentration",
)


def short_signals(market: MarketRotation) -> tuple[SignalRow, ...]:
    """The chosen ones that are there, in the order in which they are chosen."""
    by_id = {row.id: row for row in build_signals(market, ()).rows}
    return tuple(by_id[each] for each in _SHOWN if each in by_id)
