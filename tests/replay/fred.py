"""FRED, as it answers: a heading, then a day and a value in each line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from tests.replay.server import Asked, ReplayServer

FRED_ADDRESS = re.compile(r"^https://fred\.stlouisfed\.org/graph/fredgraph\.csv")


def fred_csv(series: str, values: Mapping[date, str], heading: str = "observation_date") -> str:
    """The file of a series; a value that is missing is a dot."""
    return "\n".join([f"{heading},{series}", *(f"{day},{value}" for day, value in values.items()), ""])


def serve_fred(server: ReplayServer, files: Mapping[str, str]) -> None:
    """Answer for these series; any other is not known."""
    server.serve(FRED_ADDRESS, lambda asked: _file(files, asked))


def _file(files: Mapping[str, str], asked: Asked) -> str:
    return files.get(asked.query["id"], "<!DOCTYPE html><html><body>This series does not exist.</body></html>")
