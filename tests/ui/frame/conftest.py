"""The real window on a real, throw-away database."""

from __future__ import annotations

import pytest

from advisor.locations import resources_folder
from advisor.storage.database import open_database
from advisor.ui.dressing import apply
from advisor.ui.fonts import font
from advisor.ui.furnish import furnish
from advisor.ui.main_window import MainWindow
from advisor.ui.theme import Themes
from advisor.ui.window_state import WindowState


@pytest.fixture
def themes(qapp):
    qapp.setFont(font("body"))
    themes = Themes("light")
    apply(qapp, themes.theme)
    return themes


@pytest.fixture
def shell(qtbot, themes, tmp_path):
    """The frame without pages."""
    window = MainWindow(themes, WindowState(tmp_path / "books.db"))
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    return window


@pytest.fixture
def furnished(qtbot, shell, themes, tmp_path):
    """The frame with its pages on an empty database, measured once."""
    workspace = furnish(shell, themes, tmp_path / "books.db", open_database, sample=False)
    shell.workspace = workspace
    qtbot.waitUntil(lambda: workspace.portfolio is not None and not workspace.runner.busy, timeout=20_000)
    yield shell
    shell.close()


@pytest.fixture
def fidelity_file():
    return next((resources_folder() / "sample").glob("Portfolio_Positions_*.csv"))
