"""Colours and spacing, recomputed here from the published formulas."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QLayout

import advisor.ui
from advisor.domain.classification import Sleeve
from advisor.ui.dialogs.confirm import ConfirmDialog
from advisor.ui.fonts import font
from advisor.ui.icons import icon, pixmap
from advisor.ui.theme import DARK, LIGHT, Themes
from advisor.ui.widgets import PrimaryButton


def wcag_contrast(one: str, other: str) -> float:
    def luminance(color: str) -> float:
        linear = []
        for start in (1, 3, 5):
            channel = int(color[start : start + 2], 16) / 255
            linear.append(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_text_is_readable_on_every_fill_and_ground(theme):
    for fill in (*theme.sleeves.values(), *theme.sectors.values()):
        assert wcag_contrast(fill.fill, fill.on_fill) >= 4.5
    for ground in (theme.surface, theme.raised, theme.sunken, theme.accent_soft):
        for text in (theme.text, theme.muted, theme.accent):
            assert wcag_contrast(ground, text) >= 4.5
    assert wcag_contrast(theme.accent, theme.on_accent) >= 4.5
    for tone in ("positive", "negative", "warning"):
        assert wcag_contrast(theme.tone(tone), getattr(theme, f"{tone}_soft")) >= 4.5
        assert wcag_contrast(theme.tone(tone), theme.raised) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_sleeve_is_seen_against_the_card_or_outlined(theme):
    for sleeve in Sleeve:
        fill = theme.sleeve(sleeve)
        assert fill.outline or wcag_contrast(fill.fill, theme.raised) >= 3.0, sleeve
        assert wcag_contrast(fill.line, theme.raised) >= 3.0, sleeve


def test_every_sleeve_prints_with_its_own_pattern():
    patterns = [LIGHT.sleeve(sleeve).pattern for sleeve in Sleeve]
    assert all(one != other for one, other in combinations(patterns, 2))


def test_no_colour_is_named_outside_the_theme():
    folder = Path(advisor.ui.__file__).parent
    hex_color = re.compile(r'"#[0-9A-Fa-f]{3,8}"')
    offenders = [file.name for file in folder.rglob("*.py") if file.name != "theme.py" and hex_color.search(file.read_text())]
    assert offenders == []


def test_system_choice_follows_the_desktop_and_a_choice_wins_over_it(qtbot):
    from PySide6.QtCore import Qt  # noqa: PLC0415

    themes = Themes("system")
    assert themes.theme is LIGHT
    with qtbot.waitSignal(themes.changed):
        themes.follow(Qt.ColorScheme.Dark)
    assert themes.theme is DARK
    themes.choose("light")
    themes.follow(Qt.ColorScheme.Dark)
    assert themes.theme is LIGHT


def test_figures_are_equally_wide(qapp):
    measure = QFontMetricsF(font("body"))
    assert len({round(measure.horizontalAdvance(digit), 3) for digit in "0123456789"}) == 1


def test_an_icon_takes_the_colour_of_the_theme_and_is_sharp(qapp):
    themes = Themes("light")
    drawn = icon("layers", themes, "accent")
    for theme in (LIGHT, DARK):
        themes.choose(theme.name)
        image = QImage(64, 64, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        drawn.paint(painter, QRect(0, 0, 64, 64))
        painter.end()
        colors = {
            image.pixelColor(x, y).name().upper() for x in range(64) for y in range(64) if image.pixelColor(x, y).alpha() == 255
        }
        assert theme.accent in colors
    assert pixmap("layers", themes, "accent", 18, 2.0).width() == 36


def test_every_layout_states_its_margins_on_the_grid(furnished):
    """Qt's own default is 9 or 11 pixels, which no part of the window uses."""
    qt_places_itself = {"QMainWindowLayout", "QStackedLayout"}  # which use no margins
    ours = [layout for layout in furnished.findChildren(QLayout) if layout.metaObject().className() not in qt_places_itself]
    assert len(ours) > 20
    for layout in ours:
        margins = layout.contentsMargins()
        assert {margins.left(), margins.top(), margins.right(), margins.bottom()}.isdisjoint({9, 11}), layout.parent()


def test_a_change_of_theme_reaches_the_window_and_its_dialogs(shell, themes):
    dialog = ConfirmDialog("Title", "Words", "Do it", shell)
    primary = dialog.findChild(PrimaryButton)
    for theme in (DARK, LIGHT):
        themes.choose(theme.name)
        picture = primary.grab().toImage()
        assert picture.pixelColor(8, picture.height() // 2).name().upper() == theme.accent
        assert shell.top_bar.grab().toImage().pixelColor(2, 2).name().upper() == theme.surface
