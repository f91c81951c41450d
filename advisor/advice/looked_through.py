"""Positions and candidates as rows of numbers: what a dollar of each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from advisor.domain.classification import Sector, Sleeve
from advisor.exposure.contents import Contents

_Kind = TypeVar("_Kind")

SLEEVES = tuple(Sleeve)
SECTORS = tuple(Sector)


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """What a dollar in each of several instruments is; one row for each.

    Attributes:
        sleeves: Instruments × `SLEEVES`, fractions.
        sectors: Instruments × `SECTORS`, fractions.
        company_names: Symbols of the columns of `companies`, sorted.
        companies: Instruments × companies, fractions.
        theme_names: Ids of the columns of `themes`.
        themes: Instruments × themes, fractions.
        unseen: Fraction of each instrument that may be anything.
    """

    sleeves: NDArray[np.float64]
    sectors: NDArray[np.float64]
    company_names: tuple[str, ...]
    companies: sparse.csr_array
    theme_names: tuple[str, ...]
    themes: NDArray[np.float64]
    unseen: NDArray[np.float64]


def look_through(instruments: Sequence[Contents], theme_members: Mapping[str, Mapping[str, float]]) -> LookedThrough:
    """Rows of numbers for what is held and what may be bought.

    Args:
        instruments: In the order of the rows.
        theme_members: By theme id, the part of each company that counts for it, fraction by company symbol.
    """
    names = tuple(sorted({company for contents in instruments for company in contents.companies}))
    companies = _company_matrix(instruments, {name: place for place, name in enumerate(names)})
    members = np.array([[parts.get(name, 0.0) for parts in theme_members.values()] for name in names], dtype=float)
    return LookedThrough(
        sleeves=_dense([contents.sleeves for contents in instruments], SLEEVES),
        sectors=_dense([contents.sectors for contents in instruments], SECTORS),
        company_names=names,
        companies=companies,
        theme_names=tuple(theme_members),
        themes=np.asarray(companies @ members.reshape(len(names), len(theme_members))),
        unseen=np.array([contents.unseen for contents in instruments], dtype=float),
    )


def _dense(rows: Sequence[Mapping[_Kind, float]], columns: Sequence[_Kind]) -> NDArray[np.float64]:
    return np.array([[row.get(column, 0.0) for column in columns] for row in rows], dtype=float).reshape(len(rows), len(columns))


def _company_matrix(instruments: Sequence[Contents], places: Mapping[str, int]) -> sparse.csr_array:
    starts = np.cumsum([0, *(len(contents.companies) for contents in instruments)])
    columns = [places[company] for contents in instruments for company in contents.companies]
    parts = [part for contents in instruments for part in contents.companies.values()]
    matrix = (np.array(parts, dtype=float), np.array(columns, dtype=np.int64), starts)
    return sparse.csr_array(matrix, shape=(len(instruments), len(places)))
