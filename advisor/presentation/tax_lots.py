"""Tax lots: what was bought when, how a gain would be taxed, and what each lot is worth now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisor.advice.lots import term_of
from advisor.domain.money import round_to_cents
from advisor.domain.portfolio import Portfolio, Position, TaxLot
from advisor.presentation import labels, words
from advisor.presentation.sorting import sortable
from advisor.presentation.views import LotRow


@dataclass(frozen=True, slots=True)
class HeldLot:
    """One lot with what can be told of it today.

    Attributes:
        currency: Of cost, value and gain: dollars, or the account's own where it has no exchange rate.
        term: "long-term", "short-term", "term not known", or "sold short".
        source: Who says so: "the broker", or "first in, first out" of the transactions.
        value: The lot's part of the position's value; None without a price.
        gain: None where value or cost is not known.
    """

    position: Position
    lot: TaxLot
    currency: str
    term: str
    source: str
    value: Decimal | None
    gain: Decimal | None


def held_lots(portfolio: Portfolio, today: date) -> Iterator[HeldLot]:
    """Every lot of every position; those of accounts without exchange rate last."""
    for position in portfolio.positions:
        yield from (_held(position, lot, "USD", today) for lot in position.lots)
    for position in portfolio.unconverted:
        yield from (_held(position, lot, position.value_currency, today) for lot in position.lots)


def lot_rows(portfolio: Portfolio, today: date) -> tuple[LotRow, ...]:
    """Every lot as a row of its table."""
    return tuple(_row(held) for held in held_lots(portfolio, today))


def _held(position: Position, lot: TaxLot, currency: str, today: date) -> HeldLot:
    value = _value(position, lot)
    return HeldLot(
        position=position,
        lot=lot,
        currency=currency,
        term="sold short" if lot.quantity < 0 else labels.TERM_LABELS[term_of(lot, today)],
        source="first in, first out" if position.lots_worked_out else "the broker",
        value=value,
        gain=None if value is None or lot.cost_basis is None else value - lot.cost_basis,
    )


def _value(position: Position, lot: TaxLot) -> Decimal | None:
    """Its part of the position's value, which is right in any currency and for every kind of instrument."""
    if not position.quantity or (position.price is None and not position.value):
        return None
    return round_to_cents(position.value * lot.quantity / position.quantity)


def _row(held: HeldLot) -> LotRow:
    account, lot = held.position.account, held.lot
    return LotRow(
        symbol=labels.symbol_label(held.position.symbol),
        account=labels.account_label(account.name, account.number_masked),
        acquired_text=words.long_date(lot.acquired) if lot.acquired else "Not known",
        term_text=words.capitalized(held.term),
        quantity_text=words.quantity(lot.quantity),
        cost_text="not known" if lot.cost_basis is None else words.money_in(lot.cost_basis, held.currency),
        value_text="" if held.value is None else words.money_in(held.value, held.currency),
        gain_text="" if held.gain is None else words.change_in(held.gain, held.currency),
        gain_tone="plain" if not held.gain else "positive" if held.gain > 0 else "negative",
        source_text=words.capitalized(held.source),
        sort_values=sortable(
            lot.acquired.toordinal() if lot.acquired else None, lot.quantity, lot.cost_basis, held.value, held.gain
        ),
    )
