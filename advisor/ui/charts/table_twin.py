"""The table behind the blocks: the same figures as rows that sort, filter, copy and export."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.presentation.views import Block, ExposureView
from advisor.ui.tables.columns import GROUP, POSITION, Column, Outline
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.theme import Themes


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A group's head (no block) or one block."""

    key: str
    label: str
    block: Block | None


class BlockTable(RowsTable[BlockRow]):
    """Blocks under the heads of their groups."""

    def __init__(self, themes: Themes) -> None:
        super().__init__(_COLUMNS, themes, _OUTLINE, name="Exposure", dense=True)
        self.setObjectName("blockTable")  # it stands inside a card, whose frame is enough

    def show_view(self, view: ExposureView) -> None:
        """List the view's blocks; groups without a label have no head."""
        rows: list[BlockRow] = []
        for group in view.groups:
            if group.label:
                rows.append(BlockRow(group.key, group.label, None))
            rows += [BlockRow(block.key, block.label, block) for block in group.blocks]
        self.show_rows(rows)

    def choose_block(self, key: str) -> None:
        """Select this block alone."""
        if [row.key for row in self.selected_rows()] != [key]:
            self.clear_selection()
            self.choose(key)


def _routes(row: BlockRow) -> str:
    return "; ".join(route.label for route in row.block.routes) if row.block else ""


_COLUMNS = (
    Column[BlockRow]("Name", lambda row: row.label, weight="strong", flexible=True),
    Column[BlockRow](
        "Share",
        lambda row: row.block.share_text if row.block else "",
        numeric=True,
        sort_key=lambda row: row.block.share if row.block else 0.0,
    ),
    Column[BlockRow](
        "Benchmark",
        lambda row: row.block.benchmark_text if row.block else "",
        numeric=True,
        weight="muted",
        sort_key=lambda row: row.block.benchmark if row.block else 0.0,
        drop_rank=1,
    ),
    Column[BlockRow](
        "Difference",
        lambda row: row.block.difference_text if row.block else "",
        numeric=True,
        weight="muted",
        sort_key=lambda row: row.block.share - row.block.benchmark if row.block and row.block.difference_text else 0.0,
        drop_rank=3,
    ),
    Column[BlockRow](
        "Value",
        lambda row: row.block.value_text if row.block else "",
        numeric=True,
        sort_key=lambda row: row.block.value if row.block else 0.0,
    ),
    Column[BlockRow]("How it is held", _routes, weight="muted", flexible=True, least_width=140, drop_rank=2),
)
_OUTLINE = Outline[BlockRow](
    key=lambda row: row.key,
    level=lambda row: POSITION if row.block else GROUP,
    lead=lambda row: (row.label, "") if row.block is None else ("", ""),
)
