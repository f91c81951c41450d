"""Account numbers: no more of one than its last characters is kept or shown."""

from __future__ import annotations

import re

_VISIBLE_CHARACTERS = 4
_MASKED = re.compile(r"\.{2,}|…|·{2,}|[xX*]{2,}")
# Shorter runs of digits are years, plan types and what brokers print of a number themselves.
_NUMBER_IN_TEXT = re.compile(r"\b[A-Z]{0,3}\d{5,}\b")


def mask_number(number: str) -> str:
    """ "Z23456789" → "····6789"; an empty number stays empty."""
    end = visible_end(number)
    return f"····{end}" if end else ""


def visible_end(number: str) -> str:
    """ "Z23456789" → "6789", "...321" → "321", "XXXX-4321" → "4321": what may be shown."""
    characters = "".join(character for character in number if character.isalnum() and character.upper() != "X")
    return characters[-_VISIBLE_CHARACTERS:]


def is_masked(number: str) -> bool:
    """Whether the broker itself prints no more than the end: "...321", "XXXX-4321", "***321"."""
    return _MASKED.match(number.strip()) is not None


def is_whole_number(number: str) -> bool:
    """Whether more stands there than may be shown: "Z23456789", "A-482-119-006", not "...321"."""
    return sum(map(str.isdigit, number)) > _VISIBLE_CHARACTERS and not _MASKED.search(number)


def account_numbers_in(cell: str) -> list[str]:
    """The numbers in a cell that names an account: the cell itself where it is one word, else every word that could be one."""
    words = cell.split()
    if len(words) == 1 and len(words[0]) > _VISIBLE_CHARACTERS and any(map(str.isdigit, cell)):
        return words
    return _NUMBER_IN_TEXT.findall(cell)


def mask_numbers_in(text: str) -> str:
    """ "Individual Z23456789" → "Individual ····6789": every word that could be a whole account number."""
    return _NUMBER_IN_TEXT.sub(lambda found: mask_number(found[0]), text)
