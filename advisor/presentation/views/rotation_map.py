"""The rotation map: relative strength to the right, its momentum upwards, 100 in the middle of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from advisor.rotation.model_map import Step


@dataclass(frozen=True, slots=True, eq=False)
class MapPoint:
    """What moves over the map.

    Attributes:
        key: Unique in its map.
        label: Beside its dot: "Mid cap".
        color_key: A sleeve id, a sector's name, or a tone such as "muted".
        strength: Relative strength, 100 where it keeps up with the benchmark; NaN where it is not known; shape (days,).
        momentum: Of that strength, 100 where it does not change; NaN where it is not known; shape (days,).
        share: Fraction of the money that is in it, which the dot's size shows; None for a reference, which is a hollow square.
        share_text: That fraction as printed: "5.9% of your money"; empty for a reference.
    """

    key: str
    label: str
    color_key: str
    strength: NDArray[np.float64]
    momentum: NDArray[np.float64]
    share: float | None = None
    share_text: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class RotationMapView:
    """A map of one universe.

    Attributes:
        accessible_name: The map's own headline, as of its last day.
        days: The last day of each step, ordinals ascending; shape (days,).
        tail: Points that a tail has, the dot included.
        benchmark_label: What strength is measured against, inside a sentence: "the S&P 500".
        first_end: Place of the first step that the slider goes back to.
        running: Whether the last step is a week that is not over.
        nothing: The sentence in place of a picture where there is too little history: "Needs 50 weeks; MAGS has 31."
    """

    accessible_name: str
    days: NDArray[np.int64]
    points: tuple[MapPoint, ...]
    benchmark_label: str
    step: Step
    first_end: int = 0
    running: bool = False
    tail: int = 8
    nothing: str = ""

    def __post_init__(self) -> None:
        for point in self.points:
            if not self.days.shape == point.strength.shape == point.momentum.shape:
                raise ValueError(f"{point.key}: {point.strength.shape} values for {self.days.shape} days")
