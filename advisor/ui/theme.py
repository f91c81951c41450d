"""Every colour of the window, in light and dark. No other module names a colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal

from advisor.domain.classification import GICS_SECTORS, Sector, Sleeve

WHITE = "#FFFFFF"
INK = "#0E1116"
_LIGHTEST_TEXT_CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class Fill:
    """How one sleeve or sector is painted.

    Attributes:
        fill: Hex of an area.
        on_fill: Hex of text that stands on it, contrast 4.5 or more.
        line: Hex of a line or dot, 3:1 or more against a card.
        pattern: What stands in for the colour in a gray print.
        outline: The area is too near the card's own colour: give it a 1-pixel `control` outline.
    """

    fill: str
    on_fill: str
    line: str
    pattern: Qt.BrushStyle
    outline: bool


@dataclass(frozen=True)
class Theme:
    """One set of colours as hex text, by role."""

    name: str
    surface: str
    raised: str
    sunken: str
    border: str
    control: str
    grid: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    positive: str
    positive_soft: str
    negative: str
    negative_soft: str
    warning: str
    warning_soft: str
    focus: str
    sleeves: Mapping[str, Fill]
    sectors: Mapping[str, Fill]
    quadrants: Mapping[str, str]
    quadrant_tint: float  # of a quadrant's colour on the card

    def sleeve(self, sleeve_id: str) -> Fill:
        """The paint of a sleeve; an id nobody knows is painted as unclassified."""
        return self.sleeves.get(sleeve_id, self.sleeves[Sleeve.UNCLASSIFIED])

    def sector(self, name: str) -> Fill:
        """The paint of a GICS sector by its full name; money in no company has the paint of its sleeve."""
        return self.sectors.get(name, self.sleeves[Sleeve.UNCLASSIFIED])

    def tone(self, tone: str) -> str:
        """The text colour of a view's tone: "plain", "muted", "positive", "negative", "warning" or "accent"."""
        return self.text if tone == "plain" else str(getattr(self, tone))


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two hex colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(hex_color: str) -> float:
    channels = [int(hex_color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _fill(color: str, pattern: Qt.BrushStyle, line: str = "", outline: bool = False) -> Fill:
    on_fill = WHITE if contrast(WHITE, color) >= _LIGHTEST_TEXT_CONTRAST else INK
    return Fill(color, on_fill, line or color, pattern, outline)


_PATTERNS = {
    Sleeve.MEGA_CAP_TECH: Qt.BrushStyle.SolidPattern,
    Sleeve.SP493: Qt.BrushStyle.FDiagPattern,
    Sleeve.MID_CAP: Qt.BrushStyle.BDiagPattern,
    Sleeve.SMALL_CAP: Qt.BrushStyle.Dense5Pattern,
    Sleeve.US_OTHER: Qt.BrushStyle.Dense2Pattern,
    Sleeve.INTERNATIONAL: Qt.BrushStyle.HorPattern,
    Sleeve.FIXED_INCOME: Qt.BrushStyle.VerPattern,
    Sleeve.CASH: Qt.BrushStyle.Dense7Pattern,
    Sleeve.ALTERNATIVES: Qt.BrushStyle.Dense6Pattern,
    Sleeve.UNCLASSIFIED: Qt.BrushStyle.DiagCrossPattern,
}


def _sleeve_fills(colors: str, lines: Mapping[Sleeve, str], outlined: frozenset[Sleeve]) -> dict[str, Fill]:
    return {
        sleeve: _fill(color, _PATTERNS[sleeve], lines.get(sleeve, ""), sleeve in outlined)
        for sleeve, color in zip(Sleeve, colors.split(), strict=True)
    }


def _sector_fills(colors: str, sleeves: Mapping[str, Fill]) -> dict[str, Fill]:
    fills: dict[str, Fill] = {
        sector: _fill(color, Qt.BrushStyle.SolidPattern) for sector, color in zip(GICS_SECTORS, colors.split(), strict=True)
    }
    return {
        **fills,
        Sector.FIXED_INCOME: sleeves[Sleeve.FIXED_INCOME],
        Sector.CASH: sleeves[Sleeve.CASH],
        Sector.ALTERNATIVES: sleeves[Sleeve.ALTERNATIVES],
        Sector.UNCLASSIFIED: sleeves[Sleeve.UNCLASSIFIED],
    }


_LIGHT_SLEEVES = _sleeve_fills(
    "#CC4318 #133F77 #4F8CC2 #9BBDEA #575C6A #3F9A85 #704CC0 #AEB2BA #C9A52B #D9E0E6",
    {Sleeve.SMALL_CAP: "#6B96D3", Sleeve.CASH: "#7F8794", Sleeve.ALTERNATIVES: "#A8861A", Sleeve.UNCLASSIFIED: "#858E9C"},
    frozenset({Sleeve.SMALL_CAP, Sleeve.CASH, Sleeve.ALTERNATIVES, Sleeve.UNCLASSIFIED}),
)
_DARK_SLEEVES = _sleeve_fills(
    "#F5854A #416CBE #89BFF5 #B8E5F9 #627085 #1AB58F #9B86F1 #AEB9C2 #FDC255 #4A4A59",
    {Sleeve.SP493: "#6F97E0", Sleeve.US_OTHER: "#8E9CAF", Sleeve.UNCLASSIFIED: "#6F7A89"},
    frozenset({Sleeve.UNCLASSIFIED}),
)

LIGHT = Theme(
    name="light",
    surface="#F5F6F8",
    raised="#FFFFFF",
    sunken="#ECEEF2",
    border="#DADEE5",
    control="#858E9C",
    grid="#E6E9EE",
    text="#14181F",
    muted="#555E6B",
    accent="#2A52BE",
    on_accent="#FFFFFF",
    accent_soft="#E8EDFB",
    positive="#0B6E4F",
    positive_soft="#E5F4EE",
    negative="#B3261E",
    negative_soft="#FCEBE9",
    warning="#8A4B00",
    warning_soft="#FFF3DC",
    focus="#2A52BE",
    sleeves=_LIGHT_SLEEVES,
    sectors=_sector_fills(
        "#3B4795 #BD5406 #E79F63 #889541 #429A87 #8F76E0 #50535F #AF4F99 #6E5036 #D19C05 #73A0AF", _LIGHT_SLEEVES
    ),
    quadrants={"leading": "#277459", "weakening": "#946800", "lagging": "#A02C22", "improving": "#3561C1"},
    quadrant_tint=0.07,
)
DARK = Theme(
    name="dark",
    surface="#14171C",
    raised="#1D2127",
    sunken="#0F1216",
    border="#30363F",
    control="#6F7A89",
    grid="#2A3038",
    text="#E8EBF0",
    muted="#A5AEBB",
    accent="#8AADFF",
    on_accent="#0C1A3D",
    accent_soft="#232E4A",
    positive="#5CCB9B",
    positive_soft="#16322A",
    negative="#FF9086",
    negative_soft="#3A1F1D",
    warning="#F2BC57",
    warning_soft="#35290F",
    focus="#9DBBFF",
    sleeves=_DARK_SLEEVES,
    sectors=_sector_fills(
        "#798CC7 #DF9D71 #F1B556 #C1ECA4 #42C999 #A39BF2 #8C8AA4 #E891C4 #A37168 #F0DF06 #CED0D5", _DARK_SLEEVES
    ),
    quadrants={"leading": "#62DCAF", "weakening": "#EBAE42", "lagging": "#EF756E", "improving": "#74B0FD"},
    quadrant_tint=0.09,
)


class Themes(QObject):
    """The theme in force; "system" follows the desktop, and light where the desktop does not say."""

    changed = Signal(object)

    def __init__(self, choice: str = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self._system_dark = False
        self.theme = self._resolve()

    @property
    def choice(self) -> str:
        return self._choice

    def choose(self, choice: str) -> None:
        """Take "system", "light" or "dark"; the answer is never read back from Qt, which some platforms leave unset."""
        self._choice = choice
        self._settle()

    def follow(self, scheme: Qt.ColorScheme) -> None:
        """Hear what the desktop prefers; it counts while the choice is "system"."""
        self._system_dark = scheme == Qt.ColorScheme.Dark
        self._settle()

    def _settle(self) -> None:
        theme = self._resolve()
        if theme is not self.theme:
            self.theme = theme
            self.changed.emit(theme)

    def _resolve(self) -> Theme:
        wants_dark = self._system_dark if self._choice == "system" else self._choice == "dark"
        return DARK if wants_dark else LIGHT
