"""The longest time the window does not answer while 500 symbols of ten years are refreshed, against the same window at rest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

SYMBOLS = 500
FOLDER = Path(__file__).resolve().parent


def run() -> dict[str, float]:
    """In a process that no other benchmark has warmed up; `ratio` is the longest stall / that at rest, `aim_ms` the stall's."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(FOLDER.parents[1])}
    command = [sys.executable, str(FOLDER / "watched_refresh.py"), str(SYMBOLS)]
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment, check=True)
    seen = json.loads(ran.stdout)
    return {**seen, "ratio": round(seen["longest_stall_ms"] / seen["longest_at_rest_ms"], 2), "aim_ms": 50.0}
