"""Fetch a fund's list from its issuer, and take it only if it is that fund's and whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from advisor.domain.days import long_date
from advisor.domain.errors import AdvisorError, SourceFailedError, SourceRefusedError, SourceTroubleError, SourceUnavailableError
from advisor.domain.fund_holdings import DownloadedList, FundHoldingsFile
from advisor.market.issuers.addresses import ListAddress, Tells
from advisor.market.issuers.reading import read_holdings_file
from advisor.market.network import Network, is_web_page

_BY_HAND = "Try again later, or download the list with a browser and add it from there."
_LEAST_SUM, _MOST_SUM = 0.9, 1.1
_SAID_OF_ALL = frozenset({"etf", "fund", "trust", "the", "of"})


def download_holdings(symbol: str, addresses: Mapping[str, ListAddress], network: Network, today: date) -> DownloadedList:
    """The newest list that the fund's issuer publishes.

    Args:
        symbol: A fund with an address.

    Raises:
        SourceFailedError: No answer, or one that is not this fund's whole list of a day gone by.
    """
    address = addresses[symbol]
    content = _fetch(address, network, today)
    name = f"{symbol}_holdings.{'xlsx' if content[:2] == b'PK' else 'json' if content[:1] == b'{' else 'csv'}"
    try:
        read = read_holdings_file(content, name, symbol)
    except AdvisorError as error:
        message = f"What {address.publisher} sent for {symbol} is no whole list of its holdings."
        raise SourceFailedError(message, _BY_HAND) from error
    _check(read, address, today)
    return DownloadedList(name, content, read)


def _fetch(address: ListAddress, network: Network, today: date) -> bytes:
    """The answer, of the newest day that has one."""
    failure = SourceFailedError(f"{address.publisher} sent a web page in the place of the list of {address.symbol}.", _BY_HAND)
    for url in address.urls(today):
        try:
            content = network.fetch(url, address.publisher, address.site.headers)
        except (SourceTroubleError, SourceUnavailableError, SourceRefusedError):
            raise
        except SourceFailedError as error:
            failure = error
            continue
        if not is_web_page(content):
            return content
    raise failure


def _check(read: FundHoldingsFile, address: ListAddress, today: date) -> None:
    sent = f"The list that {address.publisher} sent for {address.symbol}"
    if address.site.has_layout and read.publisher != address.publisher:
        raise SourceFailedError(f"{sent} is not written as its lists are.", _BY_HAND)
    if not _is_of(read, address):
        raise SourceFailedError(f"{sent} is that of another fund, {read.name or read.symbol}.", _BY_HAND)
    if read.as_of > today:
        raise SourceFailedError(f"{sent} is from a day to come, {long_date(read.as_of)}.", _BY_HAND)
    if not _LEAST_SUM <= read.weight_sum <= _MOST_SUM:
        raise SourceFailedError(f"{sent} adds up to {100 * read.weight_sum:.0f}% of the fund.", _BY_HAND)


def _is_of(read: FundHoldingsFile, address: ListAddress) -> bool:
    tells = address.site.tells
    if tells is not Tells.NAME:
        return tells is Tells.NOTHING or read.symbol == address.symbol
    return _words(read.name) == _words(address.name)


def _words(name: str) -> set[str]:
    return set(re.findall(r"[a-z0-9&]+", name.casefold())) - _SAID_OF_ALL
