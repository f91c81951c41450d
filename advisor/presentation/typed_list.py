"""What is right and wrong with a list of positions while it is typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from advisor.domain.typed_list import TypedPosition
from advisor.presentation import words
from advisor.presentation.typed_numbers import typed_number
from advisor.presentation.views import TypedListView

HEADINGS = ("Symbol", "Quantity", "Price", "Value", "Cost basis")
_BEGIN = "Type the first symbol. Tab goes to the next field, Enter to the next row."

Texts = Sequence[str]


def judge_typed_list(rows: Sequence[Texts]) -> TypedListView:
    """What can be imported of these rows, each with a text for each heading; blank rows count for nothing."""
    filled = {number: [text.strip() for text in texts] for number, texts in enumerate(rows) if any(map(str.strip, texts))}
    faults = dict(_faults(filled))
    lacking = next((lack for lack in map(_lack, filled, filled.values()) if lack), "")
    if faults:
        return TypedListView(next(iter(faults.values())), "negative", (), faults)
    if lacking or not filled:
        return TypedListView(lacking or _BEGIN, "muted", (), {})
    positions = tuple(map(_position, filled.values()))
    return TypedListView(f"{words.numbered(len(positions), 'position')} can be imported.", "positive", positions, {})


def _faults(filled: Mapping[int, Texts]) -> Iterator[tuple[tuple[int, int], str]]:
    """By row and column what is no number."""
    for number, texts in filled.items():
        for place, text in enumerate(texts[1:], start=1):
            if text and typed_number(text) is None:
                yield (
                    (number, place),
                    f"Row {number + 1:,}: “{text}” is no number. Write a {HEADINGS[place].lower()} like 1,250.50.",
                )


def _lack(number: int, texts: Texts) -> str:
    """What the row still needs; empty when nothing is missing."""
    symbol, quantity, price, value, _cost = texts
    if not symbol:
        return f"Row {number + 1:,} needs a symbol; money goes by CASH."
    return "" if value or (quantity and price) else f"{symbol.upper()} needs a value, or a quantity and a price."


def _position(texts: Texts) -> TypedPosition:
    return TypedPosition(texts[0].upper(), *map(typed_number, texts[1:]))
