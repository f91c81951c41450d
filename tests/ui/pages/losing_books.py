"""Books with losses, wash sales and two accounts, as a portable file; every day counts back from today."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

_Lots = Sequence[tuple[int, int, int]]  # days ago, shares, cost


def write_losing_books(folder: Path, today: date) -> Path:
    """A portable portfolio: a taxable account with two losing lots and a recent loss, and an IRA that bought into one."""
    brokerage = {
        "name": "Brokerage", "broker": "fidelity", "number_masked": "····4821", "tax_type": "taxable", "currency": "USD",
        "cash": "4200.00",
        "positions": [
            _position(today, "NVDA", "stock", 150, 180, [(1500, 150, 9000)]),
            _position(today, "VOO", "fund", 70, 600, [(1200, 70, 30000)]),
            _position(today, "INTC", "stock", 300, 24, [(900, 200, 9600), (200, 100, 3900)]),
        ],
        "transactions": [
            _entry(today, 240, "buy", "TSLA", 20, 400), _entry(today, 15, "sell", "TSLA", -20, 320),
            _entry(today, 200, "buy", "IJR", 30, 128), _entry(today, 33, "sell", "IJR", -30, 110),
        ],
    }  # fmt: skip
    ira = {
        "name": "Rollover IRA", "broker": "vanguard", "number_masked": "····7730", "tax_type": "traditional",
        "currency": "USD", "cash": "1900.00",
        "positions": [_position(today, "VTI", "fund", 80, 300, []), _position(today, "IJR", "fund", 30, 112, [])],
        "transactions": [_entry(today, 20, "buy", "IJR", 30, 112)],
    }  # fmt: skip
    books = {"format": "advisor-portfolio", "version": 1, "as_of": _day(today, 1), "accounts": [brokerage, ira]}
    file = folder / "losing.json"
    file.write_text(json.dumps(books), encoding="utf-8")
    return file


def _position(today: date, symbol: str, kind: str, shares: int, price: int, lots: _Lots) -> dict[str, object]:
    return {
        "symbol": symbol, "name": symbol, "kind": kind, "quantity": str(shares), "price": str(price),
        "value": str(shares * price), "cost_basis": str(sum(cost for _, _, cost in lots)) if lots else None,
        "lots": [{"acquired": _day(today, ago), "quantity": str(n), "cost_basis": str(cost)} for ago, n, cost in lots],
    }  # fmt: skip


def _entry(today: date, ago: int, action: str, symbol: str, shares: int, price: int) -> dict[str, str]:
    return {
        "date": _day(today, ago), "settled": _day(today, ago), "action": action, "symbol": symbol, "quantity": str(shares),
        "price": str(price), "fees": "0", "amount": str(-shares * price),
    }  # fmt: skip


def _day(today: date, ago: int) -> str:
    return (today - timedelta(days=ago)).isoformat()
