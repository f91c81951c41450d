"""What a holdings file says, whichever issuer wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from advisor.domain.classification import Sector
from advisor.domain.statement import SkippedRow


class LineKind(StrEnum):
    """How a line counts: at its weight, or (derivatives) at signed notional beside an equal and opposite cash leg."""

    SHARE = "share"
    CASH = "cash"
    BOND = "bond"
    SWAP = "swap"
    FUTURE = "future"

    @property
    def is_derivative(self) -> bool:
        return self in (LineKind.SWAP, LineKind.FUTURE)


@dataclass(frozen=True, slots=True)
class HoldingLine:
    """One line of a fund.

    Attributes:
        symbol: As the issuer spells it, without padding ("BRKB"); empty for cash without ticker.
        weight: Fraction of the fund. For a derivative: the signed notional exposure.
        sector: UNCLASSIFIED where the file does not say.
        market_value: Fund currency; None when the file gives none. Zero for most derivatives.
        notional: Fund currency; None when the file gives none.
        price: Per share; None when the file gives none.
        is_foreign: Listed outside the US: its ticker may be another company's ticker at home.
        line: 1-based physical line.
    """

    symbol: str
    name: str
    weight: float
    sector: Sector
    kind: LineKind
    market_value: float | None
    notional: float | None
    price: Decimal | None
    is_foreign: bool
    line: int


@dataclass(frozen=True, slots=True)
class FundHoldingsFile:
    """A holdings file, read.

    Attributes:
        symbol: The fund's ticker; empty when neither the file nor its name tells.
        publisher: Layout it was read with, e.g. "iShares".
        as_of: The date the file states.
        skipped: Lines that were left out, each with its reason.
        weight_sum: Sum of the file's own weights, derivatives' notional left out (fraction, about 1).
    """

    symbol: str
    name: str
    publisher: str
    as_of: date
    lines: tuple[HoldingLine, ...]
    skipped: tuple[SkippedRow, ...]
    weight_sum: float
