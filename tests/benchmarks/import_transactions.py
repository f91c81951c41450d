"""Importing 100,000 transactions through the whole program, against pandas.read_csv plus sqlite3 executemany in the same run."""

from __future__ import annotations

import random
from datetime import date, timedelta

import import_rows

ROWS = 100_000
HEADING = (
    "Run Date,Account,Account Number,Action,Symbol,Description,Type,Price ($),Quantity,Commission ($),Fees ($),"
    "Accrued Interest ($),Amount ($),Cash Balance ($),Settlement Date"
)
_FIRST_DAY = date(2015, 1, 2)
_DAYS = 4000
_SYMBOLS = 400  # nobody trades more names than that a hundred thousand times


def run() -> dict[str, float]:
    """Medians of a few rounds, turn about; `ratio` is ours / theirs."""
    return import_rows.compare("Accounts_History.csv", _history(), ROWS)


def _history() -> str:
    random.seed(11)
    tickers = ["".join(random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=4)) for _ in range(_SYMBOLS)]
    lines = [HEADING]
    for number in range(ROWS):
        cents, quantity, ticker = random.randrange(100, 90_000), random.randrange(1, 400), random.choice(tickers)
        day = _FIRST_DAY + timedelta(days=number * _DAYS // ROWS)
        bought = random.random() < 0.5
        words, sign = ("YOU BOUGHT", "-") if bought else ("YOU SOLD", "")
        lines.append(
            f"{day:%m/%d/%Y},Individual,Z{number % 9:08d},{words} SOME COMPANY INC ({ticker}) (Cash),{ticker},SOME COMPANY INC,"
            f"Cash,{cents / 100:.2f},{quantity if bought else -quantity},,0.02,,{sign}{quantity * cents / 100:.2f},1000.00,"
            f"{day + timedelta(days=1):%m/%d/%Y}"
        )
    return "\n".join(lines) + "\n"
