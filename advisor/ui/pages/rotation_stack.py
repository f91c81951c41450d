"""The parts of the Rotation page, one of them in front; each is made and drawn only once it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from advisor.ui import metrics
from advisor.ui.choices import SegmentedControl
from advisor.ui.pages.rotation_catalogue import PARTS
from advisor.ui.pages.rotation_parts import RotationPart
from advisor.ui.theme import Themes
from advisor.ui.veil import Veil
from advisor.ui.widgets import column

if TYPE_CHECKING:
    from advisor.rotation.model import RotationReport

_FORWARDED = (
    "navigate",
    "failed",
    "export_asked",
    "refresh_asked",
    "since_chosen",
    "figure_stated",
    "figure_taken_back",
    "themes_changed",
    "work_asked",
)


class PartStack(QWidget):
    """Holds the parts and the segments that choose among them; its signals are those of `RotationPart`."""

    navigate = Signal(str, str)
    failed = Signal(object)
    export_asked = Signal(str, str)
    refresh_asked = Signal()
    since_chosen = Signal(object)
    figure_stated = Signal(object)
    figure_taken_back = Signal(str)
    themes_changed = Signal(object)
    work_asked = Signal(object, object)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._report: RotationReport | None = None
        self._drawn: set[str] = set()
        self._entries = {entry.key: entry for entry in PARTS}
        self.parts: dict[str, RotationPart] = {}
        self.segments = SegmentedControl(tuple((part.key, part.title) for part in PARTS), "Parts of this page")
        self.segments.changed.connect(self.show_part)
        self._veil = Veil(self)
        self._column = column(self, metrics.NO_MARGINS, 0)

    def fade(self, faded: bool) -> None:
        """What is shown at 60% while newer figures are worked out."""
        self._veil.setVisible(faded)

    def show_report(self, report: RotationReport) -> None:
        """Draw the part in front; the others follow when they come there."""
        self._report = report
        self._drawn = set()
        self.show_part(self.segments.chosen)

    def show_part(self, key: str, subject: str = "") -> None:
        """Bring a part to the front and let it select a subject; a key of no part changes nothing."""
        if key not in self._entries:
            return
        self.segments.choose(key)
        front = self._part(key)
        if key not in self._drawn and self._report is not None:
            self._drawn.add(key)
            front.show_report(self._report)
        for part in self.parts.values():
            part.setVisible(part is front)
        if subject:
            front.focus_subject(subject)

    def places(self) -> tuple[tuple[str, str], ...]:
        """Every part, and what those that were looked at lead to, as (name, "part:subject")."""
        parts = tuple((part.title, part.key) for part in self._entries.values())
        inside = tuple((name, f"{key}:{subject}") for key, part in self.parts.items() for name, subject in part.places())
        return (*parts, *inside)

    def export_view(self) -> None:
        """Give away what the part in front shows."""
        if self._report is not None:
            self._part(self.segments.chosen).export_view()

    def _part(self, key: str) -> RotationPart:
        if key not in self.parts:
            part = self._entries[key].make(self._themes)
            for name in _FORWARDED:
                getattr(part, name).connect(getattr(self, name))
            part.part_asked.connect(self.show_part)
            self.parts[key] = part
            self._column.addWidget(part)
        return self.parts[key]
