"""The bundled members of the S&P 500, MidCap 400 and SmallCap 600, index by index."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from advisor.market.tables import read_table, snapshot_date

INDEX_NAMES = {"sp500": "S&P 500", "sp400": "S&P MidCap 400", "sp600": "S&P SmallCap 600"}


class IndexList(NamedTuple):
    """Who belonged to an index on a day.

    Attributes:
        name: "S&P 500".
        weights: Fractions that sum to 1, by symbol; each share class on its own.
    """

    name: str
    as_of: date
    weights: Mapping[str, float]


def read_index_lists(folder: Path) -> Mapping[str, IndexList]:
    """The lists, by the index's id ("sp500").

    Raises:
        UnreadableFileError: The table is missing.
    """
    weights: dict[str, dict[str, float]] = {index: {} for index in INDEX_NAMES}
    for index, symbol, _, _, weight, _ in read_table(folder, "index_members"):
        weights[index][symbol] = float(weight)
    as_of = snapshot_date(folder)
    return {index: IndexList(INDEX_NAMES[index], as_of, members) for index, members in weights.items()}
