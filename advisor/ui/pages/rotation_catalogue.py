"""The parts of the Rotation page, in the order of their segments. They need numpy and are loaded once they are looked at."""

from __future__ import annotations

from collections.abc import Callable

from advisor.ui.pages.rotation_breadth import BreadthPart
from advisor.ui.pages.rotation_ledger import LedgerPart
from advisor.ui.pages.rotation_market import MarketPart
from advisor.ui.pages.rotation_parts import RotationPart
from advisor.ui.pages.rotation_signals import SignalsPart
from advisor.ui.pages.rotation_themes import ThemesPart
from advisor.ui.theme import Themes

PARTS: tuple[Callable[[Themes], RotationPart], ...] = (MarketPart, BreadthPart, SignalsPart, ThemesPart, LedgerPart)
