"""From process start to a painted shell, against a bare PySide6 window, turn about on the same virtual screen."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROUNDS = 5
CHECKOUT = Path(__file__).resolve().parents[2]

# Both print when their first paint is done; the clock starts before the interpreter does.
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
app = QApplication(sys.argv)
window = Window()
window.setCentralWidget(QLabel("bare"))
window.resize(1280, 800)
window.show()
app.exec()
"""
OURS = """
import sys
import advisor.cli
from advisor.ui.main_window import MainWindow
painted = MainWindow.paintEvent
def paint(self, event):
    painted(self, event)
    print("painted", flush=True)
MainWindow.paintEvent = paint
advisor.cli.main(["--db", sys.argv[1]])
"""


def run() -> dict[str, float | str]:
    """Medians in seconds; `ratio` is ours / bare."""
    with tempfile.TemporaryDirectory() as folder, _screen() as screen:
        database = str(Path(folder) / "start.db")
        _first_paint(screen, OURS, database)
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(_first_paint(screen, BARE))
            ours.append(_first_paint(screen, OURS, database))
    return {
        "advisor_seconds": round(statistics.median(ours), 3),
        "bare_window_seconds": round(statistics.median(bare), 3),
        "ratio": round(statistics.median(ours) / statistics.median(bare), 2),
        "aim": 2.0,
        "screen": screen["QT_QPA_PLATFORM"],
    }


@contextmanager
def _screen() -> Iterator[dict[str, str]]:
    """The environment of a window on a virtual X screen, where Xvfb is installed; else on none."""
    if not shutil.which("Xvfb"):
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{server.stdout.readline().strip()}"}
    finally:
        server.terminate()
        server.wait()


def _first_paint(screen: dict[str, str], program: str, *arguments: str) -> float:
    # A machine may forbid compiled modules, and the checkout alone would pay for it: PySide6 has its own.
    environment = {**os.environ, **screen, "PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": ""}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    line = process.stdout.readline()
    elapsed = time.perf_counter() - began
    process.kill()
    process.wait()
    if line.strip() != "painted":
        raise RuntimeError("the window was never painted")
    return elapsed
