"""What each held symbol is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from advisor.domain.market import Fund
from advisor.domain.money import ZERO, from_cents
from advisor.exposure.held import Direct, Held
from advisor.exposure.leaves import SLEEVES, LeafTable
from advisor.exposure.model import HoldingMix
from advisor.exposure.sums import sum_amounts, sum_cents


def direct_mixes(direct: Iterable[Direct], leaves: LeafTable) -> dict[str, HoldingMix]:
    """Mixes of what is held as itself, by held symbol."""
    return {each.held.symbol: _direct_mix(each, leaves) for each in direct}


def fund_mixes(
    funds: Sequence[tuple[Held, Fund]],
    unit_leaves: sparse.csr_array,
    via: sparse.csr_array,
    seen: NDArray[np.float64],
    leaves: LeafTable,
) -> dict[str, HoldingMix]:
    """Mixes of the funds, by held symbol.

    Args:
        unit_leaves: Funds × leaves, rows sum to 1.
        via: The same in whole cents.
        seen: By fund, the fraction whose sleeve is known.
    """
    mixes = {}
    for row, (held, fund) in enumerate(funds):
        inside = slice(unit_leaves.indptr[row], unit_leaves.indptr[row + 1])
        sleeve = leaves.sleeve[unit_leaves.indices[inside]]
        fractions = sum_amounts(unit_leaves.data[inside], sleeve, len(SLEEVES))
        cents = sum_cents(via.data[inside], sleeve, len(SLEEVES))
        mixes[held.symbol] = _fund_mix(held, fund, fractions.tolist(), cents.tolist(), float(seen[row]))
    return mixes


def _fund_mix(held: Held, fund: Fund, fractions: list[float], cents: list[int], seen: float) -> HoldingMix:
    present = [code for code in range(len(SLEEVES)) if fractions[code] or cents[code]]
    return HoldingMix(
        symbol=held.symbol,
        name=fund.name,
        value=from_cents(held.cents),
        is_fund=True,
        sleeves={SLEEVES[code]: fractions[code] for code in present},
        sleeve_values={SLEEVES[code]: from_cents(cents[code]) for code in present},
        source=fund.source,
        as_of=fund.as_of,
        origin=fund.origin,
        confidence=fund.confidence,
        seen=min(max(seen, 0.0), 1.0),
        is_of_one_thing=fund.is_of_one_thing,
    )


def _direct_mix(direct: Direct, leaves: LeafTable) -> HoldingMix:
    held, leaf = direct.held, leaves.leaves[direct.column]
    value = from_cents(held.cents) if held.cents else ZERO
    return HoldingMix(
        symbol=held.symbol,
        name=leaf.name if leaf.named else held.name,
        value=value,
        is_fund=False,
        sleeves={leaf.sleeve: 1.0},
        sleeve_values={leaf.sleeve: value},
        source=direct.source,
        as_of=direct.as_of,
        origin=direct.origin,
        confidence="low" if leaf.unknown else "high",
        seen=0.0 if leaf.unknown else 1.0,
    )
