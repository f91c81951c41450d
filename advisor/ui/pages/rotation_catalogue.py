"""The parts of the Rotation page, in the order of their segments. They need numpy and are loaded once they are looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from advisor.ui.pages.rotation_breadth import BreadthPart
from advisor.ui.pages.rotation_ledger import LedgerPart
from advisor.ui.pages.rotation_market import MarketPart
from advisor.ui.pages.rotation_parts import RotationPart
from advisor.ui.pages.rotation_signals import SignalsPart
from advisor.ui.pages.rotation_themes import ThemesPart
from advisor.ui.theme import Themes


class PartEntry(NamedTuple):
    """A part as its segment names it, and what makes it."""

    key: str
    title: str
    make: Callable[[Themes], RotationPart]


PARTS: tuple[PartEntry, ...] = (
    PartEntry(MarketPart.key, MarketPart.title, MarketPart),
    PartEntry(BreadthPart.key, BreadthPart.title, BreadthPart),
    PartEntry(SignalsPart.key, SignalsPart.title, SignalsPart),
    PartEntry(ThemesPart.key, ThemesPart.title, ThemesPart),
    PartEntry(LedgerPart.key, LedgerPart.title, LedgerPart),
)
