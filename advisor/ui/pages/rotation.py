"""Rotation: what the market does, and where the investor's money stands in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

from advisor.services.clock import today
from advisor.ui import metrics
from advisor.ui.background import BackgroundJob
from advisor.ui.errors import told
from advisor.ui.icons import icon
from advisor.ui.pages.page import Page
from advisor.ui.pages.rotation_notice import FailureCard, WorkingBar, reading
from advisor.ui.pages.rotation_parts import RotationPart
from advisor.ui.pages.rotation_watching import Watching
from advisor.ui.sign import Sign
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Headline, Label, LinkButton, RichLabel, SegmentedControl, column, row

if TYPE_CHECKING:
    from advisor.exposure.model import MeasuredPortfolio
    from advisor.presentation.views.rotation import RotationHead
    from advisor.rotation.model import RotationReport

_FADED = 0.6


class RotationPage(Page):
    """A head over its parts, one of them in front. The rotation is worked out once the page is looked at.

    Signals:
        refresh_requested: Newer closes are wanted.
        figure_stated: A `Figure` of the investor's is to be kept.
        figure_taken_back: Id of one that is to be forgotten.
        themes_changed: A tuple of `ThemeChange`s.
        work_asked: Long work of a part, and what is to be done with its result.
    """

    key = "rotation"
    title = "Rotation"
    icon_name = "refresh-cw"

    refresh_requested = Signal()
    figure_stated = Signal(object)
    figure_taken_back = Signal(str)
    themes_changed = Signal(object)
    work_asked = Signal(object, object)

    def __init__(self, themes: Themes, watch: Callable[[], BackgroundJob]) -> None:
        """
        Args:
            watch: Queues the service that works the rotation out.
        """
        super().__init__()
        self._themes = themes
        self._due = False
        self._subject = ""
        self._report: RotationReport | None = None
        self._watching = Watching(watch, self)
        self.parts: dict[str, RotationPart] = {}
        self._waiting: set[str] = set()
        self.segments: SegmentedControl | None = None
        self._headline = Headline("Reading the market.")
        self._explanation = RichLabel()
        self._dates = Label("", "caption", "muted")
        self._old = Sign("calendar-clock", themes, "warning", metrics.SMALL_ICON)
        self._old.hide()
        self._refresh = LinkButton("Refresh", icon("refresh-cw", themes, "accent"))
        self._export = Button("Export", icon("share", themes, "text"), small=True)
        self._bar = WorkingBar()
        self._failure = FailureCard(themes)
        self._reading = reading()
        self._shown_parts = QWidget()
        self._effect = QGraphicsOpacityEffect(self._shown_parts)
        self._effect.setOpacity(_FADED)
        self._effect.setEnabled(False)
        self._shown_parts.setGraphicsEffect(self._effect)
        self._lay_out()
        self._connect()

    def show_measured(self, measured: MeasuredPortfolio) -> None:  # noqa: ARG002 - the service measures the account in use itself
        """Other books or closes: what is shown is worked out anew, now or once it is looked at."""
        self._due = True
        self._ask_if_looked_at()

    def show_report(self, report: RotationReport) -> None:
        """Draw the rotation."""
        self._report = report
        self._failure.hide()
        self._make_parts()
        self._count_from(None)
        self._reading.hide()
        self._shown_parts.show()
        self._waiting = set(self.parts)
        self.show_part(self.segments.chosen if self.segments is not None else "")
        if self._subject:
            self.focus_subject(self._subject)

    def show_part(self, key: str, subject: str = "") -> None:
        """Bring a part to the front and let it select a subject; a key of no part changes nothing."""
        if key not in self.parts or self.segments is None:
            return
        self.segments.choose(key)
        self._supply(key)
        for name, part in self.parts.items():
            part.setVisible(name == key)
        if subject:
            self.parts[key].focus_subject(subject)

    def places(self) -> tuple[tuple[str, str], ...]:
        parts = tuple((part.title, part.key) for part in self.parts.values())
        inside = tuple((name, f"{part.key}:{subject}") for part in self.parts.values() for name, subject in part.places())
        return (*parts, *inside)

    def export_view(self) -> None:
        """Give away what the part in front shows."""
        part = self._front
        if part is not None and self._report is not None:
            part.export_view()

    def focus_subject(self, subject: str) -> None:
        """Bring "part" or "part:subject" to the front; what comes before the first figures waits for them."""
        self._subject = "" if self.parts else subject
        key, _, inside = subject.partition(":")
        self.show_part(key, inside)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask_if_looked_at()

    @property
    def _front(self) -> RotationPart | None:
        return self.parts.get(self.segments.chosen) if self.segments is not None else None

    def _lay_out(self) -> None:
        layout = column(self, metrics.DENSE_PAGE_MARGINS, 0)
        layout.addWidget(self._headline)
        layout.addWidget(self._explanation)
        layout.addSpacing(metrics.GAP)
        self._tools = row(None, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        self._dates.setWordWrap(True)
        self._dates.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._tools.addWidget(self._dates, 1)
        for tool in (self._old, self._refresh, self._export):
            self._tools.addWidget(tool)
        layout.addLayout(self._tools)
        layout.addSpacing(metrics.GAP)
        layout.addWidget(self._bar)
        layout.addSpacing(metrics.SMALL_GAP)
        layout.addWidget(self._failure)
        layout.addWidget(self._reading, 1)
        layout.addWidget(self._shown_parts, 1)
        layout.addStretch(0)
        self._column = column(self._shown_parts, metrics.NO_MARGINS, 0)
        for shown_later in (self._shown_parts, self._refresh, self._export):
            shown_later.hide()

    def _connect(self) -> None:
        self._refresh.clicked.connect(self.refresh_requested)
        self._export.clicked.connect(self.export_view)
        self._failure.retry_asked.connect(self._ask)
        self._watching.found.connect(self.show_report)
        self._watching.failed.connect(self._on_failure)
        self._watching.ended.connect(lambda: self._show_working(False))

    def _ask_if_looked_at(self) -> None:
        if self._due and self.isVisible():
            self._ask()

    def _ask(self) -> None:
        self._due = False
        self._failure.hide()
        self._show_working(True)
        self._watching.ask()

    def _show_working(self, working: bool) -> None:
        self._bar.setVisible(working)
        self._effect.setEnabled(working)

    def _on_failure(self, error: Exception) -> None:
        self._failure.show_failure(told(error))
        if self._report is None:
            self._reading.hide()
            self._headline.setText("The market could not be read.")

    def _count_from(self, since: date | None) -> None:
        """Write the head; without a day, counted from the first mark."""
        from advisor.presentation.rotation.head import build_head  # noqa: PLC0415 - it needs numpy, see `_make_parts`

        if self._report is not None:
            self._show_head(build_head(self._report, since, today=today()))

    def _show_head(self, head: RotationHead) -> None:
        self._headline.setText(head.headline)
        self._explanation.show_runs(head.explanation)
        self._dates.setText(head.dates_text)
        self._old.setVisible(head.is_stale)
        self._dates.set_tone("warning" if head.is_stale else "muted")
        self._dates.setToolTip("\n\n".join(head.notes))
        for part in (self._refresh, self._export):
            part.show()

    def _supply(self, key: str) -> None:
        """Hand the report to a part that has not got it yet: each draws only once it is looked at."""
        if key in self._waiting and self._report is not None:
            self._waiting.discard(key)
            self.parts[key].show_report(self._report)

    def _make_parts(self) -> None:
        """Their modules came with the first report: to load them with the window would make it wait."""
        if self.parts:
            return
        from advisor.ui.pages.rotation_catalogue import PARTS  # noqa: PLC0415

        self.parts = {part.key: part for part in (make(self._themes) for make in PARTS)}
        for part in self.parts.values():
            self._connect_part(part)
            self._column.addWidget(part)
        self.segments = SegmentedControl(tuple((part.key, part.title) for part in self.parts.values()), "Parts of this page")
        self.segments.changed.connect(self.show_part)
        self.segments.setVisible(len(self.parts) > 1)
        self._tools.insertWidget(0, self.segments)

    def _connect_part(self, part: RotationPart) -> None:
        part.failed.connect(self.failed)
        part.navigate.connect(self.navigate)
        part.part_asked.connect(self.show_part)
        part.since_chosen.connect(self._count_from)
        part.refresh_asked.connect(self.refresh_requested)
        part.figure_stated.connect(self.figure_stated)
        part.figure_taken_back.connect(self.figure_taken_back)
        part.themes_changed.connect(self.themes_changed)
        part.export_asked.connect(self.export_asked)
        part.work_asked.connect(self.work_asked)
