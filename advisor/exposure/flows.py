"""The portfolio's money over all its ways: what is seen, what is estimated by a pool, what nobody sees."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.domain.market import Source
from advisor.exposure.leaves import LeafTable
from advisor.exposure.look_through import SOURCES, LookThrough
from advisor.exposure.sums import sum_amounts

_DIRECT = SOURCES.index(Source.DIRECT)
_UNKNOWN = SOURCES.index(Source.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Flows:
    """Money in one unit (cents as floats), by leaf or by pool.

    Attributes:
        point: Everything, by leaf: the best estimate.
        seen: Without what passed through a pool and without the unknown, by leaf.
        unknown_over, unknown_under: Unknown money outside pools, positive and negative apart: a short fund's unseen part can
            only be owed, a long one's only owned.
        pool_over, pool_under: Money that entered each pool first, owned and owed apart: what two funds hold of one pool need not
            be the same companies.
        pool_mix: Pools × leaves: what one unit in the pool is estimated to be.
        by_source: Money by weakest source on its way, in the order of SOURCES; what ends unseen counts as unknown.
    """

    leaves: LeafTable
    point: NDArray[np.float64]
    seen: NDArray[np.float64]
    unknown_over: float
    unknown_under: float
    pool_over: NDArray[np.float64]
    pool_under: NDArray[np.float64]
    pool_mix: NDArray[np.float64]
    by_source: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Endings:
    """Where the money of each way ends: the fraction in known leaves and in unknown ones (the rest goes on to other funds)."""

    known: NDArray[np.float64]
    unknown: NDArray[np.float64]


def endings(look_through: LookThrough, leaves: LeafTable) -> Endings:
    """By way."""
    legs = look_through.matrix.legs
    unknown = np.asarray(legs @ leaves.unknown.astype(np.float64))
    known = np.asarray(legs @ (~leaves.unknown).astype(np.float64))
    return Endings(known[look_through.fund], unknown[look_through.fund])


def follow(
    look_through: LookThrough,
    leaves: LeafTable,
    root_values: NDArray[np.float64],
    direct_values: NDArray[np.float64],
    pool_mix: NDArray[np.float64],
) -> Flows:
    """Follow money from the roots and add what is held directly.

    Args:
        root_values: By root of the look-through.
        direct_values: By leaf.
        pool_mix: Pools × leaves, in the order of the look-through's pools.
    """
    ways = look_through.way_values(root_values)
    open_ways = np.where(look_through.pool < 0, ways, 0.0)
    ends = endings(look_through, leaves)
    unknown_by_fund = sum_amounts(open_ways * ends.unknown, look_through.fund, len(look_through.matrix.funds))
    unknown_direct = np.where(leaves.unknown, direct_values, 0.0)
    unknown = np.concatenate((unknown_by_fund, unknown_direct))
    by_source = sum_amounts(ways * ends.known, look_through.source, len(SOURCES))
    by_source[_UNKNOWN] += float(ways @ ends.unknown + unknown_direct.sum())
    by_source[_DIRECT] += float((direct_values - unknown_direct).sum())
    pool_over, pool_under = _pool_values(look_through, root_values, ways)
    return Flows(
        leaves=leaves,
        point=look_through.into_leaves(ways) + direct_values,
        seen=np.where(leaves.unknown, 0.0, look_through.into_leaves(open_ways) + direct_values),
        unknown_over=float(unknown[unknown > 0].sum()),
        unknown_under=float(unknown[unknown < 0].sum()),
        pool_over=pool_over,
        pool_under=pool_under,
        pool_mix=pool_mix,
        by_source=by_source,
    )


def _pool_values(
    look_through: LookThrough, root_values: NDArray[np.float64], ways: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Money owned and money owed in each pool, after each fund's own in it is netted."""
    fund, pool, step = look_through.fund, look_through.pool, look_through.step.tocoo()
    enters = (pool[step.row] < 0) & (pool[step.col] >= 0)
    held = pool[look_through.entry] >= 0
    root_pools = pool[look_through.entry][held]
    holder = np.concatenate((fund[step.row][enters], root_pools))
    entered = np.concatenate((pool[step.col][enters], root_pools))
    money = np.concatenate(((ways[step.row] * step.data)[enters], root_values[held]))
    count = len(look_through.matrix.funds)
    pairs, pair = np.unique(holder * count + entered, return_inverse=True)
    net, pool_of_pair = sum_amounts(money, pair, len(pairs)), pairs % count
    owned, owed = (sum_amounts(part, pool_of_pair, count) for part in (np.maximum(net, 0.0), np.minimum(net, 0.0)))
    return owned[look_through.pools], owed[look_through.pools]
