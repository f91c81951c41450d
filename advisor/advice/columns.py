"""What the columns of the programme stand for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from advisor.advice.lots import GainSegment
from advisor.advice.model.request import Candidate, PlanPosition
from advisor.domain.portfolio import Account

SMALLEST_FRACTION = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class SaleColumns:
    """Columns of one possible sale.

    Attributes:
        units: Units sold; whole ones where whole shares are asked for.
        everything: Switch that sells the last fraction too; None where there is none.
        trade: Switch: is there such a trade.
        segments: Units by piece of the gain curve; empty in tax-deferred accounts.
    """

    position: PlanPosition
    units: int
    everything: int | None
    trade: int
    segments: tuple[tuple[int, GainSegment], ...]

    def sold(self, per_unit: float = 1.0) -> dict[int, float]:
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
    units: int
    trade: int


def fraction_of_a_share(quantity: Decimal) -> Decimal:
    return quantity - quantity.to_integral_value(ROUND_FLOOR)
