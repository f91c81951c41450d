"""pyqtgraph, loaded beside the window: whoever imports it on the GUI thread waits for it, and the window with them."""

from __future__ import annotations

from importlib import import_module
from threading import Thread

from PySide6.QtCore import QObject, Signal


class PlotLibrary(QObject):
    """The loading of pyqtgraph.

    Signals:
        loaded: It can be imported without waiting. Sent from the loading thread: connect it queued.
    """

    loaded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._loader: Thread | None = None
        self.is_loaded = False

    def load(self) -> None:
        """Begin to load it, once."""
        if self._loader is None:
            self._loader = Thread(target=self._load, name="advisor-plots")
            self._loader.start()

    def _load(self) -> None:
        import_module("pyqtgraph")
        self.is_loaded = True
        self.loaded.emit()
