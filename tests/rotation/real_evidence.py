"""What the bundled tables and the real closes say together: the evidence that claims are checked against."""

from __future__ import annotations

import csv
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from advisor.domain.classification import Sector
from advisor.market.rotation_tables import RotationTables, load_rotation_tables
from advisor.rotation.claims.evidence import Evidence
from advisor.rotation.model_synthesis import MemberWeights
from advisor.rotation.panel import Panel
from advisor.rotation.share_counts import share_counts
from advisor.rotation.signals.compute import compute_signals
from advisor.rotation.synthesis import REST, SEVEN, synthesise
from tests.rotation.real_closes import CUT, large_caps_and_funds, members_and_funds

RESOURCES = Path(__file__).parents[2] / "resources"
LISTED = date(2026, 6, 19)


def bundled() -> RotationTables:
    return load_rotation_tables(RESOURCES / "rotation", RESOURCES / "reference")


@lru_cache(maxsize=1)
def members() -> tuple[dict[str, MemberWeights], dict[str, Sector]]:
    """The bundled lists by index, and each member's sector."""
    weights: dict[str, dict[str, float]] = {}
    sectors = {}
    with (RESOURCES / "reference" / "index_members.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            weights.setdefault(row["index"], {})[row["symbol"]] = float(row["weight"])
            sectors[row["symbol"]] = Sector(row["sector"])
    return {index: MemberWeights(LISTED, each, "iShares") for index, each in weights.items()}, sectors


@lru_cache(maxsize=1)
def real_panel(shared: Path) -> Panel:
    """All real closes to the common last day, on the days that both files have."""
    one, other = large_caps_and_funds(shared).until(CUT), members_and_funds(shared)
    days, here, there = np.intersect1d(one.days, other.days, return_indices=True)
    rest = other.only(symbol for symbol in other.symbols if symbol not in set(one.symbols))
    return Panel(days, (*one.symbols, *rest.symbols), np.vstack([one.closes[:, here], rest.closes[:, there]]), {})


@lru_cache(maxsize=1)
def real_evidence(shared: Path) -> Evidence:
    panel = real_panel(shared)
    indices, sectors = members()
    made = synthesise(panel, share_counts([indices["sp500"]], panel, "SPY", {"GOOG": "GOOGL"}))
    tables = bundled()
    for row, line in ((SEVEN, made.seven), (REST, made.rest)):
        panel = panel.with_row(row, line.days, line.values, "")
    signals = {signal.id: signal for signal in compute_signals(panel, made)}
    return Evidence(panel, CUT, tables.figures, tables.facts, indices, sectors, signals, seven_weight=made.seven_weight)
