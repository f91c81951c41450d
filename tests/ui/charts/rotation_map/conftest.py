"""An invented universe of three: one in every weather, one that joins late, one reference."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from advisor.presentation.views import MapPoint, RotationMapView
from advisor.rotation.model_map import Step
from advisor.ui.charts.rotation_map.panel import RotationMapPanel
from advisor.ui.theme import Themes

WEEKS = 60
LAST = date(2026, 2, 6)


@pytest.fixture
def themes(qapp) -> Themes:
    return Themes("light")


@pytest.fixture
def view() -> RotationMapView:
    turn = np.linspace(0, 6, WEEKS)
    late = np.where(np.arange(WEEKS) < 30, np.nan, 99.0 + turn / 10)
    points = (
        MapPoint("mid", "Mid cap", "mid_cap", 100 + 3 * np.sin(turn), 100 + np.cos(turn), 0.06, "6.0% of your money"),
        MapPoint("seven", "The seven", "mega_cap_tech", late, late + 0.2, 0.32, "32.0% of your money"),
        MapPoint("qqq", "Nasdaq-100", "muted", 101 + turn / 10, 99 - turn / 10),
    )
    days = np.array([(LAST - timedelta(weeks=WEEKS - 1 - week)).toordinal() for week in range(WEEKS)])
    return RotationMapView("Mid caps improve, the seven lag", days, points, "the S&P 500", Step.WEEK, first_end=10)


@pytest.fixture
def panel(qtbot, themes, view) -> RotationMapPanel:
    made = RotationMapPanel(themes)
    qtbot.addWidget(made)
    made.resize(440, 300)
    made.show_view(view)
    made.show()
    qtbot.waitExposed(made)
    return made
