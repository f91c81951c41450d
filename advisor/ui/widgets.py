"""Small parts that every page is put together from."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from advisor.ui import metrics
from advisor.ui.fonts import font

if TYPE_CHECKING:
    from advisor.presentation.views import Rich


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


class WrappedLabel(Label):
    """A text that runs over as many lines as it needs."""

    def __init__(self, text: str = "", role: str = "body", tone: str = "plain") -> None:
        super().__init__(text, role, tone)
        self.setWordWrap(True)


class Headline(WrappedLabel):
    """A page's one sentence."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, "headline")
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


class EmptyState(QWidget):
    """What stands where there is nothing to draw: one sentence and one button."""

    clicked = Signal()

    def __init__(self, sentence: str, button: str) -> None:
        super().__init__()
        layout = column(self, metrics.CARD_MARGINS, metrics.GAP)
        self.sentence = WrappedLabel(sentence, "explanation", "muted")
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


def headed(heading: str, field: QWidget) -> QVBoxLayout:
    """A field under its heading, which is read aloud as its name."""
    layout = column(None, metrics.NO_MARGINS, metrics.SMALL_GAP)
    label = Label(heading, "caption", "muted")
    label.setBuddy(field)
    field.setAccessibleName(heading)
    layout.addWidget(label)
    layout.addWidget(field)
    return layout


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again after a property it selects on has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
