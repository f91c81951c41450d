"""Python's garbage, collected on the GUI thread alone, and never for long while the investor looks on.

By itself Python collects on whatever thread happens to make the most objects, which is a worker that measures. What it finds
there may be a window's part that was closed long ago, and Qt does not survive that another thread destroys one.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_EVERY_MILLISECONDS = 500
_OLDEST = 2


class GuiThreadCollector(QObject):
    """Takes collecting over from Python for as long as the application lives."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        gc.disable()
        timer = QTimer(self, interval=_EVERY_MILLISECONDS)
        timer.timeout.connect(collect_what_is_due)
        timer.start()
        application.applicationStateChanged.connect(_on_state_changed)
        self.destroyed.connect(gc.enable)


def collect_what_is_due() -> None:
    """Collect the oldest generation that is over Python's own threshold; of the oldest, nothing twice.

    To go through everything takes a tenth of a second, most of it for modules and pages that stay. What is as old as that is set
    aside, until `collect_everything`.
    """
    limits, counts = gc.get_threshold(), gc.get_count()
    due = [generation for generation, limit in enumerate(limits) if counts[generation] > limit]
    if not due:
        return
    gc.collect(min(due[-1], _OLDEST - 1))
    if due[-1] == _OLDEST:
        gc.freeze()


def collect_everything() -> None:
    """Go through what was set aside too."""
    gc.unfreeze()
    gc.collect()


def _on_state_changed(state: Qt.ApplicationState) -> None:
    # Nobody waits for this window now; while it opens, it is not in front yet, and nothing was set aside.
    if state is not Qt.ApplicationState.ApplicationActive and gc.get_freeze_count():
        collect_everything()
