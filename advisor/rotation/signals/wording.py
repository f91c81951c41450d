"""How the signals write rates, points and ranks in their sentences. Halves follow Python's format."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from advisor.domain.days import long_date

_MINUS = "\u2212"


def rate(fraction: float, places: int = 1) -> str:
    """A change: "+4.4%", "−0.2%", "0.0%"."""
    return f"{_signed(fraction * 100, places)}%"


def share(fraction: float, places: int = 0) -> str:
    """A size or a share, its sign only if it is negative: "38%", "−5%"."""
    return f"{_signed(fraction * 100, places).removeprefix('+')}%"


def points(fraction: float, places: int = 1) -> str:
    """A difference without its sign, for "4.6 points more than"."""
    number = f"{abs(fraction) * 100:.{places}f}"
    return f"{number} point{'' if float(number) == 1 else 's'}"


def signed_points(fraction: float, places: int = 1) -> str:
    """A difference of rates or shares: "+4.6 points"."""
    number = _signed(fraction * 100, places)
    return f"{number} point{'' if number.lstrip('+' + _MINUS) in ('1', '1.0') else 's'}"


def more_or_less(fraction: float, places: int = 1) -> str:
    """ "4.6 points more than", "0.3 points less than", "as much as"."""
    if not float(f"{fraction * 100:.{places}f}"):
        return "as much as"
    return f"{points(fraction, places)} {'less' if fraction < 0 else 'more'} than"


def distance(fraction: float) -> str:
    """How far apart, without a sign: "2.5%", "under 0.1%"."""
    return "under 0.1%" if 0 < abs(fraction) < 0.0005 else share(abs(fraction), 1)


def count(number: int, one: str, many: str = "") -> str:
    """ "1 week", "3 weeks", "no weeks"."""
    return f"{f'{number:,}' if number else 'no'} {one if number == 1 else many or one + 's'}"


def day_at(days: NDArray[np.int64], place: int) -> str:
    """ "Feb 6, 2026": the day at a place of an array of ordinals."""
    return long_date(date.fromordinal(int(days[place])))


def capital(words: str) -> str:
    """With a capital at their start, as a sentence begins."""
    return words[:1].upper() + words[1:]


def _signed(number: float, places: int) -> str:
    text = f"{abs(number):.{places}f}"
    if not float(text):
        return text
    return f"{_MINUS if number < 0 else '+'}{text}"
