"""The window answers while it fills: the page in front first, the others between two turns of its events."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from advisor.storage.database import open_database
from advisor.ui.furnish import furnish_by_turns
from advisor.ui.pages.holdings import HoldingsPage
from advisor.ui.rail import NAV
from advisor.ui.widgets import Headline

_PAGES = len(NAV) + 1  # the welcome stands in for the first


def test_pages_come_one_by_one_and_all_get_the_portfolio(qtbot, shell, themes, tmp_path):
    pages_at_each_turn = []
    watch = QTimer(interval=0)
    watch.timeout.connect(lambda: pages_at_each_turn.append(len(shell.pages)))
    watch.start()
    workspace = furnish_by_turns(shell, themes, tmp_path / "books.db", open_database, sample=True)
    assert not shell.pages
    qtbot.waitUntil(lambda: workspace.portfolio is not None and len(shell.pages) == _PAGES, timeout=20_000)
    watch.stop()
    assert set(range(1, _PAGES)) <= set(pages_at_each_turn)
    shell.show_page("holdings")
    assert "$" in shell.findChild(HoldingsPage).findChild(Headline).text()
    shell.close()


def test_a_page_opened_before_its_turn_has_the_new_portfolio_at_once(qtbot, furnished):
    holdings = furnished.findChild(HoldingsPage)
    seen = []
    furnished.workspace.measured.connect(lambda _portfolio: (furnished.show_page("holdings"), seen.append(holdings.isVisible())))
    furnished.workspace.open_sample()
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    assert "$" in holdings.findChild(Headline).text()
