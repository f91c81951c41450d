"""Which of several ways to look through a fund is used.

For each fund there may be several: lists of its holdings (the investor's or the issuer's own, the SEC's), the list of another
fund on the same index, the program's own tables (lists, members of the index, stand-ins, stated mixes), and what a market data
service says. The rule, which the Data page tells fund by fund:

1. What explains nearly all of the fund (95 % or more) comes before what explains most of it (75 %), half, a quarter, or less.
   An estimate explains nothing, however whole it looks.
2. Of those that explain alike, the newest is used. But the closer a way comes to the fund itself, the older it may be: a list of
   the fund's own holdings counts by its date; members of the index it tracks count as 30 days older than they are (a fund
   follows its index, but not to the day); stand-ins and stated mixes as a year older; a service's profile as two years older
   (it names ten companies, and not the day they are of); the typical mix of a category as five years older.
3. On a tie the closer way comes first, and the issuer's list before the SEC's.

So a full list is used until one as full replaces it, or until members of its index are known that are more than 30 days newer;
a profile only where nothing better is known; and never an older list where a newer one explains as much.

What the chosen way leaves open stays open: nothing is rescaled. Funds inside a fund are looked through in their turn, by the
same rule; one that nobody knows is left unseen, and told. The weights are then moved with prices (see `drift`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from advisor.domain.days import long_date
from advisor.domain.fund_holdings import FundHoldingsFile
from advisor.domain.instruments import InstrumentProfile
from advisor.domain.market import MarketBook
from advisor.domain.market_state import FundCandidate
from advisor.domain.prices import PriceHistory
from advisor.market.drift import move_with_prices
from advisor.market.explained import Explained
from advisor.market.identity import Identities
from advisor.market.ways import GatheredWays, Way, WayKind, gather_ways

_COMPLETENESS = (0.95, 0.75, 0.5, 0.25, 0.0)
_COUNTS_AS_OLDER = {
    WayKind.LIST: 0,
    WayKind.INDEX: 30,
    WayKind.STATED: 365,
    WayKind.PROFILE: 2 * 365,
    WayKind.CATEGORY: 5 * 365,
    WayKind.NOTHING: 100 * 365,
}


@dataclass(frozen=True, slots=True)
class ResolvedBook:
    """The market, each fund by its best way.

    Attributes:
        candidates: By fund: every way that was considered, best first.
        lists: By fund that is looked through by a list of its own: that list.
        reasons: Why what only a service tells of lies where it lies, by canonical symbol.
    """

    book: MarketBook
    candidates: Mapping[str, tuple[FundCandidate, ...]]
    lists: Mapping[str, FundHoldingsFile]
    reasons: Mapping[str, str]


def resolve_book(
    bundled: MarketBook,
    lists: Sequence[FundHoldingsFile],
    profiles: Mapping[str, InstrumentProfile],
    histories: Mapping[str, PriceHistory],
    identities: Identities,
    today: date,
) -> ResolvedBook:
    """Put everything that is known about each fund together and decide; the rule stands above.

    Args:
        lists: Issuers' before the SEC's; any number per fund.
        profiles, histories: By canonical symbol.
    """
    gathered = gather_ways(bundled, lists, profiles, identities)
    # What a fund of funds explains depends on the ways that are chosen for the funds inside it.
    first_choice = _with_best(gathered.book, _rank(gathered, gathered.book, today))
    ranked = _rank(gathered, first_choice, today)
    candidates = {symbol: tuple(_candidate(each, of_fund) for each in of_fund) for symbol, of_fund in ranked.items()}
    in_use = {symbol: of_fund[0].way.own_list for symbol, of_fund in ranked.items()}
    return ResolvedBook(
        book=move_with_prices(_with_best(gathered.book, ranked), histories),
        candidates=candidates,
        lists={symbol: own for symbol, own in in_use.items() if own is not None},
        reasons=gathered.reasons,
    )


def _rank(gathered: GatheredWays, book: MarketBook, today: date) -> dict[str, list[_Ranked]]:
    """Every fund's ways, best first, by what they explain in this book."""
    explained = Explained(book)
    return {
        symbol: sorted((_Ranked(way, explained.fraction(way.fund), today) for way in ways), key=_Ranked.rank)
        for symbol, ways in gathered.by_fund.items()
    }


def _with_best(book: MarketBook, ranked: Mapping[str, Sequence[_Ranked]]) -> MarketBook:
    return replace(book, funds={**book.funds, **{symbol: of_fund[0].way.fund for symbol, of_fund in ranked.items()}})


@dataclass(frozen=True, slots=True)
class _Ranked:
    way: Way
    seen: float
    today: date

    def rank(self) -> tuple[int, int]:
        """The smaller, the better."""
        return self.completeness, self.counted_age

    @property
    def completeness(self) -> int:
        return next(place for place, least in enumerate(_COMPLETENESS) if self.seen >= least)

    @property
    def counted_age(self) -> int:
        return max((self.today - self.way.fund.as_of).days, 0) + _COUNTS_AS_OLDER[self.way.kind]


def _candidate(each: _Ranked, ranked: Sequence[_Ranked]) -> FundCandidate:
    fund, best = each.way.fund, ranked[0]
    is_chosen = each is best
    reason = _why_chosen(best, ranked[1:]) if is_chosen else _why_not(each, best)
    return FundCandidate(fund.origin, fund.as_of, each.seen, is_chosen, reason)


def _why_chosen(best: _Ranked, others: Sequence[_Ranked]) -> str:
    if not others:
        return "Nothing else is known of this fund."
    if best.completeness < others[0].completeness:
        return f"It explains {best.seen:.1%} of the fund, more than anything else at hand."
    if best.way.fund.as_of > max(other.way.fund.as_of for other in others if other.completeness == best.completeness):
        return "It is the newest that explains as much of the fund."
    return f"It is {best.way.kind.value}, and not too old beside the others."


def _why_not(other: _Ranked, best: _Ranked) -> str:
    if other.completeness > best.completeness:
        return f"It explains {other.seen:.1%} of the fund, the one in use {best.seen:.1%}."
    older = (best.way.fund.as_of - other.way.fund.as_of).days
    if older > 0:
        return f"It is {older:,} days older than the one in use, of {long_date(best.way.fund.as_of)}."
    more = _COUNTS_AS_OLDER[other.way.kind] - _COUNTS_AS_OLDER[best.way.kind]
    if more <= 0:
        return "It is as old as the one in use, and tells no more."
    return f"Beside {best.way.kind.value} it counts only if more than {more:,} days newer."
