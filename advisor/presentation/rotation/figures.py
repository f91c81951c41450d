"""Published figures in words: the gap in earnings growth, valuations, spending, and the dials of the economy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from advisor.domain.figures import Figure, Measure
from advisor.presentation import words
from advisor.presentation.rotation.figure_words import as_typed, figure_text, typed_figure, unit_question
from advisor.presentation.rotation.valuations import build_valuations
from advisor.presentation.sorting import sortable
from advisor.presentation.views.rotation_ledger import FigureRow, FiguresView, GapRow, StatedFigure
from advisor.rotation.fundamentals import REST, SEVEN, STATED, series, standing
from advisor.rotation.model import RotationReport
from advisor.rotation.model_fundamentals import Dial, EarningsGap

CHANGE, TAKE_BACK = "Change…", "Take back"
_YOURS = ("Yours", "accent", "pencil")
_DATED = ("Dated", "plain", "calendar-clock")
_OLD = ("Old", "warning", "calendar-clock")
_LIVE = ("Live", "positive", "circle-check")
_YOURS_AND_OLD = ("Yours, old", "warning", "pencil")
_MISSING = ("None", "warning", "circle-dashed")
LONGEST_STATE = _YOURS_AND_OLD[0]
VALUATION_GAP = "small_large_pe_ratio"
_GROUPS = (
    ("Earnings growth", "what the gaps above are made of", (STATED, SEVEN, REST)),
    ("Forward P/E", "with and without companies that lose money, which are two rules", ("pe_", VALUATION_GAP)),
    ("Capital spending", "of all seven, of four of them, and over two years, which are three scopes", ("capex_",)),
    ("Weight of the seven", "in the S&P 500", ("seven_weight",)),
    ("Federal Reserve", "where its officials see their rate", ("fed_median",)),
    ("Levels and returns", "as published", ("cap_weight", "equal_weight", "dow_level", "russell_level")),
    ("Limits of size", "at entry into the S&P indices", ("size_limits",)),
)
_OTHERS = "Others"


def build_figures(report: RotationReport) -> FiguresView:
    """Every figure that no price tells, each with its day and its source."""
    return FiguresView(
        gap_sentence=_gap_sentence(report.gaps),
        standing_sentence=_standing_sentence(report.figures),
        gaps=tuple(_gap(gap) for gap in report.gaps),
        dials=tuple(_dial(dial) for dial in report.dials),
        figures=_grouped(report),
        valuations=build_valuations(report.valuations),
    )


def figure_meaning(asked: StatedFigure, number: Decimal | None, source: str) -> tuple[str, bool]:
    """What a typed number would put on file, and whether it can be taken."""
    if number is None:
        return f"Type the value {unit_question(asked.unit)}, for example {asked.typed or '3.75'}.", False
    text = figure_text(typed_figure(number, asked.unit), asked.unit)
    if not source.strip():
        return f"{text}. Say where it is from.", False
    before = f" in place of {asked.value_text}" if asked.value is not None else ""
    return f"{text}{before}, until you take it back.", True


def figure_of(asked: StatedFigure, number: Decimal, source: str, as_of: date) -> Figure:
    """The investor's figure."""
    value = typed_figure(number, asked.unit)
    return Figure(
        asked.id,
        asked.series,
        asked.period,
        asked.name,
        value,
        asked.unit,
        as_of,
        source.strip(),
        asked.definition,
        is_users=True,
    )


def stated_words(figure: Figure) -> str:
    """After a figure was stated."""
    about = f", {figure.period}," if figure.period else ""
    return f"{figure.name}{about} counts as {_value(figure)} of {words.long_date(figure.as_of)}, as you said."


def taken_back_words(figure: Figure) -> str:
    """After a figure of the investor's was forgotten."""
    return f"{figure.name} counts as published again."


def another_value(asked: StatedFigure, as_of: date) -> StatedFigure:
    """Asks for one more value of the same series, beside those on file."""
    return StatedFigure(
        f"own_{asked.series}_{as_of.isoformat()}", asked.series, asked.period, asked.name, asked.unit, None, "", "", "",
        asked.definition, is_users=False,
    )  # fmt: skip


def _gap_sentence(gaps: Sequence[EarningsGap]) -> str:
    both = [gap for gap in gaps if gap.stated and gap.published is not None]
    if not both:
        return "Nothing is on file of how much faster the seven’s earnings grow."
    told = "; ".join(
        f"{gap.period}: {_value(gap.stated)} stated, {figure_text(gap.published, Measure.POINTS)} published" for gap in both
    )
    return f"How many points faster the seven’s earnings grow than the other 493’s. {told}."


def _standing_sentence(figures: Mapping[str, Figure]) -> str:
    return f"Small against large companies by forward P/E: {standing(series(figures, VALUATION_GAP)).sentence}"


def _gap(gap: EarningsGap) -> GapRow:
    told = [figure for figure in (gap.stated, gap.seven, gap.rest) if figure]
    days = sorted({figure.as_of for figure in told})
    sources = dict.fromkeys(figure.source for figure in told)
    return GapRow(
        period=gap.period,
        stated_text=_value(gap.stated),
        published_text=figure_text(gap.published, Measure.POINTS),
        apart_text=words.NONE if gap.apart is None else words.points_change(float(gap.apart)),
        seven_text=_value(gap.seven),
        rest_text=_value(gap.rest),
        as_of_text=words.date_span(days[0], days[-1]) if days else words.NONE,
        source="; ".join(sources),
        sort_values=sortable(*(figure.value if figure else None for figure in (gap.stated, gap.seven, gap.rest)), gap.published),
        figure=told[0].id if told else "",
    )


def _grouped(report: RotationReport) -> tuple[FigureRow, ...]:
    elsewhere = {dial.id for dial in report.dials}
    left = [figure for figure in report.figures.values() if figure.series not in elsewhere]
    rows: list[FigureRow] = []
    for name, meaning, starts in (*_GROUPS, (_OTHERS, "", ("",))):
        inside = [figure for figure in left if figure.series.startswith(starts)]
        left = [figure for figure in left if figure not in inside]
        if inside:
            rows += [_head(name, meaning), *(_figure(figure) for figure in inside)]
    return tuple(rows)


def _head(name: str, meaning: str) -> FigureRow:
    return FigureRow(name, 0, name, "", "", "", "", meaning, "", "", "plain", "", "", (), None)


def _figure(figure: Figure) -> FigureRow:
    return _row(figure.id, figure.name, figure, None, _YOURS if figure.is_users else _DATED, _asked(figure))


def _dial(dial: Dial) -> FigureRow:
    now = dial.now
    state = _state(dial)
    unit = now.unit if now else Measure.FRACTION
    asked = StatedFigure(
        id=now.id if now and now.is_users else f"own_{dial.id}",
        series=dial.id,
        period="",
        name=dial.name,
        unit=unit,
        value=now.value if now else None,
        typed=as_typed(now.value, unit) if now else "",
        value_text=_value(now),
        source=now.source if now and now.is_users else "",
        definition=now.definition if now else dial.name,
        is_users=bool(now and now.is_users),
    )
    return _row(dial.id, dial.name, now, dial.before, state, asked)


def _state(dial: Dial) -> tuple[str, str, str]:
    if dial.now is None:
        return _MISSING
    if dial.now.is_users:
        return _YOURS_AND_OLD if dial.is_stale else _YOURS
    return _OLD if dial.is_stale else _LIVE if dial.is_live else _DATED


def _row(
    key: str, name: str, now: Figure | None, before: Figure | None, state: tuple[str, str, str], asked: StatedFigure
) -> FigureRow:
    state_text, tone, icon = state
    return FigureRow(
        key=key,
        level=1,
        name=name,
        period=now.period if now else "",
        value_text=_value(now),
        before_text=f"{_value(before)}, {words.long_date(before.as_of)}" if before else "",
        as_of_text=words.long_date(now.as_of) if now else words.NONE,
        source=now.source if now else "",
        definition=now.definition if now else "",
        state_text=state_text,
        tone=tone,
        icon=icon,
        verb=TAKE_BACK if asked.is_users else CHANGE,
        sort_values=sortable(now.value if now else None, now.as_of.toordinal() if now else None),
        figure=asked,
    )


def _asked(figure: Figure) -> StatedFigure:
    return StatedFigure(
        id=figure.id,
        series=figure.series,
        period=figure.period,
        name=figure.name,
        unit=figure.unit,
        value=figure.value,
        typed=as_typed(figure.value, figure.unit),
        value_text=_value(figure),
        source=figure.source if figure.is_users else "",
        definition=figure.definition,
        is_users=figure.is_users,
    )


def _value(figure: Figure | None) -> str:
    return words.NONE if figure is None else figure_text(figure.value, figure.unit)
