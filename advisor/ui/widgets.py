"""Small parts that every page is put together from."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from advisor.presentation.views import Rich
from advisor.ui import metrics
from advisor.ui.fonts import font
from advisor.ui.theme import Theme, Themes

_COVERAGE_ROLES = {"holdings": "text", "index": "muted", "profile": "control", "unseen": "border"}


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
        strong = f"font-weight:600; color:{self.palette().color(QPalette.ColorRole.ButtonText).name()}"
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


class Button(QPushButton):
    """An ordinary button; `small` for tools inside a page."""

    def __init__(self, text: str, icon: QIcon | None = None, *, small: bool = False) -> None:
        super().__init__(text)
        self.setFont(font("control"))
        self.setProperty("small", small)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        side = metrics.SMALL_ICON if small else metrics.BUTTON_ICON
        self.setIconSize(QSize(side, side))
        if icon is not None:
            self.setIcon(icon)


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


class Select(QComboBox):
    """A combo box with our own chevron (a style sheet takes the native one away)."""

    def __init__(self, *, small: bool = False) -> None:
        super().__init__()
        self.setFont(font("control"))
        self.setProperty("small", small)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.75))
        x, y = self.width() - 19, self.height() / 2 - 2
        painter.drawPolyline([QPointF(x, y), QPointF(x + 4, y + 4), QPointF(x + 8, y)])
        painter.end()


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


class EmptyState(QWidget):
    """What stands where there is nothing to draw: one sentence and one button."""

    clicked = Signal()

    def __init__(self, sentence: str, button: str) -> None:
        super().__init__()
        layout = column(self, metrics.CARD_MARGINS, metrics.GAP)
        self.sentence = Label(sentence, "explanation", "muted")
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        action = Button(button)
        action.clicked.connect(self.clicked)
        layout.addStretch(1)
        layout.addWidget(self.sentence)
        layout.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)


class CoverageBar(QWidget):
    """How much of the value each kind of source explains, as one thin bar."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._parts: tuple[tuple[str, float, str], ...] = ()
        self.setFixedSize(*metrics.COVERAGE_BAR_SIZE)
        themes.changed.connect(self._repaint)

    def show_parts(self, parts: tuple[tuple[str, float, str], ...]) -> None:
        """Parts are (role, fraction, words) with role "holdings", "index", "profile" or "unseen"."""
        self._parts = parts
        self.setAccessibleName(", ".join(words for _, _, words in parts))
        self.setToolTip("\n".join(words for _, _, words in parts))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0.0
        for role, share, _words in self._parts:
            width = max(share, 0.0) * self.width()
            painter.fillRect(QRectF(left, 0, max(width - 1, 1.0), self.height()), QColor(self._color(role)))
            left += width
        painter.end()

    def _color(self, role: str) -> str:
        return str(getattr(self._themes.theme, _COVERAGE_ROLES.get(role, "border")))

    def _repaint(self, _theme: Theme) -> None:
        self.update()


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
