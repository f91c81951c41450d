"""Figures under each other: words at the left, the figure at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from advisor.ui import metrics
from advisor.ui.widgets import Label, column, row

_GAP = 6
NO_MEANINGS: Mapping[str, str] = MappingProxyType({})


class FactRows(QWidget):
    """(words, figure) pairs, each read aloud as one."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = column(self, metrics.NO_MARGINS, _GAP)

    def show_facts(self, facts: Sequence[tuple[str, str]], meanings: Mapping[str, str] = NO_MEANINGS) -> None:
        """List other figures; `meanings` are the tooltips of words that need one, read aloud too."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for words, figure in facts:
            self._rows.addWidget(_fact(words, figure, meanings.get(words, "")))


def _fact(words: str, figure: str, meaning: str) -> QWidget:
    part = QWidget()
    layout = row(part, metrics.NO_MARGINS, metrics.GAP)
    layout.addWidget(Label(words, "body", "muted"), 1)
    layout.addWidget(Label(figure, "strong"))
    part.setAccessibleName(f"{words} {figure}")
    part.setToolTip(meaning)
    part.setAccessibleDescription(meaning)
    return part
