"""One trade of a plan in full: the sentence, the figures, the lots it sells and what is said about its tax."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QWidget

from advisor.presentation.views import SoldLotRow, TradeDetail
from advisor.ui import metrics
from advisor.ui.dialogs.buttons import add_buttons, focus_default
from advisor.ui.widgets import Button, Label, WrappedLabel, column, rule

_WIDTH = 560
_MARGINS = (24, 20, 24, 20)
_TALLEST_LOTS = 260
_LOT_HEADS = ("Bought", "Shares", "Cost", "Gain", "Term")
_RIGHT = Qt.AlignmentFlag.AlignRight


class TradeInFull(QDialog):
    """Shows a trade; accepting it means that the position is to stay as it is."""

    def __init__(self, detail: TradeDetail, symbol: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(detail.title)
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        layout = column(self, _MARGINS, 10)
        layout.addWidget(Label(detail.title, "dialog_title"))
        layout.addWidget(WrappedLabel(detail.caption, "explanation", "muted"))
        layout.addWidget(WrappedLabel(detail.why, "body", "plain"))
        layout.addWidget(rule())
        layout.addLayout(_figures(detail))
        if detail.lots:
            layout.addWidget(rule())
            layout.addWidget(_lots(detail.lots))
        for note in detail.tax_notes:
            layout.addWidget(WrappedLabel(note, "caption", "muted"))
        layout.addSpacing(8)
        layout.addWidget(add_buttons(self, Button(f"Leave {symbol} as it is"), "Close", prefer_dismiss=True))
        focus_default(self)


def _figures(detail: TradeDetail) -> QGridLayout:
    grid = _grid()
    for number, (words, figure) in enumerate(detail.figures):
        label = Label(figure, "strong")
        label.setAccessibleName(f"{words} {figure}")
        grid.addWidget(Label(words, "body", "muted"), number, 0)
        grid.addWidget(label, number, 1, _RIGHT)
    return grid


def _lots(lots: tuple[SoldLotRow, ...]) -> QScrollArea:
    whole = QWidget()
    whole.setAccessibleName("Lots sold")
    grid = _grid(whole)
    for place, head in enumerate(_LOT_HEADS):
        grid.addWidget(Label(head, "table_head", "muted"), 0, place, _side(place))
    for number, lot in enumerate(lots, start=1):
        cells = (lot.bought_text, lot.shares_text, lot.cost_text, lot.gain_text, lot.term_text)
        for place, text in enumerate(cells):
            grid.addWidget(Label(text), number, place, _side(place))
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(whole)
    area.setFixedHeight(min(whole.sizeHint().height(), _TALLEST_LOTS))
    return area


def _side(place: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft if place == 0 else _RIGHT


def _grid(parent: QWidget | None = None) -> QGridLayout:
    grid = QGridLayout(parent) if parent is not None else QGridLayout()
    grid.setContentsMargins(*metrics.NO_MARGINS)
    grid.setHorizontalSpacing(metrics.CARD_GAP)
    grid.setVerticalSpacing(metrics.SMALL_GAP)
    grid.setColumnStretch(0, 1)
    return grid
