"""Where each group and block of a treemap lies, and which heads there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from advisor.presentation.views import Block, BlockGroup
from advisor.ui.charts.squarify import Area, squarify

HEAD_HEIGHT = 20.0
GROUP_GAP = 2.0
_HEAD_INDENT = 8.0
_LEAST_BODY = 24.0


@dataclass(frozen=True, slots=True)
class Tile:
    """A block in its place."""

    block: Block
    area: Area


@dataclass(frozen=True, slots=True)
class GroupTile:
    """A group in its place. `head` is None where its label would not fit whole or would say what its only block says."""

    group: BlockGroup
    area: Area
    head: Area | None
    tiles: tuple[Tile, ...]


def lay_out(groups: Sequence[BlockGroup], area: Area, head_width: Callable[[str], float]) -> tuple[GroupTile, ...]:
    """Divide `area` among the groups by share, and each group's body among its blocks.

    Args:
        groups: Biggest first; groups without a share take no room.
        area: The whole picture.
        head_width: Width of a head's label in pixels.
    """
    shown = [group for group in groups if group.share > 0]
    places = squarify([group.share for group in shown], area)
    return tuple(_group_tile(group, place, area, head_width) for group, place in zip(shown, places, strict=True))


def _group_tile(group: BlockGroup, place: Area, whole: Area, head_width: Callable[[str], float]) -> GroupTile:
    inner = _without_gap(place, whole)
    wide_enough = head_width(group.label) + 2 * _HEAD_INDENT <= inner.width
    has_head = bool(group.label) and _says_more(group) and wide_enough and inner.height >= HEAD_HEIGHT + _LEAST_BODY
    head = Area(inner.left, inner.top, inner.width, HEAD_HEIGHT) if has_head else None
    taken = HEAD_HEIGHT if has_head else 0.0
    body = Area(inner.left, inner.top + taken, inner.width, inner.height - taken)
    blocks = sorted((block for block in group.blocks if block.share > 0), key=lambda block: -block.share)
    areas = squarify([block.share for block in blocks], body)
    return GroupTile(group, inner, head, tuple(Tile(block, place) for block, place in zip(blocks, areas, strict=True)))


def _says_more(group: BlockGroup) -> bool:
    return len(group.blocks) > 1 or not group.label.startswith(group.blocks[0].label)


def _without_gap(place: Area, whole: Area) -> Area:
    """Leave half the gap on each side that has a neighbour."""
    half = GROUP_GAP / 2
    left = half if place.left > whole.left else 0.0
    top = half if place.top > whole.top else 0.0
    right = half if place.right < whole.right - half else 0.0
    bottom = half if place.bottom < whole.bottom - half else 0.0
    width, height = place.width - left - right, place.height - top - bottom
    return Area(place.left + left, place.top + top, max(0.0, width), max(0.0, height))
