"""The rail at the left: the mark, the pages, and the total."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy, QWidget

from advisor.ui import metrics
from advisor.ui.fonts import font
from advisor.ui.icons import icon
from advisor.ui.mark import Mark
from advisor.ui.theme import Themes
from advisor.ui.widgets import Label, column, row, rule

if TYPE_CHECKING:
    from advisor.presentation.views import RailTotal

_SIDE_MARGIN = 12
_ICON_LEFT = 10
_TEXT_LEFT = 39


class NavEntry(NamedTuple):
    """A page as the rail names it, known before the page itself is loaded."""

    key: str
    title: str
    icon_name: str


NAV = (
    NavEntry("overview", "Overview", "layout-dashboard"),
    NavEntry("exposure", "Exposure", "layers"),
    NavEntry("rotation", "Rotation", "refresh-cw"),
    NavEntry("advice", "Advice", "scale"),
    NavEntry("holdings", "Holdings", "wallet"),
    NavEntry("data", "Data", "database"),
)


def key_text(sequence: str) -> str:
    """A shortcut as this system writes it, with spaces for plus signs: "Ctrl 1"."""
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")


class NavButton(QPushButton):
    """One page in the rail: icon, name, key; only the icon when the rail is narrow."""

    def __init__(self, entry: NavEntry, key: str, themes: Themes) -> None:
        super().__init__(entry.title)
        self._themes = themes
        self._key = key
        self._icons = {chosen: icon(entry.icon_name, themes, "accent" if chosen else "muted") for chosen in (False, True)}
        self.narrow = False
        self.setObjectName(entry.key)
        self.setAccessibleName(entry.title)
        self.setToolTip(f"{entry.title} ({key})")
        self.setCheckable(True)
        self.setFixedHeight(metrics.NAV_ROW_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        side = metrics.NAV_ICON
        left = (self.width() - side) // 2 if self.narrow else _ICON_LEFT
        self._icons[self.isChecked()].paint(painter, QRect(left, (self.height() - side) // 2, side, side))
        if not self.narrow:
            self._paint_words(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._themes.theme
        frame = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(QColor(theme.accent_soft if self.isChecked() else theme.border))
            painter.drawRoundedRect(frame, metrics.CONTROL_RADIUS, metrics.CONTROL_RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.focus), metrics.FOCUS_WIDTH))
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), metrics.CONTROL_RADIUS, metrics.CONTROL_RADIUS)

    def _paint_words(self, painter: QPainter) -> None:
        theme = self._themes.theme
        words = QRectF(_TEXT_LEFT, 0, self.width() - _TEXT_LEFT - _ICON_LEFT, self.height())
        painter.setPen(QColor(theme.accent if self.isChecked() else theme.muted))
        painter.setFont(font("strong" if self.isChecked() else "control"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setFont(font("caption"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._key)


class _TotalBlock(QWidget):
    """Accounts, total and change at the foot of the rail."""

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, (_SIDE_MARGIN, 0, _SIDE_MARGIN, 12), 0)
        layout.addWidget(rule())
        words = column(None, (_ICON_LEFT, 12, 0, 0), 2)
        self._accounts = Label("", "caption", "muted")
        self._total = Label("", "rail_total")
        self._change = Label("", "caption", "muted")
        for label in (self._accounts, self._total, self._change):
            words.addWidget(label)
        layout.addLayout(words)

    def show_total(self, total: RailTotal) -> None:
        self.setAccessibleName(f"{total.accounts_text}, {total.total_text}")
        for label, text in (
            (self._accounts, total.accounts_text),
            (self._total, total.total_text),
            (self._change, total.change_text),
        ):
            label.setText(text)
            label.setVisible(bool(text))


class Rail(QFrame):
    """Leads to every page; `chosen` carries the key of the page."""

    chosen = Signal(str)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName("Pages")
        self._has_total = False
        self._group = QButtonGroup(self)
        self._buttons = {
            entry.key: NavButton(entry, key_text(f"Ctrl+{number}"), themes) for number, entry in enumerate(NAV, start=1)
        }
        self._name = Label("Rotation Advisor", "strong")
        self._total = _TotalBlock()
        self._total.hide()
        self._build(themes)
        self._group.buttonClicked.connect(lambda button: self.chosen.emit(button.objectName()))

    def _build(self, themes: Themes) -> None:
        layout = column(self, metrics.NO_MARGINS, 0)
        head = row(None, (20, 17, 0, 19), 10)
        head.addWidget(Mark(themes))
        head.addWidget(self._name)
        head.addStretch(1)
        layout.addLayout(head)
        pages = column(None, (_SIDE_MARGIN, 0, _SIDE_MARGIN + 1, 0), 2)
        for button in self._buttons.values():
            self._group.addButton(button)
            pages.addWidget(button)
        self._pages = pages
        self._head = head
        layout.addLayout(pages)
        layout.addStretch(1)
        layout.addWidget(self._total)

    def choose(self, key: str) -> None:
        """Show a page as the one that is open."""
        self._buttons[key].setChecked(True)

    def show_total(self, total: RailTotal) -> None:
        self._total.show_total(total)
        self._has_total = True

    def reflow(self, window: QSize) -> None:
        """Take the width and the parts that fit a window of this size."""
        narrow = window.width() < metrics.NARROW_RAIL_BELOW
        wide = window.width() >= metrics.WIDE_RAIL_FROM
        full = metrics.WIDE_RAIL_WIDTH if wide else metrics.RAIL_WIDTH
        self.setFixedWidth(metrics.NARROW_RAIL_WIDTH if narrow else full)
        self._name.setVisible(not narrow)
        self._total.setVisible(self._has_total and not narrow and window.height() >= metrics.SHORT_BELOW)
        side = 8 if narrow else _SIDE_MARGIN
        self._pages.setContentsMargins(side, 0, side, 0)
        self._head.setContentsMargins(17 if narrow else 20, 17, 0, 19)
        for button in self._buttons.values():
            button.narrow = narrow
            button.update()
