"""Golden pairs: a broker's file in the project's own figures, and the statement it must become.

`pytest tests/importers --update-golden` writes the expected statements anew; read the difference before keeping it.
"""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/*/*.expected.json anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden", default=False))
