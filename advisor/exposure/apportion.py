"""Exact cents from fractions: the parts of a whole always sum to it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from advisor.exposure.leaves import SECTORS, SLEEVES, LeafTable
from advisor.exposure.sums import sum_amounts, sum_cents


def apportion(exact: NDArray[np.float64], group: NDArray[np.intp], group_cents: NDArray[np.int64]) -> NDArray[np.int64]:
    """Round the members of each group to whole cents that sum to the group's cents (largest remainder, Hamilton's method).

    Args:
        exact: Cents with fractions, by member; those of a group sum to about the group's cents. May be negative.
        group: The group of each member; every group with cents has a member.
        group_cents: By group.

    Returns:
        Whole cents by member; ties go to the earlier member.
    """
    count = len(group_cents)
    cents = np.floor(exact).astype(np.int64)
    size = np.bincount(group, minlength=count)
    missing = group_cents - sum_cents(cents, group, count)
    everyone, some = np.divmod(missing, np.maximum(size, 1))
    order = np.lexsort((cents - exact, group))
    first = np.concatenate(([0], np.cumsum(size)[:-1]))
    rank = np.empty(len(exact), dtype=np.int64)
    rank[order] = np.arange(len(exact)) - first[group[order]]
    return np.asarray(cents + everyone[group] + (rank < some[group]), dtype=np.int64)


def apportion_holdings(unit_leaves: sparse.csr_array, cents: NDArray[np.int64], leaves: LeafTable) -> sparse.csr_array:
    """Whole cents by holding and leaf; every row sums to the holding's cents.

    First by sleeve, then by sector within the sleeve, then by company: thousands of companies worth a fraction of a cent
    would otherwise push cents from one sleeve to another.

    Args:
        unit_leaves: Holdings × leaves, rows sum to 1.
        cents: By holding.
    """
    row = np.repeat(np.arange(unit_leaves.shape[0]), np.diff(unit_leaves.indptr))
    exact = np.asarray(unit_leaves.data * cents[row], dtype=np.float64)
    sleeve = row * len(SLEEVES) + leaves.sleeve[unit_leaves.indices]
    cell = sleeve * len(SECTORS) + leaves.sector[unit_leaves.indices]
    cell_count = len(cents) * len(SLEEVES) * len(SECTORS)
    cells = np.flatnonzero(np.bincount(cell, minlength=cell_count))
    cell_exact = sum_amounts(exact, cell, cell_count)[cells]
    sleeve_count = len(cents) * len(SLEEVES)
    sleeves = np.unique(cells // len(SECTORS))
    sleeve_exact = sum_amounts(cell_exact, cells // len(SECTORS), sleeve_count)[sleeves]
    by_sleeve = np.zeros(sleeve_count, dtype=np.int64)
    by_sleeve[sleeves] = apportion(sleeve_exact, sleeves // len(SLEEVES), cents)
    by_cell = np.zeros(cell_count, dtype=np.int64)
    by_cell[cells] = apportion(cell_exact, cells // len(SECTORS), by_sleeve)
    by_leaf = apportion(exact, cell, by_cell)
    return sparse.csr_array((by_leaf, unit_leaves.indices, unit_leaves.indptr), shape=unit_leaves.shape)
