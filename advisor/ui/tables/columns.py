"""What a table shows: its columns, how its rows nest, and how wide everything gets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from advisor.ui.theme import Theme

Row = TypeVar("Row")
SortKey = float | str
CellPainter = Callable[[QPainter, QRect, Row, Theme], None]

GROUP, POSITION, TOTAL = 0, 1, 2
SYMBOL_WIDTH = 64  # a plan's fund without a ticker has its whole name in the symbol's place


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column, described by what it asks of a row.

    Attributes:
        text: What the cell says; also what is copied, exported and read aloud when `painter` draws something else.
        numeric: Right-aligned with its heading, never elided, exported as a plain number.
        weight: "plain", "strong" or "muted".
        tone: A view's tone for the text; None leaves it to the weight.
        painter: Draws the cell instead of its text, inside the cell's padding.
        painted_width: Width that the painter needs, logical pixels.
        sort_key: What sorting compares; None sorts by the text. "" and whatever is not finite come last in both directions.
        flexible: Gives way on a narrow table, down to `least_width`, and elides its text at the end.
        drop_rank: 0 stays always; the column with the highest rank leaves a narrow table first.
        wraps: The text may run over two lines; every row of its table then has room for them.
        verb: The text is something to do: drawn as a link, a click or Enter emits `verb_chosen`.
        tip: What the cell says when somebody points at it or asks more; empty where there is nothing to add.
    """

    heading: str
    text: Callable[[Row], str]
    numeric: bool = False
    weight: str = "plain"
    tone: Callable[[Row], str] | None = None
    painter: CellPainter[Row] | None = None
    painted_width: int = 0
    sort_key: Callable[[Row], SortKey] | None = None
    flexible: bool = False
    least_width: int = 96
    drop_rank: int = 0
    wraps: bool = False
    verb: bool = False
    tip: Callable[[Row], str] | None = None

    def key_of(self, row: Row) -> SortKey:
        return self.sort_key(row) if self.sort_key else self.text(row).casefold()


class Ranked(Protocol):
    """A row of a view that carries the numbers behind its texts."""

    @property
    def sort_values(self) -> tuple[float, ...]: ...


def by_figure(place: int) -> Callable[[Ranked], float]:
    """A sort key: the number at this place of a row's `sort_values`; not known where the row has none."""
    return lambda row: row.sort_values[place] if place < len(row.sort_values) else -inf


def _every_row_alike(_row: object) -> int:
    return POSITION


def _no_lead(_row: object) -> tuple[str, str]:
    return "", ""


def _never(_row: object) -> bool:
    return False


@dataclass(frozen=True)
class Outline(Generic[Row]):
    """How rows nest and which of them stand out.

    Attributes:
        level: 0 a group head, 1 a row, 2 the total that stays at the foot.
        key: Names a row, so that its selection survives new figures.
        lead: What a group head or total says over the first columns: strong words, then muted ones.
        warns: The row stands on the warning colour.
        collapsible: Groups wear a chevron.
    """

    key: Callable[[Row], str]
    level: Callable[[Row], int] = _every_row_alike
    lead: Callable[[Row], tuple[str, str]] = _no_lead
    warns: Callable[[Row], bool] = _never
    collapsible: bool = False


def spoken(columns: Sequence[Column[Row]], outline: Outline[Row], row: Row) -> str:
    """A whole row in words, for those who hear the table."""
    lead = " ".join(part for part in outline.lead(row) if part)
    skipped = outline.level(row) in (GROUP, TOTAL)
    cells = [spoken_cell(column, row) for column in columns if column.numeric or not skipped]
    return ", ".join(part for part in (lead, *cells) if part)


def spoken_cell(column: Column[Row], row: Row) -> str:
    """One cell with its heading; empty for an empty cell."""
    text = column.text(row)
    return f"{column.heading} {text}" if text and column.heading else text


def column_widths(columns: Sequence[Column[Row]], natural: Sequence[int], available: int, padding: int) -> list[int]:
    """Widths for a table of the given width, as the columns say who gives way and who leaves; padding is that of one side."""
    least = [
        min(width, column.least_width + 2 * padding) if column.flexible else width
        for width, column in zip(natural, columns, strict=True)
    ]
    return fit_widths(natural, least, [column.drop_rank for column in columns], available)


def fit_widths(natural: Sequence[int], least: Sequence[int], drop_ranks: Sequence[int], available: int) -> list[int]:
    """Widths of the columns for a table of the given width, 0 for those that leave it.

    Columns leave by rank until the least widths fit. What is then missing is taken from the columns that can give
    way (least < natural) in proportion to what each can give; what is left over is shared evenly.
    """
    shown = list(range(len(natural)))
    while sum(least[i] for i in shown) > available and any(drop_ranks[i] for i in shown):
        shown.remove(max(shown, key=lambda i: drop_ranks[i]))
    widths = [0] * len(natural)
    slack = available - sum(natural[i] for i in shown)
    give = sum(natural[i] - least[i] for i in shown)
    for i in shown:
        share = 1 / len(shown) if slack >= 0 else (natural[i] - least[i]) / give if give else 0.0
        widths[i] = max(natural[i] + int(slack * share), least[i])
    return widths
