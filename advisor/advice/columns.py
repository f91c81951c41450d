"""What the columns of the programme stand for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from advisor.advice.model.request import Candidate, PlanPosition
from advisor.domain.portfolio import Account

SMALLEST_FRACTION = Decimal("0.0001")

# A weighted sum of columns: coefficient by column.
Terms = dict[int, float]


@dataclass(frozen=True, slots=True)
class LotColumns:
    """Columns of the units sold from one lot.

    Attributes:
        place: In the position's `lots_held`.
        counted: Units whose gain or loss counts.
        washed: Units whose loss is disallowed; None where none can be.
        gain_per_unit: Account currency; the whole price where the basis is unknown, which is the worst it can be.
        short_term: Unknown purchase dates count as long-term.
    """

    place: int
    units: Decimal
    counted: int
    washed: int | None
    gain_per_unit: float
    short_term: bool
    acquired: date | None

    def sold(self) -> Terms:
        return {self.counted: 1.0} if self.washed is None else {self.counted: 1.0, self.washed: 1.0}


@dataclass(frozen=True, slots=True)
class SaleColumns:
    """Columns of one possible sale.

    Attributes:
        place: Of the position among the household's places.
        units: Units sold; whole ones where whole shares are asked for.
        everything: Switch that sells the last fraction too; None where there is none.
        trade: Switch: is there such a trade.
        lots: Units by lot; empty where nothing depends on them.
        fixed: Units that the investor typed in; None otherwise.
    """

    position: PlanPosition
    place: int
    units: int
    everything: int | None
    trade: int
    lots: tuple[LotColumns, ...]
    fixed: Decimal | None = None

    def sold(self, per_unit: float = 1.0) -> Terms:
        """Terms of the units sold, each times `per_unit`."""
        terms = {self.units: per_unit}
        if self.everything is not None:
            terms[self.everything] = per_unit * float(fraction_of_a_share(self.position.quantity))
        return terms


@dataclass(frozen=True, slots=True)
class PurchaseColumns:
    """Columns of one possible purchase, as in `SaleColumns`."""

    account: Account
    candidate: Candidate
    place: int
    units: int
    trade: int
    fixed: Decimal | None = None


def fraction_of_a_share(quantity: Decimal) -> Decimal:
    return quantity - quantity.to_integral_value(ROUND_FLOOR)
