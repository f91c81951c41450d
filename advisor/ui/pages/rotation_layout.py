"""How the parts of the Rotation page are laid out: they are as high as what they show, and the page scrolls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QScrollArea, QSizePolicy, QWidget

from advisor.ui import metrics
from advisor.ui.tables.columns import Row
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.widgets import Card, Label, WrappedLabel, row

INSIDE_CARD = "chartTable"  # the name of a table whose card's frame is enough
_WHOLE_HEAD = 1000  # beside the stretch of 1 that every card has in its head


class Beside(QWidget):
    """Two parts beside each other where there is room, else one below the other."""

    def __init__(self, left: QWidget, right: QWidget, shares: tuple[int, int], from_width: int) -> None:
        """
        Args:
            shares: How the width is shared.
            from_width: Logical pixels from which both stand side by side.
        """
        super().__init__()
        self._from_width = from_width
        self._row = row(self, metrics.NO_MARGINS, metrics.CARD_GAP)
        for part, share in zip((left, right), shares, strict=True):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._row.addWidget(part, share)
            if isinstance(part, RowsTable):  # no higher than its rows, and not in the middle of what is left
                self._row.setAlignment(part, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= self._from_width
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)


def show_whole(table: RowsTable[Row], rows: Sequence[Row]) -> None:
    """Show rows in a table that hugs them, and let it be no lower than all of them need: the page scrolls instead."""
    table.setMinimumHeight(0)
    table.show_rows(rows)
    table.setMinimumHeight(table.maximumHeight())


def reveal(part: QWidget) -> None:
    """Scroll the page until a part is in sight; the upper edge of one that is higher than the page."""
    area = part.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    whole = area.widget() if isinstance(area, QScrollArea) else None
    if not isinstance(area, QScrollArea) or whole is None:
        return
    QApplication.sendPostedEvents()  # what was shown a moment ago has its place only then
    top, room = part.mapTo(whole, part.rect().topLeft()).y(), area.viewport().height()
    bar = area.verticalScrollBar()
    if not bar.value() <= top <= bar.value() + room - min(part.height(), room):
        bar.setValue(top - metrics.CARD_GAP)


def paragraph(text: str = "", role: str = "body", tone: str = "plain") -> Label:
    """A text that runs over as many lines as it needs, and can be copied."""
    label = WrappedLabel(text, role, tone)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def let_title_wrap(card: Card) -> None:
    """For a title that is a whole sentence: it takes the width that nothing else in the head takes."""
    card.title.setWordWrap(True)
    card.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    card.header.setStretch(card.header.indexOf(card.title), _WHOLE_HEAD)
