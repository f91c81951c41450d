"""Data: where each figure comes from, how old it is, what the network may be asked, and the care of the investor's own file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QSizePolicy

from advisor.presentation.data_sources import build_data
from advisor.presentation.own_classes import places_now
from advisor.presentation.views import DataRow, DataView
from advisor.services.clock import today
from advisor.services.refresh_choice import RefreshChoice
from advisor.ui import metrics
from advisor.ui.asking import ask_for_market_file
from advisor.ui.dialogs.classify import ClassifyDialog
from advisor.ui.dialogs.opening import open_dialog
from advisor.ui.dialogs.sec_contact import SecContactDialog
from advisor.ui.dialogs.source_details import SourceDetailsDialog
from advisor.ui.pages.file_card import FileCard, size_text
from advisor.ui.pages.network_card import NetworkCard
from advisor.ui.pages.page import Page
from advisor.ui.tables.filter_field import FilterField
from advisor.ui.tables.rows_table import RowAction, RowsTable
from advisor.ui.tables.source_columns import SOURCE_COLUMNS, SOURCE_OUTLINE
from advisor.ui.theme import Themes
from advisor.ui.widgets import Headline, RichLabel, column, row

if TYPE_CHECKING:
    from advisor.domain.classification import Sector, Sleeve
    from advisor.exposure.model import MeasuredPortfolio

_SIDE_BY_SIDE_FROM = 860  # page width from which the two cards stand beside each other
_LEAST_TABLE_HEIGHT = 230
_WORDS_TO_FILTER = 3  # of the width beside the filter, which would grow with its button otherwise


class DataPage(Page):
    """The sources of the figures, what may be asked of the network, and the file everything is kept in.

    Signals:
        refresh_requested: `RefreshChoice`.
        classify_requested: Symbol, `Sleeve`, `Sector`.
        take_back_requested: Symbol whose classification by hand is to be forgotten.
        forget_requested: `AskedFor` (holdings or closes) and the symbol of which what is on file is to be forgotten.
        import_requested: A newer file of a broker is to be chosen.
        fund_file_chosen: Path of an issuer's holdings file, and the fund that was meant.
        files_chosen: Paths (list) of files that tell of the market: what a fund holds, or closes.
        contact_given: The mail address for the SEC; empty to withdraw it.
    """

    key = "data"
    title = "Data"
    icon_name = "database"

    refresh_requested = Signal(object)
    classify_requested = Signal(str, object, object)
    take_back_requested = Signal(str)
    forget_requested = Signal(object, str)
    import_requested = Signal()
    fund_file_chosen = Signal(str, str)
    files_chosen = Signal(list)
    contact_given = Signal(str)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._names: dict[str, str] = {}
        self._places: Mapping[str, tuple[Sleeve, Sector]] = {}
        self._contact = ""
        self._headline = Headline("Reading your sources.")
        self._explanation = RichLabel()
        self.sources = RowsTable(SOURCE_COLUMNS, themes, SOURCE_OUTLINE, name="Sources", verb_on_enter=False)
        self.sources.setMinimumHeight(_LEAST_TABLE_HEIGHT)
        self.filter = FilterField(themes)
        self.network = NetworkCard(themes)
        self.file = FileCard(themes)
        self._acts: Mapping[str, Callable[[DataRow], None]] = {
            "refresh": self._ask_refresh,
            "add_file": lambda source: self.choose_fund_file(source.subject),
            "classify": self._ask_class,
            "take_back": lambda source: self.take_back_requested.emit(source.subject),
            "import": lambda _source: self.import_requested.emit(),
        }
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        layout = column(self, metrics.PAGE_MARGINS, 0)
        layout.addWidget(self._headline)
        above = row(None, metrics.NO_MARGINS, metrics.CARD_GAP)
        above.addWidget(self._explanation, _WORDS_TO_FILTER)
        above.addWidget(self.filter, 1)
        layout.addLayout(above)
        layout.addSpacing(metrics.GAP)
        layout.addWidget(self.sources, 1)
        layout.addSpacing(metrics.CARD_GAP)
        self._cards = row(None, metrics.NO_MARGINS, metrics.CARD_GAP)
        for card in (self.network, self.file):
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._cards.addWidget(card, 1)
        layout.addLayout(self._cards)

    def _connect(self) -> None:
        self.sources.verb_chosen.connect(lambda source: self._acts[source.act](source))
        self.sources.row_entered.connect(self._enter)
        self.sources.set_row_actions(self._row_actions)
        self.sources.failed.connect(self.failed)
        self.filter.textChanged.connect(self.sources.look_for)
        self.sources.filter_dropped.connect(self.filter.clear)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.filter.setFocus)
        self.network.file_asked.connect(self._choose_file)
        self.network.contact_asked.connect(self._ask_contact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= _SIDE_BY_SIDE_FROM
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        held = measured.exposure.holdings if measured.exposure else {}
        view = build_data(measured, today=today())
        view = replace(view, file_facts=(*view.file_facts, ("Size", size_text(Path(measured.database)))))
        self._places = places_now(measured)
        self.show_view(view, {symbol: mix.name for symbol, mix in held.items()})

    def show_view(self, view: DataView, names: Mapping[str, str]) -> None:
        """Draw the sources, the network's state and the file's facts as these words say.

        Args:
            names: Names of what is held, by symbol.
        """
        self._names = dict(names)
        self._headline.setText(view.headline)
        self._explanation.show_runs(view.explanation)
        self.sources.show_rows(view.rows)
        self.file.show_facts(view.file_facts)
        self.network.setVisible(view.network is not None)
        if view.network is not None:
            self._contact = view.network.sec_contact
            self.network.show_view(view.network)

    def focus_subject(self, subject: str) -> None:
        """Select the rows about a fund, an account or a table."""
        self.filter.clear()
        about = [shown for shown in self.sources.standing_rows() if shown.subject == subject]
        self.sources.clear_selection()
        for shown in reversed(about):
            self.sources.choose(SOURCE_OUTLINE.key(shown))

    def export_view(self) -> None:
        """Write the table of sources to a CSV file of the investor's choice."""
        self.sources.export_csv()

    def choose_fund_file(self, meant: str) -> None:
        """Ask for an issuer's list of what a fund holds."""
        ask_for_market_file(self, lambda path: self.fund_file_chosen.emit(str(path), meant))

    def _choose_file(self) -> None:
        ask_for_market_file(self, lambda path: self.files_chosen.emit([path]))

    def _row_actions(self, source: DataRow) -> Sequence[RowAction]:
        actions: list[RowAction] = []
        if source.verb:
            actions.append((source.verb, partial(self._acts[source.act], source)))
        actions += [(words, partial(self._acts[act], source)) for words, act in source.also]
        if source.details is not None:
            actions.append(("What is known about it…", partial(self._show_details, source)))
        if source.subject in self._names:
            actions += [(words, act) for words, act in self._always_possible(source) if words != source.verb]
        return actions

    def _always_possible(self, source: DataRow) -> Sequence[RowAction]:
        return (("Add file…", partial(self.choose_fund_file, source.subject)), ("Classify…", partial(self._ask_class, source)))

    def _enter(self, source: DataRow) -> None:
        if source.details is not None:
            self._show_details(source)
        elif source.verb:
            self._acts[source.act](source)

    def _show_details(self, source: DataRow) -> None:
        if source.details is None:
            return
        note = "" if source.note == source.details.sentence else source.note
        dialog = SourceDetailsDialog(source.details, note, source.verb, self._themes, self)
        dialog.verb_chosen.connect(lambda: self._acts[source.act](source))
        dialog.forget_chosen.connect(self.forget_requested)
        open_dialog(dialog)

    def _ask_refresh(self, source: DataRow) -> None:
        asked_for = frozenset(RefreshChoice().asked_for if source.asked_for is None else {source.asked_for})
        # Who points at one symbol wants it asked for now, even if it was answered today.
        self.refresh_requested.emit(RefreshChoice(source.symbols, asked_for, again=len(source.symbols) == 1))

    def _ask_class(self, source: DataRow) -> None:
        symbol = source.subject
        dialog = ClassifyDialog(symbol, self._names.get(symbol, ""), self, now=self._places.get(symbol))
        dialog.accepted.connect(lambda: self.classify_requested.emit(symbol, *dialog.choice()))
        open_dialog(dialog)

    def _ask_contact(self) -> None:
        dialog = SecContactDialog(self._contact, self)
        dialog.accepted.connect(lambda: self.contact_given.emit(dialog.address()))
        open_dialog(dialog)
