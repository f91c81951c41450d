"""Funds that keep the exposure of something sold at a loss, without being the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from advisor.advice.model.harvest import Replacement
from advisor.advice.model.request import Candidate, PlanPosition
from advisor.advice.model.washing import Likeness, WashHistory
from advisor.exposure.contents import Contents

# A fund that shares less of its sleeves than this keeps another exposure, not this one.
_NEAR_ENOUGH = 0.5

# Two funds whose companies overlap within this fraction are alike there; sleeves and sectors decide between them.
_ALIKE = 0.02

_Key = TypeVar("_Key")

# Widely held funds without leverage, one or more for each kind of exposure; those without a price at hand play no part.
BROAD_FUNDS = (
    *(
        "VTI",
        "ITOT",
        "SCHB",
        "VOO",
        "IVV",
        "SPY",
        "RSP",
        "SCHX",
        "IWB",
        "OEF",
        "MGC",
        "XMAG",
    ),  # all companies, large ones
    *("QQQ", "QQQM", "VUG", "SCHG", "IWF", "SPYG", "MGK", "VTV", "SCHV", "IWD", "SPYV"),  # growth and value
    *("VIG", "SCHD", "DGRO", "VYM", "MTUM", "QUAL", "USMV"),  # dividends and factors
    *("IJH", "VO", "MDY", "IWR", "SCHM", "SPMD", "VXF", "IJR", "VB", "IWM", "SCHA", "SPSM"),  # mid and small companies
    *("VXUS", "IXUS", "VEA", "IEFA", "EFA", "SCHF", "VWO", "IEMG", "EEM", "VT", "ACWI"),  # other countries, and the world
    *("BND", "AGG", "SCHZ", "LQD", "VCIT", "VCSH", "IEF", "VGIT", "TLT", "SHY", "BIL", "TIP", "HYG", "MUB"),  # bonds and bills
    *("XLK", "VGT", "XLC", "XLF", "XLI", "XLE", "XLV", "XLP", "XLU", "XLB", "XLY", "XLRE", "VNQ"),  # sectors
    *("SMH", "SOXX", "XBI", "GLD", "IAU", "SLV"),  # industries and metals
)


def shared(first: Mapping[_Key, float], second: Mapping[_Key, float]) -> float:
    """Σ min over what both hold, fraction of a dollar; what is sold short shares nothing."""
    fewer, more = sorted((first, second), key=len)
    return sum(max(0.0, min(weight, more.get(key, 0.0))) for key, weight in fewer.items())


def find_replacements(
    position: PlanPosition, offered: Iterable[Candidate], history: WashHistory, *, avoid: frozenset[str], most: int = 3
) -> tuple[Replacement, ...]:
    """Funds that are nearest to a position, at most `most` of them; of equals those offered first.

    Those that may be identical come last, however near: the loss may not count with them.

    Args:
        avoid: Names of identical groups that must not be bought, beside the position's own.
    """
    own = history.group_of(position.symbol)
    found: dict[str, Replacement] = {}
    for fund in offered:
        group = history.group_of(fund.symbol)
        if fund.contents.is_fund and fund.price > 0 and group != own and group not in avoid and group not in found:
            found[group] = _compare(position, fund, history)
    near = sorted((each for each in found.values() if each.sleeves >= _NEAR_ENOUGH), key=_nearness)
    clear = [each for each in near if each.likeness is not Likeness.ASK]
    asked = [each for each in near if each.likeness is Likeness.ASK]
    return (*clear[:most], *asked[:1])


def may_be_identical(history: WashHistory, first: str, second: str) -> bool:
    """Whether no ruling says that the two are different things, or the same."""
    ask = history.ask or {}
    return second in ask.get(first, frozenset()) or first in ask.get(second, frozenset())


def _compare(position: PlanPosition, fund: Candidate, history: WashHistory) -> Replacement:
    mine, other = _companies(position.symbol, position.contents), _companies(fund.symbol, fund.contents)
    asked = may_be_identical(history, position.symbol, fund.symbol)
    known = 1 - fund.contents.unseen  # what a fund is only estimated to hold is no likeness
    return Replacement(
        symbol=fund.symbol,
        name=fund.name,
        price=fund.price,
        companies=known * shared(mine, other),
        sleeves=known * shared(position.contents.sleeves, fund.contents.sleeves),
        sectors=known * shared(position.contents.sectors, fund.contents.sectors),
        likeness=Likeness.ASK if asked else Likeness.DIFFERENT,
        expense=fund.expense,
    )


def _companies(symbol: str, contents: Contents) -> Mapping[str, float]:
    return contents.companies if contents.is_fund or contents.companies else {symbol: 1.0}


def _nearness(replacement: Replacement) -> tuple[float, float]:
    return -round(replacement.companies / _ALIKE), -round(replacement.sleeves + replacement.sectors, 3)
