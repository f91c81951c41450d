"""Look-through the slow and obvious way: every path walked, one after another, in exact fractions. No code is shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from advisor.domain.classification import Sleeve
from advisor.domain.market import Fund, MarketBook, Source
from advisor.domain.portfolio import Position

WEAKNESS = {source: rank for rank, source in enumerate(Source)}
UNSEEN = "UNSEEN"


@dataclass
class Told:
    """Money by what it is; all sums are exact.

    Attributes:
        via: By company and held symbol, what comes through funds.
        unknown: Money that nobody knows and no pool estimates, by the fund that holds it (or the symbol held).
        pooled: Money that enters a pool from outside any, by the fund that puts it there and the pool.
        seen: By company, money that passes no pool and is known.
        unsure: Owned and owed alike: money whose sleeve is unknown or an estimate.
    """

    company: defaultdict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    direct: defaultdict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    via: defaultdict[tuple[str, str], Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    sleeve: defaultdict[Sleeve, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    sure: defaultdict[Sleeve, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    source: defaultdict[Source, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    unknown: defaultdict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    pooled: defaultdict[tuple[str, str], Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    seen: defaultdict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    unsure: Fraction = Fraction(0)


@dataclass(frozen=True)
class _Path:
    """Where some money came from on its way down."""

    held: str
    holder: str
    weakest: Source
    in_pool: bool


def look_through(positions: Iterable[Position], book: MarketBook) -> Told:
    """Positions of one symbol count as one holding."""
    holdings: defaultdict[str, Fraction] = defaultdict(Fraction)
    for position in positions:
        holdings[position.symbol] += Fraction(position.value)
    told = Told()
    for symbol, money in holdings.items():
        before = sum(told.sure.values())
        _follow(symbol, money, _Path(symbol, symbol, Source.DIRECT, in_pool=False), book, told)
        told.unsure += abs(money - (sum(told.sure.values()) - before))
    return told


def _follow(symbol: str, money: Fraction, path: _Path, book: MarketBook, told: Told) -> None:
    fund = book.funds.get(symbol)
    if fund is None:
        _end(symbol, money, path, book, told)
        return
    enters_pool = fund.pool and not path.in_pool
    if enters_pool:
        told.pooled[path.holder, symbol] += money
    if enters_pool and len(sleeves := _sleeves_of_one(fund, book)) == 1:
        told.sure[sleeves.pop()] += money
    inside = _Path(path.held, symbol, max(path.weakest, fund.source, key=WEAKNESS.__getitem__), path.in_pool or fund.pool)
    hidden = Fraction(1)
    for leg, weight in fund.legs.items():
        known = leg in book.funds or leg in book.securities
        if known and not _leads_back(leg, symbol, book):
            share = _exact(weight)
            hidden -= share
            _follow(leg, money * share, inside, book, told)
    _hide(money * hidden, inside, told)


def _end(symbol: str, money: Fraction, path: _Path, book: MarketBook, told: Told) -> None:
    security = book.securities.get(symbol)
    company = security.company if security else symbol
    sleeve = book.securities[company].sleeve if security else Sleeve.UNCLASSIFIED
    told.company[company] += money
    if symbol == path.held:
        told.direct[company] += money
    else:
        told.via[company, path.held] += money
    told.sleeve[sleeve] += money
    is_known = sleeve is not Sleeve.UNCLASSIFIED
    told.source[path.weakest if is_known else Source.UNKNOWN] += money
    if path.in_pool:
        return
    if is_known:
        told.sure[sleeve] += money
        told.seen[company] += money
    else:
        told.unknown[path.holder] += money


def _hide(money: Fraction, path: _Path, told: Told) -> None:
    told.company[UNSEEN] += money
    told.via[UNSEEN, path.held] += money
    told.sleeve[Sleeve.UNCLASSIFIED] += money
    told.source[Source.UNKNOWN] += money
    if not path.in_pool:
        told.unknown[path.holder] += money


def inside_pool(symbol: str, book: MarketBook) -> Told:
    """Where one dollar in a pool is estimated to end."""
    told = Told()
    _follow(symbol, Fraction(1), _Path(symbol, symbol, Source.DIRECT, in_pool=True), book, told)
    return told


def bounds(told: Told, book: MarketBook, category: Callable[[str], object]) -> dict[object, tuple[Fraction, Fraction]]:
    """Least and most of the money that may lie in each category of companies.

    What is seen is sure; what is unknown lies anywhere; of a pool all or nothing may lie in any category it reaches, unless all
    of it lies in one.
    """
    owed = sum((min(money, Fraction(0)) for money in told.unknown.values()), Fraction(0))
    owned = sum((max(money, Fraction(0)) for money in told.unknown.values()), Fraction(0))
    inside = {pool: inside_pool(pool, book) for _, pool in told.pooled}
    found: dict[object, tuple[Fraction, Fraction]] = {}
    for wanted in {category(company) for company in told.company}:
        low = high = sum((money for company, money in told.seen.items() if category(company) == wanted), Fraction(0))
        for (_, pool), money in told.pooled.items():
            least, most = _pool_bounds(money, inside[pool], book, category, wanted)
            low, high = low + least, high + most
        found[wanted] = low + owed, high + owned
    return found


def _pool_bounds(
    money: Fraction, inside: Told, book: MarketBook, category: Callable[[str], object], wanted: object
) -> tuple[Fraction, Fraction]:
    known = {company: part for company, part in inside.company.items() if part and is_known(company, book)}
    hidden = sum((part for company, part in inside.company.items() if not is_known(company, book)), Fraction(0))
    mix: defaultdict[object, Fraction] = defaultdict(Fraction)
    for company, part in known.items():
        mix[category(company)] += part
    estimate = money * mix[wanted]
    if {key: part for key, part in mix.items() if part} == {wanted: 1} and not hidden:
        return estimate, estimate
    possible = money if wanted in map(category, known) else money * hidden
    return min(possible, estimate, Fraction(0)), max(possible, estimate, Fraction(0))


def is_known(company: str, book: MarketBook) -> bool:
    return company in book.securities and book.securities[company].sleeve is not Sleeve.UNCLASSIFIED


def _sleeves_of_one(pool: Fund, book: MarketBook) -> set[Sleeve]:
    """The sleeves in which one dollar of a pool ends; a pool that lies in one as a whole is no estimate of it."""
    told = inside_pool(pool.symbol, book)
    held = {sleeve for sleeve, share in told.sleeve.items() if share}
    return held if len(held) == 1 and Sleeve.UNCLASSIFIED not in held else set()


def _leads_back(start: str, goal: str, book: MarketBook) -> bool:
    met, waiting = set(), [start]
    while waiting:
        symbol = waiting.pop()
        if symbol == goal:
            return True
        if symbol in book.funds and symbol not in met:
            met.add(symbol)
            waiting += book.funds[symbol].legs
    return False


def _exact(weight: float) -> Fraction:
    return Fraction(str(weight))
