"""The bar over every page: its title, where to look, which account, and Import."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from advisor.ui import metrics
from advisor.ui.choices import Select
from advisor.ui.fonts import font
from advisor.ui.icons import icon
from advisor.ui.rail import key_text
from advisor.ui.theme import Themes
from advisor.ui.widgets import Chip, Label, PrimaryButton, row

ALL_ACCOUNTS = "All accounts"
_FIND_WIDTH = 232
_GHOST_WIDTH = 30
_CHEVRON_ROOM = 44
_WIDEST_FILTER = 240
_FIND_WORDS = "Find or go to"


class FindButton(QPushButton):
    """Looks like the field it opens."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._icon = icon("search", themes)
        self.setAccessibleName(_FIND_WORDS)
        self.setFixedHeight(metrics.CONTROL_HEIGHT)
        self.setMinimumWidth(120)
        self.setMaximumWidth(_FIND_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_FIND_WIDTH, metrics.CONTROL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = metrics.BUTTON_ICON
        self._icon.paint(painter, QRect(12, (self.height() - side) // 2, side, side))
        words = QRectF(36, 0, self.width() - 48, self.height())
        painter.setPen(QColor(self._themes.theme.muted))
        painter.setFont(font("body"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, _FIND_WORDS)
        painter.setFont(font("caption"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, key_text("Ctrl+K"))
        painter.end()


class TopBar(QFrame):
    """`account_chosen` carries the account's id, or None for all of them."""

    account_chosen = Signal(object)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setFixedHeight(metrics.TOP_BAR_HEIGHT)
        self.title = Label("", "page_title")
        self.chip = Chip("Sample portfolio")
        self.chip.hide()
        self.find_button = FindButton(themes)
        self.accounts = Select()
        self.accounts.setAccessibleName("Account filter")
        self.accounts.setFixedHeight(metrics.CONTROL_HEIGHT)
        self.accounts.setSizeAdjustPolicy(Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.accounts.currentTextChanged.connect(self._fit_accounts)
        self.accounts.addItem(ALL_ACCOUNTS, None)
        self.accounts.hide()
        self.accounts.activated.connect(lambda index: self.account_chosen.emit(self.accounts.itemData(index)))
        self.import_button = PrimaryButton("Import", icon("download", themes, "on_accent"))
        self.import_button.setFixedHeight(metrics.CONTROL_HEIGHT)
        self.pdf_button = _ghost_button("file-down", "Save PDF…", f"Save PDF… ({key_text('Ctrl+Shift+P')})", themes)
        self.menu_button = _ghost_button("ellipsis-vertical", "Menu", "Menu", themes)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._lay_out()

    def _lay_out(self) -> None:
        layout = row(self, (metrics.PAGE_LEFT, 0, 14, 0), 10)
        layout.addWidget(self.title)
        layout.addStretch(1)
        widgets: tuple[QWidget, ...] = (
            self.chip,
            self.find_button,
            self.accounts,
            self.pdf_button,
            self.import_button,
            self.menu_button,
        )
        for widget in widgets:
            layout.addWidget(widget)
        layout.setStretchFactor(self.find_button, 10)

    def _fit_accounts(self, chosen: str) -> None:
        """As wide as the name in force, the list as wide as the longest: the finder keeps its place."""
        measure = self.accounts.fontMetrics().horizontalAdvance
        self.accounts.setFixedWidth(max(127, min(measure(chosen) + _CHEVRON_ROOM, _WIDEST_FILTER)))
        names = [self.accounts.itemText(index) for index in range(self.accounts.count())]
        self.accounts.view().setMinimumWidth(max(map(measure, names), default=0) + _CHEVRON_ROOM)

    def show_accounts(self, accounts: Sequence[tuple[int, str]], chosen: int | None) -> None:
        """Offer these accounts (id, name) and show which is in force; a single account needs no filter."""
        self.accounts.clear()
        self.accounts.addItem(ALL_ACCOUNTS, None)
        for account_id, name in accounts:
            self.accounts.addItem(name, account_id)
        self.show_chosen(chosen)
        self.accounts.setVisible(len(accounts) > 1)
        self._fit_accounts(self.accounts.currentText())

    def offered_accounts(self) -> list[tuple[int | None, str]]:
        """What the filter offers, all accounts (None) first; nothing where there is nothing to choose."""
        if self.accounts.isHidden():
            return []
        return [(self.accounts.itemData(index), self.accounts.itemText(index)) for index in range(self.accounts.count())]

    def show_chosen(self, account_id: int | None) -> None:
        """Show which account is in force."""
        self.accounts.setCurrentIndex(max(self.accounts.findData(account_id), 0))

    def set_menu(self, menu: QMenu) -> None:
        self.menu_button.setMenu(menu)


def _ghost_button(icon_name: str, name: str, tooltip: str, themes: Themes) -> QToolButton:
    button = QToolButton()
    button.setObjectName("ghost")
    button.setIcon(icon(icon_name, themes))
    button.setIconSize(QSize(metrics.NAV_ICON, metrics.NAV_ICON))
    button.setAccessibleName(name)
    button.setToolTip(tooltip)
    button.setFixedSize(_GHOST_WIDTH, metrics.CONTROL_HEIGHT)
    return button
