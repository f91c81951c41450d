"""The choices of scale as a menu: what a chart's lines refuse is there, disabled, and says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QMenu

from advisor.ui.charts.time_series.scaling import Measure, Scaling


def add_scale_choices(
    menu: QMenu, present: Scaling, own: Measure, refusal: Callable[[Scaling], str], choose: Callable[[Scaling], object]
) -> None:
    """Add the choices to a menu.

    Args:
        present: The scaling in force.
        own: What the chart shows unless the reader wants something else.
        refusal: Why a scaling cannot be had; empty where it can.
        choose: Puts a scaling in force.
    """
    menu.setToolTipsVisible(True)
    for words, is_chosen, scaling in _choices(present, own):
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(is_chosen)
        reason = refusal(scaling)
        action.setEnabled(not reason)
        action.setToolTip(reason)
        action.triggered.connect(partial(_choose, choose, scaling))


def _choose(choose: Callable[[Scaling], object], scaling: Scaling, *_checked: bool) -> None:
    choose(scaling)


def _choices(present: Scaling, own: Measure) -> list[tuple[str, bool, Scaling]]:
    """Words, whether they are in force, and the scaling that choosing them brings."""
    is_rebased, is_fall = present.measure == Measure.REBASED, present.measure == Measure.DRAWDOWN
    is_log, is_percent = present.log and not is_fall, present.percent and is_rebased
    upright = own if is_fall else present.measure
    return [
        ("Log scale", is_log, replace(present, log=not is_log, measure=upright)),
        ("All start at 100", is_rebased, replace(present, measure=Measure.VALUES if is_rebased else Measure.REBASED)),
        ("As per cent of the start", is_percent, replace(present, measure=Measure.REBASED, percent=not is_percent)),
        ("Below the high", is_fall, replace(present, measure=own if is_fall else Measure.DRAWDOWN)),
    ]
