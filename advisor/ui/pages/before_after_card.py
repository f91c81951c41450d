"""What all the money is before and after a plan, by sleeve, sector or company."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from advisor.presentation.views import AdviceView
from advisor.ui.charts.dumbbells import Dumbbells
from advisor.ui.choices import SegmentedControl
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card

_PARTS = (("sleeves", "Sleeves"), ("sectors", "Sectors"), ("companies", "Companies"))


class BeforeAfterCard(Card):
    """Dumbbells on one scale, with a switch for what they are of. `failed` carries the exception of an export."""

    failed = Signal(object)

    def __init__(self, themes: Themes) -> None:
        super().__init__("Before and after")
        self._view: AdviceView | None = None
        self._dumbbells = Dumbbells(themes)
        self._parts = SegmentedControl(_PARTS, "Before and after by")
        self.header.addWidget(self._parts)
        self.body.addWidget(self._dumbbells, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._parts.changed.connect(self._draw)
        self._dumbbells.failed.connect(self.failed)

    def show_view(self, view: AdviceView) -> None:
        """Draw a plan; the chosen parts stay chosen."""
        self._view = view
        self._draw()

    def _draw(self) -> None:
        if self._view is not None:
            self._dumbbells.show_view(self._view, self._parts.chosen)
