"""Every way to look through each fund: lists, other funds on its index, the program's tables, a service's profile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from advisor.domain.fund_holdings import FundHoldingsFile
from advisor.domain.instruments import InstrumentProfile
from advisor.domain.market import Fund, MarketBook, Security, Source
from advisor.market.classification import securities_from_profiles
from advisor.market.fund_legs_of_lines import fund_from_holdings
from advisor.market.identity import Identities
from advisor.market.profile_legs import funds_from_profiles


class WayKind(Enum):
    """How close a way comes to the fund itself, closest first."""

    LIST = "a list of its holdings"
    INDEX = "the members of its index"
    STATED = "a stand-in or stated mix"
    PROFILE = "a service’s profile"
    CATEGORY = "the typical mix of its category"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to look through a fund: the fund as that way shows it, and the list of its own that it comes from, if any."""

    kind: WayKind
    fund: Fund
    own_list: FundHoldingsFile | None = None


@dataclass(frozen=True, slots=True)
class GatheredWays:
    """Everything at hand, undecided.

    Attributes:
        book: Every security that some way names, and each fund by one of its ways.
        by_fund: The ways by canonical fund symbol: closest kinds first, issuers' lists before the SEC's.
        reasons: Why what only a service tells of lies where it lies, by canonical symbol.
    """

    book: MarketBook
    by_fund: Mapping[str, Sequence[Way]]
    reasons: Mapping[str, str]


_KIND_OF_TABLES = {
    Source.HOLDINGS: WayKind.LIST,
    Source.INDEX: WayKind.INDEX,
    Source.PROFILE: WayKind.STATED,
    Source.CATEGORY: WayKind.CATEGORY,
    Source.UNKNOWN: WayKind.NOTHING,
}
_KIND_OF_PROFILES = {Source.PROFILE: WayKind.PROFILE, Source.CATEGORY: WayKind.CATEGORY, Source.UNKNOWN: WayKind.NOTHING}


def gather_ways(
    bundled: MarketBook, lists: Sequence[FundHoldingsFile], profiles: Mapping[str, InstrumentProfile], identities: Identities
) -> GatheredWays:
    """Read every list and profile as funds, beside those of the bundled tables."""
    placed = securities_from_profiles(profiles, bundled)
    known = replace(bundled, securities={**bundled.securities, **placed.securities})
    listed, introduced = _read_lists(lists, known, identities)
    known = replace(known, securities={**introduced, **known.securities})
    profiled = funds_from_profiles(profiles, known, identities)
    ways: defaultdict[str, list[Way]] = defaultdict(list)
    for fund, file in zip(listed, lists, strict=True):
        ways[fund.symbol].append(Way(WayKind.LIST, fund, file))
    for way in _of_relatives(listed, bundled):
        ways[way.fund.symbol].append(way)
    for symbol, fund in bundled.funds.items():
        if not fund.pool:
            ways[symbol].append(Way(_KIND_OF_TABLES[fund.source], fund))
    for symbol, fund in profiled.funds.items():
        ways[symbol].append(Way(_KIND_OF_PROFILES[fund.source], fund))
    funds = {symbol: of_fund[0].fund for symbol, of_fund in ways.items()} | profiled.pools
    book = replace(known, funds={**bundled.funds, **funds}, securities={**profiled.securities, **known.securities})
    return GatheredWays(book, ways, placed.reasons)


def _read_lists(
    lists: Sequence[FundHoldingsFile], book: MarketBook, identities: Identities
) -> tuple[list[Fund], dict[str, Security]]:
    introduced: dict[str, Security] = {}
    funds = []
    for file in lists:
        fund, securities = fund_from_holdings(file, book, identities)
        funds.append(fund)
        introduced = securities | introduced
    return funds, introduced


def _of_relatives(listed: Iterable[Fund], bundled: MarketBook) -> Iterable[Way]:
    """A fund's list serves its share classes as their own, and other funds on its index as the index's members."""
    relatives = _relatives(bundled)
    for fund in listed:
        for symbol in relatives.get(fund.symbol, ()):
            relative = bundled.funds[symbol]
            is_class = bool(relative.portfolio) and relative.portfolio == fund.portfolio
            kind, source = (WayKind.LIST, Source.HOLDINGS) if is_class else (WayKind.INDEX, Source.INDEX)
            yield Way(
                kind,
                replace(relative, legs=fund.legs, as_of=fund.as_of, source=source, origin=fund.origin, confidence="high"),
            )


def _relatives(bundled: MarketBook) -> dict[str, list[str]]:
    """Share classes of one portfolio, and funds that the tables look through by one and the same legs; by symbol, the others."""
    alike: defaultdict[str | int, list[str]] = defaultdict(list)
    for symbol, fund in bundled.funds.items():
        if fund.portfolio:
            alike[fund.portfolio].append(symbol)
        if fund.source in (Source.HOLDINGS, Source.INDEX):
            alike[id(fund.legs)].append(symbol)
    relatives: defaultdict[str, list[str]] = defaultdict(list)
    for symbols in alike.values():
        for symbol in symbols:
            relatives[symbol] += [each for each in symbols if each != symbol and each not in relatives[symbol]]
    return relatives
