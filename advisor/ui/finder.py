"""The finder (Ctrl+K): type a few letters of a page, an action or a held symbol, and go there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from advisor.ui import metrics
from advisor.ui.fonts import font
from advisor.ui.theme import Themes
from advisor.ui.widgets import column

_WIDTH = 620
_TOP = 120
_ROW_HEIGHT = 36
_ROWS = 8


class Entry(NamedTuple):
    """Something to go to or do. `hint` stands at the right: a key, or what kind of thing it is."""

    text: str
    hint: str
    icon: QIcon
    run: Callable[[], None]


def match_rank(typed: str, text: str) -> tuple[int, int] | None:
    """How well letters match a text: smaller is better, None when they do not occur in this order."""
    typed, text = typed.casefold(), text.casefold()
    if typed in text:
        return (0 if text.startswith(typed) else 1, len(text))
    position = -1
    for letter in typed:
        position = text.find(letter, position + 1)
        if position < 0:
            return None
    return (2, len(text))


class Finder(QDialog):
    """A list that narrows while one types; Enter runs the chosen entry, Esc closes."""

    def __init__(self, entries: Sequence[Entry], themes: Themes, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setObjectName("find")
        self.setWindowTitle("Find or go to")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entries = tuple(entries)
        self._shown: list[Entry] = []
        self._field = QLineEdit()
        self._field.setFont(font("explanation"))
        self._field.setPlaceholderText("Page, action or symbol")
        self._field.setAccessibleName("Find")
        self._list = QListWidget()
        self._list.setFrameShape(QListWidget.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName("Matches")
        self._list.setItemDelegate(_EntryDelegate(themes, self._list))
        layout = column(self, (1, 1, 1, 6), 4)
        layout.addWidget(self._field)
        layout.addWidget(self._list)
        self._field.textChanged.connect(self._narrow)
        self._field.installEventFilter(self)
        self._list.itemClicked.connect(lambda _item: self._run())
        self._narrow("")
        self._place(parent)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._list.setCurrentRow(max(0, min(self._list.count() - 1, self._list.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
        return False

    def _narrow(self, typed: str) -> None:
        ranked = ((match_rank(typed.strip(), entry.text), entry) for entry in self._entries)
        matching = [(rank, entry) for rank, entry in ranked if rank is not None]
        if typed.strip():
            matching.sort(key=lambda found: found[0])
        self._shown = [entry for _, entry in matching]
        self._list.clear()
        for entry in self._shown:
            item = QListWidgetItem(entry.icon, entry.text)
            item.setData(Qt.ItemDataRole.UserRole, entry.hint)
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _run(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._shown):
            self.close()
            self._shown[row].run()

    def _place(self, parent: QWidget) -> None:
        self.resize(_WIDTH, 52 + _ROWS * _ROW_HEIGHT)
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - _WIDTH) // 2, corner.y() + _TOP)


class _EntryDelegate(QStyledItemDelegate):
    """Icon, words, and the hint at the right."""

    def __init__(self, themes: Themes, listed: QListWidget) -> None:
        super().__init__(listed)
        self._themes = themes
        self._listed = listed

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(_WIDTH - 20, _ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        theme = self._themes.theme
        rect: QRect = option.rect
        painter.save()
        chosen = self._listed.currentRow() == index.row()
        painter.fillRect(rect, QColor(theme.accent_soft if chosen else theme.raised))
        side = metrics.BUTTON_ICON
        index.data(Qt.ItemDataRole.DecorationRole).paint(
            painter, rect.x() + 14, rect.y() + (rect.height() - side) // 2, side, side
        )
        words = rect.adjusted(42, 0, -14, 0)
        painter.setFont(font("control"))
        painter.setPen(QColor(theme.text))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, index.data())
        painter.setFont(font("caption"))
        painter.setPen(QColor(theme.muted))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, index.data(Qt.ItemDataRole.UserRole))
        painter.restore()
