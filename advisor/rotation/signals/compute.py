"""Every signal, in the order in which they are shown."""

from __future__ import annotations

from advisor.rotation.model_signals import Signal
from advisor.rotation.model_synthesis import Synthesis
from advisor.rotation.panel import Panel
from advisor.rotation.signals.bars import Bars
from advisor.rotation.signals.bull_flag import bull_flag
from advisor.rotation.signals.concentration import index_concentration
from advisor.rotation.signals.divergence import nasdaq_divergence
from advisor.rotation.signals.five_day_rank import five_day_rank
from advisor.rotation.signals.losing_streak import nasdaq_streak
from advisor.rotation.signals.markets import DOW, EQUAL_WEIGHT, MID_CAP, SMALL_CAP
from advisor.rotation.signals.mid_cap_week import mid_cap_week
from advisor.rotation.signals.ratio_breakout import ratio_breakout
from advisor.rotation.signals.record_closes import record_closes
from advisor.rotation.signals.round_level import dow_level
from advisor.rotation.signals.strength_score import mid_cap_score
from advisor.rotation.signals.trends import trend_signals


def compute_signals(panel: Panel, synthesis: Synthesis | None = None, mid_cap_bars: Bars | None = None) -> tuple[Signal, ...]:
    """All signals as of the panel's last day; one without closes says so and is there all the same.

    Args:
        panel: Closes of indices and funds.
        synthesis: The seven and the rest of the index; without it their fund and a proxy stand in, and say so.
        mid_cap_bars: Daily highs, lows and volumes of mid caps, where they are on file.
    """
    return (
        mid_cap_week(panel),
        five_day_rank(panel),
        ratio_breakout(panel, MID_CAP, "mid_cap_breakout", "Relative-strength breakout of mid caps"),
        ratio_breakout(panel, EQUAL_WEIGHT, "equal_weight_breakout", "Relative-strength breakout of equal weight"),
        mid_cap_score(panel),
        bull_flag(panel, mid_cap_bars),
        *trend_signals(panel, synthesis),
        index_concentration(panel, synthesis.seven_weight if synthesis else None),
        nasdaq_divergence(panel),
        nasdaq_streak(panel),
        record_closes(panel, MID_CAP, "mid_cap_record", "Records of mid caps"),
        record_closes(panel, EQUAL_WEIGHT, "equal_weight_record", "Records of equal weight"),
        record_closes(panel, SMALL_CAP, "small_cap_record", "Records of the Russell 2000"),
        record_closes(panel, DOW, "dow_record", "Records of the Dow"),
        dow_level(panel),
    )
