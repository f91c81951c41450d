"""From process start to a painted shell, against a bare PySide6 window, turn about on the same virtual screen."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
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
from pathlib import Path
import advisor.app
from advisor.ui.main_window import MainWindow
painted = MainWindow.paintEvent
def paint(self, event):
    painted(self, event)
    print("painted", flush=True)
MainWindow.paintEvent = paint
advisor.app.run_window(Path(sys.argv[1]))
"""


def run() -> dict[str, float]:
    """Medians in seconds; `ratio` is ours / bare."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "start.db"
        _first_paint(OURS, str(database))
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(_first_paint(BARE))
            ours.append(_first_paint(OURS, str(database)))
    return {
        "advisor_seconds": round(statistics.median(ours), 3),
        "bare_window_seconds": round(statistics.median(bare), 3),
        "ratio": round(statistics.median(ours) / statistics.median(bare), 2),
        "aim": 2.0,
    }


def _first_paint(program: str, *arguments: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(CHECKOUT)}
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
