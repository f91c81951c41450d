"""Where the investor's money stands in what leads and lags."""

from __future__ import annotations

from PySide6.QtCore import Signal

from advisor.presentation.rotation.standing_rows import build_standing
from advisor.presentation.rotation.window_words import WINDOW_HEADS
from advisor.presentation.views.rotation import StandingRow
from advisor.rotation.model import MarketRotation
from advisor.rotation.model_series import Window
from advisor.ui.choices import SegmentedControl
from advisor.ui.pages.rotation_layout import INSIDE_CARD, show_whole
from advisor.ui.tables.rotation_columns import STANDING_COLUMNS, STANDING_OUTLINE
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, EmptyState, RichLabel, WrappedLabel

_NOTHING_OWNED = "Nothing of yours stands anywhere yet. Import a positions file, and your sleeves stand here."


class StandingCard(Card):
    """One plain sentence, then each sleeve over the chosen span.

    Signals:
        failed: The exception of an export.
        import_asked: Something is to be imported first.
        sleeve_entered: Id of the sleeve whose row was entered.
    """

    failed = Signal(object)
    import_asked = Signal()
    sleeve_entered = Signal(str)

    def __init__(self, themes: Themes) -> None:
        super().__init__("Where your money stands")
        self._market: MarketRotation | None = None
        self.windows = SegmentedControl(tuple((window.value, head) for window, head in WINDOW_HEADS.items()), "Span")
        self.windows.choose(Window.QUARTER.value)
        self.header.addWidget(self.windows)
        self.sentence = RichLabel(role="body")
        self.table = RowsTable(STANDING_COLUMNS, themes, STANDING_OUTLINE, name="Your sleeves", dense=True, hugs_rows=True)
        self.table.setObjectName(INSIDE_CARD)
        self.note = WrappedLabel("", "caption", "muted")
        self._empty = EmptyState(_NOTHING_OWNED, "Import a file")
        for part in (self.sentence, self.table, self.note, self._empty):
            self.body.addWidget(part)
        self.windows.changed.connect(self._draw)
        self.table.failed.connect(self.failed)
        self.table.row_entered.connect(self._enter)
        self._empty.clicked.connect(self.import_asked)

    def show_market(self, market: MarketRotation) -> None:
        """Draw the sleeves of other books or closes, over the span that was chosen."""
        self._market = market
        self._draw()

    def _draw(self) -> None:
        if self._market is None:
            return
        view = build_standing(self._market, Window(self.windows.chosen))
        owns_something = bool(view.rows)
        for part in (self.windows, self.sentence, self.table):
            part.setVisible(owns_something)
        self._empty.setVisible(not owns_something)
        self.sentence.show_runs(view.sentence)
        self.note.setText(view.note)
        self.note.setVisible(bool(view.note))
        self.note.setToolTip(view.definition)
        show_whole(self.table, view.rows)

    def _enter(self, row: StandingRow) -> None:
        if row.sleeve:
            self.sleeve_entered.emit(row.sleeve)
