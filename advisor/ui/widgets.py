"""Small parts that every page is put together from."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from advisor.ui import metrics
from advisor.ui.fonts import font

if TYPE_CHECKING:
    from advisor.presentation.views import Rich

_LONGEST_LIST = 16  # rows of an opened choice; a longer one scrolls


class Label(QLabel):
    """Plain text in the type of a role and the colour of a tone."""

    def __init__(self, text: str = "", role: str = "body", tone: str = "plain") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(role))
        self.set_tone(tone)

    def set_tone(self, tone: str) -> None:
        self.setProperty("tone", tone)
        restyle(self)


class Headline(Label):
    """A page's one sentence."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, "headline")
        self.setWordWrap(True)
        self.setAccessibleName(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)


class RichLabel(QLabel):
    """Runs of text, the strong ones semibold and in full colour, the others muted."""

    def __init__(self, runs: Rich = (), role: str = "explanation") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFont(font(role))
        self.setProperty("tone", "muted")
        self.setWordWrap(True)
        self._runs: Rich = ()
        self.show_runs(runs)

    def show_runs(self, runs: Rich) -> None:
        self._runs = runs
        self.setAccessibleName("".join(text for text, _ in runs))
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._redraw()

    def _redraw(self) -> None:
        # The label's own palette carries the muted colour of the style sheet: ask the application's.
        strong = f"font-weight:600; color:{QApplication.palette().color(QPalette.ColorRole.Text).name()}"
        self.setText(
            "".join(f'<span style="{strong}">{escape(t)}</span>' if is_strong else escape(t) for t, is_strong in self._runs)
        )


class Card(QFrame):
    """A raised frame with its title, a caption beside it, and a `body` to fill; `header` takes what stands at the right."""

    def __init__(self, title: str = "", caption: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(title)
        outer = column(self, metrics.CARD_MARGINS, metrics.GAP)
        self.header = row(None, metrics.NO_MARGINS, metrics.GAP)
        self.title = Label(title, "card_title")
        self.caption = Label(caption, "caption", "muted")
        self.header.addWidget(self.title)
        self.header.addWidget(self.caption)
        self.header.addStretch(1)
        if title:
            outer.addLayout(self.header)
        self.body = column(None, metrics.NO_MARGINS, metrics.GAP)
        outer.addLayout(self.body, 1)


class Chip(QLabel):
    """A short word on a soft ground."""

    def __init__(self, text: str = "", tone: str = "muted") -> None:
        super().__init__(text)
        self.setObjectName("chip")
        self.setFont(font("table_head"))
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def show_state(self, text: str, tone: str) -> None:
        """Say another word, in another tone."""
        self.setText(text)
        self.setProperty("tone", tone)
        restyle(self)


class Button(QPushButton):
    """An ordinary button; `small` for tools inside a page."""

    def __init__(self, text: str, icon: QIcon | None = None, *, small: bool = False) -> None:
        # Qt sets an icon tight against its text.
        super().__init__(f" {text}" if icon is not None and text else text)
        self.setAccessibleName(text)
        self.setFont(font("control"))
        self.setProperty("small", small)
        self.setFixedHeight(metrics.SMALL_CONTROL_HEIGHT if small else metrics.CONTROL_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        side = metrics.SMALL_ICON if small else metrics.BUTTON_ICON
        self.setIconSize(QSize(side, side))
        if icon is not None:
            self.setIcon(icon)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt leaves Enter to the verb of a dialog, even where Cancel has the keyboard, and in a window to nobody.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class PrimaryButton(Button):
    """The one filled button of a window or dialog."""

    def __init__(self, text: str, icon: QIcon | None = None) -> None:
        super().__init__(text, icon)
        self.setFont(font("strong"))
        self.setProperty("primary", True)


class LinkButton(Button):
    """A verb without a frame, in the accent colour."""

    def __init__(self, text: str, icon: QIcon | None = None) -> None:
        super().__init__(text, icon)
        self.setFont(font("caption_strong"))
        self.setProperty("link", True)
        self.setFixedHeight(metrics.LINK_HEIGHT)


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


class EmptyState(QWidget):
    """What stands where there is nothing to draw: one sentence and one button."""

    clicked = Signal()

    def __init__(self, sentence: str, button: str) -> None:
        super().__init__()
        layout = column(self, metrics.CARD_MARGINS, metrics.GAP)
        self.sentence = Label(sentence, "explanation", "muted")
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.action = Button(button)
        self.action.clicked.connect(self.clicked)
        layout.addStretch(1)
        layout.addWidget(self.sentence)
        layout.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)


def rule() -> QFrame:
    """A line of one pixel between parts of a card."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line


def row(parent: QWidget | None, margins: tuple[int, int, int, int], spacing: int) -> QHBoxLayout:
    """A horizontal layout with explicit margins (left, top, right, bottom) and spacing in pixels."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout


def column(parent: QWidget | None, margins: tuple[int, int, int, int], spacing: int) -> QVBoxLayout:
    """A vertical layout with explicit margins (left, top, right, bottom) and spacing in pixels."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again after a property it selects on has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
