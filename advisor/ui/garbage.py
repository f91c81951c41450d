"""Python's garbage, collected on the GUI thread alone.

By itself Python collects on whatever thread happens to make the most objects, which is a worker that measures. What it finds
there may be a window's part that was closed long ago, and Qt does not survive that another thread destroys one.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MILLISECONDS = 500


class GuiThreadCollector(QObject):
    """Takes collecting over from Python for as long as its parent lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self, interval=_EVERY_MILLISECONDS)
        timer.timeout.connect(collect_what_is_due)
        timer.start()
        self.destroyed.connect(gc.enable)


def collect_what_is_due() -> None:
    """Collect the oldest generation that is over Python's own threshold, if any is."""
    limits, counts = gc.get_threshold(), gc.get_count()
    due = [generation for generation, limit in enumerate(limits) if counts[generation] > limit]
    if due:
        gc.collect(due[-1])
