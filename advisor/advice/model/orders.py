"""Trades as they are placed: what of what, and out of which lots."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from advisor.advice.model.request import Candidate, PlanPosition
from advisor.domain.portfolio import Account


@dataclass(frozen=True, slots=True)
class SaleOrder:
    """Units to sell.

    Attributes:
        lots: What is taken, as (place in the position's `lots_held`, units above 0), in the order of their places; sums to
            `quantity`.
    """

    position: PlanPosition
    quantity: Decimal
    lots: tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """Units to buy."""

    account: Account
    candidate: Candidate
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Orders:
    """Everything that a plan trades."""

    sales: tuple[SaleOrder, ...] = ()
    purchases: tuple[PurchaseOrder, ...] = ()
