"""Waiting until the window has nothing left to do."""

from __future__ import annotations

_PATIENCE_MS = 120_000  # a real refresh, on a machine that is busy
_TURN_MS = 20


def idle(qtbot, window) -> None:
    """Wait for all work, and for what its end brings about."""
    runner = window.workspace.runner
    while True:
        qtbot.waitUntil(lambda: not runner.busy, timeout=_PATIENCE_MS)
        qtbot.wait(_TURN_MS)
        if not runner.busy:
            return
