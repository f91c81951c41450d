"""What lies under a veil shows at 60%, and can be used."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton, QWidget

from advisor.ui import metrics
from advisor.ui.veil import Veil
from advisor.ui.widgets import column

RED = "background: rgb(200, 0, 0); border: none"


@pytest.fixture
def covered(qtbot):
    """A button over the whole of a widget that has a veil."""
    under = QWidget()
    qtbot.addWidget(under)
    veil = Veil(under)
    button = QPushButton()
    button.setStyleSheet(RED)
    column(under, metrics.NO_MARGINS, 0).addWidget(button)
    under.resize(200, 100)
    under.show()
    return under, veil, button


def seen(under: QWidget, x: int, y: int) -> QColor:
    return under.grab().toImage().pixelColor(x, y)


def test_it_is_hidden_until_it_is_wanted(covered):
    under, veil, _ = covered
    assert seen(under, 100, 50) == QColor(200, 0, 0)
    veil.show()
    back = under.palette().window().color()
    faded = seen(under, 100, 50)
    assert faded.red() == pytest.approx(0.6 * 200 + 0.4 * back.red(), abs=2)
    assert faded.green() == pytest.approx(0.4 * back.green(), abs=2)
    veil.hide()
    assert seen(under, 100, 50) == QColor(200, 0, 0)


def test_what_is_under_it_is_clicked(qtbot, covered):
    under, veil, button = covered
    veil.show()
    with qtbot.waitSignal(button.clicked, timeout=1000):
        qtbot.mouseClick(under.childAt(100, 50), Qt.MouseButton.LeftButton)


def test_a_part_that_comes_later_and_a_larger_window_are_covered_too(qtbot, covered):
    under, veil, _ = covered
    veil.show()
    later = QPushButton()
    later.setStyleSheet(RED)
    under.layout().addWidget(later)
    under.resize(300, 200)
    qtbot.waitUntil(lambda: later.isVisible() and later.y() > 0)
    assert veil.geometry() == under.rect()
    assert seen(under, 290, later.geometry().center().y()).red() > 200
