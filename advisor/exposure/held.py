"""What is held, summed over accounts, and what each held symbol is taken to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market import Fund, MarketBook, Source
from advisor.domain.money import to_cents
from advisor.domain.portfolio import CASH, InstrumentKind, Position
from advisor.exposure.leaves import Leaf, LeafRegistry

# What a broker's file says outright; where accounts disagree about a symbol, the first of these wins.
_TELLING_KINDS = (InstrumentKind.CASH, InstrumentKind.BOND, InstrumentKind.OPTION, InstrumentKind.CRYPTO)
_ONE_COMPANY = InstrumentKind.STOCK
_BY_KIND = {
    InstrumentKind.BOND: (Sleeve.FIXED_INCOME, Sector.FIXED_INCOME, "Held as a bond"),
    InstrumentKind.OPTION: (Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED, "Held as an option, at its market value"),
    InstrumentKind.CRYPTO: (Sleeve.ALTERNATIVES, Sector.ALTERNATIVES, "Held as a crypto-asset"),
}
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Held:
    """One symbol over all accounts.

    Attributes:
        symbol: As the positions have it, so that they find themselves again in the results.
        canonical: As the book has it.
        as_of: The oldest date among its positions.
        cents: Value in whole cents; negative for shorts and margin debt.
        is_foreign: It trades in another currency than the dollar, so that its symbol is that of another exchange.
    """

    symbol: str
    canonical: str
    name: str
    kind: InstrumentKind
    as_of: date
    cents: int
    is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class Direct:
    """A held symbol that is looked through no further.

    Attributes:
        column: Its leaf.
        as_of: Date of what is known about it.
        origin: Where that is known from, in plain words.
    """

    held: Held
    column: int
    source: Source
    as_of: date
    origin: str


@dataclass(frozen=True, slots=True)
class HeldSplit:
    """The held symbols, told apart by whether there is something to look through."""

    direct: tuple[Direct, ...]
    funds: tuple[tuple[Held, Fund], ...]


def gather(positions: Iterable[Position], book: MarketBook) -> tuple[Held, ...]:
    """Positions summed by symbol, in order of first appearance."""
    by_symbol: dict[str, list[Position]] = {}
    for position in positions:
        by_symbol.setdefault(position.symbol, []).append(position)
    return tuple(_sum(symbol, book.canonical(symbol), same) for symbol, same in by_symbol.items())


def split_held(held: Iterable[Held], book: MarketBook, leaves: LeafRegistry) -> HeldSplit:
    """Decide for each held symbol: fund, or leaf. What the investor said comes first, then the broker, then the book."""
    direct: list[Direct] = []
    funds: list[tuple[Held, Fund]] = []
    for each in held:
        fund = book.funds.get(each.canonical)
        if fund is not None and _is_namesake(each, fund.name):
            fund = None
        if leaves.is_overridden(each.canonical) or each.kind in _TELLING_KINDS or fund is None:
            direct.append(_direct(each, book, leaves))
        else:
            funds.append((each, fund))
    return HeldSplit(tuple(direct), tuple(funds))


def as_amounts(cents: Sequence[int]) -> NDArray[np.float64]:
    """Whole cents as floats: the one place where exact money becomes numbers for analysis."""
    return np.array(cents, dtype=np.float64)


def _sum(symbol: str, canonical: str, positions: Sequence[Position]) -> Held:
    kinds: Mapping[InstrumentKind, Position] = {position.kind: position for position in reversed(positions)}
    kind = next((kind for kind in (*_TELLING_KINDS, _ONE_COMPANY) if kind in kinds), positions[0].kind)
    oldest = min(position.as_of for position in positions)
    cents = sum(to_cents(position.value) for position in positions)
    return Held(symbol, canonical, positions[0].name, kind, oldest, cents, all(map(_trades_abroad, positions)))


def _trades_abroad(position: Position) -> bool:
    # A history tells the currency that its broker settled in, which need not be the exchange's: there the name must tell.
    is_named = position.name not in {"", position.symbol}
    return position.currency != "USD" and (is_named or not position.rebuilt)


def _is_namesake(held: Held, known_name: str) -> bool:
    """Whether the book knows something else under a foreign line's symbol: in London BA is BAE Systems, in New York Boeing."""
    ours, theirs = _words(held.name), _words(known_name)
    # Brokers turn names about: “DISNEY WALT CO”.
    return held.is_foreign and not set(ours[:1]) & set(theirs) and not set(theirs[:1]) & set(ours)


def _words(name: str) -> list[str]:
    words = _WORD.findall(name.casefold())
    return words[1:] if words[:1] == ["the"] else words


def _direct(held: Held, book: MarketBook, leaves: LeafRegistry) -> Direct:
    security = book.securities.get(held.canonical)
    if leaves.is_overridden(held.canonical):
        column = leaves.add_overridden(held.canonical, held.name, is_company=held.kind is _ONE_COMPANY)
        return Direct(held, column, Source.DIRECT, held.as_of, "Your own classification")
    if held.kind is InstrumentKind.CASH:
        cash = book.securities.get(CASH)
        leaf = Leaf(CASH, "Cash", Sleeve.CASH, Sector.CASH, named=False)
        column = leaves.add(leaf) if cash is None else leaves.add_security(cash)
        return Direct(held, column, Source.DIRECT, held.as_of, "Held as cash")
    if held.kind in _BY_KIND:
        sleeve, sector, origin = _BY_KIND[held.kind]
        leaf = Leaf(held.canonical, held.name, sleeve, sector, named=False)
        return Direct(held, leaves.add(leaf, _apart_as(held)), Source.DIRECT, held.as_of, origin)
    if security is not None and _is_namesake(held, security.company_name):
        security = None
    if security is not None and security.sleeve is not Sleeve.UNCLASSIFIED:
        return Direct(held, leaves.add_security(security), Source.DIRECT, security.as_of, "Held as itself")
    leaf = Leaf(held.canonical, held.name, Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED, named=False, unknown=True)
    column = leaves.add(leaf, _apart_as(held)) if security is None else leaves.add_security(security)
    return Direct(held, column, Source.UNKNOWN, held.as_of, "Nothing is known about this symbol")


def _apart_as(held: Held) -> str:
    """A leaf of its own, even where a company inside some fund bears the same symbol: SOL is a coin and a share."""
    is_ambiguous = held.kind is InstrumentKind.CRYPTO or held.is_foreign
    return f"@{held.canonical}" if is_ambiguous else ""
