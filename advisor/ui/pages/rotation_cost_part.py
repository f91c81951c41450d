"""Cost of rotating: tax and trading cost against how far the seven come down, with a point to pick."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from advisor.presentation.rotation_cost import build_rotation_cost, target_at_point
from advisor.presentation.sentences import NO_ADVICE
from advisor.presentation.views.rotation_cost import CostMeasure, CostPoint, CostView
from advisor.services.suggest_options import SuggestOptions
from advisor.ui import late_advice, metrics
from advisor.ui.background import BackgroundJob
from advisor.ui.charts.cost_curve import CostCurve
from advisor.ui.choices import SegmentedControl
from advisor.ui.pages.advice_parts import Desk, PageHead
from advisor.ui.pages.answered_part import AnsweredPart
from advisor.ui.pages.point_card import PointCard
from advisor.ui.pages.rotation_layout import Beside, paragraph, show_whole
from advisor.ui.slider import Slider
from advisor.ui.tables.rotation_cost_columns import COST_COLUMNS, COST_OUTLINE
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.widgets import Button, Card, Label, row

if TYPE_CHECKING:
    from advisor.advice.model.curve import RotationPoint
    from advisor.services.cost_of_rotating import WorkedOutCurve

_SECONDS = 20.0  # for the whole curve
_BESIDE_FROM = 760  # logical pixels
_SHARES = (68, 32)


class RotationCostPart(AnsweredPart[SuggestOptions, "WorkedOutCurve"]):
    """The curve, the point picked, and every point as a table."""

    key = "cost"
    title = "Cost of rotating"
    opening = "What leaving the seven costs."
    nothing = "No cost to work out yet. Import a positions file, and the curve stands here."

    def __init__(self, desk: Desk) -> None:
        self._worked_out: WorkedOutCurve | None = None
        self._view: CostView | None = None
        super().__init__(desk)
        self.card = Card("What it costs to go further")
        self.measures: SegmentedControl | None = None
        self.chart = CostCurve(desk.themes)
        self.slider = Slider(desk.themes, "How far the seven come down")
        self.point = PointCard()
        self.table: RowsTable[CostPoint] = RowsTable(
            COST_COLUMNS, desk.themes, COST_OUTLINE, name="Cost of rotating", hugs_rows=True, dense=True
        )
        self._notes = paragraph("", "caption", "muted")
        self._progress = Label("", "caption", "muted")
        self._stop = Button("Stop and keep", small=True)
        self._fill_body()
        self._connect_parts()

    def question(self) -> SuggestOptions | None:
        return replace(self.desk.wishes(), time_limit=_SECONDS) if self.desk.has_target() else None

    def ask(self, question: SuggestOptions) -> BackgroundJob:
        self._progress.setText("Working out the first levels.")
        self._working.show()
        return self.desk.runner.start(late_advice.rotation_cost, question)

    def show_answer(self, answer: WorkedOutCurve) -> None:
        self._worked_out = answer
        self.show_view(build_rotation_cost(answer.curve))

    def show_view(self, view: CostView) -> None:
        """Draw a curve."""
        self._view = view
        self.show_head(PageHead(view.headline, view.explanation, NO_ADVICE))
        self._offer_measures(view)
        self._draw()
        self.slider.setRange(0, len(view.points) - 1)
        self._notes.setText("\n".join(view.notes))
        self._notes.setVisible(bool(view.notes))
        show_whole(self.table, view.points)
        self.choose(view.first_place)

    def choose(self, place: int) -> None:
        """Pick a point of the curve."""
        if self._view is None or not 0 <= place < len(self._view.points):
            return
        self.chart.choose(str(place))
        self.slider.setValue(place)
        self.slider.setAccessibleDescription(self._view.points[place].sentence)
        self.point.show_point(self._view.points[place])
        if [chosen.place for chosen in self.table.selected_rows()] != [place]:
            self.table.clear_selection()
            self.table.choose(str(place))

    def export_view(self) -> None:
        """Write every point to a CSV file of the investor's choice."""
        if self.is_answered:
            self.table.export_csv()

    def on_progress(self, doing: str) -> None:
        self._progress.setText(f"{doing}.")

    def on_end(self) -> None:
        self._working.hide()

    def _fill_body(self) -> None:
        self._working = QWidget()
        line = row(self._working, metrics.NO_MARGINS, metrics.GAP)
        line.addWidget(self._progress)
        line.addWidget(self._stop)
        line.addStretch(1)
        self._working.hide()
        self.put_above(self._working)
        self.card.body.addWidget(self.chart, 1)
        self.card.body.addLayout(self._steering())
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.column.addWidget(Beside(self.card, self.point, _SHARES, _BESIDE_FROM))
        self.column.addWidget(self._notes)
        self.column.addWidget(self.table)

    def _steering(self) -> QHBoxLayout:
        steering = row(None, metrics.NO_MARGINS, metrics.GAP)
        steering.addWidget(Label("Today", "caption", "muted"))
        steering.addWidget(self.slider, 1)
        steering.addWidget(Label("The end of the way", "caption", "muted"))
        return steering

    def _connect_parts(self) -> None:
        self._stop.clicked.connect(self.stop)
        self.chart.chosen.connect(lambda key: self.choose(int(key)))
        self.chart.activated.connect(lambda _key: self._plan())
        self.chart.failed.connect(self.failed)
        self.slider.valueChanged.connect(self.choose)
        self.table.selection_changed.connect(lambda rows: self.choose(rows[-1].place) if rows else None)
        self.table.row_entered.connect(lambda _row: self._plan())
        self.table.failed.connect(self.failed)
        self.point.plan.clicked.connect(self._plan)
        self.point.trades.clicked.connect(self._show_trades)

    def _offer_measures(self, view: CostView) -> None:
        if self.measures is None:
            options = tuple((measure.key, measure.title) for measure in view.measures)
            self.measures = SegmentedControl(options, "What the height of the curve is")
            self.measures.changed.connect(lambda _key: self._draw())
            self.card.body.insertWidget(0, self.measures)
        for measure in view.measures:
            self.measures.set_offered(measure.key, True)

    def _draw(self) -> None:
        if self._view is not None:
            measure = self._measure(self._view)
            self.card.caption.setText(measure.caption)
            self.chart.show_view(self._view, measure)

    def _measure(self, view: CostView) -> CostMeasure:
        chosen = self.measures.chosen if self.measures is not None else ""
        return next((measure for measure in view.measures if measure.key == chosen), view.measures[0])

    def _picked(self) -> RotationPoint | None:
        return None if self._worked_out is None else self._worked_out.curve.points[self.slider.value()]

    def _plan(self) -> None:
        picked = self._picked()
        if self.asked is not None and picked is not None:
            self.target_asked.emit(target_at_point(picked, self.asked.target))

    def _show_trades(self) -> None:
        picked = self._picked()
        if self._worked_out is not None and picked is not None:
            self.plan_asked.emit(late_advice.point_of_curve(self._worked_out, picked))
