"""Type by role. Sizes are points at 96 dots an inch, so that pixels agree on every system."""

from __future__ import annotations

import sys
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

FAMILIES = ("Inter", "Segoe UI Variable", "Segoe UI", ".AppleSystemUIFont", "Noto Sans", "DejaVu Sans")
_DESIGN_DPI = 96


class _Role(NamedTuple):
    points: float
    weight: QFont.Weight
    letter_spacing: float = 100.0  # percent


_ROLES = {
    "headline": _Role(20, QFont.Weight.DemiBold, 98.8),
    "figure": _Role(16, QFont.Weight.DemiBold),
    "rail_total": _Role(13, QFont.Weight.DemiBold),
    "dialog_title": _Role(15, QFont.Weight.DemiBold),
    "page_title": _Role(11, QFont.Weight.DemiBold),
    "card_title": _Role(10.5, QFont.Weight.DemiBold),
    "explanation": _Role(10.5, QFont.Weight.Normal),
    "body": _Role(10, QFont.Weight.Normal),
    "control": _Role(10, QFont.Weight.Medium),
    "strong": _Role(10, QFont.Weight.DemiBold),
    "table_head": _Role(9, QFont.Weight.Medium),
    "caption": _Role(9, QFont.Weight.Normal),
    "caption_strong": _Role(9, QFont.Weight.DemiBold),
}


def font(role: str) -> QFont:
    """The font of a role, with figures of equal width.

    Raises:
        KeyError: There is no such role.
    """
    points, weight, letter_spacing = _ROLES[role]
    made = QFont(list(FAMILIES))
    made.setPointSizeF(points * _DESIGN_DPI / _dots_per_inch())
    made.setWeight(weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    if letter_spacing != 100.0:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, letter_spacing)
    return made


def load_bundled_fonts() -> None:
    """Make the fonts known that a frozen program brought along; a checkout has none and uses the system's."""
    if not getattr(sys, "frozen", False):
        return
    from advisor.locations import resources_folder  # noqa: PLC0415 - the shell paints sooner without it

    for path in sorted((resources_folder() / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))


def _dots_per_inch() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.logicalDotsPerInch() if screen else _DESIGN_DPI
