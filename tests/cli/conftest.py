"""The command line on books of its own."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from advisor.cli import main


@pytest.fixture
def advisor(tmp_path):
    """Run a verb: `advisor("import", file)` → (exit code, JSON object, standard error); the books are `tmp_path / "books.db"`."""

    def run(*verb: object) -> tuple[int, dict, str]:
        arguments = ["--db", str(tmp_path / "books.db"), *map(str, verb), "--json"]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        return result.exit_code, json.loads(result.stdout), result.stderr

    return run
