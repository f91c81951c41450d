"""The window on the sample portfolio, with a timer that notices when nobody answers, at rest and during a refresh."""

from __future__ import annotations

import itertools
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer

from advisor import app
from advisor.domain.market_state import AskedFor
from advisor.services import refresh_elsewhere
from advisor.services.market_book import index_members
from advisor.services.refresh_choice import RefreshChoice
from advisor.ui.main_window import MainWindow
from advisor.ui.refreshing import Refreshing
from advisor.ui.window_state import WindowState
from advisor.ui.workspace import Workspace

PROGRAM = Path(__file__).resolve().parents[1] / "replay" / "closed_world.py"
AT_REST_MS = 10_000
TICK_MS = 5


def watch(symbols: int) -> dict[str, float]:
    """Milliseconds; the refresh ends when its figures are drawn."""
    refresh_elsewhere.program = lambda: [sys.executable, str(PROGRAM)]
    with tempfile.TemporaryDirectory() as folder:
        window, workspace = _window(Path(folder))
        at_rest = _gaps_while(lambda: _turn(AT_REST_MS))
        began = time.perf_counter()
        busy = _gaps_while(lambda: _refresh(window, workspace, symbols))
        seconds = time.perf_counter() - began
        window.close()
    return {
        "symbols": symbols,
        "refresh_seconds": round(seconds, 1),
        "longest_stall_ms": round(max(busy), 1),
        "median_gap_ms": round(statistics.median(busy), 1),
        "longest_at_rest_ms": round(max(at_rest), 1),
    }


def _window(folder: Path) -> tuple[MainWindow, Workspace]:
    sys.setswitchinterval(app._TURN_SECONDS)  # as the program itself does when it opens its window
    themes = app._dressed(app._application(), "light")
    window = MainWindow(themes, WindowState(folder / "books.db"))
    window.resize(1280, 800)
    window.show()
    workspace = app._furnish(window, themes, folder / "books.db", sample=True)
    _rest(workspace)
    window.show_page("data")
    _rest(workspace)
    return window, workspace


def _refresh(window: MainWindow, workspace: Workspace, symbols: int) -> None:
    refreshing = window.findChild(Refreshing)
    ended = QEventLoop()
    refreshing.ended.connect(ended.quit)
    refreshing.refresh(RefreshChoice(index_members()[:symbols], frozenset({AskedFor.CLOSES})))
    ended.exec()
    _rest(workspace)
    if window.undo_bar.accessibleName() != f"All {symbols:,} are up to date.":
        raise AssertionError(f"not every symbol was refreshed: {window.undo_bar.accessibleName()}")


def _gaps_while(work: Callable[[], None]) -> list[float]:
    """Milliseconds between two ticks of a timer of the window."""
    ticks: list[float] = []
    timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    work()
    timer.stop()
    return [1000 * (later - earlier) for earlier, later in itertools.pairwise(ticks)]


def _rest(workspace: Workspace) -> None:
    _turn(500)
    while workspace.runner.busy:
        _turn(500)


def _turn(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    print(json.dumps(watch(int(sys.argv[1]))))
