"""What the finder offers: pages, actions, accounts, held symbols."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from advisor.ui.finder import Entry, Finder
from advisor.ui.icons import icon
from advisor.ui.main_window import MainWindow
from advisor.ui.rail import NAV
from advisor.ui.theme import Themes
from advisor.ui.workspace import Workspace


class Finding(QObject):
    """Opens the finder over the window, filled for this moment."""

    def __init__(self, window: MainWindow, workspace: Workspace, themes: Themes) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._themes = themes
        window.commands.find.triggered.connect(self.open)

    def open(self) -> None:
        """Show the finder."""
        Finder(tuple(self._entries()), self._themes, self._window).open()

    def _entries(self) -> Iterator[Entry]:
        commands = self._window.commands
        for entry in NAV:
            yield _entry(commands.pages[entry.key])
        for page in self._window.pages:
            for name, subject in page.places():
                go = partial(self._window.show_page, page.key, subject)
                yield Entry(f"{page.title}: {name}", page.title, icon(page.icon_name, self._themes), go)
        for action in commands.offered():
            yield _entry(action)
        portfolio = self._workspace.portfolio
        for account_id, name in self._window.top_bar.offered_accounts():
            choose = partial(self._workspace.choose_account, account_id)
            yield Entry(name, "Account", icon("list-filter", self._themes), choose)
        held = {p.symbol: p.name for p in portfolio.portfolio.positions} if portfolio else {}
        for symbol, name in held.items():
            words = f"{symbol} · {name}" if name and name != symbol else symbol
            yield Entry(words, "Holding", icon("wallet", self._themes), partial(self._window.show_page, "holdings", symbol))


def _entry(action: QAction) -> Entry:
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")
    return Entry(action.text().removesuffix("…"), key, action.icon(), action.trigger)
