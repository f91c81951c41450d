"""A refresh of ten years of closes from loopback: memory of 500 symbols against 100, and ours against yfinance alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from tests.replay import EVENING, ReplayServer, ReplayYahoo, YahooInstrument, weekdays

FEW, MANY, PEER = 100, 500, 50
PROGRAM = Path(__file__).resolve().parents[1] / "replay" / "program.py"
YFINANCE_ALONE = f"""
import sys
from types import SimpleNamespace
sys.path.insert(0, {str(Path(__file__).resolve().parents[2])!r})
import warnings
import yfinance
warnings.simplefilter("ignore")  # it turns its own on again
from tests.replay.sessions import replay_session
session = replay_session(SimpleNamespace(url=sys.argv[1]))
for symbol in sys.argv[2:]:
    yfinance.Ticker(symbol, session=session).history(start="2015-01-01", auto_adjust=False, actions=True)
"""


def run() -> dict[str, float]:
    """`memory_ratio` is the peak of 500 symbols / that of 100; `ratio` is ours / yfinance alone, seconds for each symbol."""
    with ReplayServer() as server, tempfile.TemporaryDirectory() as folder:
        yahoo = ReplayYahoo(server, EVENING)
        days = [day for day in weekdays(date(2015, 1, 1), 2900) if day <= EVENING.date()]
        symbols = [f"S{number:03}" for number in range(MANY)]
        yahoo.add(*(YahooInstrument(symbol, days, [100.0 + day for day in range(len(days))], symbol) for symbol in symbols))
        _, few_peak = _refreshed(server, Path(folder) / "few.db", symbols[:FEW])
        many_seconds, many_peak = _refreshed(server, Path(folder) / "many.db", symbols)
        alone_seconds, _ = _waited([sys.executable, "-c", YFINANCE_ALONE, server.url, *symbols[:PEER]])
        size = (Path(folder) / "many.db").stat().st_size
    return {
        "symbols": MANY,
        "seconds": round(many_seconds, 1),
        "peak_mib": round(many_peak, 1),
        "peak_mib_of_100": round(few_peak, 1),
        "memory_ratio": round(many_peak / few_peak, 2),
        "memory_aim": 1.25,
        "database_mib": round(size / 2**20, 1),
        "ratio": round((many_seconds / MANY) / (alone_seconds / PEER), 2),
        "aim": 2.0,
    }


def _refreshed(server: ReplayServer, database: Path, symbols: list[str]) -> tuple[float, float]:
    return _waited([sys.executable, str(PROGRAM), server.url, "--db", str(database), "refresh", "--only", "closes", *symbols])


def _waited(command: list[str]) -> tuple[float, float]:
    """Seconds, and the peak of resident memory in MiB."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[:2]} ended with {status}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024
