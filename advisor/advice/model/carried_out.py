"""What became of a plan whose orders were given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from advisor.advice.model.plan import Trade
from advisor.domain.portfolio import Account, Transaction


class Fulfilment(StrEnum):
    """What became of one trade of a plan."""

    IN_FULL = "in_full"
    IN_PART = "in_part"
    MORE = "more"
    NOT_YET = "not_yet"
    THE_OTHER_WAY = "the_other_way"  # bought where the plan sells, or sold where it buys
    NOT_TOLD = "not_told"  # nothing of the account is newer than the orders, or than a plan without any


@dataclass(frozen=True, slots=True)
class BooksSince:
    """What the books hold now, and what they tell of the time since the plan was made.

    Attributes:
        quantities: Units held now, by account id and symbol; what is not named is not held.
        cash: Spendable now, by account id, account currency.
        told: By account id the day of the newest figures; accounts without any are left out.
        transactions: Entries from the plan's trade date on, each once.
        splits: By symbol, day and ratio of each split since the plan's trade date, oldest first.
    """

    quantities: Mapping[tuple[int, str], Decimal]
    cash: Mapping[int, Decimal]
    told: Mapping[int, date]
    transactions: Sequence[Transaction] = ()
    splits: Mapping[str, tuple[tuple[date, Decimal], ...]] | None = None


@dataclass(frozen=True, slots=True)
class CarriedTrade:
    """One trade of a plan and what became of it.

    Attributes:
        quantity: Units of the plan's day that changed hands as the plan wanted; below 0 the other way.
        price: What was paid or had for one, on average, in units of the plan's day; None where no entry tells it.
        at_another_price: The price is not the plan's, by more than half a percent.
    """

    trade: Trade
    fulfilment: Fulfilment
    quantity: Decimal
    price: Decimal | None
    at_another_price: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class CashBeside:
    """Cash that the plan would leave in an account, and what is there."""

    account: Account
    planned: Decimal
    held: Decimal

    @property
    def difference(self) -> Decimal:
        """More than planned, or less (below 0)."""
        return self.held - self.planned


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """A plan beside the books.

    Attributes:
        cash: Of the accounts that the plan trades in and that newer figures tell of.
        headline: One plain sentence.
        complete: Every trade is done, or more than it.
    """

    trades: tuple[CarriedTrade, ...]
    cash: tuple[CashBeside, ...]
    headline: str
    complete: bool
