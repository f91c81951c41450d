"""Books with much that no plan understands: options, shorts, foreign lines, bonds, plan funds, lines without price or cost,
or of a value that is not quantity times price."""

from __future__ import annotations

import json
from pathlib import Path

from advisor.services.import_files import import_files
from advisor.services.task import Task
from advisor.storage.engine import Database

LOTS = [
    {"acquired": "2021-03-01", "quantity": "10", "cost_basis": "1000.00"},
    {"acquired": "2024-05-01", "quantity": "10", "cost_basis": "1000.00"},
]
UNEVEN = [LOTS[0], {"acquired": "2024-05-01", "quantity": "10", "cost_basis": "1500.00"}]


def _line(symbol, kind="fund", quantity="20", price="100", value="2000.00", **more):
    return {"symbol": symbol, "name": symbol, "kind": kind, "quantity": quantity, "price": price, "value": value, **more}


UNDERSTOOD = [
    _line("VTSAX", lots=LOTS),
    _line("FXAIX", lots=UNEVEN),
    _line("VTI", lots=LOTS),
    _line("AAPL", "stock", cost_basis=None),
    _line("BRKB", "stock"),
]
NOT_UNDERSTOOD = [
    _line("AAPL270115C00200000", "option", "2", "5", "1000.00"),
    _line("TSLA", "stock", "-5", "100", "-500.00"),
    _line("Stable Value Trust", "fund"),
    _line("912810FS2", "bond", "1000", "99", "990.00"),
    _line("SHOP", "stock", currency="CAD"),
    _line("NVDA", "stock", "30", "4000", "2000.00"),
    _line("MSFT", "stock", quantity=None, price=None, value="700.00"),
]
BOOKS = {
    "format": "advisor-portfolio",
    "version": 1,
    "as_of": "2026-07-10",
    "accounts": [
        {
            "name": "Here",
            "broker": "schwab",
            "number_masked": "1111",
            "cash": "1000.00",
            "positions": [*UNDERSTOOD, *NOT_UNDERSTOOD],
        },
        {
            "name": "IRA",
            "broker": "schwab",
            "number_masked": "2222",
            "tax_type": "traditional",
            "cash": "50.00",
            "positions": [_line("BND")],
        },
    ],
}


def import_odd_books(db: Database, folder: Path) -> None:
    """Bring them in by way of a file in the folder."""
    (folder / "books.json").write_text(json.dumps(BOOKS), encoding="utf-8")
    import_files(db, Task(), [folder / "books.json"])
