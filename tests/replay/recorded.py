"""Answers that Yahoo once gave, where they lie beside the project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


def recorded_chart(shared: Path, name: str) -> dict[str, Any]:
    """The one result of a recorded chart, e.g. "yfinance-rs/history_chart_AAPL.json"."""
    return dict(recorded(shared, name)["chart"]["result"][0])


def recorded(shared: Path, name: str) -> dict[str, Any]:
    """The body of a recorded answer, bare or together with its request."""
    path = shared / "data" / "yahoo" / name
    if not path.is_file():
        pytest.skip(f"NOT RUN: {path.name} is absent")
    told = json.loads(path.read_text("utf-8"))
    return dict(told["response"]["bodyJson"] if "response" in told else told)
