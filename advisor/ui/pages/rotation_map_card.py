"""The rotation map with the choice of what is on it and by which step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal

from advisor.presentation.rotation.map_view import METHOD_CHOICES, build_map, map_explanation, map_notes
from advisor.rotation.model import MarketRotation, Universe
from advisor.rotation.model_map import Step
from advisor.ui import metrics
from advisor.ui.charts.rotation_map.panel import RotationMapPanel
from advisor.ui.choices import Select
from advisor.ui.pages.explain_button import ExplainButton
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, WrappedLabel, row

_STEPS = ((Step.WEEK, "Weekly"), (Step.DAY, "Daily"))


class MapCard(Card):
    """One universe at a time, by week or by day.

    Signals:
        failed: The exception of an export.
    """

    failed = Signal(object)

    def __init__(self, themes: Themes) -> None:
        super().__init__("Rotation map")
        self._market: MarketRotation | None = None
        self.panel = RotationMapPanel(themes)
        self.universe = _chooser("What is on the map", ())
        self.step = _chooser("Step between two points", _STEPS)
        self.method = _chooser("How it is computed", METHOD_CHOICES)
        self.notes = WrappedLabel("", "caption", "muted")
        self.header.addWidget(ExplainButton("Rotation map", lambda: map_explanation(self.method.currentData()), themes))
        tools = row(None, metrics.NO_MARGINS, metrics.GAP)
        for chooser in (self.universe, self.step, self.method):
            tools.addWidget(chooser)
            chooser.activated.connect(self._draw)
        tools.addStretch(1)
        self.body.addLayout(tools)
        self.body.addWidget(self.panel, 1)
        self.body.addWidget(self.notes)
        self.panel.failed.connect(self.failed)

    def show_market(self, market: MarketRotation) -> None:
        """Draw the map of other closes; the universe that was chosen stays where it is still there."""
        self._market = market
        kept = self.universe.currentData()
        with QSignalBlocker(self.universe):
            self.universe.clear()
            for universe in market.universes:
                self.universe.addItem(universe.name, universe.id)
            self.universe.setCurrentIndex(max(self.universe.findData(kept), 0))
        self._draw()

    def choose_universe(self, universe_id: str) -> None:
        """Put another universe on the map, if there is one of this id."""
        place = self.universe.findData(universe_id)
        if place >= 0:
            self.universe.setCurrentIndex(place)
            self._draw()

    def _draw(self) -> None:
        universe = self._chosen()
        if self._market is None or universe is None:
            return
        step = Step(self.step.currentData())
        method = self.method.currentData()
        self.notes.setText(" ".join(map_notes(self._market, universe, step, method)))
        self.panel.show_view(build_map(self._market, universe, step, method))

    def _chosen(self) -> Universe | None:
        chosen = self.universe.currentData()
        return next((each for each in self._market.universes if each.id == chosen), None) if self._market else None


def _chooser(name: str, choices: Sequence[tuple[str, str]]) -> Select:
    chooser = Select(small=True)
    chooser.setAccessibleName(name)
    for key, words in choices:
        chooser.addItem(words, key)
    return chooser
