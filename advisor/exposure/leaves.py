"""Where look-through ends: companies, buckets, cash, bonds, and what nobody could see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market import MarketBook, Security

SLEEVES = tuple(Sleeve)
SECTORS = tuple(Sector)
UNSEEN_COLUMN = 0


@dataclass(frozen=True, slots=True)
class Leaf:
    """One end of the look-through.

    Attributes:
        key: Symbol of the company's primary share class, or of the thing itself.
        named: True for a company one could name; False for buckets, cash, bonds and the unseen.
        unknown: Nobody knows what this money is: it could belong to any sleeve, sector or company.
        as_of: Date of the classification; None where there is none to date.
    """

    key: str
    name: str
    sleeve: Sleeve
    sector: Sector
    named: bool
    unknown: bool = False
    as_of: date | None = None


UNSEEN = Leaf("UNSEEN", "Not seen inside funds", Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED, named=False, unknown=True)


@dataclass(frozen=True, slots=True)
class LeafTable:
    """The leaves as columns: one entry per leaf in every array.

    Attributes:
        sleeve, sector: Positions in SLEEVES and SECTORS.
    """

    leaves: tuple[Leaf, ...]
    sleeve: NDArray[np.intp]
    sector: NDArray[np.intp]
    named: NDArray[np.bool_]
    unknown: NDArray[np.bool_]


class LeafRegistry:
    """Gives every leaf a column, share classes of one company the same one.

    The investor's overrides hold wherever the symbol turns up, held directly or inside a fund, so that a company never lies in
    two sleeves at once.
    """

    def __init__(self, book: MarketBook, overrides: Mapping[str, tuple[Sleeve, Sector]]) -> None:
        self._book = book
        self._column: dict[str, int] = {UNSEEN.key: UNSEEN_COLUMN}
        self._leaves = [UNSEEN]
        self._overrides = {book.company_of(symbol): chosen for symbol, chosen in overrides.items()}

    def __len__(self) -> int:
        return len(self._leaves)

    def is_overridden(self, symbol: str) -> bool:
        """Whether the investor classified this canonical symbol, or another share class of its company."""
        return bool(self._overrides) and self._book.company_of(symbol) in self._overrides

    def add(self, leaf: Leaf, apart_as: str = "") -> int:
        """The column of the leaf with this key; the first leaf of a key describes it.

        Args:
            apart_as: Keeps it apart from other leaves of its key: the symbol of a coin or a foreign line may be some share's too.
        """
        key = apart_as or leaf.key
        if key not in self._column:
            self._column[key] = len(self._leaves)
            self._leaves.append(leaf)
        return self._column[key]

    def add_security(self, security: Security) -> int:
        """The column of the security's company."""
        known = self._column.get(security.company)
        return self.add(self._leaf_of(security)) if known is None else known

    def add_overridden(self, symbol: str, name: str, is_company: bool) -> int:
        """The column of a symbol the investor classified; the book's own name is used when it has the security."""
        security = self._book.securities.get(symbol)
        if security is not None:
            return self.add_security(security)
        sleeve, sector = self._overrides[symbol]
        return self.add(Leaf(symbol, name, sleeve, sector, named=is_company))

    def table(self) -> LeafTable:
        """Everything registered so far, in the order in which it was."""
        sleeve_code = {sleeve: code for code, sleeve in enumerate(SLEEVES)}
        sector_code = {sector: code for code, sector in enumerate(SECTORS)}
        return LeafTable(
            tuple(self._leaves),
            np.array([sleeve_code[leaf.sleeve] for leaf in self._leaves], dtype=np.intp),
            np.array([sector_code[leaf.sector] for leaf in self._leaves], dtype=np.intp),
            np.array([leaf.named for leaf in self._leaves], dtype=np.bool_),
            np.array([leaf.unknown for leaf in self._leaves], dtype=np.bool_),
        )

    def _leaf_of(self, security: Security) -> Leaf:
        primary = security
        if security.symbol != security.company:
            primary = self._book.securities.get(security.company, security)
        sleeve, sector = primary.sleeve, primary.sector
        if self._overrides:
            sleeve, sector = self._overrides.get(security.company, (sleeve, sector))
        unknown = sleeve is Sleeve.UNCLASSIFIED
        return Leaf(security.company, primary.company_name, sleeve, sector, primary.named, unknown, primary.as_of)
