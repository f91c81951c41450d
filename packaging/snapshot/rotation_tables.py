"""What the rotation stands on without a network: who joined when, how many members took part, the other 493 by month."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from advisor.domain.days import long_date
from advisor.market.index_lists import INDEX_NAMES
from advisor.market.yahoo.symbols import yahoo_symbol
from advisor.rotation.breadth import beating, breadth
from advisor.rotation.breadth_counts import BENCHMARK, SESSIONS, Counts, counts_of
from advisor.rotation.model_breadth import MemberList
from advisor.rotation.model_synthesis import MemberWeights
from advisor.rotation.panel import Panel, build_panel
from advisor.rotation.share_counts import share_counts
from advisor.rotation.synthesis import synthesise
from snapshot import prices
from snapshot.members import Member
from snapshot.tables import ReferenceFolder, compact

# The first day on which a member can have a year of closes behind it.
BREADTH_SINCE = date(2017, 1, 3)
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class RotationInputs:
    """What the tables are worked out from.

    Attributes:
        constituents: The dated list of the S&P 500's members.
        closes: Adjusted closes by day and symbol, as Yahoo Finance spells it.
        members: Of the three indexes, with weights.
        as_of: Day of their lists.
    """

    constituents: Path
    closes: pd.DataFrame
    members: Sequence[Member]
    as_of: date

    @cached_property
    def joined(self) -> Mapping[str, date]:
        with self.constituents.open(encoding="utf-8", newline="") as file:
            return {row["Symbol"]: date.fromisoformat(row["Date added"]) for row in csv.DictReader(file)}

    @cached_property
    def panel(self) -> Panel:
        """The members' closes and the index's fund's."""
        spellings = {BENCHMARK: BENCHMARK} | {member.symbol: yahoo_symbol(member.symbol) for member in self.members}
        span = self.closes.loc[prices.FIRST_DAY : prices.LAST_DAY]
        return build_panel({symbol: _closes(span[theirs]) for symbol, theirs in spellings.items() if theirs in span.columns})

    def listed(self, index: str) -> MemberList:
        return MemberList(INDEX_NAMES[index], tuple(m.symbol for m in self.members if m.index == index), self.as_of)


def write_rotation(folder: ReferenceFolder, inputs: RotationInputs, mid_caps: pd.Series) -> None:
    """Write all of the tables.

    Args:
        mid_caps: Adjusted closes of MDY since its first day.
    """
    _write_joined(folder, inputs)
    _write_weeks(folder, mid_caps)
    _write_breadth(folder, inputs)
    _write_months(folder, inputs)


def _write_joined(folder: ReferenceFolder, inputs: RotationInputs) -> None:
    folder.write(
        "joined_sp500",
        ("symbol", "date"),
        ((symbol, day.isoformat()) for symbol, day in sorted(inputs.joined.items())),
        description="Day on which each member of the S&P 500 became one",
        source="Public list of S&P 500 companies, in the public domain (ODC-PDDL)",
        as_of=inputs.constituents.stem[-10:],
    )


def _write_weeks(folder: ReferenceFolder, mid_caps: pd.Series) -> None:
    ends = mid_caps.groupby(mid_caps.index.to_period("W")).tail(1)
    folder.write(
        "mid_cap_weeks",
        ("date", "MDY"),
        ((day.date().isoformat(), compact(close, 6)) for day, close in ends.items()),
        description="Weekly closes of the oldest mid-cap fund, adjusted for splits and dividends; the last week is running",
        source="Yahoo Finance",
        as_of=prices.LAST_DAY,
    )


def _write_breadth(folder: ReferenceFolder, inputs: RotationInputs) -> None:
    absent = []
    for index in INDEX_NAMES:
        members = inputs.listed(index)
        told = breadth(inputs.panel, [members])
        absent += [(index, symbol) for symbol in told.absent]
        counts = counts_of(told, beating(inputs.panel, [members], BENCHMARK, SESSIONS))
        _write_counts(folder, inputs, index, counts)
    folder.write(
        "breadth_absent",
        ("index", "symbol"),
        absent,
        description="Members that the tables of breadth leave out for want of closes",
        source="iShares IVV, IJH and IJR holdings files; closes of Yahoo Finance",
        as_of=inputs.as_of.isoformat(),
    )


def _write_counts(folder: ReferenceFolder, inputs: RotationInputs, index: str, counts: Counts) -> None:
    name = INDEX_NAMES[index]
    first = int(np.searchsorted(inputs.panel.days, BREADTH_SINCE.toordinal()))
    days = inputs.panel.days[first:].tolist()
    rows = np.vstack(list(counts.values())).T[first:].tolist()
    folder.write(
        f"breadth_{index}",
        ("date", *counts),
        ((date.fromordinal(day).isoformat(), *row) for day, row in zip(days, rows, strict=True)),
        description=f"Members of the {name} above averages, rising, falling, at highs and lows, ahead of {BENCHMARK}",
        source=f"Adjusted closes of Yahoo Finance; the members of {long_date(inputs.as_of)} on every day",
        as_of=prices.LAST_DAY,
    )


def _write_months(folder: ReferenceFolder, inputs: RotationInputs) -> None:
    weights = {member.symbol: member.weight for member in inputs.members if member.index == "sp500"}
    counts = share_counts([MemberWeights(inputs.as_of, weights, "")], inputs.panel, BENCHMARK)
    apart = synthesise(inputs.panel, counts, BENCHMARK, joined=inputs.joined).difference
    if apart is None:
        raise ValueError("closes of too many members are missing")
    folder.write(
        "rest_by_month",
        ("month", "synthesised", "direct"),
        (
            (f"{month // 12}-{month % 12 + 1:02d}", compact(one, 6), compact(other, 6))
            for month, one, other in zip(apart.months.tolist(), apart.synthesised, apart.direct, strict=True)
        ),
        description="Monthly returns of the other 493: the S&P 500 less the seven, and summed over members",
        source=f"Adjusted closes of Yahoo Finance; weights of {long_date(inputs.as_of)}, back and forth with closes",
        as_of=prices.LAST_DAY,
    )


def _closes(series: pd.Series) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    there = series.dropna()
    return there.index.to_numpy().astype("datetime64[D]").astype(np.int64) + _EPOCH, there.to_numpy(dtype=float)
