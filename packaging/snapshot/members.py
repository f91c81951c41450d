"""Members of the S&P 500, 400 and 600 with their weights, from the iShares funds that hold them all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from advisor.domain.classification import Sector
from advisor.domain.fund_holdings import FundHoldingsFile, LineKind
from advisor.market.buckets import share_symbol
from advisor.market.company_names import company_name, from_capitals
from snapshot.listings import Listing

INDEX_FUNDS = {"sp500": "IVV", "sp400": "IJH", "sp600": "IJR"}

_SYMBOL = re.compile(r"[A-Z]{1,5}(\.[A-Z]{1,2})?")
# Rights, escrow shares and what a fund still holds of a company that left the index weigh less; the smallest member more.
_LEAST_WEIGHT = 3e-5


@dataclass(frozen=True, slots=True)
class Member:
    """A line of an index. `weight` is the fraction of the index; `price` in US dollars."""

    index: str
    symbol: str
    name: str
    sector: Sector
    weight: float
    price: Decimal | None


def index_members(
    index: str, file: FundHoldingsFile, aliases: Mapping[str, str], names: Mapping[str, str], listings: Mapping[str, Listing]
) -> list[Member]:
    """The index's members, heaviest first.

    A member weighs its shares' market value and the notional of swaps on it: where the fund holds a company partly
    through a swap, only both together are its index weight. Weights are divided by their own sum.
    """
    exposure: defaultdict[str, float] = defaultdict(float)
    shares = {}
    for line in file.lines:
        symbol = share_symbol(aliases.get(line.symbol, line.symbol))
        if line.kind is LineKind.SHARE and _SYMBOL.fullmatch(symbol):
            shares[symbol] = line
            exposure[symbol] += line.market_value or 0.0
        elif line.kind is LineKind.SWAP:
            exposure[symbol] += line.notional or 0.0
    held = sum(exposure[symbol] for symbol in shares)
    inside = {symbol: line for symbol, line in shares.items() if exposure[symbol] / held >= _LEAST_WEIGHT}
    total = sum(exposure[symbol] for symbol in inside)
    members = [
        Member(index, symbol, _name(symbol, line.name, names, listings), line.sector, exposure[symbol] / total, line.price)
        for symbol, line in inside.items()
    ]
    return sorted(members, key=lambda member: (-member.weight, member.symbol))


def member_changes(
    members: Iterable[Member], newer: Mapping[str, Collection[str]], sectors: Mapping[str, str], listed: Collection[str]
) -> list[tuple[str, str, str]]:
    """Rows (symbol, index, GICS sector where it is told) of companies that newer lists have in another index, or newly in one.

    Sectors of the others stay those of the table, which an issuer gives with the weights.

    Args:
        newer: Symbols by index.
        sectors: By symbol, as newer lists have them; those of other companies are not told.
    """
    before = {member.symbol: member.index for member in members}
    known = {*before, *listed}
    return sorted(
        (symbol, index, sectors.get(symbol, ""))
        for index, symbols in newer.items()
        for symbol in {share_symbol(each) for each in symbols} & known
        if before.get(symbol) != index
    )


def _name(symbol: str, file_name: str, names: Mapping[str, str], listings: Mapping[str, Listing]) -> str:
    if symbol in names:
        return company_name(names[symbol])
    if symbol in listings:
        return listings[symbol].company_name
    return company_name(from_capitals(file_name))
