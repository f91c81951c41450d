"""What a list of a fund's holdings says, whoever published it."""

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
    FUND = "fund"  # shares of another fund, to be looked through in its turn
    CASH = "cash"
    BOND = "bond"
    PREFERRED = "preferred"
    SWAP = "swap"  # rides on one company or fund, whose symbol or numbers are the line's
    FUTURE = "future"  # a future or swap on an index or another price, told by its name alone
    OPTION = "option"  # at its market value: what it rides on is not classified
    OTHER = "other"  # anything else at its weight, not classified

    @property
    def is_derivative(self) -> bool:
        return self in (LineKind.SWAP, LineKind.FUTURE)


@dataclass(frozen=True, slots=True)
class HoldingLine:
    """One line of a fund.

    Attributes:
        symbol: As the publisher spells it, without padding ("BRKB"); empty where it gives none. Of a derivative: its underlying.
        weight: Fraction of the fund. For a derivative: the signed notional exposure.
        sector: UNCLASSIFIED where the file does not say.
        market_value: Fund currency; None when the file gives none. Zero for most derivatives.
        notional: Fund currency; None when the file gives none.
        price: Per share; None when the file gives none.
        is_foreign: Listed outside the US: its ticker may be another company's ticker at home.
        line: 1-based physical line.
        cusip, isin: Of the line (of a derivative: of its underlying); empty where the file gives none.
        country: ISO 3166 alpha-2 code of the issuer; empty where the file does not say.
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
    cusip: str = ""
    isin: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class FundHoldingsFile:
    """A list of holdings, read.

    Attributes:
        symbol: The fund's ticker; empty when neither the file nor its name tells.
        publisher: Layout it was read with, e.g. "iShares" or "SEC N-PORT".
        as_of: The date the file states.
        skipped: Lines that were left out, each with its reason.
        weight_sum: Sum of the file's own weights, derivatives' notional left out (fraction, about 1).
        not_understood: Headings and labels that were left unread, in the publisher's words, and what had to be assumed.
        series_id, class_ids: The SEC's numbers of the fund ("S000012000") and of its share classes; empty where not told.
        records: Records of the file that are not empty; zero where nobody counted. Each is a line (a basket: several lines),
            skipped, or structure.
        structure: Titles, headings, totals, remarks, and lines of other funds.
    """

    symbol: str
    name: str
    publisher: str
    as_of: date
    lines: tuple[HoldingLine, ...]
    skipped: tuple[SkippedRow, ...]
    weight_sum: float
    not_understood: tuple[str, ...] = ()
    series_id: str = ""
    class_ids: tuple[str, ...] = ()
    records: int = 0
    structure: int = 0


@dataclass(frozen=True, slots=True)
class DownloadedList:
    """A list as it came from the network, and what it says.

    Attributes:
        name: File name to keep it under; it tells the fund's ticker, should the content not.
    """

    name: str
    content: bytes
    read: FundHoldingsFile
