"""The claim ledger: every claim with its verdict, and the chosen one with how it was checked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from advisor.presentation.views.rotation_ledger import ClaimDetail, ClaimRow, ClaimsView
from advisor.ui import metrics
from advisor.ui.choices import SegmentedControl, Select
from advisor.ui.pages.flow import FlowLayout
from advisor.ui.pages.rotation_layout import let_title_wrap, paragraph
from advisor.ui.tables.filter_field import FilterField
from advisor.ui.tables.ledger_columns import CLAIM_OUTLINE, claim_columns
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, Chip, Label, RichLabel, column

_ALL = "All"
_ANY_ARTICLE, _ANY_TOPIC = "Every article", "Every topic"
_TABLE_HEIGHT = 292  # six claims; the chosen one in full stands below
_VERDICTS = (_ALL, "Holds", "Differs", "Stale", "Cannot be checked")


class ClaimsSection(QWidget):
    """Claims that can be filtered by verdict, article, topic and words.

    Signals:
        failed: An exception that the frame should tell.
    """

    failed = Signal(object)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._view: ClaimsView | None = None
        self._sentence = RichLabel()
        self.verdicts = SegmentedControl([(verdict, verdict) for verdict in _VERDICTS], "Verdict")
        self.article = _select("Article")
        self.topic = _select("Topic")
        self.filter = FilterField(themes)
        self.table: RowsTable[ClaimRow] = RowsTable(claim_columns(), themes, CLAIM_OUTLINE, name="Claims")
        self.table.setFixedHeight(_TABLE_HEIGHT)
        self.detail = ClaimCard()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        layout = column(self, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        tools = QWidget()
        flow = FlowLayout(tools, metrics.GAP, metrics.GAP, last_fills=True)
        for tool in (self.verdicts, self.article, self.topic, self.filter):
            flow.addWidget(tool)
        for part in (self._sentence, tools, self.table, self.detail):
            layout.addWidget(part)

    def _connect(self) -> None:
        self.verdicts.changed.connect(lambda _verdict: self._sift())
        self.article.currentIndexChanged.connect(lambda _place: self._sift())
        self.topic.currentIndexChanged.connect(lambda _place: self._sift())
        self.filter.textChanged.connect(self.table.look_for)
        self.table.filter_dropped.connect(self.filter.clear)
        self.table.selection_changed.connect(self._show_chosen)
        self.table.failed.connect(self.failed)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.filter.setFocus)

    def show_view(self, view: ClaimsView) -> None:
        """Draw the ledger; what it is filtered by stays."""
        self._view = view
        self._sentence.show_runs(view.sentence)
        self.verdicts.set_label(_ALL, f"{_ALL} {len(view.rows):,}")
        for verdict, count, _tone in view.counts:
            self.verdicts.set_label(verdict, f"{verdict} {count}")
        _offer(self.article, _ANY_ARTICLE, [(title, number) for number, title in view.articles])
        _offer(self.topic, _ANY_TOPIC, [(topic, topic) for topic in view.topics])
        self._sift()

    def choose(self, claim: str) -> bool:
        """Select a claim by its id, filtered away or not; says whether there is one."""
        if self._view is None or all(shown.id != claim for shown in self._view.rows):
            return False
        self.verdicts.choose(_ALL)
        for choice in (self.article, self.topic):
            choice.setCurrentIndex(0)
        self.filter.clear()
        self._sift()
        self.table.clear_selection()
        self.table.choose(claim)
        self.table.tree.setFocus()
        return True

    def _sift(self) -> None:
        if self._view is None:
            return
        verdict, article, topic = self.verdicts.chosen, self.article.currentData(), self.topic.currentData()
        rows = [
            shown
            for shown in self._view.rows
            if verdict in (_ALL, shown.state_text) and article in (None, shown.article) and topic in (None, shown.topic)
        ]
        self.table.show_rows(rows)
        self.detail.setVisible(bool(self._view.rows))
        if rows and not self.table.selected_rows():
            self.table.choose(rows[0].id)

    def _show_chosen(self, chosen: Sequence[ClaimRow]) -> None:
        if self._view is not None and chosen:
            self.detail.show_claim(next(detail for detail in self._view.details if detail.id == chosen[-1].id))


class ClaimCard(Card):
    """One claim in full."""

    def __init__(self) -> None:
        super().__init__("Claim")
        let_title_wrap(self)
        self._chip = Chip()
        self.header.addWidget(self._chip)
        self._caption = paragraph("", "caption", "muted")
        self._why = paragraph("", "explanation")
        self._how = paragraph(tone="muted")
        self._facts = RichLabel(role="body")
        for part in (self._caption, self._facts, self._why, Label("How it is checked", "table_head", "muted"), self._how):
            self.body.addWidget(part)

    def show_claim(self, detail: ClaimDetail) -> None:
        """Say what it claims, what the check found, how it is checked and why the verdict is what it is."""
        self.title.setText(detail.text)
        self.setAccessibleName(detail.text)
        self._chip.show_state(detail.state_text, detail.tone)
        self._caption.setText(detail.caption)
        self._why.setText(detail.why)
        self._how.setText(detail.how)
        runs: list[tuple[str, bool]] = []
        for what, figure, day in detail.facts:
            runs += [(f"{' · ' if runs else ''}{what} ", False), (figure, True), (f", {day}" if day else "", False)]
        self._facts.show_runs(tuple(runs))
        self._facts.setVisible(bool(runs))


def _select(name: str) -> Select:
    choice = Select()
    choice.setAccessibleName(name)
    choice.setSizeAdjustPolicy(Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(11)
    return choice


def _offer(choice: Select, everything: str, options: Sequence[tuple[str, object]]) -> None:
    """The options with one for all of them; what was chosen stays where it is still offered."""
    before = choice.currentData()
    choice.blockSignals(True)
    choice.clear()
    choice.addItem(everything, userData=None)
    for label, value in options:
        choice.addItem(label, userData=value)
    choice.setCurrentIndex(max(choice.findData(before), 0) if before is not None else 0)
    choice.blockSignals(False)
