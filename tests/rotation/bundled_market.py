"""The rotation as the bundled closes alone tell it, put together through the pure functions."""

from __future__ import annotations

import csv
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from advisor.domain.classification import Sleeve
from advisor.rotation.model import MarketRotation, RotationReport, Universe
from advisor.rotation.model_map import Step
from advisor.rotation.panel import Panel, build_panel
from advisor.rotation.regime import regime_of
from advisor.rotation.relative_strength import rotation_map
from advisor.rotation.returns import window_returns
from advisor.rotation.series import line_of
from advisor.rotation.share_counts import share_counts
from advisor.rotation.signals.compute import compute_signals
from advisor.rotation.standing import standings
from advisor.rotation.synthesis import REST, SEVEN, SEVEN_EQUAL, synthesise
from advisor.rotation.walk_forward import what_followed
from tests.rotation.real_closes import index_weights

CLOSES = Path(__file__).resolve().parents[2] / "resources" / "reference" / "closes.csv"
MARKS = ((date(2026, 1, 2), "2026 begins"), (date(2026, 2, 6), "Dow 50,000"), (date(2026, 2, 10), "First article"))
WEIGHTS = {
    Sleeve.MEGA_CAP_TECH: 0.32,
    Sleeve.SP493: 0.37,
    Sleeve.MID_CAP: 0.06,
    Sleeve.SMALL_CAP: 0.01,
    Sleeve.INTERNATIONAL: 0.06,
    Sleeve.FIXED_INCOME: 0.10,
    Sleeve.CASH: 0.05,
    Sleeve.UNCLASSIFIED: 0.03,
}
BENCHMARK = {Sleeve.MEGA_CAP_TECH: 0.34, Sleeve.SP493: 0.66}
SLEEVE_SYMBOLS = {
    SEVEN: ("The seven", Sleeve.MEGA_CAP_TECH),
    REST: ("The other 493", Sleeve.SP493),
    "MDY": ("Mid cap", Sleeve.MID_CAP),
    "IJR": ("Small cap", Sleeve.SMALL_CAP),
    "VXUS": ("International", Sleeve.INTERNATIONAL),
    "AGG": ("Bonds", Sleeve.FIXED_INCOME),
    "QQQ": ("Nasdaq-100", None),
}
SECTOR_SYMBOLS = {
    "XLK": "Information technology",
    "XLF": "Financials",
    "XLE": "Energy",
    "XLU": "Utilities",
    "XLC": "Communication services",
}


@lru_cache(maxsize=4)
def bundled_market(*, owned: bool = True, without: tuple[str, ...] = ()) -> MarketRotation:
    """The market on the bundled closes, with or without a portfolio in it.

    Args:
        without: Symbols to forget.
    """
    panel, made = _panel(without), None
    if "NVDA" in panel.symbols:
        made = synthesise(panel, share_counts([index_weights()], panel, "SPY", {"GOOG": "GOOGL"}))
        for symbol, line in ((SEVEN, made.seven), (SEVEN_EQUAL, made.seven_equal), (REST, made.rest)):
            panel = panel.with_row(symbol, line.days, line.values, "Worked out from the index’s list")
    signals = compute_signals(panel, made)
    regime = regime_of(panel.days, signals)
    return MarketRotation(
        as_of=panel.last_day,
        panel=panel,
        names={**{symbol: symbol for symbol in panel.symbols}, **{key: name for key, (name, _) in SLEEVE_SYMBOLS.items()}},
        synthesis=made,
        returns=window_returns(panel),
        universes=_universes(panel, owned=owned),
        breadth=(),
        signals=signals,
        regime=regime,
        followed=(what_followed(regime.history, line_of(panel, "RSP"), line_of(panel, "SPY")),),
        standings=standings(panel, WEIGHTS, BENCHMARK) if owned else {},
        themes=(),
        theme_lines=(),
        is_live=False,
        notes=panel.notes,
    )


def bundled_report(market: MarketRotation | None = None) -> RotationReport:
    """The same with nothing published, claimed or scheduled."""
    return RotationReport(market or bundled_market(), {}, (), (), (), {}, (), MARKS)


def _universes(panel: Panel, *, owned: bool) -> tuple[Universe, ...]:
    names = {symbol: name for symbol, (name, _) in SLEEVE_SYMBOLS.items()}
    weights = {symbol: WEIGHTS[sleeve] for symbol, (_, sleeve) in SLEEVE_SYMBOLS.items() if sleeve} if owned else {}
    return (
        _universe(panel, "sleeves", "Sleeves", names, weights),
        _universe(panel, "sectors", "Sectors", SECTOR_SYMBOLS, {}),
        _universe(
            panel, "holdings", "Your holdings", {"MAGS": "MAGS", "VTI": "VTI"} if owned else {}, {"VTI": 0.4} if owned else {}
        ),
    )


def _universe(panel: Panel, key: str, name: str, names: dict[str, str], weights: dict[str, float]) -> Universe:
    maps = {step: rotation_map(panel, names, "SPY", step) for step in Step}
    return Universe(key, name, tuple(names), names, weights, maps)


@lru_cache(maxsize=4)
def _panel(without: tuple[str, ...]) -> Panel:
    with CLOSES.open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    days = np.array([date.fromisoformat(row[0]).toordinal() for row in rows], dtype=np.int64)
    table = np.array([[float(cell) if cell else np.nan for cell in row[1:]] for row in rows]).T
    closes = {symbol: (days, line) for symbol, line in zip(heading[1:], table, strict=True) if symbol not in without}
    return build_panel(closes)
