"""A holdings file → a fund the look-through understands, and the securities it introduces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.errors import MalformedFileError
from advisor.domain.fund_holdings import FundHoldingsFile, HoldingLine, LineKind
from advisor.domain.market import Fund, MarketBook, Security, Source
from advisor.domain.portfolio import CASH
from advisor.market.buckets import (
    FIXED_INCOME,
    FOREIGN_PREFIX,
    UNCLASSIFIED,
    US_LARGE_POOL,
    US_MID_POOL,
    US_SMALL_POOL,
    share_symbol,
)

# Words of an index future's name → the pool its notional rides on. The first match wins: "S&P MID 400" before "S&P".
_FUTURE_POOLS = (
    ("MID 400", US_MID_POOL),
    ("RUSSELL", US_SMALL_POOL),
    ("S&P", US_LARGE_POOL),
    ("DJIA", US_LARGE_POOL),
    ("NASDAQ", US_LARGE_POOL),
)


def fund_from_holdings(file: FundHoldingsFile, book: MarketBook) -> tuple[Fund, dict[str, Security]]:
    """The fund as its file has it, and the securities of it that the book lacks.

    Cash lines become the cash leg; a swap or future counts at signed notional beside an equal and opposite cash leg.
    Weight that the file does not explain stays unseen: nothing is rescaled.

    Raises:
        MalformedFileError: Neither the file, its name nor the book tells which fund it is.
    """
    symbol = file.symbol or _symbol_by_name(file, book)
    legs: defaultdict[str, float] = defaultdict(float)
    introduced: dict[str, Security] = {}
    for line in file.lines:
        if line.weight == 0:
            continue
        leg = _leg(line, book, introduced, file)
        legs[leg] += line.weight
        if line.kind.is_derivative:
            legs[CASH] -= line.weight
    known = book.funds.get(symbol)
    fund = Fund(
        symbol=symbol,
        name=known.name if known else file.name or symbol,
        source=Source.HOLDINGS,
        as_of=file.as_of,
        legs=dict(legs),
        origin=f"{file.publisher} holdings file",
        price=known.price if known else None,
    )
    return fund, introduced


def with_funds(book: MarketBook, funds: Mapping[str, Fund], securities: Mapping[str, Security]) -> MarketBook:
    """The book with these funds put in or replaced; securities the book already knows stay as they are."""
    return replace(book, funds={**book.funds, **funds}, securities={**securities, **book.securities})


def _symbol_by_name(file: FundHoldingsFile, book: MarketBook) -> str:
    wanted = file.name.lower()
    for symbol, fund in book.funds.items():
        if fund.name.lower() == wanted:
            return symbol
    raise MalformedFileError(
        f"The holdings file of “{file.name}” does not say its ticker.",
        "Name the file TICKER_holdings.csv, as the issuer does.",
    )


def _leg(line: HoldingLine, book: MarketBook, introduced: dict[str, Security], file: FundHoldingsFile) -> str:
    if line.kind is LineKind.CASH:
        return CASH
    if line.kind is LineKind.BOND:
        return FIXED_INCOME
    if line.kind is LineKind.FUTURE:
        return index_future_pool(line.name)
    symbol = _foreign_symbol(line, book) if line.is_foreign else book.canonical(share_symbol(line.symbol or line.name))
    if symbol not in book.securities and symbol not in book.funds:
        introduced[symbol] = _unknown_company(symbol, line, file)
    return symbol


def index_future_pool(name: str) -> str:
    """The pool on which an index future's notional rides; "not classified" for a future on anything else."""
    capitals = name.upper()
    return next((pool for words, pool in _FUTURE_POOLS if words in capitals), UNCLASSIFIED)


def _foreign_symbol(line: HoldingLine, book: MarketBook) -> str:
    """The snapshot's symbol of that foreign line if the names agree, else one of its own."""
    symbol = f"{FOREIGN_PREFIX}{line.symbol or line.name}"
    known = book.securities.get(symbol)
    same = known is None or _first_word(known.company_name) == _first_word(line.name)
    return symbol if same else f"{symbol}:{_first_word(line.name)}"


def _first_word(name: str) -> str:
    return name.split(" ", maxsplit=1)[0].strip(".,").upper()


def _unknown_company(symbol: str, line: HoldingLine, file: FundHoldingsFile) -> Security:
    sector = line.sector if line.sector is not Sector.CASH else Sector.UNCLASSIFIED
    # A US company that no table sizes lies in `us_other`, which says just that.
    sleeve = Sleeve.INTERNATIONAL if line.is_foreign else Sleeve.US_OTHER
    return Security(symbol, symbol, line.name, sleeve, sector, line.price, file.as_of)
