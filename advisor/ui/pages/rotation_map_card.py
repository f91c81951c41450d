"""The rotation map with the choice of what is on it and by which step."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal

from advisor.presentation.rotation.map_view import build_map, map_words
from advisor.rotation.model import MarketRotation, Universe
from advisor.rotation.model_map import Step
from advisor.ui.charts.rotation_map.panel import RotationMapPanel
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, Label, Select

_STEPS = ((Step.WEEK, "Weekly"), (Step.DAY, "Daily"))
_PICTURE_HEIGHT = 236


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
        self.panel.setMinimumHeight(_PICTURE_HEIGHT)
        self.universe, self.step = Select(small=True), Select(small=True)
        self.universe.setAccessibleName("What is on the map")
        self.step.setAccessibleName("Step between two points")
        for step, words in _STEPS:
            self.step.addItem(words, step)
        self.about = Label("", "caption", "muted")
        self.notes = Label("", "caption", "muted")
        self.header.addWidget(self.universe)
        self.header.addWidget(self.step)
        for part in (self.about, self.notes):
            part.setWordWrap(True)
        self.body.addWidget(self.about)
        self.body.addWidget(self.panel, 1)
        self.body.addWidget(self.notes)
        for chooser in (self.universe, self.step):
            chooser.activated.connect(self._draw)
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
        told = map_words(self._market, universe, step)
        self.about.setText(told.caption)
        self.notes.setText(" ".join(told.notes))
        self.notes.setVisible(bool(told.notes))
        self.panel.show_view(build_map(self._market, universe, step))

    def _chosen(self) -> Universe | None:
        chosen = self.universe.currentData()
        return next((each for each in self._market.universes if each.id == chosen), None) if self._market else None
