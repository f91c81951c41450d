"""The window on the sample portfolio, with a timer that notices when nobody answers, at rest and during a refresh.

A stall that other programs cause, which keep the processors from this one, is none of the window's: beside the time between two
ticks stands the time that the window itself worked.
"""

from __future__ import annotations

import itertools
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEventLoop, Qt, QTimer

from advisor import app
from advisor.domain.market_state import AskedFor
from advisor.services import refresh_elsewhere
from advisor.services.market_book import index_members
from advisor.services.refresh_choice import RefreshChoice
from advisor.ui.garbage import GuiThreadCollector
from advisor.ui.main_window import MainWindow
from advisor.ui.rail import NAV
from advisor.ui.refreshing import Refreshing
from advisor.ui.window_state import WindowState
from advisor.ui.workspace import Workspace

PROGRAM = Path(__file__).resolve().parents[1] / "replay" / "closed_world.py"
AT_REST_MS = 10_000
TICK_MS = 5
FEW = 3


class Gap(NamedTuple):
    """Milliseconds: how long nobody answered, and how much of that the window's thread was at work."""

    lasted: float
    worked: float


def watch(symbols: int) -> dict[str, float]:
    """Milliseconds; the refresh ends when its figures are drawn."""
    refresh_elsewhere.program = lambda: [sys.executable, str(PROGRAM)]
    with tempfile.TemporaryDirectory() as folder:
        window, workspace = _window(Path(folder))
        at_rest = _gaps_while(lambda: _turn(AT_REST_MS))
        began = time.perf_counter()
        busy = _gaps_while(lambda: _refresh(window, workspace, symbols))
        seconds = time.perf_counter() - began
        fronts = {key: _gaps_while(partial(_take_over, window, workspace, key)) for key, *_ in NAV}
        window.close()
    return {
        "symbols": symbols,
        "refresh_seconds": round(seconds, 1),
        "longest_stall_ms": _longest(busy),
        "longest_work_ms": _longest(busy, worked=True),
        "median_gap_ms": round(statistics.median(gap.lasted for gap in busy), 1),
        "longest_at_rest_ms": _longest(at_rest),
        **{f"{key}_stall_ms": _longest(gaps) for key, gaps in fronts.items()},
        **{f"{key}_work_ms": _longest(gaps, worked=True) for key, gaps in fronts.items()},
    }


def _longest(gaps: list[Gap], *, worked: bool = False) -> float:
    return round(max(gap.worked if worked else gap.lasted for gap in gaps), 1)


def _window(folder: Path) -> tuple[MainWindow, Workspace]:
    sys.setswitchinterval(app._TURN_SECONDS)  # as the program itself does when it opens its window
    GuiThreadCollector(app._application())
    themes = app._dressed(app._application(), "light")
    window = MainWindow(themes, WindowState(folder / "books.db"))
    window.resize(1280, 800)
    window.show()
    workspace = app._furnish(window, themes, folder / "books.db", sample=True)
    _rest(workspace)
    for key, *_ in NAV:  # until each has figures that a refresh makes anew
        window.show_page(key)
        _rest(workspace)
    window.show_page("data")
    _rest(workspace)
    return window, workspace


def _refresh(window: MainWindow, workspace: Workspace, symbols: int) -> None:
    refreshing = window.findChild(Refreshing)
    ended = QEventLoop()
    refreshing.ended.connect(ended.quit)
    refreshing.refresh(RefreshChoice(index_members()[:symbols], frozenset({AskedFor.CLOSES}), again=True))
    ended.exec()
    _rest(workspace)
    if not window.undo_bar.accessibleName().startswith(f"All {symbols:,} are up to date."):
        raise AssertionError(f"not every symbol was refreshed: {window.undo_bar.accessibleName()}")


def _take_over(window: MainWindow, workspace: Workspace, page: str) -> None:
    """The end of a refresh with a page in front: all pages get new figures."""
    window.show_page(page)
    _rest(workspace)
    _refresh(window, workspace, FEW)
    _rest(workspace)


def _gaps_while(work: Callable[[], None]) -> list[Gap]:
    """Between two ticks of a timer of the window."""
    ticks: list[tuple[float, float]] = []
    timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append((time.perf_counter(), time.thread_time())))
    timer.start()
    work()
    timer.stop()
    return [Gap(1000 * (now - then), 1000 * (work_now - work)) for (then, work), (now, work_now) in itertools.pairwise(ticks)]


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
