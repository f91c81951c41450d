"""Which fund a list of holdings is of, by what stands in it and by the name of its file."""

from __future__ import annotations

import re
from pathlib import Path

from advisor.domain.errors import InvalidRequestError, MalformedFileError
from advisor.domain.fund_holdings import FundHoldingsFile
from advisor.market.fund_names import fund_named
from advisor.market.issuers import tickers_in_file_name
from advisor.services.market_book import bundled_book, issuer_addresses

_TICKER = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,11}")


def fund_of_list(file: FundHoldingsFile, name: str, said: str, meant: str) -> str:
    """The fund's ticker.

    Args:
        name: The list's file name, of which `file.symbol` may be a guess.
        said: The ticker that the investor gave, whatever the file says; empty for none.
        meant: The one that the investor had in mind; it counts where the file tells none.

    Raises:
        InvalidRequestError: What was said is no ticker.
        MalformedFileError: Nothing tells the ticker, or the file is called after another fund than stands in it.
    """
    if said:
        return _spelled(said)
    inside, named = fund_by_name(file), funds_in_file_name(name)
    is_guess = file.symbol in tickers_in_file_name(name)
    if inside and is_guess and named and not any(is_one_portfolio(inside, each) for each in named):
        raise MalformedFileError(
            f"{name} is called after {named[0]}, but is the list of {inside} ({file.name}). Nothing was stored.",
            f"If it is the file you meant, call it “{inside}_holdings{Path(name).suffix}”.",
            file=name,
        )
    known = file.symbol if not is_guess or file.symbol in named else ""
    guess = "" if file.symbol in bundled_book().securities else file.symbol  # “MSCI” in a fund's name is no fund
    if symbol := known or inside or next(iter(named), "") or guess or meant:
        return symbol.upper()
    raise MalformedFileError(
        f"{name} does not say the fund's ticker. Nothing was stored.",
        f"Begin the file's name with the ticker: “TICKER_{name}”.",
        file=name,
    )


def fund_by_name(file: FundHoldingsFile) -> str:
    """The symbol of the fund whose name stands in the list; empty where none is known by it."""
    addresses = issuer_addresses().values()
    known = fund_named(file.name, bundled_book())
    return known or next((each.symbol for each in addresses if file.name and each.name == file.name), "")


def funds_in_file_name(name: str) -> tuple[str, ...]:
    """Tickers of known funds in a file's name, likeliest first."""
    funds, addresses = bundled_book().funds, issuer_addresses()
    return tuple(each for each in tickers_in_file_name(name) if each in funds or each in addresses)


def is_one_portfolio(symbol: str, other: str) -> bool:
    """Whether two symbols are of one fund: spellings of one, or share classes of one portfolio."""
    book = bundled_book()
    first, second = book.canonical(symbol.upper()), book.canonical(other.upper())
    if first == second:
        return True
    if first not in book.funds or second not in book.funds:
        return False
    return book.funds[first].portfolio == book.funds[second].portfolio != ""


def _spelled(said: str) -> str:
    symbol = said.strip().upper()
    if not _TICKER.fullmatch(symbol):
        raise InvalidRequestError(f"“{said}” is no ticker of a fund.", "Write it as your broker does, such as VTI.")
    return symbol
