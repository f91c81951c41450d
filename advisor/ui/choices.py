"""Fields that choose one of several: a list that opens, or options side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QPushButton, QSizePolicy, QStyledItemDelegate, QWidget

from advisor.ui import metrics
from advisor.ui.fonts import font
from advisor.ui.widgets import row

_LONGEST_LIST = 16  # rows of an opened choice; a longer one scrolls


def draw_chevron(field: QWidget) -> None:
    """The mark of a field that opens, at its right; call it from the field's own `paintEvent`."""
    painter = QPainter(field)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(field.palette().color(QPalette.ColorRole.PlaceholderText), 1.75))
    x, y = field.width() - 19, field.height() / 2 - 2
    painter.drawPolyline([QPointF(x, y), QPointF(x + 4, y + 4), QPointF(x + 8, y)])
    painter.end()


class Select(QComboBox):
    """A combo box with our own chevron (a style sheet takes the native one away), whose list opens below it in full.

    The wheel scrolls the page it stands on: a choice must not change under a hand that only wants to read on.
    """

    def __init__(self, *, small: bool = False) -> None:
        super().__init__()
        self.setFont(font("control"))
        self.setProperty("small", small)
        self.setFixedHeight(metrics.SMALL_CONTROL_HEIGHT if small else metrics.CONTROL_HEIGHT)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(_LONGEST_LIST)
        self.setItemDelegate(QStyledItemDelegate(self))  # the one that heeds the style sheet

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        draw_chevron(self)


class SegmentedControl(QFrame):
    """One choice out of a few, side by side; options are (key, label)."""

    changed = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], name: str = "") -> None:
        super().__init__()
        self.setObjectName("segments")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        layout = row(self, (2, 2, 2, 2), 0)
        for key, label in options:
            button = QPushButton(label)
            button.setFont(font("control"))
            button.setCheckable(True)
            button.setProperty("segment", True)
            button.setAutoDefault(False)
            button.setObjectName(key)
            button.setFixedHeight(metrics.SMALL_CONTROL_HEIGHT - 2)
            self._group.addButton(button)
            self._buttons[key] = button
            layout.addWidget(button)
        self._group.buttonClicked.connect(lambda button: self.changed.emit(button.objectName()))
        if options:
            self.choose(options[0][0])

    @property
    def chosen(self) -> str:
        """Key of the option in force."""
        checked = self._group.checkedButton()
        return checked.objectName() if checked else ""

    def choose(self, key: str) -> None:
        """Show an option as chosen, without saying `changed`."""
        self._buttons[key].setChecked(True)

    def take_focus(self) -> None:
        """Let the keyboard go on at the option in force."""
        checked = self._group.checkedButton()
        if checked:
            checked.setFocus()

    def set_label(self, key: str, label: str) -> None:
        """Call an option otherwise, for instance with its count."""
        self._buttons[key].setText(label)

    def set_offered(self, key: str, offered: bool) -> None:
        """Show an option or take it away; the first stands in for a chosen one that goes."""
        self._buttons[key].setVisible(offered)
        if not offered and self.chosen == key:
            self.choose(next(iter(self._buttons)))
