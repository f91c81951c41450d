"""A hundred thousand transactions: they are read on the worker, and nothing that is done with them makes the window wait."""

from __future__ import annotations

import time
from contextlib import closing, contextmanager
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from advisor.services.import_files import import_files
from advisor.services.task import Task
from advisor.storage.database import open_database
from advisor.ui.furnish import furnish
from advisor.ui.main_window import MainWindow
from advisor.ui.pages.holdings import HoldingsPage
from advisor.ui.tables.holding_columns import TRANSACTION_COLUMNS
from advisor.ui.theme import Themes
from advisor.ui.window_state import WindowState

ROWS = 100_000
HEADING = (
    "Run Date,Account,Account Number,Action,Symbol,Description,Type,Price ($),Quantity,Commission ($),Fees ($),"
    "Accrued Interest ($),Amount ($),Cash Balance ($),Settlement Date"
)
LONGEST_STALL = 0.2  # seconds of the window's own thread; what other programs take from it is not counted


def _history() -> str:
    days = [f"{date(2015, 1, 2) + timedelta(days=day):%m/%d/%Y}" for day in range(4_000)]
    rows = [HEADING]
    for number in range(ROWS):
        day, price, ticker = days[number * 4_000 // ROWS], 10 + number % 700, f"T{number % 400:03}"
        rows.append(
            f"{day},Individual,Z{number % 3:08d},YOU BOUGHT COMPANY {ticker} ({ticker}) (Cash),{ticker},COMPANY {ticker},Cash,"
            f"{price}.00,2,,0.02,,-{2 * price}.02,1000.00,"
        )
    return "\n".join(rows) + "\n"


@pytest.fixture
def window(qtbot, qapp, tmp_path):
    file = tmp_path / "Accounts_History.csv"
    file.write_text(_history(), encoding="utf-8")
    with closing(open_database(tmp_path / "books.db")) as db:
        import_files(db, Task(), [file])
    themes = Themes("light")
    window = MainWindow(themes, WindowState(tmp_path / "books.db"))
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.workspace = furnish(window, themes, tmp_path / "books.db", open_database, sample=False)
    qtbot.waitUntil(lambda: window.workspace.portfolio is not None and not window.workspace.runner.busy, timeout=60_000)
    yield window
    window.close()


@contextmanager
def watched():
    """The longest that the window's thread worked without looking at its events."""
    stalls = [0.0]
    last = [time.thread_time()]

    def tick() -> None:
        stalls.append(time.thread_time() - last[0])
        last[0] = time.thread_time()

    timer = QTimer(interval=1)
    timer.timeout.connect(tick)
    timer.start()
    yield stalls
    timer.stop()


def test_no_step_makes_the_window_wait(qtbot, window) -> None:
    page = window.findChild(HoldingsPage)
    table = page.tables.transactions
    with watched() as stalls:
        window.show_page("holdings")
        page.tools.choose("transactions")
        qtbot.waitUntil(lambda: table.view.model().rowCount() == ROWS, timeout=60_000)
    assert max(stalls) < LONGEST_STALL, "reading"
    for column in TRANSACTION_COLUMNS:
        for descending in (False, True):
            with watched() as stalls:
                table.order_by(column.heading, descending=descending)
                qtbot.wait(20)
            assert max(stalls) < LONGEST_STALL, column.heading
    with watched() as stalls:
        page.tools.filter.setText("t399 2020")
        qtbot.wait(20)
    assert max(stalls) < LONGEST_STALL, "filter"
    assert {row.symbol for row in table.standing_rows()} == {"T399"}
    page.tools.filter.clear()
    with watched() as stalls:
        table.view.selectAll()
        table.copy_selection()
        qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().count("\n") == ROWS + 1, timeout=60_000)
    assert max(stalls) < LONGEST_STALL, "copy"
