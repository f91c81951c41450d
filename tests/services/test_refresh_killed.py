"""A refresh that is killed at any moment leaves books that open, with each close either old or new."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from advisor.domain.prices import PriceHistory
from advisor.services.clock import today
from advisor.services.import_choices import ImportChoices
from advisor.services.import_files import import_files
from advisor.services.task import Task
from advisor.storage.database import open_database
from advisor.storage.prices import load_histories
from tests.replay import Fault, ReplayServer, ReplayYahoo, YahooInstrument, address_of, weekdays

PROGRAM = Path(__file__).resolve().parents[1] / "replay" / "program.py"
SYMBOLS = ["AAPL", "MSFT", "NVDA", "AMZN", "GOOGL", "META", "TSLA", "JPM", "CAT", "DE", "ETN", "GEV", "NEE", "VST"]
FEWEST_CUT_SHORT = 3


@pytest.fixture
def database(tmp_path: Path) -> Path:
    rows = [f'Z00000001,Brokerage,{symbol},{symbol} INC,10,$100.00,"$1,000.00",$500.00,Cash' for symbol in SYMBOLS]
    head = "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type"
    file = tmp_path / "Portfolio_Positions_Sep-01-2025.csv"
    file.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    path = tmp_path / "books.db"
    with closing(open_database(path)) as db:
        import_files(db, Task(), (file,), ImportChoices())
    return path


def histories(database: Path) -> dict[str, PriceHistory]:
    with closing(open_database(database)) as db:
        assert db.conn.execute("pragma integrity_check").fetchone() == ("ok",)
        return load_histories(db, SYMBOLS)


def refresh(replay: ReplayServer, database: Path) -> list[str]:
    verb = ["refresh", "--json", "--again", "--only", "closes", *SYMBOLS]
    return [sys.executable, str(PROGRAM), replay.url, "--db", str(database), *verb]


def test_whenever_it_is_killed_every_history_is_old_or_new(database: Path, replay: ReplayServer, yahoo: ReplayYahoo) -> None:
    days = [day for day in weekdays(date(2015, 1, 1), 2900) if day <= yahoo.now.date()]
    yahoo.add(*(YahooInstrument(symbol, days, [100.0] * len(days), f"{symbol} Inc") for symbol in SYMBOLS))
    evening, yahoo.now = yahoo.now, yahoo.now - timedelta(days=60)
    subprocess.run(refresh(replay, database), capture_output=True, check=True)
    old, yahoo.now, mixed = histories(database), evening, 0
    new_days = [day.toordinal() for day in days if day.year >= today().year - 10]
    for round_, questions in enumerate((1, 4, 7, 10, 13)):
        copy = database.with_name(f"killed-{round_}.db")
        shutil.copy(database, copy)
        replay.forget()
        replay.repair()
        replay.fail(address_of("chart"), Fault.HANGS, after=questions)  # it never ends before it is killed
        with subprocess.Popen(refresh(replay, copy), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            while running.poll() is None and replay.count(address_of("chart")) < questions:
                time.sleep(0.001)
            running.kill()
        kept = histories(copy)
        assert kept.keys() == old.keys()
        changed = {symbol for symbol in SYMBOLS if kept[symbol] != old[symbol]}
        assert all(list(kept[symbol].days) == new_days for symbol in changed)
        mixed += 0 < len(changed) < len(SYMBOLS)
    assert mixed >= FEWEST_CUT_SHORT
