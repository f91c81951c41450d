"""A list of holdings → a fund the look-through understands, and the securities it introduces."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date

from advisor.domain.classification import Sector
from advisor.domain.fund_holdings import FundHoldingsFile, HoldingLine, LineKind
from advisor.domain.market import Fund, MarketBook, Security, Source
from advisor.domain.portfolio import CASH
from advisor.market.buckets import COMMODITIES, FIXED_INCOME, FOREIGN_PREFIX, UNCLASSIFIED, share_symbol
from advisor.market.classification import classify_line
from advisor.market.identity import Identities
from advisor.market.index_names import named_index

# Bills are money that waits: bill funds count as cash too, and the cash leg of swaps is paid out of them.
_BILL = re.compile(r"\b(?:TREASURY BILLS?|T-BILLS?|CASH MANAGEMENT BILLS?)\b")

_BUCKETS_OF_SECTORS = {Sector.FIXED_INCOME: FIXED_INCOME, Sector.ALTERNATIVES: COMMODITIES}


def fund_from_holdings(
    file: FundHoldingsFile, book: MarketBook, identities: Identities | None = None
) -> tuple[Fund, dict[str, Security]]:
    """The fund as its list has it, and the securities of it that the book lacks.

    Cash lines become the cash leg; a swap or future counts at signed notional beside an equal and opposite cash leg; shares of
    a fund are a leg to that fund. Weight that the list does not explain stays unseen: nothing is rescaled.

    Args:
        file: With its fund's ticker.
        identities: Tells the lines apart; None: by what the book itself knows.
    """
    reader = LineReader(book, identities or Identities(book), file.as_of)
    legs: defaultdict[str, float] = defaultdict(float)
    for line in file.lines:
        if line.weight == 0:
            continue
        legs[reader.leg(line)] += line.weight
        if line.kind.is_derivative:
            legs[CASH] -= line.weight
    symbol = book.canonical(file.symbol)
    origin = f"{file.publisher} list of {symbol}, {len(file.lines):,} lines"
    fund = Fund(symbol, file.name or symbol, Source.HOLDINGS, file.as_of, dict(legs), origin)
    return as_known(fund, book), reader.introduced


def as_known(fund: Fund, book: MarketBook) -> Fund:
    """The fund under the name that the book has for it, with its price and what its share classes are classes of."""
    known = book.funds.get(fund.symbol)
    if known is None:
        return fund
    return replace(fund, name=known.name, price=known.price, price_as_of=known.price_as_of, portfolio=known.portfolio)


class LineReader:
    """Finds the leg of each line of one list.

    Attributes:
        introduced: Securities that the lines name and the book lacks, by symbol.
    """

    def __init__(self, book: MarketBook, identities: Identities, as_of: date) -> None:
        """
        Args:
            as_of: The day of the list.
        """
        self._book = book
        self._identities = identities
        self._as_of = as_of
        self.introduced: dict[str, Security] = {}

    def leg(self, line: HoldingLine) -> str:
        """The symbol of the security, fund, pool or bucket that a line's weight lies in."""
        if line.kind is LineKind.CASH:
            return CASH
        if line.kind is LineKind.BOND:
            return CASH if _BILL.search(line.name.upper()) else FIXED_INCOME
        if line.kind is LineKind.FUTURE and (underlying := named_index(line.name)) != UNCLASSIFIED:
            return underlying
        if line.kind in (LineKind.FUTURE, LineKind.OPTION, LineKind.OTHER):
            return _BUCKETS_OF_SECTORS.get(line.sector, UNCLASSIFIED)
        return self._owned(line)

    def _owned(self, line: HoldingLine) -> str:
        if line.kind is LineKind.PREFERRED and line.is_foreign:
            line = replace(line, kind=LineKind.SHARE)  # Samsung's and Petrobras's are owned like the others, with fewer votes
        symbol = self._identities.symbol_of(line)
        if line.kind is LineKind.PREFERRED:
            return symbol or FIXED_INCOME
        if line.kind is LineKind.FUND:
            return symbol or line.symbol or line.name  # a fund that nobody knows is a leg to nowhere: unseen, and told
        if not symbol and line.kind is LineKind.SWAP and (index := named_index(line.name)) != UNCLASSIFIED:
            return index  # some reports name an index where the company's name has its place
        symbol = symbol or self._own_symbol(line)
        if symbol not in self._book.securities and symbol not in self._book.funds:
            placed = classify_line(line)
            self.introduced[symbol] = Security(symbol, symbol, line.name, placed.sleeve, placed.sector, line.price, self._as_of)
        return symbol

    def _own_symbol(self, line: HoldingLine) -> str:
        """A symbol for a line that nobody knows, or whose ticker is another company's."""
        spelled = line.symbol or line.name
        symbol = f"{FOREIGN_PREFIX}{spelled}" if line.is_foreign else self._book.canonical(share_symbol(spelled))
        is_taken = symbol in self._book.securities or symbol in self._book.funds
        return f"{symbol}:{_first_word(line.name)}" if is_taken else symbol


def _first_word(name: str) -> str:
    return name.split(" ", maxsplit=1)[0].strip(".,").upper()
