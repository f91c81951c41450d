"""What the Rotation page asks for: figures and themes as the investor states them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from advisor.ui import late
from advisor.ui.main_window import MainWindow
from advisor.ui.workspace import Workspace

# ruff: noqa: PLC0415 - words of the rotation come with numpy, and only what is stated needs them

if TYPE_CHECKING:
    from advisor.domain.figures import Figure
    from advisor.domain.themes import ThemeChange
    from advisor.services.edit_themes import ThemesOutcome
    from advisor.services.state_figure import FigureOutcome


class Stating(QObject):
    """Keeps what was stated, says so, and offers to take it back."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace

    def state_figure(self, figure: Figure) -> None:
        """Count a figure of the investor's in the place of the published one."""
        self._workspace.run(late.state_figure, figure).succeeded.connect(self._on_stated)

    def take_back_figure(self, figure_id: str) -> None:
        """Count the published figure again."""
        self._workspace.run(late.forget_figure, figure_id).succeeded.connect(self._on_taken_back)

    def change_themes(self, changes: tuple[ThemeChange, ...]) -> None:
        """Put companies in or out, weigh them otherwise, make or drop a theme."""
        self._workspace.run(late.edit_themes, changes).succeeded.connect(self._on_themes_changed)

    def _on_stated(self, outcome: FigureOutcome) -> None:
        from advisor.presentation.rotation.figures import stated_words

        before, figure = outcome.before, outcome.figure
        undo = partial(self.take_back_figure, figure.id) if before is None else partial(self.state_figure, before)
        self._window.undo_bar.offer(stated_words(figure), undo)

    def _on_taken_back(self, outcome: FigureOutcome) -> None:
        from advisor.presentation.rotation.figures import taken_back_words

        self._window.undo_bar.offer(taken_back_words(outcome.figure), partial(self.state_figure, outcome.figure))

    def _on_themes_changed(self, outcome: ThemesOutcome) -> None:
        from advisor.presentation.rotation.themes import changed_words

        undo = partial(self.change_themes, outcome.undo) if outcome.undo else None
        self._window.undo_bar.offer(changed_words(outcome.done[0]), undo)
