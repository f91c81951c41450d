"""Rotation: what the market does, and where the investor's money stands in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent

from advisor.services.clock import today
from advisor.ui import metrics
from advisor.ui.background import BackgroundJob
from advisor.ui.errors import told
from advisor.ui.icons import icon
from advisor.ui.pages.page import Page
from advisor.ui.pages.rotation_notice import FailureCard, WorkingBar, reading
from advisor.ui.pages.rotation_watching import Watching
from advisor.ui.sign import Sign
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Headline, LinkButton, RichLabel, WrappedLabel, column, row

if TYPE_CHECKING:
    from advisor.exposure.model import MeasuredPortfolio
    from advisor.presentation.views.rotation import RotationHead
    from advisor.rotation.model import RotationReport
    from advisor.ui.pages.rotation_parts import RotationPart
    from advisor.ui.pages.rotation_stack import PartStack


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
        self._stack: PartStack | None = None
        self._headline = Headline("Reading the market.")
        self._explanation = RichLabel()
        self._dates = WrappedLabel("", "caption", "muted")
        self._old = Sign("calendar-clock", themes, "warning", metrics.SMALL_ICON)
        self._refresh = LinkButton("Refresh", icon("refresh-cw", themes, "accent"))
        self._export = Button("Export", icon("share", themes, "text"), small=True)
        self._bar = WorkingBar()
        self._failure = FailureCard(themes)
        self._reading = reading()
        self._lay_out()
        self._connect()

    @property
    def parts(self) -> Mapping[str, RotationPart]:
        """Those that were looked at, by key."""
        return self._stack.parts if self._stack is not None else {}

    def show_measured(self, measured: MeasuredPortfolio) -> None:  # noqa: ARG002 - the service measures the account in use itself
        """Other books or closes: what is shown is worked out anew, now or once it is looked at."""
        self._due = True
        self._ask_if_looked_at()

    def show_report(self, report: RotationReport) -> None:
        """Draw the rotation."""
        self._report = report
        self._failure.hide()
        self._reading.hide()
        self._count_from(None)
        stack = self._stack or self._make_stack()
        stack.show_report(report)
        subject, self._subject = self._subject, ""
        self.focus_subject(subject)

    def show_part(self, key: str, subject: str = "") -> None:
        """Bring a part to the front and let it select a subject; before the first figures it waits for them."""
        if self._stack is None:
            self._subject = f"{key}:{subject}"
        else:
            self._stack.show_part(key, subject)

    def places(self) -> tuple[tuple[str, str], ...]:
        return self._stack.places() if self._stack is not None else ()

    def export_view(self) -> None:
        """Give away what the part in front shows."""
        if self._stack is not None:
            self._stack.export_view()

    def focus_subject(self, subject: str) -> None:
        """Bring "part" or "part:subject" to the front."""
        key, _, inside = subject.partition(":")
        self.show_part(key, inside)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask_if_looked_at()

    def _lay_out(self) -> None:
        self._column = column(self, metrics.DENSE_PAGE_MARGINS, 0)
        self._column.addWidget(self._headline)
        self._column.addWidget(self._explanation)
        self._column.addSpacing(metrics.GAP)
        self._tools = row(None, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        self._dates.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._tools.addWidget(self._dates, 1)
        for tool in (self._old, self._refresh, self._export):
            self._tools.addWidget(tool)
            tool.hide()
        self._column.addLayout(self._tools)
        self._column.addSpacing(metrics.GAP)
        self._column.addWidget(self._bar)
        self._column.addWidget(self._failure)
        self._column.addSpacing(metrics.GAP)
        self._column.addWidget(self._reading, 1)
        self._column.addStretch(0)

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
        self._reading.setVisible(self._report is None)
        self._show_working(True)
        self._watching.ask()

    def _show_working(self, working: bool) -> None:
        self._bar.setVisible(working)
        if self._stack is not None:
            self._stack.fade(working)

    def _on_failure(self, error: Exception) -> None:
        self._failure.show_failure(told(error))
        self._reading.hide()
        if self._report is None:
            self._headline.setText("The market could not be read.")

    def _count_from(self, since: date | None) -> None:
        """Write the head; without a day, counted from the first mark."""
        from advisor.presentation.rotation.head import build_head  # noqa: PLC0415 - it needs numpy, see `_make_stack`

        if self._report is not None:
            self._show_head(build_head(self._report, since, today=today()))

    def _show_head(self, head: RotationHead) -> None:
        self._headline.setText(head.headline)
        self._explanation.show_runs(head.explanation)
        self._dates.setText(head.dates_text)
        self._dates.set_tone("warning" if head.is_stale else "muted")
        self._dates.setToolTip("\n\n".join(head.notes))
        self._old.setVisible(head.is_stale)
        self._refresh.show()
        self._export.show()

    def _make_stack(self) -> PartStack:
        """Its modules came with the first report: to load them with the window would make it wait."""
        from advisor.ui.pages.rotation_stack import PartStack  # noqa: PLC0415

        stack = PartStack(self._themes)
        for name in ("navigate", "failed", "export_asked", "figure_stated", "figure_taken_back", "themes_changed", "work_asked"):
            getattr(stack, name).connect(getattr(self, name))
        stack.refresh_asked.connect(self.refresh_requested)
        stack.since_chosen.connect(self._count_from)
        self._tools.insertWidget(0, stack.segments)
        self._column.insertWidget(self._column.indexOf(self._reading), stack, 1)
        stack.show()  # now, for what is selected in it has to be in sight
        self._stack = stack
        return stack
