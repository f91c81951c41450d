"""Garbage is collected on the GUI thread, and nowhere else."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import Qt

from advisor.ui.garbage import collect_what_is_due

KNOTS = 5_000  # more than Python leaves lying


class Knot:
    """Something that only the collector can free."""

    freed_on: list[int]

    def __init__(self) -> None:
        self.itself = self
        weakref.finalize(self, lambda: Knot.freed_on.append(threading.get_ident()))


def test_a_busy_worker_frees_nothing_and_the_gui_thread_does(qtbot):
    Knot.freed_on = []
    for _ in range(KNOTS):
        Knot()
    worker = threading.Thread(target=lambda: [[number] for number in range(200_000)])
    worker.start()
    worker.join()
    assert not gc.isenabled()
    assert Knot.freed_on == []
    qtbot.waitUntil(lambda: len(Knot.freed_on) == KNOTS, timeout=20_000)
    assert set(Knot.freed_on) == {threading.get_ident()}


def test_nothing_is_collected_before_it_is_due():
    gc.collect()
    Knot.freed_on = []
    Knot()
    collect_what_is_due()
    assert Knot.freed_on == []
    gc.collect()
    assert len(Knot.freed_on) == 1


def test_what_is_old_is_gone_through_only_while_the_investor_looks_elsewhere(qapp, monkeypatch):
    Knot.freed_on = []
    knot = Knot()
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, KNOTS))
    collect_what_is_due()
    del knot
    collect_what_is_due()
    gc.collect()
    assert Knot.freed_on == []
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert len(Knot.freed_on) == 1
