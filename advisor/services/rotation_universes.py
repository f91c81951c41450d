"""What can be put on the rotation map together: sleeves, sectors, themes, and what the investor holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.themes import Theme
from advisor.exposure.model import Exposure
from advisor.rotation.composites import held_all_along
from advisor.rotation.model import Universe
from advisor.rotation.model_map import Step
from advisor.rotation.model_themes import ThemeExposure
from advisor.rotation.panel import Panel
from advisor.rotation.relative_strength import rotation_map
from advisor.rotation.standing import REPRESENTATIVES

BENCHMARK = "SPY"
_MOST_HOLDINGS = 30
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
    """The panel with a row for each theme: its companies, held in today's weights all along."""
    if panel.last_day is None:
        return panel
    lines = {}
    for theme in themes:
        total = sum(member.weight for member in theme.members)
        weights = {member.symbol: member.weight / total for member in theme.members} if total else {}
        line = held_all_along(panel, weights, panel.last_day, theme.name)
        if len(line.days):
            lines[theme_row(theme.id)] = line
    for row, line in lines.items():
        panel = panel.with_row(row, line.days, line.values, line.definition)
    return panel


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
    if exposure is None or not exposure.total_value:
        return {}
    parts = {symbol: float(mix.value / exposure.total_value) for symbol, mix in exposure.holdings.items()}
    largest = sorted(parts, key=lambda symbol: -abs(parts[symbol]))[:_MOST_HOLDINGS]
    return {symbol: parts[symbol] for symbol in largest}


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
    return next((symbol for symbol in choices if symbol in panel.symbols), None)


def _sleeve_weights(sleeves: Mapping[Sleeve, str], exposure: Exposure | None) -> dict[str, float]:
    if exposure is None:
        return {}
    return {symbol: exposure.sleeves[sleeve].weight for sleeve, symbol in sleeves.items() if sleeve in exposure.sleeves}


def _sector_weights(exposure: Exposure | None) -> dict[str, float]:
    if exposure is None:
        return {}
    return {symbol: exposure.sectors[sector].weight for sector, symbol in SECTOR_FUNDS.items() if sector in exposure.sectors}
