"""What the checks on the books found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One issue. `fix` is a `Fix` value; account, symbol and import say what it is about."""

    title: str
    text: str
    verb: str
    fix: str
    account_id: int | None
    symbol: str
    import_id: int | None


@dataclass(frozen=True, slots=True)
class QualityView:
    headline: str
    rows: tuple[QualityRow, ...]
