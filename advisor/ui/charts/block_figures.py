"""The table behind the blocks and bars of an exposure."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.presentation.views import Block, ExposureView
from advisor.ui.charts.figures import Figures


def block_figures(view: ExposureView) -> Figures:
    """Every block with its group, share, the benchmark's share, the difference and value, in the view's order."""
    rows = tuple(
        (block.label, group.label, block.share_text, block.benchmark_text, block.difference_text, block.value_text)
        for group in view.groups
        for block in group.blocks
    )
    return Figures(("Name", "Part of", "Share", view.benchmark_label, "Difference", "Value"), rows)


def blocks_of(view: ExposureView) -> Iterator[Block]:
    for group in view.groups:
        yield from group.blocks


def tooltip_lines(block: Block, benchmark_label: str) -> tuple[str, ...]:
    """Value, share of everything, and the benchmark's share where it has one."""
    lines = [block.value_text, f"{block.share_text} of your money"]
    if block.benchmark > 0:
        lines.append(f"{block.benchmark_text} of the {benchmark_label} ({block.difference_text})")
    return tuple(lines)
