"""How Merrill names the account of a row: its number, a nickname, the kind of registration."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.importers.reading.headings import Columns
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.tally import Tally

BROKER = "merrill"
NAME = "Merrill"

ACCOUNT_COLUMNS = {
    "number": ("account #", "account number"),
    "nickname": ("account nickname",),
    "registration": ("account registration",),
}
_NONE = {"", "-", "--"}


def open_account_of(cells: Sequence[str], columns: Columns, tally: Tally) -> str:
    """Note the account that a row names; the key to refer to it by.

    Raises:
        RowRefusedError: It names none.
    """
    number, nickname, registration = (
        "" if place is None or cells[place].strip() in _NONE else cells[place].strip()
        for place in map(columns.get, ACCOUNT_COLUMNS)
    )
    name = nickname or registration
    if not number and not name:
        raise RowRefusedError("the row does not name its account")
    tally.open_account(number or name, number, name)
    return number or name
