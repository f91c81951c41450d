"""What goes on the map together."""

from __future__ import annotations

import numpy as np

from advisor.rotation.panel import Panel
from advisor.services.rotation_universes import universes
from tests.rotation.lines import weekdays


def test_a_sleeve_is_shown_by_what_has_newer_closes() -> None:
    closes = np.ones((3, 60))
    closes[1, 30:] = np.nan
    panel = Panel(weekdays(60), ("SPY", "MDY", "IJH"), closes, {})
    sleeves = universes(panel, {}, (), None, ())[0]
    assert "IJH" in sleeves.symbols
    assert "MDY" not in sleeves.symbols
    whole = universes(Panel(panel.days, panel.symbols, np.ones((3, 60)), {}), {}, (), None, ())[0]
    assert "MDY" in whole.symbols
