"""What can be put on the rotation map together: sleeves, sectors, themes, and what the investor holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market import Fund, MarketBook
from advisor.domain.portfolio import CASH
from advisor.domain.themes import Theme
from advisor.exposure.model import Exposure
from advisor.rotation.composites import OWN, evened_out_yearly, held_all_along
from advisor.rotation.model import Universe
from advisor.rotation.model_map import Step
from advisor.rotation.model_themes import ThemeExposure
from advisor.rotation.panel import Panel
from advisor.rotation.relative_strength import rotation_map
from advisor.rotation.standing import REPRESENTATIVES
from advisor.services.market_book import fund_indices

BENCHMARK = "SPY"
_MOST_HOLDINGS = 30
_ALL = 0.999
_FRESH = 10  # trading days
_WHOLE_CLASS, _GOLD = "@", "@gold"  # a leg that stands for all of a class; gold is all alike
_REFERENCES = ("RSP", "QQQ", "IWM")  # beside the sleeves: the index in equal parts, the Nasdaq-100, the Russell 2000
SECTOR_FUNDS: Mapping[Sector, str] = {
    Sector.MATERIALS: "XLB",
    Sector.COMMUNICATION: "XLC",
    Sector.ENERGY: "XLE",
    Sector.FINANCIALS: "XLF",
    Sector.INDUSTRIALS: "XLI",
    Sector.TECHNOLOGY: "XLK",
    Sector.CONSUMER_STAPLES: "XLP",
    Sector.REAL_ESTATE: "XLRE",
    Sector.UTILITIES: "XLU",
    Sector.HEALTH_CARE: "XLV",
    Sector.CONSUMER_DISCRETIONARY: "XLY",
}


def theme_row(theme: str) -> str:
    """The row of a theme in a panel."""
    return f"THEME:{theme}"


def with_theme_rows(panel: Panel, themes: Iterable[Theme]) -> Panel:
    """The panel with a row for each theme: its companies in its parts, evened out at each year's last close."""
    lines = {}
    for theme in themes:
        line = evened_out_yearly(panel, {member.symbol: member.weight for member in theme.members}, theme.name)
        if len(line.days):
            lines[theme_row(theme.id)] = line
    for row, line in lines.items():
        panel = panel.with_row(row, line.days, line.values, line.definition)
    return panel


def with_own_row(panel: Panel, exposure: Exposure | None, book: MarketBook) -> tuple[Panel, tuple[str, ...]]:
    """The panel with a row of what is owned, held in today's share counts all along; without closes of most of it, as it is.

    Beside it, in sentences, what the row leaves out or why there is none.

    A fund without closes goes with one on the same index that has some, and cash stays what it is.
    """
    weights: defaultdict[str, float] = defaultdict(float)
    for symbol, weight in _all_weights(exposure).items():
        weights[_with_closes(symbol, panel, exposure, book)] += weight
    if panel.last_day is None or not weights:
        return panel, ()
    flat = panel.with_row(CASH, panel.days, np.ones(len(panel.days)), "Cash stays what it is")
    line = held_all_along(flat, weights, panel.last_day, "your holdings")
    return (panel.with_row(OWN, line.days, line.values, line.definition) if len(line.days) else panel), line.notes


def _with_closes(symbol: str, panel: Panel, exposure: Exposure | None, book: MarketBook) -> str:
    if symbol in panel.symbols:
        return symbol
    mix = exposure.holdings.get(symbol) if exposure else None
    if mix is not None and mix.sleeves.get(Sleeve.CASH, 0.0) >= _ALL:
        return CASH
    own = book.funds.get(book.canonical(symbol))
    alike = (each for each in panel.symbols if own and each in book.funds and _follow_one_index(own, book.funds[each]))
    return next(alike, symbol)


def _follow_one_index(own: Fund, other: Fund) -> bool:
    """Whether two funds hold the same: all bonds are one leg, so that there the index has to tell junk from Treasuries."""
    if own.legs != other.legs:
        return False
    index = fund_indices().get(own.symbol)
    names_what_it_holds = any(leg == _GOLD or not leg.startswith(_WHOLE_CLASS) for leg in own.legs)
    return names_what_it_holds or (index is not None and index == fund_indices().get(other.symbol))


def universes(
    panel: Panel,
    names: Mapping[str, str],
    themes: Iterable[Theme],
    exposure: Exposure | None,
    theme_exposures: Iterable[ThemeExposure],
) -> tuple[Universe, ...]:
    """Every universe with its maps by week and by day; what has no row in the panel is left out."""
    sleeves = {sleeve: symbol for sleeve, choices in REPRESENTATIVES.items() if (symbol := _first(panel, choices))}
    by_theme = {each.theme.id: each.weight for each in theme_exposures}
    kinds = (
        ("sleeves", "Sleeves", [*sleeves.values(), *_REFERENCES], _sleeve_weights(sleeves, exposure)),
        ("sectors", "Sectors", list(SECTOR_FUNDS.values()), _sector_weights(exposure)),
        ("themes", "Themes", [theme_row(theme.id) for theme in themes], {theme_row(id_): part for id_, part in by_theme.items()}),
        ("holdings", "Your holdings", list(holding_weights(exposure)), holding_weights(exposure)),
    )
    return tuple(_universe(panel, names, *kind) for kind in kinds)


def holding_weights(exposure: Exposure | None) -> dict[str, float]:
    """The largest holdings as fractions of all money, by symbol."""
    parts = _all_weights(exposure)
    largest = sorted(parts, key=lambda symbol: -abs(parts[symbol]))[:_MOST_HOLDINGS]
    return {symbol: parts[symbol] for symbol in largest}


def _all_weights(exposure: Exposure | None) -> dict[str, float]:
    if exposure is None or not exposure.total_value:
        return {}
    return {symbol: float(mix.value / exposure.total_value) for symbol, mix in exposure.holdings.items()}


def _universe(
    panel: Panel, names: Mapping[str, str], id_: str, name: str, symbols: Iterable[str], weights: Mapping[str, float]
) -> Universe:
    there = tuple(symbol for symbol in dict.fromkeys(symbols) if symbol in panel.symbols)
    return Universe(
        id=id_,
        name=name,
        symbols=there,
        names={symbol: names.get(symbol, symbol) for symbol in there},
        weights={symbol: weights[symbol] for symbol in there if weights.get(symbol)},
        maps={step: rotation_map(panel, there, BENCHMARK, step) for step in Step},
    )


def _first(panel: Panel, choices: Iterable[str]) -> str | None:
    """The first choice with a close in the last two weeks; failing that, the first with any."""
    there = [symbol for symbol in choices if symbol in panel.symbols]
    fresh = (symbol for symbol in there if not np.isnan(panel.of(symbol)[-_FRESH:]).all())
    return next(fresh, there[0] if there else None)


def _sleeve_weights(sleeves: Mapping[Sleeve, str], exposure: Exposure | None) -> dict[str, float]:
    if exposure is None:
        return {}
    return {symbol: exposure.sleeves[sleeve].weight for sleeve, symbol in sleeves.items() if sleeve in exposure.sleeves}


def _sector_weights(exposure: Exposure | None) -> dict[str, float]:
    if exposure is None:
        return {}
    return {symbol: exposure.sectors[sector].weight for sector, symbol in SECTOR_FUNDS.items() if sector in exposure.sectors}
