"""What can be done with a plan, over its trades."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from advisor.ui import metrics
from advisor.ui.choices import SegmentedControl
from advisor.ui.icons import icon
from advisor.ui.pages.flow import FlowLayout
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button

CALCULATED, WORKSHEET = "calculated", "worksheet"


class PlanTools(QWidget):
    """Whether a plan is calculated or a worksheet, and the verbs for either.

    Signals:
        mode_chosen: `CALCULATED` or `WORKSHEET`.
    """

    mode_chosen = Signal(str)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._mode = SegmentedControl(((CALCULATED, "Calculated"), (WORKSHEET, "Worksheet")), "How the plan is made")
        self._mode.setToolTip("Calculated: the best plan is searched. Worksheet: only your own lines count, worked out at once.")
        self.start_over = Button("Start from nothing")
        self.undo = Button("Undo edit", icon("undo-2", themes, "text"))
        self.add = Button("Add a trade…", icon("plus", themes, "text"))
        self.solve_again = Button("Solve again", icon("rotate-cw", themes, "text"))
        self.keep = Button("Keep plan…", icon("archive-restore", themes, "text"))
        self.export = Button("Export", icon("share", themes, "text"))
        self._menu = QMenu(self.export)
        self._explain()
        flow = FlowLayout(self, metrics.GAP, metrics.SMALL_GAP)
        for tool in (self._mode, self.start_over, self.add, self.undo, self.solve_again, self.keep, self.export):
            flow.addWidget(tool)
        self._mode.changed.connect(self.mode_chosen)
        self.export.clicked.connect(lambda: self._menu.popup(self.export.mapToGlobal(self.export.rect().bottomLeft())))

    def offer_exports(self, exports: tuple[tuple[str, Callable[[], None]], ...]) -> None:
        """Fill the menu of the export button with (words, what to do)."""
        for words, act in exports:
            self._menu.addAction(words, act)

    @property
    def export_actions(self) -> dict[str, Callable[[], None]]:
        """What the export button offers, by its words."""
        return {action.text(): action.trigger for action in self._menu.actions()}

    def show_state(self, *, worksheet: bool, from_nothing: bool, can_undo: bool) -> None:
        """Offer what fits the plan that stands."""
        self._mode.choose(WORKSHEET if worksheet else CALCULATED)
        words = "Start from the plan" if from_nothing else "Start from nothing"
        self.start_over.setText(words)
        self.start_over.setAccessibleName(words)
        self.start_over.setVisible(worksheet)
        self.solve_again.setVisible(not worksheet)
        self.undo.setVisible(can_undo)

    def refuse_export(self, reason: str) -> None:
        """Nothing leaves while a line stands in the way; an empty reason lifts it."""
        for tool in (self.keep, self.export):
            tool.setEnabled(not reason)
        self.export.setToolTip(reason or "Trades and orders as files, the plan on paper")
        self.keep.setToolTip(reason or "Keep this plan under a name, with everything it was made from")

    def _explain(self) -> None:
        self.start_over.setToolTip("Replace every line of the worksheet")
        self.undo.setToolTip("Take the last edit back (Ctrl+Z in the table)")
        self.add.setToolTip("Add a line of your own: account, symbol, shares")
        self.solve_again.setToolTip("Search again; lines that you typed or locked stay as they are")
