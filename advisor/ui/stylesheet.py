"""The one style sheet: shapes and padding, filled with a theme's colours. Fonts are set on widgets, never here."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from advisor.ui.metrics import CARD_RADIUS, CONTROL_RADIUS

if TYPE_CHECKING:
    from advisor.ui.theme import Theme

_TEMPLATE = Template("""
QMainWindow, QDialog, QWidget#page { background: $surface; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QLabel { background: transparent; color: $text; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="positive"] { color: $positive; }
QLabel[tone="negative"] { color: $negative; }
QLabel[tone="warning"] { color: $warning; }

QFrame#card { background: $raised; border: 1px solid $border; border-radius: ${card_radius}px; }
QFrame#rule { background: $border; border: none; min-height: 1px; max-height: 1px; }

QPushButton, QToolButton#menu, QComboBox, QLineEdit, QAbstractSpinBox {
  background: $raised; color: $text; border: 1px solid $control;
  border-radius: ${control_radius}px; padding: 6px 11px; }
QPushButton:hover, QToolButton#menu:hover, QComboBox:hover { background: $sunken; }
QPushButton:focus, QToolButton#menu:focus, QComboBox:focus, QLineEdit:focus, QAbstractSpinBox:focus {
  border: 2px solid $focus; padding: 5px 10px; }
QPushButton:disabled, QComboBox:disabled, QLineEdit:disabled { border-color: $border; color: $muted; }
QPushButton[small="true"], QComboBox[small="true"], QAbstractSpinBox[small="true"] { padding: 3px 9px; }
QPushButton[small="true"]:focus, QComboBox[small="true"]:focus, QAbstractSpinBox[small="true"]:focus { padding: 2px 8px; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border: 1px solid $accent; padding: 6px 13px; }
QPushButton[primary="true"]:hover { background: $focus; }
QPushButton[primary="true"]:focus { border: 2px solid $text; padding: 5px 12px; }
QPushButton[primary="true"]:disabled { background: $sunken; color: $muted; border-color: $border; }
QPushButton[link="true"] { background: transparent; color: $accent; border: 1px solid transparent;
  padding: 1px 3px; }
QPushButton[link="true"]:hover { background: $accent_soft; }
QPushButton[link="true"]:focus { border: 2px solid $focus; padding: 0px 2px; }

QToolButton#ghost { background: transparent; border: 1px solid transparent; border-radius: ${control_radius}px; }
QToolButton#ghost:hover { background: $sunken; }
QToolButton#ghost:focus { border: 2px solid $focus; }
QToolButton#ghost::menu-indicator { image: none; }
QDialog#find { background: $raised; border: 1px solid $control; }
QDialog#find QLineEdit { border: none; border-bottom: 1px solid $border; border-radius: 0px; padding: 10px 12px; }
QDialog#find QLineEdit:focus { border: none; border-bottom: 2px solid $focus; padding: 10px 12px; }

QComboBox { padding-right: 28px; combobox-popup: 0; }
QComboBox:focus { padding-right: 27px; }
QComboBox[small="true"] { padding-right: 28px; }
QComboBox[small="true"]:focus { padding-right: 27px; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { background: transparent; border: none; padding: 0px; }
QComboBox::drop-down { border: none; width: 0px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $border; padding: 4px; outline: none;
  selection-background-color: $accent_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { padding: 5px 7px; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { background: transparent; border: none; padding: 0px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0px; border: none; }
QDateEdit, QDateEdit:focus { padding-right: 8px; }
QDateEdit::drop-down { background: transparent; border: none; width: 24px; }
QDateEdit::down-arrow { image: none; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $sunken; }
QCalendarWidget QToolButton { background: transparent; color: $text; border: none; border-radius: 4px; padding: 4px 8px; }
QCalendarWidget QToolButton:hover { background: $accent_soft; }
QCalendarWidget QToolButton::menu-indicator { image: none; }

QFrame#segments { background: $sunken; border: 1px solid $border; border-radius: ${control_radius}px; }
QPushButton[segment="true"] { background: transparent; color: $muted; border: 1px solid transparent; border-radius: 4px;
  padding: 2px 12px; }
QPushButton[segment="true"]:hover { color: $text; }
QPushButton[segment="true"]:checked { background: $raised; color: $text; border: 1px solid $border; }
QPushButton[segment="true"]:focus { border: 2px solid $focus; padding: 1px 11px; }

QLabel#chip { background: $sunken; color: $muted; border-radius: 9px; padding: 2px 8px; }
QLabel#chip[tone="positive"] { background: $positive_soft; color: $positive; }
QLabel#chip[tone="negative"] { background: $negative_soft; color: $negative; }
QLabel#chip[tone="warning"] { background: $warning_soft; color: $warning; }
QLabel#chip[tone="accent"] { background: $accent_soft; color: $accent; }

QFrame#rail { background: $sunken; border: none; border-right: 1px solid $border; }
QFrame#topBar { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame#footer { background: $surface; border: none; border-top: 1px solid $border; }
QFrame#footer:hover { background: $sunken; }
QFrame#footer:focus { border: 2px solid $focus; }
QFrame#undoBar { background: $raised; border: 1px solid $control; border-radius: ${card_radius}px; }
QFrame#banner { background: $negative_soft; border: none; border-bottom: 1px solid $negative; }
QPushButton#offer { background: $raised; border: 1px solid $border; border-radius: ${card_radius}px; padding: 0px; }
QPushButton#offer:hover { background: $raised; border: 1px solid $accent; }
QPushButton#offer:focus { border: 2px solid $focus; }
QFrame#dropZone { background: $raised; border: 1px dashed $control; border-radius: ${card_radius}px; }
QFrame#dropZone[hovered="true"] { background: $accent_soft; border: 2px dashed $accent; }

QAbstractItemView { background: $raised; alternate-background-color: $surface; color: $text; border: none;
  selection-background-color: $accent_soft; selection-color: $text; outline: none; }
QListWidget#files { background: transparent; }
QListWidget#files::item { padding: 8px; border: 2px solid transparent; border-radius: ${control_radius}px; }
QListWidget#files::item:selected { background: $accent_soft; color: $text; }
QListWidget#files::item:selected:focus { border: 2px solid $focus; }
QPlainTextEdit#rawText { background: transparent; color: $muted; border: 2px solid transparent; border-radius: 4px;
  padding: 2px 0px; }
QPlainTextEdit#rawText:focus { border: 2px solid $focus; }
QHeaderView { background: $raised; border: none; }
QHeaderView::section { background: $raised; color: $muted; border: none; border-bottom: 1px solid $border; padding: 4px 8px; }
QTableCornerButton::section { background: $raised; border: none; }

QScrollBar { background: transparent; border: none; margin: 0px; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $control; border: 2px solid $surface; border-radius: 5px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $border; border: none; max-height: 2px; min-height: 2px; }
QProgressBar::chunk { background: $accent; }

QMenuBar { background: $surface; color: $text; border-bottom: 1px solid $border; }
QMenuBar::item { background: transparent; padding: 4px 8px; }
QMenuBar::item:selected { background: $accent_soft; }
QMenu { background: $raised; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $control; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QToolTip { background: $raised; color: $text; border: 1px solid $control; padding: 4px 8px; }
QSplitter::handle { background: transparent; }
""")

_ROLES = (
    "surface",
    "raised",
    "sunken",
    "border",
    "control",
    "text",
    "muted",
    "accent",
    "on_accent",
    "accent_soft",
    "positive",
    "positive_soft",
    "negative",
    "negative_soft",
    "warning",
    "warning_soft",
    "focus",
)


def stylesheet(theme: Theme) -> str:
    """Qt's style sheet for one theme."""
    colors = {role: getattr(theme, role) for role in _ROLES}
    return _TEMPLATE.substitute(colors, card_radius=CARD_RADIUS, control_radius=CONTROL_RADIUS)
