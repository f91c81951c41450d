"""What speaks against a fund's list that is about to be kept: it may be another fund's, cut short, or no whole list."""

from __future__ import annotations

from advisor.domain.days import long_date
from advisor.domain.errors import SourceFailedError
from advisor.domain.fund_holdings import FundHoldingsFile
from advisor.market.checks import LEAST_SUM, MOST_SUM
from advisor.services.fund_of_list import fund_by_name, funds_in_file_name, is_one_portfolio
from advisor.services.market_book import bundled_book
from advisor.storage.engine import Database
from advisor.storage.fund_files import ListOnFile, newest_list


def doubts_about(db: Database, symbol: str, file: FundHoldingsFile, name: str) -> tuple[str, ...]:
    """What the investor should know of a list before relying on it, each a sentence.

    Args:
        symbol: The fund it is to be kept for; the list itself is not on file yet.
        name: Its file name.
    """
    doubts = [_other_fund(symbol, file) or _other_name(symbol, name), _sum(file.weight_sum)]
    doubts += [_older(newest_list(db, symbol), file), _shorter(_known(db, symbol), file)]
    return tuple(filter(None, doubts))


def refuse_cut_short(db: Database, symbol: str, file: FundHoldingsFile, publisher: str) -> None:
    """Let a downloaded list pass that adds up to the fund, or is at least half as long as the one known.

    Raises:
        SourceFailedError: It is neither.
    """
    if file.weight_sum < LEAST_SUM and (shorter := _shorter(_known(db, symbol), file)):
        hint = "What was known before is kept. Try again later, or download the list with a browser and add it from there."
        raise SourceFailedError(f"What {publisher} sent for {symbol} is not whole. {shorter}", hint)


def _other_fund(symbol: str, file: FundHoldingsFile) -> str:
    inside = next((each for each in (file.symbol, fund_by_name(file)) if each and not is_one_portfolio(each, symbol)), "")
    return f"The list itself names another fund, {inside}{f' ({file.name})' if file.name else ''}." if inside else ""


def _other_name(symbol: str, name: str) -> str:
    named = funds_in_file_name(name)
    if not named or any(is_one_portfolio(each, symbol) for each in named):
        return ""
    return f"The name of the file speaks of another fund, {named[0]}."


def _sum(weight_sum: float) -> str:
    if weight_sum < LEAST_SUM:
        return f"Its lines add up to {weight_sum:.1%} of the fund; the rest stays unseen."
    return f"Its lines add up to {weight_sum:.1%}, more than the whole fund." if weight_sum > MOST_SUM else ""


def _known(db: Database, symbol: str) -> ListOnFile | None:
    """The newest list of a fund, else the one that came with the program."""
    book = bundled_book()
    fund = book.funds.get(book.canonical(symbol))
    bundled = None if fund is None or not fund.source.is_list else ListOnFile(fund.as_of, len(fund.legs))
    return newest_list(db, symbol) or bundled


def _older(known: ListOnFile | None, file: FundHoldingsFile) -> str:
    if known is None or known.as_of <= file.as_of:
        return ""
    return f"A newer list, of {long_date(known.as_of)}, is on file."


def _shorter(known: ListOnFile | None, file: FundHoldingsFile) -> str:
    if known is None or 2 * len(file.lines) >= known.lines:
        return ""
    than = f"the one known, of {long_date(known.as_of)}, has {known.lines:,}"
    return f"It has {len(file.lines):,} lines, where {than}: check that it is whole, and of this fund."
