"""What the investor's own files tell of what they hold: which number belongs to a ticker, and which company a number, or a ticker
of another exchange, stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from advisor.domain.classification import Sector
from advisor.domain.fund_holdings import HoldingLine, LineKind
from advisor.domain.portfolio import QUOTED_BY_TICKER, Position
from advisor.domain.security_numbers import is_cusip, is_isin
from advisor.market.company_names import may_be_one_company
from advisor.market.identity import TICKER, Identities

_DOLLAR = "USD"


def pairs_from_positions(positions: Iterable[Position]) -> dict[str, str]:
    """CUSIP or ISIN → symbol as the investor's own brokers pair them; one that two of them pair differently is left out."""
    said: defaultdict[str, set[str]] = defaultdict(set)
    for position in positions:
        symbol, number = position.symbol.upper(), position.cusip.upper()
        if position.kind in QUOTED_BY_TICKER and (is_cusip(number) or is_isin(number)) and TICKER.fullmatch(symbol):
            said[number].add(symbol)
    return {number: symbols.pop() for number, symbols in said.items() if len(symbols) == 1}


def numbers_as_symbols(positions: Iterable[Position], identities: Identities) -> dict[str, str]:
    """Numbers that stand in a ticker's place in the investor's files → symbol, where the number or the name beside it tells.

    What the book knows by the number itself is among them.
    """
    found = {}
    for position in positions:
        number = position.symbol.upper()
        if position.kind in QUOTED_BY_TICKER and (is_isin(number) or is_cusip(number)):
            symbol = identities.symbol_of(_as_line(position, number))
            if symbol is not None:
                found[position.symbol] = symbol
    return found


def tickers_abroad(positions: Iterable[Position], identities: Identities) -> dict[str, str]:
    """Tickers of exchanges outside the US in the investor's files → symbol, where the name beside them tells the company.

    "MC" in euros is LVMH, in dollars Moelis. A ticker that is also held in dollars is left to the company that has it at home.
    """
    at_home = {position.symbol for position in positions if position.currency == _DOLLAR}
    found = {}
    for position in positions:
        ticker, name = position.symbol.upper(), position.name
        is_known = any(may_be_one_company(name, known) for known in identities.names_of(ticker))
        if position.kind in QUOTED_BY_TICKER and position.symbol not in at_home and name and not is_known:
            symbol = identities.symbol_of(replace(_as_line(position, ""), symbol=ticker, is_foreign=True))
            if symbol is not None:
                found[position.symbol] = symbol
    return found


def _as_line(position: Position, number: str) -> HoldingLine:
    """A position whose symbol is a number, as a line of a list would tell it; an ISIN begins with its country."""
    isin, cusip = (number, position.cusip) if is_isin(number) else ("", number)
    abroad = bool(isin) and not isin.startswith("US")
    bare = HoldingLine("", position.name, 0.0, Sector.UNCLASSIFIED, LineKind.SHARE, None, None, None, is_foreign=abroad, line=0)
    return replace(bare, cusip=cusip, isin=isin)
