"""The card that says what to look at, and what the last import changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from advisor.presentation.views import AttentionItem, OverviewView
from advisor.ui import metrics
from advisor.ui.fonts import font
from advisor.ui.icons import pixmap
from advisor.ui.theme import Theme, Themes
from advisor.ui.widgets import Card, Label, LinkButton, WrappedLabel, column, row, rule

_WARNING_ICONS = {"triangle-alert", "calendar-clock"}
_NOTHING = "Nothing needs your attention."


class AttentionCard(Card):
    """At most four items, worst first.

    Signals:
        asked: Page and subject of the verb that was clicked.
        refresh_asked: The verb that was clicked is to refresh.
    """

    asked = Signal(str, str)
    refresh_asked = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__("Needs your attention")
        self._themes = themes
        self._count = Label("", "caption", "muted")
        self.header.addWidget(self._count)
        self._view: OverviewView | None = None
        themes.changed.connect(self._redraw)

    def show_view(self, view: OverviewView) -> None:
        self._view = view
        self._count.setText(str(len(view.attention)) if view.attention else "")
        _clear(self.body)
        for item in view.attention:
            self.body.addWidget(rule())
            self.body.addWidget(self._item(item))
        if not view.attention:
            self.body.addWidget(rule())
            self.body.addWidget(Label(_NOTHING, "body", "muted"))
        if view.changes:
            self.body.addWidget(rule())
            self.body.addWidget(_changes(view))
        self.body.addStretch(1)

    def _redraw(self, _theme: Theme) -> None:
        if self._view is not None:
            self.show_view(self._view)

    def _item(self, item: AttentionItem) -> QWidget:
        part = QWidget()
        layout = row(part, (0, 2, 0, 4), 11)
        sign = QLabel()
        role = "warning" if item.icon in _WARNING_ICONS else "muted"
        sign.setPixmap(pixmap(item.icon, self._themes, role, metrics.NAV_ICON, self.devicePixelRatioF()))
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = column(None, metrics.NO_MARGINS, 1)
        for label in (WrappedLabel(item.title, "strong"), WrappedLabel(item.detail, "caption", "muted")):
            words.addWidget(label)
        layout.addLayout(words, 1)
        verb = LinkButton(item.verb)
        verb.setAccessibleName(f"{item.verb}: {item.title}")
        verb.clicked.connect(lambda: self._carry_out(item))
        layout.addWidget(verb)
        return part

    def _carry_out(self, item: AttentionItem) -> None:
        if item.refreshes:
            self.refresh_asked.emit()
        else:
            self.asked.emit(item.page, item.subject)


def _changes(view: OverviewView) -> QWidget:
    part = QWidget()
    layout = column(part, (0, 4, 0, 0), metrics.GAP)
    head = row(None, metrics.NO_MARGINS, metrics.GAP)
    head.addWidget(Label("Since your last import", "card_title"))
    head.addStretch(1)
    head.addWidget(Label(view.changes_title, "caption", "muted"))
    layout.addLayout(head)
    table = QGridLayout()
    table.setContentsMargins(*metrics.NO_MARGINS)
    table.setHorizontalSpacing(metrics.CARD_GAP)
    table.setVerticalSpacing(metrics.GAP)
    table.setColumnStretch(0, 1)
    for number, change in enumerate(view.changes):
        table.addWidget(Label(change.label, "body", "muted"), number, 0)
        figures = (Label(change.value_text), Label(change.change_text, "strong", change.tone))
        for place, figure in enumerate(figures, start=1):
            table.addWidget(figure, number, place, Qt.AlignmentFlag.AlignRight)
    table.setColumnMinimumWidth(2, _widest_change())
    layout.addLayout(table)
    return part


def _widest_change() -> int:
    """Room for "+$999,999", so that figures of later imports do not shift the column."""
    probe = QLabel("+$999,999")
    probe.setFont(font("strong"))
    return probe.sizeHint().width()


def _clear(layout: QVBoxLayout) -> None:
    while (taken := layout.takeAt(0)) is not None:
        widget = taken.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
