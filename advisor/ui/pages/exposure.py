"""Exposure: what is inside the money, as blocks, bars and a table, and how each block is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout

from advisor.domain.classification import Sleeve
from advisor.domain.errors import AdvisorError
from advisor.presentation.exposure import build_exposure, largest_company
from advisor.presentation.fund_comparison import compare_funds
from advisor.presentation.views import Block, ExposureView
from advisor.services.clock import today
from advisor.ui import metrics
from advisor.ui.charts.block_figures import block_figures, blocks_of
from advisor.ui.charts.block_views import BlockViews
from advisor.ui.charts.curve import ConcentrationCurve
from advisor.ui.charts.export import save_figures
from advisor.ui.charts.matrix import OverlapMatrix
from advisor.ui.pages.block_detail import BlockDetail
from advisor.ui.pages.exposure_tools import ExposureTools
from advisor.ui.pages.page import Page
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, EmptyState, Headline, RichLabel, column

if TYPE_CHECKING:
    from advisor.exposure.model import MeasuredPortfolio

_SIDE_BY_SIDE_FROM = 980  # page width from which the chosen block stands beside the blocks
_BLOCKS_HEIGHT, _LOWER_HEIGHT = 338, 212  # their ratio holds at every height
_LEAST_BLOCKS_HEIGHT, _LEAST_LOWER_HEIGHT = 300, 190
_WIDTHS = (702, 318)
_NOTHING_OWNED = "Nothing to look through yet. Import a positions file, and what is inside your money stands here."


class ExposurePage(Page):
    """Blocks by sleeve, sector, company, fund or account; the chosen one opened beside them; concentration and overlap below.

    Signals:
        benchmark_chosen: Symbol of the fund to compare with from now on.
    """

    key = "exposure"
    title = "Exposure"
    icon_name = "layers"

    benchmark_chosen = Signal(str)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._measured: MeasuredPortfolio | None = None
        self._view: ExposureView | None = None
        self._headline = Headline()
        self._explanation = RichLabel()
        self._tools = ExposureTools(themes)
        self._blocks = BlockViews(themes)
        self._detail = BlockDetail(themes)
        self._detail.setMaximumWidth(metrics.WIDEST_SIDE_PANEL)
        self._curve = ConcentrationCurve(themes)
        self._matrix = OverlapMatrix(themes)
        self._empty = EmptyState(_NOTHING_OWNED, "Import a file")
        self._lay_out()
        self._connect()

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        self._measured = measured
        owns_something = measured.exposure is not None
        self._empty.setVisible(not owns_something)
        for part in (self._tools, self._blocks_card, self._detail, self._curve_card, self._matrix_card):
            part.setVisible(owns_something)
        if measured.exposure is not None:
            self._tools.show_benchmark(measured.exposure.benchmark.symbol)
        self.show_view(build_exposure(measured, self._tools.by, today=today()))

    def show_view(self, view: ExposureView) -> None:
        """Draw the words, blocks, curve and matrix of a view; the chosen block stays chosen where it is still there."""
        self._view = view
        self._headline.setText(view.headline)
        self._explanation.show_runs(view.explanation)
        self._blocks.show_view(view)
        self._curve.show_view(view.curve)
        self._matrix.show_view(view.matrix)
        if self._block(self._blocks.chosen) is None:
            self._blocks.choose(self._first_choice(view))
        else:
            self._show_detail(self._blocks.chosen)

    def focus_subject(self, subject: str) -> None:
        """Open a sleeve, a company, a held fund, or two funds side by side ("VOO|VTI"), whichever the subject names."""
        if not subject or self._measured is None:
            return
        if "|" in subject:
            self._compare(subject)
            return
        for by, key in _places_of(subject):
            self._show_by(by)
            if self._block(key) is not None:
                self._blocks.choose(key)
                self._blocks.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._detail.isVisible():
            self._close_detail()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        self._place_cards(side_by_side=width >= _SIDE_BY_SIDE_FROM and width > self._least_side_by_side())

    def _least_side_by_side(self) -> int:
        """With a wide typeface two cards hold the page open: at that width it must stack them to become any narrower."""
        left, _, right, _ = metrics.PAGE_MARGINS
        pairs = ((self._curve_card, self._matrix_card), (self._blocks_card, self._detail))
        return left + right + metrics.CARD_GAP + max(a.minimumSizeHint().width() + b.minimumSizeHint().width() for a, b in pairs)

    def _lay_out(self) -> None:
        self._blocks_card = _card(self._blocks, "", "")
        self._blocks_card.setMinimumHeight(_LEAST_BLOCKS_HEIGHT)
        self._curve_card = _card(self._curve, "How few companies carry it", "share of stocks in the largest n companies")
        self._matrix_card = _card(self._matrix, "How much your funds repeat each other", "shared weight")
        for card in (self._curve_card, self._matrix_card):
            card.setMinimumHeight(_LEAST_LOWER_HEIGHT)
        layout = column(self, metrics.PAGE_MARGINS, 0)
        layout.addWidget(self._headline)
        layout.addWidget(self._explanation)
        layout.addSpacing(10)
        layout.addWidget(self._tools)
        layout.addSpacing(12)
        self._upper, self._lower = _grid(), _grid()
        layout.addLayout(self._upper, _BLOCKS_HEIGHT)
        layout.addSpacing(metrics.CARD_GAP)
        layout.addLayout(self._lower, _LOWER_HEIGHT)
        layout.addWidget(self._empty, _BLOCKS_HEIGHT + _LOWER_HEIGHT)
        self._empty.hide()
        self._place_cards(side_by_side=True)

    def _place_cards(self, *, side_by_side: bool) -> None:
        self._upper.addWidget(self._blocks_card, 0, 0)
        self._upper.addWidget(self._detail, 0 if side_by_side else 1, 1 if side_by_side else 0)
        self._detail.setMaximumWidth(metrics.WIDEST_SIDE_PANEL if side_by_side else self.maximumWidth())
        self._lower.addWidget(self._curve_card, 0, 0)
        self._lower.addWidget(self._matrix_card, 0 if side_by_side else 1, 1 if side_by_side else 0)
        self._upper.setColumnStretch(0, _WIDTHS[0])
        self._upper.setColumnStretch(1, _WIDTHS[1] if side_by_side else 0)
        for number in (0, 1):
            self._lower.setColumnStretch(number, 1 if side_by_side or number == 0 else 0)

    def _connect(self) -> None:
        self._tools.by_chosen.connect(self._show_by)
        self._tools.form_chosen.connect(self._blocks.show_form)
        self._tools.benchmark_chosen.connect(self.benchmark_chosen)
        self._tools.export_wanted.connect(self.export_view)
        self._blocks.block_chosen.connect(self._show_detail)
        self._blocks.block_entered.connect(self._enter)
        self._matrix.activated.connect(self._compare)
        self._empty.clicked.connect(lambda: self.navigate.emit("overview", ""))
        self._detail.closed.connect(self._close_detail)
        self._detail.holding_wanted.connect(lambda symbol: self.navigate.emit("holdings", symbol))
        for chart in (self._blocks, self._curve, self._matrix):
            chart.failed.connect(self.failed)

    def _show_by(self, by: str) -> None:
        self._tools.show_by(by)
        if self._measured is not None and (self._view is None or self._view.by != by):
            self.show_view(build_exposure(self._measured, by, today=today()))

    def _show_detail(self, key: str) -> None:
        block = self._block(key)
        self._detail.setVisible(block is not None)
        if block is not None:
            self._detail.show_block(block)

    def _compare(self, pair: str) -> None:
        """Open two funds, company by company, where a block would stand."""
        exposure = self._measured.exposure if self._measured else None
        comparison = compare_funds(exposure, *pair.split("|", 1)) if exposure else None
        if comparison is not None:
            self._blocks.choose("")
            self._detail.show()
            self._detail.show_block(comparison)

    def _close_detail(self) -> None:
        self._blocks.choose("")
        self._detail.hide()
        self._blocks.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self, key: str) -> None:
        """Go one step deeper: from a sleeve to its companies, from a position to its row in Holdings."""
        block = self._block(key)
        if block is None or self._view is None:
            return
        if self._view.by == "sleeve":
            self._show_by("company")
            self._blocks.go_into(key)
        elif block.symbol or any(route.symbol == key for route in block.routes):
            self.navigate.emit("holdings", block.symbol or key)

    def export_view(self) -> None:
        """Write the figures of the chosen cut to a CSV file of the investor's choice."""
        if self._view is None:
            return
        try:
            save_figures(self, f"Exposure by {self._view.by}", block_figures(self._view))
        except AdvisorError as error:
            self.failed.emit(error)

    def _block(self, key: str) -> Block | None:
        return next((block for block in blocks_of(self._view) if block.key == key), None) if self._view else None

    def _first_choice(self, view: ExposureView) -> str:
        """The company of the headline, else the largest block."""
        blocks = list(blocks_of(view))
        exposure = self._measured.exposure if self._measured else None
        largest = largest_company(exposure) if exposure and view.by == "company" else None
        if largest is not None and any(block.key == largest.symbol for block in blocks):
            return largest.symbol
        return max(blocks, key=lambda block: block.share).key if blocks else ""


def _places_of(subject: str) -> tuple[tuple[str, str], ...]:
    """Where a subject may stand, as (view, key of its block)."""
    if subject in set(Sleeve):
        return (("sleeve", subject),)
    return ("company", subject), ("fund", f"holding:{subject}"), ("sector", subject)


def _card(content: BlockViews | ConcentrationCurve | OverlapMatrix, title: str, caption: str) -> Card:
    card = Card(title, caption)
    card.body.addWidget(content, 1)
    return card


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(*metrics.NO_MARGINS)
    grid.setSpacing(metrics.CARD_GAP)
    return grid
