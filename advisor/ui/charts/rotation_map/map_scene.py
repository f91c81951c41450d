"""Where everything on the rotation map stands, for one end of the tails and one size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from math import floor, log10, sqrt

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF

from advisor.presentation.views import MapPoint, RotationMapView
from advisor.rotation.model_map import Quadrant, quadrant_of
from advisor.ui.charts import drawing
from advisor.ui.charts.rotation_map.label_places import Dot, PlacedName, place_names

MIDDLE = 100.0
NAME_HEIGHT = 16.0
CORNER = 8.0
_BOTTOM = 24.0
_EDGE = 6.0
_AXIS_GAP = 12.0
_ROOM = 1.1  # around what moves farthest from the middle
_LEAST_REACH = 1.0
_REACHES = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
_STEPS = (1.0, 2.0, 5.0)
_TICKS_A_SIDE = 2
_REFERENCE = 4.5
_SMALLEST, _LARGEST, _WHOLE = 4.5, 14.0, 20.0  # radii of dots; of the last, what all the money would have
_MOST_NAMES = 60

_Values = NDArray[np.float64]

CORNERS = {
    Quadrant.IMPROVING: (0, 0),
    Quadrant.LEADING: (1, 0),
    Quadrant.LAGGING: (0, 1),
    Quadrant.WEAKENING: (1, 1),
}


@dataclass(frozen=True, slots=True, eq=False)
class Mover:
    """A point with its tail: spots from the oldest to the end, and the radius of its dot."""

    point: MapPoint
    strength: float
    momentum: float
    tail: tuple[QPointF, ...]
    radius: float

    @property
    def spot(self) -> QPointF:
        return self.tail[-1]

    @property
    def quadrant(self) -> Quadrant:
        return quadrant_of(self.strength, self.momentum)


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot, and how far its axes go from 100 to either side, for strength and momentum."""

    plot: QRectF
    across: float
    up: float

    def spots(self, strengths: _Values, momenta: _Values) -> tuple[_Values, _Values]:
        """Where values stand: x and y in logical pixels."""
        middle = self.plot.center()
        xs: _Values = middle.x() + (strengths - MIDDLE) * (self.plot.width() / 2 / self.across)
        ys: _Values = middle.y() - (momenta - MIDDLE) * (self.plot.height() / 2 / self.up)
        return xs, ys

    def spot(self, strength: float, momentum: float) -> QPointF:
        xs, ys = self.spots(np.array([strength]), np.array([momentum]))
        return QPointF(xs[0], ys[0])

    def corner(self, quadrant: Quadrant) -> QRectF:
        """The quarter of the plot that is this quadrant."""
        right, down = CORNERS[quadrant]
        middle = self.plot.center()
        start = QPointF(middle.x() if right else self.plot.left(), middle.y() if down else self.plot.top())
        return QRectF(start, QSizeF(self.plot.width() / 2, self.plot.height() / 2))


@dataclass(frozen=True, slots=True, eq=False)
class MapScene:
    """One laid-out map: movers in the order of the view, and by key the names that have room."""

    view: RotationMapView
    place: int
    frame: Frame
    movers: tuple[Mover, ...]
    names: Mapping[str, PlacedName]

    @property
    def day(self) -> date:
        return date.fromordinal(int(self.view.days[self.place]))


def lay_out_map(view: RotationMapView, place: int, size: QSizeF, ratio: float, before: Mapping[str, int]) -> MapScene:
    """Place everything for the tails that end at this step.

    Args:
        before: On which side of their dots the names stood last, by key.
    """
    tails = [(point, places) for point in view.points if len(places := tail_places(point, place, view.tail))]
    across = _reach([point.strength[places] for point, places in tails])
    up = _reach([point.momentum[places] for point, places in tails])
    frame = Frame(_plot(size, ratio, up), across, up)
    movers = tuple(_mover(frame, point, places) for point, places in tails)
    return MapScene(view, place, frame, movers, _names(movers, frame, before))


def tail_places(point: MapPoint, place: int, length: int) -> NDArray[np.intp]:
    """The last steps up to this one at which the point is known; none where it is not known at this one."""
    known = np.isfinite(point.strength[: place + 1]) & np.isfinite(point.momentum[: place + 1])
    return np.flatnonzero(known)[-length:] if len(known) and known[-1] else np.empty(0, np.intp)


def ticks(reach: float) -> tuple[float, ...]:
    """Values of the grid of an axis, at most five; 100 is the middle one."""
    step = next(step for step in _nice(_STEPS, reach / (_TICKS_A_SIDE + 1)) if reach / step < _TICKS_A_SIDE + 1)
    return tuple(MIDDLE + number * step for number in range(-_TICKS_A_SIDE, _TICKS_A_SIDE + 1) if abs(number) * step < reach)


def tick_text(value: float) -> str:
    """ "100", "98.5": no more places than it has."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _mover(frame: Frame, point: MapPoint, places: NDArray[np.intp]) -> Mover:
    strengths, momenta = point.strength[places], point.momentum[places]
    xs, ys = frame.spots(strengths, momenta)
    tail = tuple(map(QPointF, xs.tolist(), ys.tolist()))
    return Mover(point, float(strengths[-1]), float(momenta[-1]), tail, _radius(point))


def _radius(point: MapPoint) -> float:
    """So that areas are as shares."""
    return _REFERENCE if point.share is None else min(max(sqrt(max(point.share, 0.0)) * _WHOLE, _SMALLEST), _LARGEST)


def _reach(values: Sequence[NDArray[np.float64]]) -> float:
    """The same to both sides; in steps, so that the axes seldom change while the map plays."""
    farthest = max((float(np.abs(some - MIDDLE).max()) for some in values), default=0.0)
    return next(_nice(_REACHES, max(farthest * _ROOM, _LEAST_REACH)))


def _nice(stops: Sequence[float], least: float) -> Iterator[float]:
    for decade in count(floor(log10(least))):
        yield from (stop * 10.0**decade for stop in stops if stop * 10.0**decade >= least)


def _plot(size: QSizeF, ratio: float, up: float) -> QRectF:
    left = max(drawing.width_of(tick_text(value), "caption") for value in ticks(up)) + _AXIS_GAP
    width, height = max(size.width() - left - _EDGE, 1.0), max(size.height() - _EDGE - _BOTTOM, 1.0)
    return drawing.snapped(QRectF(left, _EDGE, width, height), ratio)


def _names(movers: Sequence[Mover], frame: Frame, before: Mapping[str, int]) -> Mapping[str, PlacedName]:
    """The owned ones choose first, the largest before all."""
    ordered = sorted(movers, key=lambda mover: -1.0 if mover.point.share is None else mover.point.share, reverse=True)
    dots = [
        Dot(m.point.key, m.spot.x(), m.spot.y(), m.radius, drawing.width_of(m.point.label, "caption_strong"), NAME_HEIGHT)
        for m in ordered[:_MOST_NAMES]
    ]
    words = [_edges(word_area(frame, quadrant)) for quadrant in CORNERS]
    circles = [_edges(QRectF(m.spot.x() - m.radius, m.spot.y() - m.radius, 2 * m.radius, 2 * m.radius)) for m in movers]
    return place_names(dots, _edges(frame.plot), np.array(words + circles), _along(movers), before)


def _along(movers: Sequence[Mover]) -> _Values:
    """Spots along all tails: the points and the middles between them; shape (spots, 2)."""
    if not movers:
        return np.empty((0, 2))
    spots = np.array([spot.toTuple() for mover in movers for spot in mover.tail])
    ends = np.cumsum([len(mover.tail) for mover in movers])[:-1] - 1
    return np.vstack([spots, np.delete((spots[1:] + spots[:-1]) / 2, ends, axis=0)])


def _edges(area: QRectF) -> tuple[float, float, float, float]:
    return area.left(), area.top(), area.right(), area.bottom()


def word_area(frame: Frame, quadrant: Quadrant) -> QRectF:
    """Where the name of a quadrant stands, in its outer corner."""
    right, down = CORNERS[quadrant]
    size = QSizeF(drawing.width_of(quadrant.value.capitalize(), "caption_strong") + 2, NAME_HEIGHT)
    corner = frame.corner(quadrant).adjusted(CORNER, CORNER / 2, -CORNER, -CORNER / 2)
    x = corner.right() - size.width() if right else corner.left()
    y = corner.bottom() - size.height() if down else corner.top()
    return QRectF(QPointF(x, y), size)
