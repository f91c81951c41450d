"""Books of an invented household with purchases and sales, for the tests of wash sales."""

from __future__ import annotations

from pathlib import Path

_ACTIVITY = '"Activity Date","Process Date","Settle Date","Instrument","Description","Trans Code","Quantity","Price","Amount"'


def write_activity(path: Path, *rows: str) -> Path:
    """Robinhood's file; a row is "06/01/2026 Buy VTI 10 100.00"."""
    lines = [_ACTIVITY]
    for row in rows:
        day, code, symbol, quantity, price = row.split()
        amount = f"{float(quantity) * float(price):,.2f}"
        money = f"${amount}" if code == "Sell" else f"(${amount})"
        lines.append(f'"{day}","{day}","{day}","{symbol}","{symbol}","{code}","{quantity}","${price}","{money}"')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
