"""Which losses could be realised, what they would save, and what keeps the exposure meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisor.advice.model.taxes import Term
from advisor.advice.model.washing import Likeness
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Account


@dataclass(frozen=True, slots=True)
class LossSaving:
    """What realising a loss does, account currency; every figure 0 or more but `net`.

    Attributes:
        loss: As the lots tell it.
        washed: The part that would not count, because the same thing was bought lately or will be by a reinvestment.
        against_gains: Set against gains of the year so far.
        against_income: Set against other income, within the yearly limit.
        carried: Left for later years.
        tax_saved: Tax of this year that falls away.
        later_worth: What the carried part is counted as worth.
        cost: Spread and fees of the sale and of the purchase that replaces it.
    """

    loss: Decimal
    washed: Decimal
    against_gains: Decimal
    against_income: Decimal
    carried: Decimal
    tax_saved: Decimal
    later_worth: Decimal
    cost: Decimal

    @property
    def net(self) -> Decimal:
        """Dollars ahead: tax saved, now and later, less the cost."""
        return self.tax_saved + self.later_worth - self.cost


@dataclass(frozen=True, slots=True)
class Replacement:
    """A fund that would keep most of the exposure.

    Attributes:
        companies: Fraction of a dollar that lies in the same companies in both, as far as what the fund holds is known.
        sleeves, sectors: The same by sleeve and by sector.
        likeness: `ASK` where it may count as the same thing: then the loss may not count.
        expense: Yearly cost of the fund, fraction; None when not known.
    """

    symbol: str
    name: str
    price: Decimal
    companies: float
    sleeves: float
    sectors: float
    likeness: Likeness
    expense: float | None = None


@dataclass(frozen=True, slots=True)
class LosingLot:
    """One lot that is worth less than it cost.

    Attributes:
        place: Among the position's lots; None where shares are sold at average cost and no lot can be named.
        saving: By itself, as if nothing else were sold.
        replacements: Nearest first, those that may be identical last; empty where nothing at hand is near enough.
        do_not_buy: The symbol and what is identical to it.
        do_not_buy_until: Last day on which buying one of them, in any account, would take the loss back.
        notes: What stands in the way, plain sentences.
    """

    account: Account
    symbol: str
    name: str
    acquired: date | None
    quantity: Decimal
    price: Decimal
    value: Decimal
    cost_basis: Decimal
    term: Term
    saving: LossSaving
    replacements: tuple[Replacement, ...]
    do_not_buy: frozenset[str]
    do_not_buy_until: date
    place: int | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HarvestView:
    """Every loss worth a look, most dollars first; those that would not count now come last.

    Attributes:
        together: If all of them that pay now were realised: less than the sum, once the gains of the year and the limit are
            used up.
        left_out: How many lots lose too little to pay for their trades, and what they lose in all.
        notes: What is not known, plain sentences.
    """

    lots: tuple[LosingLot, ...]
    together: LossSaving
    left_out: int = 0
    left_out_loss: Decimal = ZERO
    notes: tuple[str, ...] = ()
