"""Lists of what a fund holds, whoever wrote them: an issuer's table or the fund's report to the SEC."""

from __future__ import annotations

from advisor.domain.fund_holdings import FundHoldingsFile
from advisor.market import issuers, nport

# Grows with either reader: lists that an older one read are then read again.
READER_VERSION = issuers.READER_VERSION + nport.READER_VERSION


def read_fund_list(content: bytes, name: str, fund: str = "") -> FundHoldingsFile:
    """Read a list of a fund's holdings.

    Args:
        name: Its file name, where some tell the fund's ticker.
        fund: The fund's ticker, where it is known; it tells which lines count in a list of several funds.

    Raises:
        UnreadableFileError: The bytes are no list that can be opened.
        UnknownFileError: Neither an issuer's list nor a report to the SEC.
        MalformedFileError: It is damaged, or lacks its date or every weight.
    """
    if nport.is_report(content) or (nport.is_markup(content) and not issuers.is_table_in_markup(content)):
        return nport.read_nport(content, name)
    return issuers.read_holdings_file(content, name, fund)


def is_surely_a_fund_list(content: bytes, name: str) -> bool:
    """Whether a file is an N-PORT report or an issuer's list by its first lines, readable or not: no broker writes such."""
    return nport.is_report(content) or issuers.is_from_an_issuer(content, name)
