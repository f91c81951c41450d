"""Modules that load slowly, loaded beside the window: whoever imports them on the GUI thread makes the window wait."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from threading import Thread
from typing import ClassVar

from PySide6.QtCore import QObject, Qt, Signal


class LateLibrary(QObject):
    """The loading of one module.

    Signals:
        loaded: It can be imported without waiting; sent on the GUI thread.
    """

    loaded = Signal()
    _on_their_way: ClassVar[set[LateLibrary]] = set()
    _returned = Signal()  # from the loading thread

    def __init__(self, module: str) -> None:
        super().__init__()
        self._module = module
        self._begun = False
        self.is_loaded = False
        self._returned.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @classmethod
    def any_on_its_way(cls) -> bool:
        """Something is not drawn yet that will be in a moment."""
        return bool(cls._on_their_way)

    def load(self) -> None:
        """Begin to load it, once."""
        if not self._begun:
            self._begun = True
            self._on_their_way.add(self)
            Thread(target=self._load, name="advisor-loader").start()

    def _load(self) -> None:
        # A module that is missing is met again on the GUI thread, which tells the investor.
        with suppress(ImportError):
            import_module(self._module)
        self._returned.emit()

    def _deliver(self) -> None:
        self.is_loaded = True
        self._on_their_way.discard(self)
        self.loaded.emit()
