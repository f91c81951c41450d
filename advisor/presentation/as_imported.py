"""What a file told of a position that counts at newer prices, in words."""

from __future__ import annotations

from decimal import Decimal

from advisor.domain.portfolio import Position
from advisor.presentation import words


def as_imported_text(position: Position) -> str:
    """ "Close of Nov 20, 2026. Imported as 3 at 1,210.00, worth $3,630.00, on Jun 6, 2026."; empty for the file's own figures."""
    told = position.as_imported
    if told is None or position.priced_on is None or told.quantity is None:
        return ""
    priced = "" if told.price is None else f" at {words.price(told.price)}, worth {words.dollars_and_cents(told.value)}"
    figures = f"Imported as {words.quantity(told.quantity)}{priced}, on {words.long_date(told.as_of)}."
    return f"Close of {words.long_date(position.priced_on)}. {figures}{_split_text(told.quantity, position.quantity)}"


def _split_text(before: Decimal, now: Decimal | None) -> str:
    if now is None or before == now:
        return ""
    broken = before == before.to_integral_value() and now != now.to_integral_value()
    rest = " What the broker pays for the part of a share is not known." if broken else ""
    return f" The shares were split since.{rest}"
