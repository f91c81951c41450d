"""How Qt is given a theme: its style, its palette, and the style sheet of a window."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from advisor.ui.stylesheet import stylesheet
from advisor.ui.theme import Theme


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole application Fusion and a palette for every role; shapes are `dress`ed on the window."""
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette(theme))


def dress(window: QWidget, theme: Theme) -> None:
    """Lay the style sheet on a window, its dialogs and menus.

    On the application it would be polished into every widget at once and take five times as long.
    """
    window.setStyleSheet(stylesheet(theme))


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's palette, disabled text at 60%."""
    roles = {
        QPalette.ColorRole.Window: theme.surface,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.raised,
        QPalette.ColorRole.AlternateBase: theme.surface,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.raised,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.negative,
        QPalette.ColorRole.Light: theme.raised,
        QPalette.ColorRole.Midlight: theme.border,
        QPalette.ColorRole.Mid: theme.border,
        QPalette.ColorRole.Dark: theme.control,
        QPalette.ColorRole.Shadow: theme.border,
        QPalette.ColorRole.Highlight: theme.accent_soft,
        QPalette.ColorRole.HighlightedText: theme.text,
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.LinkVisited: theme.accent,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
    }
    filled = QPalette()
    for role, color in roles.items():
        filled.setColor(role, QColor(color))
    faded = QColor(theme.muted)
    faded.setAlphaF(0.6)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        filled.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return filled
