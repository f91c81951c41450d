"""Fields of the objects in a portable portfolio file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from advisor.importers.reading.amounts import read_amount
from advisor.importers.reading.json_records import json_text
from advisor.importers.reading.rows import RowRefusedError

# Sums may be larger than any amount of a broker's file, and quantities worked out have a long fraction.
_WRITTEN_BY_US = re.compile(r"-?\d{1,16}(?:\.\d{1,60})?", re.ASCII)
_Word = TypeVar("_Word", bound=StrEnum)


class Fields:
    """The fields of one object; each read raises `RowRefusedError` when the field holds something else.

    Args:
        value: Anything JSON can hold; what is no object is refused.
    """

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise RowRefusedError("it is no object with fields")
        self._value: Mapping[str, object] = value

    def alone(self, key: str) -> dict[str, object]:
        """An object with that one field, whatever it holds."""
        return {key: self._value.get(key)}

    def text(self, key: str, otherwise: str = "") -> str:
        """Text as it stands; a number as its digits."""
        value = self._value.get(key)
        if isinstance(value, dict | list | bool):
            raise RowRefusedError(f"“{key}” is no text")
        return otherwise if value is None else json_text(value)

    def number(self, key: str) -> Decimal | None:
        text = self.text(key)
        if _WRITTEN_BY_US.fullmatch(text):
            return Decimal(text)
        try:
            return read_amount(text)
        except ValueError as error:
            raise RowRefusedError(f"in “{key}”, {error}") from None

    def day(self, key: str) -> date | None:
        """A date in ISO 8601; None for an empty one."""
        text = self.text(key).strip()
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise RowRefusedError(f"“{text[:40]}” in “{key}” is no date such as 2026-02-06") from None

    def word(self, key: str, words: type[_Word]) -> _Word | None:
        """One of the format's own words; None for none."""
        text = self.text(key).strip().lower()
        if not text:
            return None
        try:
            return words(text)
        except ValueError:
            known = ", ".join(words)
            raise RowRefusedError(f"“{text[:40]}” in “{key}” is none of {known}") from None

    def items(self, key: str) -> list[object]:
        """The elements of a list; none where the key is missing."""
        value = self._value.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise RowRefusedError(f"“{key}” is no list")
        return value
