"""The chosen block: its total and every way it is held."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy

from advisor.presentation.views import Block
from advisor.ui import metrics
from advisor.ui.charts.route_list import RouteList
from advisor.ui.icons import icon
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Card, Label, WrappedLabel, row

_CLOSE_SIDE = 24
_LEAST_ROUTES_HEIGHT = 192


class BlockDetail(Card):
    """What a block is worth and how it is held.

    Signals:
        closed: The investor closed it.
        holding_wanted: Symbol of the position to go to.
    """

    closed = Signal()
    holding_wanted = Signal(str)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._name = Label("", "card_title")
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._caption = WrappedLabel("", "caption", "muted")
        self._value = Label("", "figure")
        self._share = Label("", "explanation", "muted")
        self._routes = RouteList(themes)
        self._area = _scrolled(self._routes)
        self._holding = Button("Show holding", icon("wallet", themes, "text"), small=True)
        self._copy = Button("Copy figures", icon("copy", themes, "text"), small=True)
        self._close = Button("", icon("x", themes), small=True)
        self._close.setProperty("link", True)
        self._close.setAccessibleName("Close")
        self._close.setFixedSize(_CLOSE_SIDE, _CLOSE_SIDE)
        self._symbol = ""
        self.body.setSpacing(metrics.SMALL_GAP)
        self._lay_out()
        self._connect()

    def show_block(self, block: Block) -> None:
        """Draw one block."""
        self.setAccessibleName(f"{block.detail_title}, {block.detail_value_text}")
        self._name.setText(block.detail_title)
        self._name.setToolTip(block.detail_title)
        self._caption.setText(block.detail_caption)
        self._caption.setVisible(bool(block.detail_caption))
        self._value.setText(block.detail_value_text)
        self._share.setText(block.detail_share_text)
        self._routes.show_block(block)
        self._area.setMinimumHeight(min(self._routes.sizeHint().height(), _LEAST_ROUTES_HEIGHT))
        self._symbol = holding_of(block)
        self._holding.setVisible(bool(self._symbol))
        self._holding.setToolTip(f"Go to {self._symbol} in Holdings")

    def _lay_out(self) -> None:
        head = row(None, metrics.NO_MARGINS, metrics.GAP)
        head.addWidget(self._name, 1)
        head.addWidget(self._close)
        figure = row(None, metrics.NO_MARGINS, metrics.GAP)
        figure.addWidget(self._value)
        figure.addWidget(self._share, 1, Qt.AlignmentFlag.AlignBottom)
        buttons = row(None, metrics.NO_MARGINS, metrics.GAP)
        buttons.addWidget(self._holding)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self._caption)
        self.body.addLayout(figure)
        self.body.addWidget(self._area, 1)
        self.body.addLayout(buttons)

    def _connect(self) -> None:
        self._close.clicked.connect(self.closed)
        self._copy.clicked.connect(self._routes.copy_figures)
        self._routes.activated.connect(self.holding_wanted)
        self._holding.clicked.connect(lambda: self.holding_wanted.emit(self._symbol))


def holding_of(block: Block) -> str:
    """Symbol of the position that carries most of the block; empty when none is known."""
    return block.symbol or next((route.symbol for route in block.routes if route.symbol), "")


def _scrolled(routes: RouteList) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(routes)
    return area
