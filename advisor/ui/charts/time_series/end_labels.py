"""Names at the right ends of lines, each as near to its end as the others let it."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wanted: Sequence[float], height: float, top: float, bottom: float) -> list[float]:
    """Middles for texts of one height that do not overlap and stay between top and bottom.

    Those that would overlap are moved together, as a block around the mean of what they want.

    Args:
        wanted: Where each middle would be best; there is room for all of them.
    """
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    least, most = top + height / 2, bottom - height / 2
    blocks: list[tuple[float, int]] = []  # (first middle, how many)
    for place in order:
        start, size = min(max(wanted[place], least), most), 1
        while blocks and blocks[-1][0] + blocks[-1][1] * height > start:
            before, many = blocks.pop()
            mean = (many * (before + (many - 1) * height / 2) + size * (start + (size - 1) * height / 2)) / (many + size)
            size += many
            start = min(max(mean - (size - 1) * height / 2, least), most - (size - 1) * height)
        blocks.append((start, size))
    middles = [start + number * height for start, size in blocks for number in range(size)]
    placed = [0.0] * len(wanted)
    for place, middle in zip(order, middles, strict=True):
        placed[place] = middle
    return placed


def room_for(height: float, top: float, bottom: float) -> int:
    """How many texts of this height stand between top and bottom."""
    return max(0, int((bottom - top) // height))
