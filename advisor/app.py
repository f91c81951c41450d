"""The composition root of the window: paints the shell first, then loads what is heavy and puts everything together."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from advisor import __version__
from advisor.ui.dressing import apply
from advisor.ui.fonts import font, load_bundled_fonts
from advisor.ui.garbage import GuiThreadCollector
from advisor.ui.late_library import LateLibrary
from advisor.ui.main_window import MainWindow
from advisor.ui.rail import NAV
from advisor.ui.theme import Theme, Themes
from advisor.ui.window_state import WindowState

if TYPE_CHECKING:
    from sqlite_utils import Database

    from advisor.presentation.views import SummaryView
    from advisor.presentation.views.plan_print import PlanPrint
    from advisor.ui.workspace import Workspace

_PICTURE_SIZE = (1280, 800)
_LONGEST_WAIT_SECONDS = 120.0
_TURN_SECONDS = 0.0005
_SETTLING_MS = 150


def run_window(database: Path, theme: str = "system", sample: bool = False) -> int:
    """Open the window on a database and stay until it is closed.

    Args:
        database: Created when it does not exist yet.
        theme: "system" takes what the investor chose last; "light" or "dark" wins over it.
        sample: Show the bundled sample in a file that is thrown away.

    Returns:
        The exit code: 0 unless the event loop was told otherwise.
    """
    state = WindowState(database)
    # Qt reads it once, before the application exists; whoever set it outside knows better.
    os.environ.setdefault("QT_SCALE_FACTOR", str(state.size_percent / 100))
    # A thread at work keeps Python for a turn; Qt asks for it at each method of ours, hundreds of times to one painting.
    sys.setswitchinterval(_TURN_SECONDS)
    app = _application()
    GuiThreadCollector(app)
    themes = _dressed(app, state.theme_choice if theme == "system" else theme)
    window = MainWindow(themes, state)
    _remember_theme(window, themes, state)
    _remember_size(window, state)
    _tell_failures(window)
    pages = LateLibrary("advisor.ui.furnish")
    pages.loaded.connect(lambda: _furnish(window, themes, database, sample=sample, by_turns=True))
    window.first_painted.connect(pages.load)
    window.show()
    return app.exec()


def run_demo() -> int:
    """Open the window on the bundled sample portfolio, in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="rotation-advisor-") as folder:
        return run_window(Path(folder) / "own.db", sample=True)


def grab_pages(database: Path, folder: Path, theme: str = "light", scale: float = 1.0) -> list[Path]:
    """Save a picture of every page, 1280×800 logical pixels, `scale` device pixels each.

    Returns:
        The files, in the order of the rail. An empty database gives the welcome page in the first place.
    """
    os.environ["QT_SCALE_FACTOR"] = str(scale)  # Qt reads it once, before the application exists
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder.mkdir(parents=True, exist_ok=True)
    app = _application()
    themes = _dressed(app, theme)
    with tempfile.TemporaryDirectory() as forgotten:
        window = MainWindow(themes, WindowState(Path(forgotten) / "state"))
        window.resize(*_PICTURE_SIZE)
        window.show()
        workspace = _furnish(window, themes, database)
        files = [_grab(window, workspace, key, folder / f"{key}-{theme}.png") for key, *_ in NAV]
        window.close()
    return files


def print_summary(view: SummaryView, path: Path) -> int:
    """Draw the exposure summary into a PDF without a window; return the number of pages.

    Raises:
        OSError: The file cannot be written.
    """
    from advisor.ui.printing import write_pdf  # noqa: PLC0415 - not needed for the window's first paint

    _draw_without_window()
    return write_pdf(view, path)


def print_plan(view: PlanPrint, path: Path) -> int:
    """Draw a plan into a PDF without a window; return the number of sheets.

    Raises:
        OSError: The file cannot be written.
    """
    from advisor.ui.plan_sheets import write_plan_pdf  # noqa: PLC0415 - not needed for the window's first paint

    _draw_without_window()
    return write_plan_pdf(view, path)


def _draw_without_window() -> None:
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application()
    load_bundled_fonts()


def _grab(window: MainWindow, workspace: Workspace, key: str, file: Path) -> Path:
    window.show_page(key)
    _wait_until(lambda: not workspace.runner.busy and not LateLibrary.any_on_its_way())
    _settled_picture(window).save(str(file))
    return file


def _settled_picture(window: MainWindow) -> QImage:
    """The window once it stops changing: layouts settle, and charts are drawn, over several turns of the event loop."""
    deadline = time.monotonic() + _LONGEST_WAIT_SECONDS
    picture = window.grab().toImage()
    while True:
        turn = QEventLoop()
        QTimer.singleShot(_SETTLING_MS, turn.quit)
        turn.exec()
        before, picture = picture, window.grab().toImage()
        if picture == before or time.monotonic() > deadline:
            return picture


def _wait_until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _LONGEST_WAIT_SECONDS
    while True:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        if done() or time.monotonic() > deadline:
            break
    QApplication.processEvents()


def _application() -> QApplication:
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Rotation Advisor")
    app.setApplicationVersion(__version__)
    return app


def _dressed(app: QApplication, choice: str) -> Themes:
    load_bundled_fonts()
    app.setFont(font("body"))
    themes = Themes(choice, app)
    themes.follow(app.styleHints().colorScheme())
    app.styleHints().colorSchemeChanged.connect(themes.follow)

    def dress(theme: Theme) -> None:
        apply(app, theme)

    themes.changed.connect(dress)
    dress(themes.theme)
    return themes


def _remember_theme(window: MainWindow, themes: Themes, state: WindowState) -> None:
    def choose(choice: str) -> None:
        state.theme_choice = choice
        themes.choose(choice)

    for choice, action in window.commands.themes.items():
        action.triggered.connect(lambda _checked=False, choice=choice: choose(choice))


def _remember_size(window: MainWindow, state: WindowState) -> None:
    def choose(percent: int) -> None:
        state.size_percent = percent
        window.undo_bar.offer(f"Everything is drawn at {percent}% when the program starts next.", None)

    for percent, action in window.commands.sizes.items():
        action.setChecked(percent == state.size_percent)
        action.triggered.connect(lambda _checked=False, percent=percent: choose(percent))


def _furnish(window: MainWindow, themes: Themes, database: Path, *, sample: bool = False, by_turns: bool = False) -> Workspace:
    """Fill the shell: pages, at once or while the window is in use, and the portfolio measured in the background."""
    from advisor.ui.furnish import furnish, furnish_by_turns  # noqa: PLC0415 - loads longer than the shell paints

    return (furnish_by_turns if by_turns else furnish)(window, themes, database, _open_database, sample=sample)


def _tell_failures(window: MainWindow) -> None:
    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            window.banner.show_error(error)
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = tell


def _open_database(path: Path) -> Database:
    from advisor.storage.database import open_database  # noqa: PLC0415 - sqlite_utils is heavy

    return open_database(path)
