"""The tiles of a treemap: none overlaps, none is lost, each is as large as its share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.ui.charts.squarify import Area, squarify

SHARES = st.lists(st.floats(1e-4, 1.0), min_size=1, max_size=60).map(lambda shares: sorted(shares, reverse=True))
SIDES = st.floats(20, 2000)


@given(SHARES, SIDES, SIDES)
def test_areas_are_proportional_and_cover_the_rectangle(shares, width, height):
    tiles = squarify(shares, Area(10, 20, width, height))

    whole = width * height
    for share, tile in zip(shares, tiles, strict=True):
        assert tile.width * tile.height == pytest.approx(whole * share / sum(shares), rel=1e-6, abs=1e-6)
        assert tile.left >= 10 - 1e-6
        assert tile.top >= 20 - 1e-6
        assert tile.right <= 10 + width + 1e-6
        assert tile.bottom <= 20 + height + 1e-6


@given(SHARES, SIDES, SIDES)
def test_no_two_tiles_overlap(shares, width, height):
    tiles = squarify(shares, Area(0, 0, width, height))

    for index, one in enumerate(tiles):
        for other in tiles[index + 1 :]:
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - max(one.top, other.top)
            assert across < 1e-6 or down < 1e-6


def test_the_example_of_the_paper():
    tiles = squarify([6, 6, 4, 3, 2, 2, 1], Area(0, 0, 6, 4))

    assert tiles[0] == pytest.approx((0, 0, 3, 2))
    assert tiles[1] == pytest.approx((0, 2, 3, 2))
    assert tiles[2] == pytest.approx((3, 0, 12 / 7, 7 / 3))


def test_nothing_takes_no_room():
    tiles = squarify([3, 1, 0], Area(0, 0, 40, 10))

    assert [tile.width * tile.height for tile in tiles] == pytest.approx([300, 100, 0])
    assert [tile.width * tile.height for tile in squarify([0, 0], Area(0, 0, 40, 10))] == [0, 0]
