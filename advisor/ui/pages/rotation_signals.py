"""Signals: the regime they vote for, each signal with its rule, state and history, and what followed before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from advisor.presentation.rotation.signals import build_signals
from advisor.presentation.sentences import NO_ADVICE
from advisor.presentation.views.rotation_signals import FollowedRow, FollowedView, RegimeView, SignalRow, SignalsView, VoteRow
from advisor.ui import metrics
from advisor.ui.choices import Select
from advisor.ui.pages.rotation_layout import INSIDE_CARD, Beside, paragraph, reveal, show_whole
from advisor.ui.pages.rotation_parts import RotationPart
from advisor.ui.pages.signal_card import SignalCard
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.tables.signal_columns import (
    FOLLOWED_COLUMNS,
    FOLLOWED_OUTLINE,
    SIGNAL_OUTLINE,
    VOTE_OUTLINE,
    signal_columns,
    vote_columns,
)
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, Chip, Label, column

if TYPE_CHECKING:
    from advisor.rotation.model import RotationReport

_BESIDE_FROM = 780  # logical pixels
_TABLE_AND_DETAIL = (58, 42)
_WORDS_AND_VOTES = (54, 46)


class SignalsPart(RotationPart):
    """The regime on top, the signals with the chosen one in full beside them, and what followed each state."""

    key = "signals"
    title = "Signals"

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._view: SignalsView | None = None
        self.regime = RegimeCard(themes)
        self.signals: RowsTable[SignalRow] = RowsTable(signal_columns(), themes, SIGNAL_OUTLINE, name="Signals", hugs_rows=True)
        self.detail = SignalCard(themes)
        self.followed = FollowedCard(themes)
        layout = column(self, metrics.NO_MARGINS, metrics.CARD_GAP)
        layout.addWidget(self.regime)
        layout.addWidget(Beside(self.signals, self.detail, _TABLE_AND_DETAIL, _BESIDE_FROM))
        layout.addWidget(self.followed)
        layout.addWidget(Label(NO_ADVICE, "caption", "muted"))
        layout.addStretch(1)
        self.signals.selection_changed.connect(self._show_chosen)
        self.signals.row_entered.connect(lambda _row: self.detail.panel.setFocus())
        for table in (self.signals, self.regime.votes, self.detail.criteria, self.followed.table):
            table.failed.connect(self.failed)
        self.regime.votes.row_entered.connect(lambda vote: self.focus_subject(vote.signal))

    def show_report(self, report: RotationReport) -> None:
        view = build_signals(report.market, report.marks)
        self._view = view
        self.regime.show_view(view.regime)
        show_whole(self.signals, view.rows)
        self.followed.show_views(view.followed)
        if self.signals.selected_rows():
            self._show_chosen(self.signals.selected_rows())
        elif view.rows:
            self.signals.choose(view.rows[0].id)

    def places(self) -> tuple[tuple[str, str], ...]:
        return tuple((shown.name, shown.id) for shown in self._view.rows) if self._view else ()

    def export_view(self) -> None:
        """Write the table of signals to a CSV file of the investor's choice."""
        self.signals.export_csv()

    def focus_subject(self, subject: str) -> None:
        if self._view is not None and any(shown.id == subject for shown in self._view.rows):
            self.signals.clear_selection()
            self.signals.choose(subject)
            self.signals.tree.setFocus()
            reveal(self.detail)

    def _show_chosen(self, chosen: Sequence[SignalRow]) -> None:
        if self._view is None or not chosen:
            return
        self.detail.show_signal(next(detail for detail in self._view.details if detail.id == chosen[-1].id))


class RegimeCard(Card):
    """Where leadership goes, how that is decided, and who votes how."""

    def __init__(self, themes: Themes) -> None:
        super().__init__("Regime")
        self._chip = Chip()
        self._sentence = paragraph("", "explanation")
        self._rule = paragraph(tone="muted")
        self.votes: RowsTable[VoteRow] = RowsTable(vote_columns(), themes, VOTE_OUTLINE, name="Votes", hugs_rows=True, dense=True)
        self.votes.setObjectName(INSIDE_CARD)
        self.header.insertWidget(1, self._chip)
        said = QWidget()
        beneath = column(said, metrics.NO_MARGINS, metrics.GAP)
        for part in (self._sentence, Label("Rule", "table_head", "muted"), self._rule):
            beneath.addWidget(part)
        beneath.addStretch(1)
        self.body.addWidget(Beside(said, self.votes, _WORDS_AND_VOTES, _BESIDE_FROM))

    def show_view(self, view: RegimeView) -> None:
        """Draw the regime as these words say."""
        self._chip.show_state(view.state_text, view.tone)
        self.caption.setText(view.caption)
        self._sentence.setText(view.sentence)
        self._rule.setText(view.rule)
        show_whole(self.votes, view.votes)


class FollowedCard(Card):
    """What came after weeks of each state, told with how few cases there are."""

    def __init__(self, themes: Themes) -> None:
        super().__init__("What followed", "no forecast")
        self._views: tuple[FollowedView, ...] = ()
        self._pair = Select(small=True)
        self._pair.setAccessibleName("Pair of markets")
        self.header.addWidget(self._pair)
        self._sentence = paragraph("", "explanation")
        self._definition = paragraph("", "caption", "muted")
        self._caution = paragraph("", "caption", "warning")
        self.table: RowsTable[FollowedRow] = RowsTable(
            FOLLOWED_COLUMNS, themes, FOLLOWED_OUTLINE, name="What followed", hugs_rows=True, dense=True
        )
        self.table.setObjectName(INSIDE_CARD)
        for part in (self._sentence, self._caution, self.table, self._definition):
            self.body.addWidget(part)
        self._pair.currentIndexChanged.connect(self._show_pair)

    def show_views(self, views: Sequence[FollowedView]) -> None:
        """Offer these pairs; the one in front stays there."""
        before = max(self._pair.currentIndex(), 0)
        self._views = tuple(views)
        self.setVisible(bool(views))
        self._pair.blockSignals(True)
        self._pair.clear()
        self._pair.addItems([view.name for view in views])
        self._pair.setCurrentIndex(min(before, len(views) - 1))
        self._pair.blockSignals(False)
        self._show_pair(self._pair.currentIndex())

    def _show_pair(self, place: int) -> None:
        if not 0 <= place < len(self._views):
            return
        view = self._views[place]
        self.caption.setText(view.weeks_text)
        self._sentence.setText(view.sentence)
        self._caution.setText(view.caution)
        self._definition.setText(view.definition)
        show_whole(self.table, view.rows)
