"""State a figure that no price tells, with its day and its source, and take it back."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.domain.errors import InvalidRequestError
from advisor.domain.figures import Figure
from advisor.services.clock import today
from advisor.services.task import Changed, Task
from advisor.storage.engine import Database
from advisor.storage.figures import own_figures, save_figure, take_back_figure


@dataclass(frozen=True, slots=True)
class FigureOutcome:
    """What was stated or taken back; `before` is what the investor had stated in its place, None where that was nothing."""

    figure: Figure
    before: Figure | None
    changed: Changed = Changed.MARKET


def state_figure(db: Database, task: Task, figure: Figure) -> FigureOutcome:
    """Keep a figure in the place of the published one until it is taken back.

    Raises:
        InvalidRequestError: It names no source, or a day that is still to come.
    """
    task.step(0, 1, "Noting the figure")
    if not figure.source.strip():
        raise InvalidRequestError("A figure needs a source.", "Say where it is from. Nothing was changed.")
    if figure.as_of > today():
        raise InvalidRequestError("The day of the figure is still to come.", "State the day on which it was published.")
    before = _stated(db, figure.id)
    save_figure(db, figure)
    return FigureOutcome(figure, before)


def forget_figure(db: Database, task: Task, figure_id: str) -> FigureOutcome:
    """Take a figure of the investor's back, so that the published one counts again.

    Raises:
        InvalidRequestError: The investor stated no such figure.
    """
    task.step(0, 1, "Taking the figure back")
    before = _stated(db, figure_id)
    if before is None or not take_back_figure(db, figure_id):
        raise InvalidRequestError("You have not stated this figure.", "Nothing was changed.")
    return FigureOutcome(before, before)


def _stated(db: Database, figure_id: str) -> Figure | None:
    return next((figure for figure in own_figures(db) if figure.id == figure_id), None)
