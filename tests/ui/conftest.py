"""The window's tests draw on no screen."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from advisor.ui.garbage import GuiThreadCollector


@pytest.fixture(scope="session", autouse=True)
def _garbage_is_collected_as_in_the_program(qapp):
    """Windows of tests that are over must not be destroyed by a worker of the next."""
    collector = GuiThreadCollector(qapp)
    yield
    collector.deleteLater()
