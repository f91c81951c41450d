"""Where the real closes lie."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data(shared: Path) -> Path:
    if not (shared / "data" / "prices").is_dir():
        pytest.skip("NOT RUN: the real closes are absent")
    return shared / "data"
