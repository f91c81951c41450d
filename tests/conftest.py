"""Shared by every test: where its own files lie, and the collected real ones, if they lie here."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every run, so that a failure is the change's own (HYPOTHESIS_PROFILE=default looks for new ones), and no
# limit of time on one of them: how fast the machine is at that moment is no property of the program.
settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

# The program waits for the disk at every change it stores; in memory, where there is plenty, half of the tests' time is saved.
_IN_MEMORY = Path("/dev/shm")
if _IN_MEMORY.is_dir() and shutil.disk_usage(_IN_MEMORY).free > 2 * 2**30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_IN_MEMORY))

pytest_plugins = ["tests.replay.fixtures"]

_SHARED = Path(os.environ.get("ADVISOR_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real brokerage and market files, which is no part of the project."""
    if not _SHARED.is_dir():
        pytest.skip(f"NOT RUN: the real files are absent ({_SHARED.name} lies beside the checkout, or set ADVISOR_SHARED)")
    return _SHARED
