"""Purchases as sales go by: what is still held of each, and what of it has replaced shares sold at a loss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisor.advice.model.washing import Move
from advisor.domain.money import ZERO, round_to_cents


@dataclass(slots=True)
class Parcel:
    """Shares of one purchase that are alike.

    Attributes:
        held_from: The day from which they count as held; None when not known.
        carried: The loss that they carry for what they replaced, to the cent.
    """

    quantity: Decimal
    held_from: date | None
    carried: Decimal = ZERO
    replaces: bool = False

    def split_off(self, quantity: Decimal) -> Parcel:
        """Take so many of them away, with their part of what is carried."""
        carried = round_to_cents(self.carried * quantity / self.quantity)
        self.quantity -= quantity
        self.carried -= carried
        return Parcel(quantity, self.held_from, carried, self.replaces)


class Purchase:
    """What is left of a purchase as sales go by; replacing parcels first."""

    def __init__(self, move: Move) -> None:
        self.move = move
        self._parcels = [Parcel(move.quantity, move.day)]

    @property
    def free(self) -> Decimal:
        """Shares that replaced nothing yet."""
        return sum((parcel.quantity for parcel in self._parcels if not parcel.replaces), ZERO)

    def sell(self, quantity: Decimal) -> Iterator[Parcel]:
        """Take so many shares away, or all there are."""
        while quantity > 0 and self._parcels:
            first = self._parcels[0]
            sold = self._parcels.pop(0) if first.quantity <= quantity else first.split_off(quantity)
            quantity -= sold.quantity
            yield sold

    def replace(self, quantity: Decimal, carried: Decimal, held_from: date | None) -> None:
        """Use so many free shares up: from now on they carry a loss and count as held from that day."""
        rest = self.free - quantity
        parcels = [parcel for parcel in self._parcels if parcel.replaces]
        parcels.append(Parcel(quantity, held_from, carried, replaces=True))
        if rest:
            parcels.append(Parcel(rest, self.move.day))
        self._parcels = parcels
