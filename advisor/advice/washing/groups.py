"""Which securities are substantially identical by what they are, and what the investor says about it.

No ruling defines the words for funds. Share classes of one fund are claims on one and the same portfolio: they count as
identical. Classes of one company's common stock differ in their rights, which the courts look at, yet move together; and funds of
different houses on one index are different funds that do the same: both are left to the investor and the adviser.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

from advisor.advice.model.washing import IdenticalGroup, Likeness
from advisor.domain.market import MarketBook

_ABROAD = ":"  # marks a listing that no account here trades
_NO_ONE_INDEX = "composite"  # a mix of its own for each fund


def natural_groups(book: MarketBook, indexes: Mapping[str, str]) -> tuple[IdenticalGroup, ...]:
    """What is, or may be, identical by nature, under canonical symbols; the surest first, then by name.

    Args:
        indexes: The index that each fund follows, by the fund's symbol.
    """
    funds = _portfolios(book)
    groups = chain(_share_classes(funds), _stock_classes(book), _on_one_index(indexes, funds, book))
    return tuple(sorted(groups, key=lambda group: (group.likeness is not Likeness.IDENTICAL, group.name)))


def with_own(natural: Iterable[IdenticalGroup], own: Iterable[IdenticalGroup]) -> tuple[IdenticalGroup, ...]:
    """The groups with the investor's in place of those of the same name, and the investor's others in front."""
    named = {group.name: group for group in own}
    kept = tuple(named.pop(group.name, group) for group in natural)
    return (*named.values(), *kept)


def identical_names(groups: Iterable[IdenticalGroup]) -> Mapping[str, str]:
    """Symbol → name of all that is identical to it; groups that share a symbol are one."""
    groups = _without_those_apart(groups)
    names: dict[str, str] = {}
    for group in groups:
        if group.likeness is Likeness.IDENTICAL:
            joined = {names[symbol] for symbol in group.symbols if symbol in names}
            members = group.symbols | {symbol for symbol, name in names.items() if name in joined}
            names.update(dict.fromkeys(members, min(joined, default=group.name)))
    return names


def doubtful_neighbours(groups: Iterable[IdenticalGroup]) -> Mapping[str, frozenset[str]]:
    """Symbol → others that may be identical to it, beside those that are."""
    groups = _without_those_apart(groups)
    names = identical_names(groups)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for group in groups:
        if group.likeness is Likeness.ASK:
            for symbol in group.symbols:
                same = names.get(symbol, symbol)
                found[symbol] |= {other for other in group.symbols if names.get(other, other) != same}
    return {symbol: frozenset(others) for symbol, others in found.items() if others}


def _without_those_apart(groups: Iterable[IdenticalGroup]) -> tuple[IdenticalGroup, ...]:
    """Where the investor says that symbols differ, they leave every group of which two or more are members."""
    groups = tuple(groups)
    apart = [group.symbols for group in groups if group.likeness is Likeness.DIFFERENT]
    kept = []
    for group in groups:
        leaving = frozenset(chain.from_iterable(s for s in (symbols & group.symbols for symbols in apart) if len(s) > 1))
        if group.likeness is not Likeness.DIFFERENT and len(group.symbols - leaving) > 1:
            kept.append(_of(group.name, group.symbols - leaving, group.likeness, group.why))
    return tuple(kept)


def _of(name: str, symbols: Iterable[str], likeness: Likeness, why: str) -> IdenticalGroup:
    return IdenticalGroup(name, frozenset(symbols), likeness, why)


def _portfolios(book: MarketBook) -> Mapping[str, str]:
    """By a fund's symbol the portfolio that its share classes have in common."""
    return {symbol: fund.portfolio for symbol, fund in book.funds.items() if fund.portfolio}


def _share_classes(funds: Mapping[str, str]) -> Iterable[IdenticalGroup]:
    for name, symbols in _gathered(funds.items()).items():
        if len(symbols) > 1:
            yield _of(name, symbols, Likeness.IDENTICAL, f"They are share classes of one fund, {name}: one portfolio.")


def _stock_classes(book: MarketBook) -> Iterable[IdenticalGroup]:
    shares = [share for share in book.securities.values() if share.named and _ABROAD not in share.symbol]
    names = {share.company: share.company_name for share in shares}
    for company, symbols in _gathered((share.symbol, share.company) for share in shares).items():
        if len(symbols) > 1:
            why = f"They are classes of {names[company]}’s stock with different rights: no ruling says; ask your adviser."
            yield _of(f"{names[company]} ({company})", symbols, Likeness.ASK, why)


def _on_one_index(indexes: Mapping[str, str], funds: Mapping[str, str], book: MarketBook) -> Iterable[IdenticalGroup]:
    for index, symbols in _gathered((book.canonical(symbol), index) for symbol, index in indexes.items()).items():
        different = {funds.get(symbol, symbol) for symbol in symbols}
        if len(different) > 1 and _NO_ONE_INDEX not in index:
            why = f"They follow one index, the {index}: no ruling says whether that makes them identical; ask your adviser."
            yield _of(index, symbols, Likeness.ASK, why)


def _gathered(pairs: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    """Second → all firsts."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for first, second in pairs:
        found[second].add(first)
    return found
