"""Data: where each figure comes from, how old it is, and the care of the investor's own file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFormLayout, QSizePolicy

from advisor.presentation.data_sources import build_data
from advisor.presentation.views import DataRow, DataView
from advisor.services.clock import today
from advisor.ui import metrics
from advisor.ui.asking import ask_for_file
from advisor.ui.dialogs.classify import ClassifyDialog
from advisor.ui.icons import icon
from advisor.ui.pages.page import Page
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.tables.source_columns import SOURCE_OUTLINE, source_columns
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Card, Headline, Label, RichLabel, column, row

if TYPE_CHECKING:
    from advisor.exposure.model import MeasuredPortfolio

_FUND_FILES = "Holdings files (*.csv *.xlsx *.xls *.xml *.json);;All files (*)"
_SIDE_BY_SIDE_FROM = 860  # page width from which the two cards stand beside each other
_LEAST_TABLE_HEIGHT = 240
_BACK_UP = "Back up…"


class DataPage(Page):
    """The sources of the figures, and the file they are kept in.

    Signals:
        classify_requested: Symbol, `Sleeve`, `Sector`.
        fund_file_chosen: Path of an issuer's holdings file.
        back_up_requested, restore_requested, check_requested: Care of the file.
    """

    key = "data"
    title = "Data"
    icon_name = "database"

    classify_requested = Signal(str, object, object)
    fund_file_chosen = Signal(str)
    back_up_requested = Signal()
    restore_requested = Signal()
    check_requested = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._unclassified: dict[str, str] = {}
        self._headline = Headline("Reading your sources.")
        self._explanation = RichLabel()
        columns = source_columns(lambda subject: subject in self._unclassified)
        self.sources = RowsTable(columns, themes, SOURCE_OUTLINE, name="Sources")
        self.sources.setMinimumHeight(_LEAST_TABLE_HEIGHT)
        self._facts = QFormLayout()
        self._care: dict[str, Button] = {}
        self._funds = self._funds_card()
        self._file = self._file_card()
        self._lay_out()
        self.sources.verb_chosen.connect(self._ask_class)
        self.sources.failed.connect(self.failed)

    def _funds_card(self) -> Card:
        card = Card("A fund’s own list of holdings")
        words = Label(
            "Issuers publish what each fund holds, day by day. With such a file a fund is looked through exactly, "
            "from the day the file names.",
            "body",
            "muted",
        )
        words.setWordWrap(True)
        add = Button("Add an issuer’s holdings file…", icon("file-down", self._themes, "text"), small=True)
        add.clicked.connect(self._choose_fund_file)
        card.body.addWidget(words)
        card.body.addStretch(1)
        card.body.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _file_card(self) -> Card:
        card = Card("Your file")
        self._facts.setContentsMargins(*metrics.NO_MARGINS)
        self._facts.setHorizontalSpacing(metrics.CARD_GAP)
        self._facts.setVerticalSpacing(metrics.SMALL_GAP)
        self._facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        card.body.addLayout(self._facts)
        card.body.addStretch(1)
        buttons = row(None, metrics.NO_MARGINS, metrics.GAP)
        for words, icon_name, signal in (
            (_BACK_UP, "archive", self.back_up_requested),
            ("Restore…", "archive-restore", self.restore_requested),
            ("Check", "circle-check", self.check_requested),
        ):
            button = Button(words, icon(icon_name, self._themes, "text"), small=True)
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
            buttons.addWidget(button)
            self._care[words] = button
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        return card

    def _lay_out(self) -> None:
        layout = column(self, metrics.PAGE_MARGINS, 0)
        layout.addWidget(self._headline)
        layout.addWidget(self._explanation)
        layout.addSpacing(14)
        layout.addWidget(self.sources, 1)
        layout.addSpacing(metrics.CARD_GAP)
        self._cards = row(None, metrics.NO_MARGINS, metrics.CARD_GAP)
        for card in (self._funds, self._file):
            card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self._cards.addWidget(card, 1)
        layout.addLayout(self._cards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= _SIDE_BY_SIDE_FROM
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        exposure = measured.exposure
        names = {symbol: exposure.holdings[symbol].name for symbol in exposure.unclassified} if exposure else {}
        view = build_data(measured, today=today())
        self.show_view(replace(view, file_facts=(*view.file_facts, ("Size", _size_text(Path(measured.database))))), names)

    def show_view(self, view: DataView, unclassified: Mapping[str, str]) -> None:
        """Draw the sources and the file's facts as these words say.

        Args:
            unclassified: Names by symbol of what can be classified here.
        """
        self._unclassified = dict(unclassified)
        self._headline.setText(view.headline)
        self._explanation.show_runs(view.explanation)
        self.sources.show_rows(view.rows)
        while self._facts.rowCount():
            self._facts.removeRow(0)
        for name, words in view.file_facts:
            self._facts.addRow(Label(name, "body", "muted"), _Fact(name, words))

    def refuse_backup(self, reason: str) -> None:
        """Say why no backup can be made now; an empty reason lets it be made."""
        self._care[_BACK_UP].setEnabled(not reason)
        self._care[_BACK_UP].setToolTip(reason)

    def focus_subject(self, subject: str) -> None:
        """Select the rows about a fund, an account or a table."""
        about = [shown for shown in self.sources.standing_rows() if shown.subject == subject]
        self.sources.clear_selection()
        for shown in reversed(about):
            self.sources.choose(SOURCE_OUTLINE.key(shown))

    def export_view(self) -> None:
        """Write the table of sources to a CSV file of the investor's choice."""
        self.sources.export_csv()

    def _ask_class(self, source: DataRow) -> None:
        symbol = source.subject
        dialog = ClassifyDialog(symbol, self._unclassified.get(symbol, ""), self)
        dialog.accepted.connect(lambda: self.classify_requested.emit(symbol, *dialog.choice()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_fund_file(self) -> None:
        ask_for_file(self, "Add an issuer’s holdings file", _FUND_FILES, lambda path: self.fund_file_chosen.emit(str(path)))


class _Fact(Label):
    """A fact about the file; a path that is too long for its place loses its middle."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self._words = words
        self.setToolTip(words)
        self.setAccessibleName(f"{name}: {words}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideMiddle, self.width()))


def _size_text(database: Path) -> str:
    """The file's size on the disk, with what SQLite still holds in the journal beside it."""
    files = (database, database.with_name(f"{database.name}-wal"))
    size = sum(file.stat().st_size for file in files if file.is_file())
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.0f} kB"
