"""How Charles Schwab names an account: in titles, in the rows above a section, in the names of files."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from advisor.domain.errors import MalformedFileError
from advisor.importers.importer import Source
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
_BANK_ACCOUNT = re.compile(r"(?:\w+ )?(?:checking|savings) account\b", re.IGNORECASE)
_LONGEST_TITLE = 500  # characters: the pattern takes the square of their number
_TRANSACTIONS = "transactions"
_SEPARATORS = str.maketrans("_", " ")


class NamedAccount(NamedTuple):
    """An account as Schwab names it.

    Attributes:
        number: The end that Schwab prints ("...321", "XXXX-4321"), or empty.
        is_known: The file or its name says which account it is.
    """

    key: str
    number: str
    name: str
    is_known: bool = True

    def open_in(self, tally: Tally) -> None:
        """Note the account."""
        tally.open_account(self.key, self.number, self.name)

    def warn_if_unknown(self, tally: Tally) -> None:
        """Warn where nothing tells the account from others."""
        if not self.is_known:
            tally.warn(
                None, "Neither the file nor its name says which account it is from; keep the name that Schwab gave the file."
            )


class Title(NamedTuple):
    """First line of a file: "Positions for account Individual ...123 as of 07:49 PM ET, 2026/07/16"."""

    subject: str
    account: str
    as_of: date | None

    @property
    def is_of_bank(self) -> bool:
        """Whether it is about an account at Schwab's bank: "Transactions  for Checking account ..."."""
        return _BANK_ACCOUNT.match(self.account) is not None


def read_title(record: Record) -> Title | None:
    """The title that a record holds; None when it is none. A comma in the account's name may have cut it into cells."""
    text = joined(record)
    found = _TITLE.match(text) if len(text) <= _LONGEST_TITLE else None
    return found and Title(found["subject"].strip(), found["account"].strip(), find_date(found["when"]))


def transactions_title(record: Record) -> Title | None:
    """The title of a list of transactions, of a brokerage or a bank account."""
    if not record.cells[0].lstrip().lower().startswith(_TRANSACTIONS):
        return None
    title = read_title(record)
    return title if title and title.subject.lower() == _TRANSACTIONS else None


def joined(record: Record) -> str:
    """The filled cells of a record as one text."""
    return ", ".join(cell.strip() for cell in record.cells if cell.strip())


def account_named(text: str) -> NamedAccount:
    """The account that a title or a section names: "Individual ...321", "XXXX-4321", "My savings"."""
    number = _NUMBER.search(text)
    name = text[: number.start()] if number else text
    return NamedAccount(text, number[0] if number else "", name.strip(" -"))


def account_of_file(file_name: str, otherwise: str = "") -> NamedAccount:
    """The account that the name of a transactions file tells: "Individual_XXX123_Transactions_20260301-101500.csv".

    Args:
        otherwise: Name for an account of which the file's name says nothing, so that no other kind of account is taken for it.
    """
    found = _FILE_NAME.match(file_name)
    if not found:
        return NamedAccount(otherwise, "", otherwise, is_known=False)
    name = f"{found['before']} {found['after']}".translate(_SEPARATORS).strip()
    return NamedAccount(f"{name} {found['number']}".strip(), found["number"], name)


def without_headings(source: Source, headings: str) -> MalformedFileError:
    """The refusal of a file that has a title and nothing to read below it."""
    return MalformedFileError(
        f"{source.name} has the title of a Schwab transactions file, but no column headings with {headings}.",
        "Download the transactions again.",
        file=source.name,
        line=source.records[-1].line,
    )


def without_transactions(file: str) -> MalformedFileError:
    """The refusal of a whole file in which nothing happened."""
    return MalformedFileError(
        f"{file} is a Schwab transactions file without a single transaction: there were none on the dates it covers.",
        "Choose a longer range of dates at Schwab, or leave this file out.",
        file=file,
    )
