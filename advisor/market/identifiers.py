"""The bundled tables of CUSIPs, SEC numbers and registered names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from advisor.domain.security_numbers import isin_of
from advisor.market.tables import read_table


class Cusip(NamedTuple):
    """A CUSIP that a symbol has or had.

    Attributes:
        is_sure: The ticker was never another company's, or an issuer's own file confirms the pair.
    """

    symbol: str
    number: str
    is_sure: bool


class Registrant(NamedTuple):
    """A company as the SEC knows it: `cik` without leading zeros."""

    symbol: str
    cik: str
    name: str


class Identifiers(NamedTuple):
    """The bundled tables of numbers, registered names and names of before.

    Attributes:
        former_names: Pairs of symbol and name.
    """

    cusips: Sequence[Cusip] = ()
    registrants: Sequence[Registrant] = ()
    former_names: Sequence[tuple[str, str]] = ()


NO_IDENTIFIERS = Identifiers()


def read_identifiers(folder: Path) -> Identifiers:
    """The bundled tables.

    Raises:
        UnreadableFileError: A table is missing.
    """
    cusips = [Cusip(symbol, number, is_sure == "1") for symbol, number, is_sure in read_table(folder, "identifiers")]
    former_names = [(symbol, name) for symbol, name, _ in read_table(folder, "former_names")]
    return Identifiers(cusips, [Registrant(*row) for row in read_table(folder, "registrants")], former_names)


def numbers_as_spellings(folder: Path) -> dict[str, str]:
    """CUSIPs and ISINs beyond doubt → symbol: some brokers' files name what is owned by its number alone.

    Raises:
        UnreadableFileError: A table is missing.
    """
    sure = [(cusip.number, cusip.symbol) for cusip in read_identifiers(folder).cusips if cusip.is_sure]
    return dict(sure) | {isin_of(number): symbol for number, symbol in sure}
