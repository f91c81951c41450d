"""A small sign that opens how a figure is worked out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from advisor.ui.dialogs.page_help import PageHelpDialog
from advisor.ui.icons import icon
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button


class ExplainButton(Button):
    """Opens a few paragraphs about what stands beside it."""

    def __init__(self, title: str, paragraphs: Callable[[], Sequence[str]], themes: Themes) -> None:
        super().__init__("", icon("info", themes), small=True)
        self._title = title
        self._paragraphs = paragraphs
        self.setProperty("link", True)
        self.setAccessibleName(f"How it is worked out: {title}")
        self.setToolTip("How it is worked out")
        self.clicked.connect(self._open)

    def _open(self) -> None:
        dialog = PageHelpDialog(self._title, self._paragraphs(), self.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
