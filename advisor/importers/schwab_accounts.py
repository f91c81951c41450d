"""How Charles Schwab names an account: in titles, in the rows above a section, in the names of files."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from advisor.importers.reading.dates import find_date
from advisor.importers.reading.records import Record
from advisor.importers.reading.tally import Tally

BROKER = "schwab"
NAME = "Charles Schwab"

_NUMBER = re.compile(r"(?:\.{2,}|…|[xX*]{2,}-?)\s?\w+$")
_TITLE = re.compile(r"(?P<subject>.*?)\s+for\s+(?:account\s+)?(?P<account>.*?)\s+as of\s+(?P<when>.*)", re.IGNORECASE | re.DOTALL)
_FILE_NAME = re.compile(
    r"(?P<before>.*?)[_ -]*(?P<number>X{2,}-?\d{2,})[_ -]*(?P<after>.*?)[_ -]*transactions", re.IGNORECASE | re.DOTALL
)
_SEPARATORS = str.maketrans("_", " ")


class NamedAccount(NamedTuple):
    """An account as Schwab names it; `number` is the end that Schwab prints ("...321", "XXXX-4321"), or empty."""

    key: str
    number: str
    name: str

    def open_in(self, tally: Tally) -> None:
        """Note the account."""
        tally.open_account(self.key, self.number, self.name)

    def warn_if_unknown(self, tally: Tally) -> None:
        """Warn where nothing tells the account from others."""
        if not self.key:
            tally.warn(
                None, "Neither the file nor its name says which account it is from; keep the name that Schwab gave the file."
            )


class Title(NamedTuple):
    """First line of a file: "Positions for account Individual ...123 as of 07:49 PM ET, 2026/07/16"."""

    subject: str
    account: str
    as_of: date | None


def read_title(record: Record) -> Title | None:
    """The title that a record holds; None when it is none. A comma in the account's name may have cut it into cells."""
    found = _TITLE.match(joined(record))
    return found and Title(found["subject"].strip(), found["account"].strip(), find_date(found["when"]))


def joined(record: Record) -> str:
    """The filled cells of a record as one text."""
    return ", ".join(cell.strip() for cell in record.cells if cell.strip())


def account_named(text: str) -> NamedAccount:
    """The account that a title or a section names: "Individual ...321", "XXXX-4321", "My savings"."""
    number = _NUMBER.search(text)
    name = text[: number.start()] if number else text
    return NamedAccount(text, number[0] if number else "", name.strip(" -"))


def account_of_file(file_name: str) -> NamedAccount:
    """The account that the name of a transactions file tells: "Individual_XXX123_Transactions_20260301-101500.csv"."""
    found = _FILE_NAME.match(file_name)
    if not found:
        return NamedAccount("", "", "")
    name = (found["after"] or found["before"]).translate(_SEPARATORS).strip()
    return NamedAccount(f"{name} {found['number']}".strip(), found["number"], name)
