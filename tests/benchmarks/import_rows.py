"""Importing 100,000 rows through the whole program, against pandas.read_csv plus sqlite3 executemany in the same run."""

from __future__ import annotations

import random
import sqlite3
import statistics
import tempfile
from pathlib import Path

import pandas as pd
from timing import seconds

from advisor.services.import_files import import_files
from advisor.services.open_books import open_books
from advisor.services.task import Task

ROWS = 100_000
ROUNDS = 3
HEADING = (
    "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Last Price Change,Current Value,"
    "Today's Gain/Loss Dollar,Today's Gain/Loss Percent,Total Gain/Loss Dollar,Total Gain/Loss Percent,"
    "Percent Of Account,Cost Basis Total,Average Cost Basis,Type"
)


def run() -> dict[str, float]:
    """Medians of a few rounds, turn about; `ratio` is ours / theirs."""
    return compare("Portfolio_Positions_Jul-13-2026.csv", _statement(), ROWS)


def compare(name: str, text: str, rows: int) -> dict[str, float]:
    """Import a file of so many rows, and hand the same rows to pandas and sqlite3."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / name
        source.write_text(text, encoding="utf-8")
        ours, theirs = [], []
        for number in range(ROUNDS):
            theirs.append(seconds(lambda n=number: _with_pandas(source, Path(folder) / f"theirs{n}.db")))
            ours.append(seconds(lambda n=number: _with_advisor(source, Path(folder) / f"ours{n}.db", rows)))
    return {
        "rows": rows,
        "advisor_seconds": round(statistics.median(ours), 3),
        "pandas_executemany_seconds": round(statistics.median(theirs), 3),
        "ratio": round(statistics.median(ours) / statistics.median(theirs), 2),
        "aim": 2.0,
    }


def _statement() -> str:
    random.seed(7)
    lines = [HEADING]
    for number in range(ROWS):
        cents = random.randrange(100, 90_000)
        quantity = random.randrange(1, 400)
        value = f"${quantity * cents / 100:.2f}"
        ticker = "".join(random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=4))
        lines.append(
            f"Z{number % 9:08d},Individual,{ticker},SOME COMPANY INC,{quantity},${cents / 100:.2f},$0.10,{value},"
            f"+$1.00,+0.10%,+$5.00,+0.50%,0.01%,{value},${cents / 100:.2f},Cash"
        )
    return "\n".join(lines) + "\n"


def _with_advisor(source: Path, database: Path, rows: int) -> None:
    with open_books(database) as db:
        outcome = import_files(db, Task(), [source])
    if outcome.files[0].preview.statement.rows_stored != rows:
        raise AssertionError("not every row was stored")


def _with_pandas(source: Path, database: Path) -> None:
    frame = pd.read_csv(source, dtype=str)
    with sqlite3.connect(database) as connection:
        connection.execute(f"create table positions ({', '.join(f'c{i}' for i in range(frame.shape[1]))})")
        marks = ", ".join("?" * frame.shape[1])
        connection.executemany(f"insert into positions values ({marks})", frame.itertuples(index=False, name=None))
    connection.close()
