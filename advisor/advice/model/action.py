"""The two things that an order can do."""

from __future__ import annotations

from enum import StrEnum


class TradeAction(StrEnum):
    BUY = "buy"
    SELL = "sell"
