"""What is stated on the Rotation page goes into the books, comes back in the next report, and can be undone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from advisor.domain.figures import Figure, Measure
from advisor.domain.themes import MemberEdit, OwnTheme, Role
from advisor.ui.main_window import MainWindow
from advisor.ui.widgets import LinkButton

DOLLAR = Figure(
    "own_dollar", "dollar", "", "Dollar index", Decimal("98.5"), Measure.LEVEL, date(2026, 7, 1), "Bank", "", is_users=True
)
ROBOTS = OwnTheme("own_robots", "Robots", "Arms that weld.", date(2026, 7, 1))
CAT = MemberEdit("own_robots", "CAT", 1.0, Role.WINNER, date(2026, 7, 1))


@pytest.fixture
def rotation(qtbot, furnished: MainWindow):
    """The Rotation page with its first report."""
    furnished.show_page("rotation")
    page = next(page for page in furnished.pages if page.key == "rotation")
    qtbot.waitUntil(lambda: bool(page.parts), timeout=30_000)
    return page


def undo(window: MainWindow) -> None:
    window.undo_bar.findChild(LinkButton).click()


def test_a_figure_is_stated_shown_and_undone(qtbot, furnished, rotation) -> None:
    rotation.show_part("ledger")
    ledger = rotation.parts["ledger"]

    def state() -> str:
        return next(row.state_text for row in ledger.figures.dials.standing_rows() if row.key == "dollar")

    assert not state().startswith("Yours")
    ledger.figure_stated.emit(DOLLAR)
    qtbot.waitUntil(lambda: state().startswith("Yours"), timeout=30_000)
    assert furnished.undo_bar.accessibleName() == "Dollar index counts as 98.5 of Jul 1, 2026, as you said."
    undo(furnished)
    qtbot.waitUntil(lambda: not state().startswith("Yours"), timeout=30_000)


def test_a_theme_is_made_filled_and_dropped(qtbot, furnished, rotation) -> None:
    rotation.show_part("themes")
    themes = rotation.parts["themes"]

    def names() -> list[str]:
        return [row.name for row in themes.table.standing_rows()]

    themes.themes_changed.emit((ROBOTS, CAT))
    qtbot.waitUntil(lambda: "Robots" in names(), timeout=30_000)
    themes.focus_subject("own_robots")
    assert [row.symbol for row in themes.detail.members.standing_rows()] == ["CAT"]
    themes.detail.back.click()
    qtbot.waitUntil(lambda: "Robots" not in names(), timeout=30_000)
    undo(furnished)
    qtbot.waitUntil(lambda: "Robots" in names(), timeout=30_000)
