"""The program’s command line in a world of its own, in which every symbol has ten years of closes.

python tests/replay/closed_world.py ARGUMENTS...: the program’s own arguments.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(CHECKOUT)]

from advisor.cli import main  # noqa: E402
from advisor.market import network  # noqa: E402
from advisor.market.fred import FRED_SERIES  # noqa: E402
from advisor.services import refresh_market  # noqa: E402
from tests.replay.fred import fred_csv, serve_fred  # noqa: E402
from tests.replay.server import ReplayServer  # noqa: E402
from tests.replay.sessions import replay_session  # noqa: E402
from tests.replay.yahoo import ReplayYahoo, YahooInstrument, weekdays  # noqa: E402

SESSIONS = 2_520


class EverySymbol(dict[str, YahooInstrument]):
    """Knows every symbol."""

    def get(self, symbol: str, default: Any = None) -> YahooInstrument:
        return instrument(symbol)


@lru_cache(maxsize=4)
def instrument(symbol: str) -> YahooInstrument:
    days = weekdays((datetime.now(UTC) - timedelta(days=SESSIONS * 7 // 5)).date(), SESSIONS)
    return YahooInstrument(symbol, days, [100 + place % 50 for place in range(len(days))], name=symbol)


def macro_files() -> dict[str, str]:
    """Every series on the first day of two years: percent, or an index that rose by 5%."""
    this_year = datetime.now(UTC).year
    days = [datetime(this_year - ago, 1, 1, tzinfo=UTC).date() for ago in (1, 0)]
    return {series: fred_csv(series, dict(zip(days, ("5.00", "5.25"), strict=True))) for series in FRED_SERIES}


if __name__ == "__main__":
    with ReplayServer() as server:
        serve_fred(server, macro_files())
        ReplayYahoo(server, datetime.now(UTC)).instruments = EverySymbol()
        network.new_session = lambda: replay_session(server)
        refresh_market._pause = lambda task, _seconds: task.breathe()
        main(sys.argv[1:])
