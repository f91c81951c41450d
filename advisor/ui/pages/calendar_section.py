"""The calendar: every event with its status and the day of it, and the chosen one in full."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from advisor.presentation.views.rotation_ledger import EventRow
from advisor.ui import metrics
from advisor.ui.pages.rotation_layout import let_title_wrap, paragraph
from advisor.ui.tables.ledger_columns import EVENT_OUTLINE, event_columns
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, Chip, column

_TABLE_HEIGHT = 420  # nine events; the chosen one in full stands below


class CalendarSection(QWidget):
    """A table of events and a card for the chosen one."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.table: RowsTable[EventRow] = RowsTable(event_columns(), themes, EVENT_OUTLINE, name="Calendar")
        self.table.setFixedHeight(_TABLE_HEIGHT)
        self.card = EventCard()
        layout = column(self, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        layout.addWidget(self.table)
        layout.addWidget(self.card)
        self.table.selection_changed.connect(self._show_chosen)

    def show_rows(self, rows: Sequence[EventRow]) -> None:
        """Draw the calendar; the first event is chosen until another one is."""
        self.table.show_rows(rows)
        self.card.setVisible(bool(rows))
        if rows and not self.table.selected_rows():
            self.table.choose(rows[0].id)

    def choose(self, event: str) -> bool:
        """Select an event by its id; says whether there is one."""
        self.table.clear_selection()
        return self.table.choose(event)

    def _show_chosen(self, chosen: Sequence[EventRow]) -> None:
        if chosen:
            self.card.show_event(chosen[-1])


class EventCard(Card):
    """One event in full."""

    def __init__(self) -> None:
        super().__init__("Event")
        let_title_wrap(self)
        self._chip = Chip()
        self.header.addWidget(self._chip)
        self._days = paragraph("", "caption", "muted")
        self._status = paragraph("", "explanation")
        self._source = paragraph("", "caption", "muted")
        for part in (self._days, self._status, self._source):
            self.body.addWidget(part)

    def show_event(self, event: EventRow) -> None:
        """Say when it is, how it stood when somebody last looked, and who says so."""
        self.title.setText(event.name)
        self.setAccessibleName(event.name)
        self._chip.show_state(event.state_text, event.tone)
        named = f"named in the article of {event.article_text}" if event.article_text else ""
        self._days.setText(" · ".join(filter(None, (event.kind, event.days_text, event.when_text, named))))
        self._status.setText(event.status)
        self._source.setText(f"As of {event.status_as_of_text} · {event.source}")
