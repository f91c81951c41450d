"""The program, started as a user starts it, with an ear for questions about what is on the screen.

Each line on standard input asks for one accessible name; the answer is a JSON line: where the widget of that name is, or
null, and the accessible names that are showing. Nothing is clicked or changed from in here.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

import advisor.app
from advisor.ui.main_window import MainWindow


class Watcher(QObject):
    """Answers on the GUI thread what a reader thread was asked."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self.asked.emit(line.strip())

    def _answer(self, wanted: str) -> None:
        showing = [(spoken_name(widget), widget) for widget in QApplication.allWidgets() if widget.isVisible()]
        at = next((centre(widget) for name, widget in showing if name == wanted and reachable(widget)), None)
        names = sorted({name for name, _ in showing if name})
        sys.stdout.write(json.dumps({"at": at, "names": names}) + "\n")
        sys.stdout.flush()


def spoken_name(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text().replace("&", "") if isinstance(widget, QAbstractButton | QLabel | QLineEdit) else ""


def reachable(widget: QWidget) -> bool:
    """Not covered by a dialog of which the widget is no part."""
    modal = QApplication.activeModalWidget()
    return widget.isEnabled() and (modal is None or modal is widget or modal.isAncestorOf(widget))


def centre(widget: QWidget) -> list[int]:
    point = widget.mapToGlobal(QPoint(widget.width() // 2, widget.height() // 2))
    return [point.x(), point.y()]


if __name__ == "__main__":
    built = MainWindow.__init__

    def build(window: MainWindow, *args: object) -> None:
        built(window, *args)
        window.watcher = Watcher()

    MainWindow.__init__ = build
    sys.exit(advisor.app.run_window(Path(sys.argv[1])))
