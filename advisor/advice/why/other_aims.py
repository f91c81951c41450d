"""What else than a sleeve a trade brings closer: a limit on a company or a theme, a wanted fund, a sector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from advisor.advice.household import Household
from advisor.advice.model.plan import Shape
from advisor.advice.wording import percent
from advisor.domain.classification import Sector
from advisor.exposure.contents import Contents

_VISIBLE_SHARE = 0.05
_VISIBLE_DISTANCE = 0.0005

_Key = TypeVar("_Key")


def other_surplus(household: Household, symbol: str, contents: Contents, today: Shape) -> str | None:
    """What there is too much of, beside sleeves, that selling this thing mends; without capital or full stop."""
    return next(_surpluses(household, symbol, contents, today), None)


def other_shortage(household: Household, symbol: str, contents: Contents, today: Shape) -> str | None:
    """What there is too little of, beside sleeves, that buying this thing mends; without capital or full stop."""
    wanted = household.target.instruments.get(symbol)
    have = _held(household, symbol)
    if wanted is not None and wanted - have > _VISIBLE_DISTANCE:
        return f"{symbol} is {percent(have)} of your money; the target is {percent(wanted)}"
    short = {Sector(name): weight - today.sectors.get(Sector(name), 0.0) for name, weight in household.target.sectors.items()}
    if (sector := _heaviest(contents.sectors, short)) is None:
        return None
    have, wanted = today.sectors.get(sector, 0.0), household.target.sectors[sector]
    return f"{sector} is {percent(have)} of your money; the target is {percent(wanted)}"


def _surpluses(household: Household, symbol: str, contents: Contents, today: Shape) -> Iterator[str]:
    target, have = household.target, _held(household, symbol)
    if target.company_max is not None:
        beyond = {name: weight - target.company_max for name, weight in today.companies.items()}
        if (company := _heaviest(contents.companies, beyond)) is not None:
            whole = percent(today.companies[company])
            yield f"{company} is {whole} of your money through everything, and the limit is {percent(target.company_max)}"
    wanted = target.instruments.get(symbol)
    if wanted is not None and have - wanted > _VISIBLE_DISTANCE:
        yield f"it is {percent(have)} of your money, and the target is {percent(wanted)}"
    for theme, most in target.themes.items():
        members = household.request.theme_members.get(theme, {})
        share = sum(weight * members.get(company, 0.0) for company, weight in contents.companies.items())
        if today.themes.get(theme, 0.0) - most > _VISIBLE_DISTANCE and share >= _VISIBLE_SHARE:
            yield f"it belongs to a theme that is {percent(today.themes[theme])} of your money, and the limit is {percent(most)}"
    above = {Sector(name): today.sectors.get(Sector(name), 0.0) - weight for name, weight in target.sectors.items()}
    if (sector := _heaviest(contents.sectors, above)) is not None:
        yield f"{sector} is {percent(today.sectors[sector])} of your money, and the target is {percent(target.sectors[sector])}"


def _heaviest(shares: Mapping[_Key, float], distances: Mapping[_Key, float]) -> _Key | None:
    """Where share times distance is largest, among what both say something of."""
    weighed = {
        key: shares[key] * distance
        for key, distance in distances.items()
        if distance > _VISIBLE_DISTANCE and shares.get(key, 0.0) >= _VISIBLE_SHARE
    }
    return max(weighed, key=lambda key: weighed[key]) if weighed else None


def _held(household: Household, symbol: str) -> float:
    value = sum(float(each.value) for each in household.request.positions if each.symbol == symbol)
    return value / float(household.value)
