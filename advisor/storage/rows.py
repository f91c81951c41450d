"""Rows and cells: writing one row and learning its key; what a cell holds at rest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from advisor.domain.money import from_cents, to_cents
from advisor.storage.engine import Database


def insert_row(db: Database, table: str, values: Mapping[str, object]) -> int:
    """Insert a row and return its integer key; call inside a transaction."""
    return int(str(db.table(table).insert(dict(values)).last_pk))


def decimal_text(number: Decimal | None) -> str | None:
    """Plain digits, whatever the number's exponent."""
    if number is None:
        return None
    text = str(number)
    return format(number, "f") if "E" in text else text


def decimal_or_none(text: str | None) -> Decimal | None:
    """The exact number of a cell of decimal text."""
    return None if text is None else Decimal(text)


def iso(day: date | None) -> str | None:
    """A day as cells hold it: ISO 8601."""
    return None if day is None else day.isoformat()


def day_or_none(text: str | None) -> date | None:
    """The day of such a cell."""
    return None if text is None else date.fromisoformat(text)


def cents(amount: Decimal | None) -> int | None:
    """Money as cells hold it: whole cents."""
    return None if amount is None else to_cents(amount)


def money_or_none(whole_cents: int | None) -> Decimal | None:
    """The money of such a cell."""
    return None if whole_cents is None else from_cents(whole_cents)
