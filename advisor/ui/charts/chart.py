"""What every chart shares: marks that hover, walk and are chosen alike, and figures that are read, copied and exported."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from advisor.domain.errors import AdvisorError
from advisor.ui import metrics
from advisor.ui.charts import drawing
from advisor.ui.charts.export import save_figures
from advisor.ui.charts.figures import EMPTY, Figures
from advisor.ui.charts.marks import Mark, MarkTip
from advisor.ui.charts.walking import nearest
from advisor.ui.theme import Theme, Themes

_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Chart(QWidget):
    """One focusable picture of one view. Subclasses say where its marks are and paint it."""

    chosen = Signal(str)
    activated = Signal(str)
    hovered = Signal(str)
    failed = Signal(object)  # the AdvisorError of an export

    click_activates: ClassVar[bool] = False
    walking_chooses: ClassVar[bool] = False

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._marks: tuple[Mark, ...] = ()
        self._figures = EMPTY
        self._hovered = ""
        self._chosen = ""
        self._tip = MarkTip(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        themes.changed.connect(self._dress)

    @property
    def theme(self) -> Theme:
        return self._themes.theme

    @property
    def figures(self) -> Figures:
        """The table behind the picture."""
        return self._figures

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What can be reached, in reading order."""
        return self._marks

    def place_marks(self) -> Iterable[Mark]:
        """Where the marks are at the present size."""
        raise NotImplementedError

    def draw(self, painter: QPainter) -> None:
        """Paint everything but the focus ring."""
        raise NotImplementedError

    def highlight(self, key: str) -> None:
        """Light the mark as if hovered, without telling anyone: for a second chart of the same things."""
        if key != self._hovered:
            self._hovered = key
            self.update()

    def choose(self, key: str) -> None:
        """Make the mark the chosen one, and say so when it was not."""
        if key != self._chosen:
            self._chosen = key
            self.update()
            self.chosen.emit(key)

    def show_figures(self, name: str, figures: Figures) -> None:
        """Take the chart's headline and table; subclasses call it when their view is in place."""
        self._figures = figures
        self.setAccessibleName(name)
        self.setAccessibleDescription(figures.spoken())
        self.refresh_marks()

    def refresh_marks(self) -> None:
        self._marks = tuple(self.place_marks())
        self.update()

    def mark_at(self, point: QPointF) -> Mark | None:
        return next((mark for mark in self._marks if mark.area.contains(point)), None)

    def mark_named(self, key: str) -> Mark | None:
        return next((mark for mark in self._marks if mark.key == key), None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A scroll area does not hear of a new size hint while it is hidden.
        self.updateGeometry()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._hover("")  # else its tooltip comes up over what is shown instead

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh_marks()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self.draw(painter)
        if self.hasFocus():
            drawing.outline(painter, QRectF(self.rect()), self.theme.focus, metrics.FOCUS_WIDTH)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        self._hover(mark.key if mark else "")

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and mark:
            self.choose(mark.key)
            if self.click_activates:
                self.activated.emit(mark.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and mark and not self.click_activates:
            self.go_in(mark.key)

    def go_in(self, key: str) -> None:
        """What a double click or Enter does to a mark."""
        self.choose(key)
        self.activated.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_figures()
        elif event.key() in _DIRECTIONS:
            self._walk(*_DIRECTIONS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current():
            self.go_in(self._current())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hover("")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.context_menu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def context_menu(self) -> QMenu:
        """Copy figures, copy picture, export."""
        menu = QMenu(self)
        menu.addAction("Copy figures", QKeySequence.StandardKey.Copy, self.copy_figures)
        menu.addAction("Copy picture", self.copy_picture)
        menu.addAction("Export CSV…", self.export_figures)
        return menu

    def copy_figures(self) -> None:
        QGuiApplication.clipboard().setText(self._figures.tab_separated())

    def copy_picture(self) -> None:
        picture = self.grab()
        framed = picture.copy()
        framed.fill(QColor(self.theme.raised))
        painter = QPainter(framed)
        painter.drawPixmap(0, 0, picture)
        painter.end()
        QGuiApplication.clipboard().setPixmap(framed)

    def export_figures(self) -> None:
        """Ask for a file and write the table behind the picture into it."""
        try:
            save_figures(self, self.accessibleName(), self._figures)
        except AdvisorError as error:
            self.failed.emit(error)

    def _dress(self, _theme: Theme) -> None:
        self.update()

    def _current(self) -> str:
        return self._hovered or self._chosen

    def _walk(self, right: int, down: int) -> None:
        present = self.mark_named(self._current())
        found = nearest(present.area, [mark.area for mark in self._marks], right, down) if present else 0
        if found is None or not self._marks:
            return
        mark = self._marks[found]
        self._hover(mark.key)
        if self.walking_chooses:
            self.choose(mark.key)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, ", ".join((mark.name, *mark.lines))))

    def _hover(self, key: str) -> None:
        if key == self._hovered:
            return
        self._hovered = key
        self.update()
        self.hovered.emit(key)
        self._tip.tell_of(self.mark_named(key))
