"""Shared by every test: where the collected real files lie, if they lie here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest_plugins = ["tests.replay.fixtures"]

_SHARED = Path(os.environ.get("ADVISOR_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real brokerage and market files, which is no part of the project."""
    if not _SHARED.is_dir():
        pytest.skip(f"NOT RUN: the real files are absent ({_SHARED.name} lies beside the checkout, or set ADVISOR_SHARED)")
    return _SHARED
