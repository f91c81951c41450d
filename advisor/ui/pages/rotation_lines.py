"""The other 493 against the seven, as two lines or as one, and any symbol against any other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QMenu, QWidget

from advisor.presentation.rotation.market_lines import (
    lines_explanation,
    pair_choices,
    pair_explanation,
    pair_view,
    rest_against_seven,
)
from advisor.rotation.model import MarketRotation
from advisor.ui import metrics
from advisor.ui.charts.time_series.panel import TimeSeriesPanel
from advisor.ui.charts.time_series.time_window import TimeWindow
from advisor.ui.choices import SegmentedControl, Select
from advisor.ui.icons import icon
from advisor.ui.pages.explain_button import ExplainButton
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Card, Label, row

LINES, RATIO, PAIR = "lines", "ratio", "pair"
_FORMS = ((LINES, "Both"), (RATIO, "Ratio"), (PAIR, "Any two"))
_TITLES = {
    LINES: ("The other 493 against the seven", ""),
    RATIO: ("The other 493 / the seven", "rises when the other 493 return more"),
    PAIR: ("One against another", ""),
}
_FIRST_PAIR = ("RSP", "SPY")
_REST_OVER_SEVEN = ("SP493", "MAG7")
_CHOICE_WIDTH = 190


class LinesCard(Card):
    """Two lines rebased, their ratio, or the ratio of any two symbols.

    Signals:
        failed: The exception of an export.
        work_asked: Long work of the chart, and what is to be done with its result.
    """

    failed = Signal(object)
    work_asked = Signal(object, object)

    def __init__(self, themes: Themes, window: TimeWindow) -> None:
        super().__init__(*_TITLES[LINES])
        self._market: MarketRotation | None = None
        self._since = date.min
        self._marks: Sequence[tuple[date, str]] = ()
        self.panel = TimeSeriesPanel(themes, window)
        self.forms = SegmentedControl(_FORMS, "What is drawn")
        self.above, self.below = _choice("Above the line"), _choice("Below the line")
        self.scale = Button("Scale", icon("chevron-down", themes, "text"), small=True)
        self._pair = QWidget()
        self._lay_out(themes)
        self._connect()

    def _lay_out(self, themes: Themes) -> None:
        choices = row(self._pair, metrics.NO_MARGINS, metrics.GAP)
        for part in (self.above, Label("against", "caption", "muted"), self.below):
            choices.addWidget(part)
        choices.addStretch(1)
        self._pair.hide()
        tools = row(None, metrics.NO_MARGINS, metrics.GAP)
        tools.addWidget(self.forms)
        tools.addStretch(1)
        tools.addWidget(self.scale)
        self.header.addWidget(ExplainButton("The lines", self._explained, themes))
        self.body.addLayout(tools)
        self.body.addWidget(self._pair)
        self.body.addWidget(self.panel, 1)

    def show_market(self, market: MarketRotation, since: date, marks: Sequence[tuple[date, str]]) -> None:
        """Draw other closes, or the same counted from another day."""
        if market is not self._market:
            self._offer(market)
        self._market, self._since, self._marks = market, since, marks
        self._draw()

    def show_pair(self, above: str, below: str) -> None:
        """Draw one symbol against another, where there are closes of both."""
        for chooser, symbol in ((self.above, above), (self.below, below)):
            with QSignalBlocker(chooser):
                chooser.setCurrentIndex(chooser.findData(symbol))
        self.forms.choose(PAIR)
        self._draw()

    @property
    def shown(self) -> tuple[str, str]:
        """The two symbols that stand against each other."""
        if self.forms.chosen == PAIR:
            return self.above.currentData() or "", self.below.currentData() or ""
        return _REST_OVER_SEVEN

    def _connect(self) -> None:
        self.forms.changed.connect(self._draw)
        for chooser in (self.above, self.below):
            chooser.activated.connect(self._draw)
        self.scale.clicked.connect(self._offer_scales)
        self.panel.chart.failed.connect(self.failed)
        self.panel.chart.work_asked.connect(self.work_asked)

    def _explained(self) -> Sequence[str]:
        if self._market is None:
            return ()
        return pair_explanation(self._market, *self.shown) if self.forms.chosen == PAIR else lines_explanation(self._market)

    def _offer_scales(self) -> None:
        menu = QMenu(self)
        self.panel.chart.add_scale_choices(menu)
        menu.exec(self.scale.mapToGlobal(self.scale.rect().bottomLeft()))
        menu.deleteLater()

    def _offer(self, market: MarketRotation) -> None:
        choices = pair_choices(market)
        for chooser, first in zip((self.above, self.below), _FIRST_PAIR, strict=True):
            kept = chooser.currentData() or first
            with QSignalBlocker(chooser):
                chooser.clear()
                for symbol, words in choices:
                    chooser.addItem(words, symbol)
                chooser.setCurrentIndex(max(chooser.findData(kept), 0))

    def _draw(self) -> None:
        if self._market is None:
            return
        form = self.forms.chosen
        self._pair.setVisible(form == PAIR)
        title, caption = _TITLES[form]
        self.title.setText(title)
        self.caption.setText(caption)
        if form == LINES:
            view = rest_against_seven(self._market, self._since, self._marks)
        else:
            view = pair_view(self._market, *self.shown, self._since, self._marks)
        self.panel.show_chart()
        self.panel.chart.show_view(view)


def _choice(name: str) -> Select:
    chooser = Select(small=True)
    chooser.setAccessibleName(name)
    chooser.setSizeAdjustPolicy(Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    chooser.setMinimumWidth(_CHOICE_WIDTH)
    chooser.view().setMinimumWidth(2 * _CHOICE_WIDTH)
    return chooser
