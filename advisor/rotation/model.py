"""The rotation as a whole, as it travels to the window, the paper and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from advisor.domain.claims import Article
from advisor.domain.figures import Figure
from advisor.rotation.model_breadth import Breadth, ShareByDay
from advisor.rotation.model_claims import CheckedClaim
from advisor.rotation.model_events import CalendarEntry
from advisor.rotation.model_fundamentals import Dial, EarningsGap, Valuation
from advisor.rotation.model_map import RotationMap, Step
from advisor.rotation.model_regime import Regime, WalkForward
from advisor.rotation.model_series import Capture, Drawdown, Window, WindowReturn
from advisor.rotation.model_signals import Signal
from advisor.rotation.model_standing import OwnReturn, Standing
from advisor.rotation.model_synthesis import Synthesis
from advisor.rotation.model_themes import CompanyTags, ThemeExposure, ThemeLine
from advisor.rotation.panel import Panel


@dataclass(frozen=True, slots=True)
class Universe:
    """What can be put on the map together.

    Attributes:
        id: "sleeves", "sectors", "themes", "holdings".
        name: For the investor.
        symbols: Rows of the panel, in the order of a legend.
        names: What each symbol is called on the map.
        weights: Fractions of the portfolio by symbol: how large its dot is; empty where nothing of it is owned.
        maps: By step.
    """

    id: str
    name: str
    symbols: tuple[str, ...]
    names: Mapping[str, str]
    weights: Mapping[str, float]
    maps: Mapping[Step, RotationMap]


@dataclass(frozen=True, slots=True)
class MarketRotation:
    """Everything that prices tell of the rotation, and where the investor's money stands in it.

    Attributes:
        as_of: Last day of the panel.
        panel: Total-return closes of indices, funds, themes and holdings; `MAG7`, `MAG7EW` and `SP493` are synthesised.
        names: What each row of the panel is called.
        synthesis: None where closes of the seven or the index are missing.
        returns: By symbol, over each window.
        breadth: By index; empty where members' closes are neither on file nor bundled.
        followed: What came after each state of the regime, by pair of markets.
        standings: By window; empty without a portfolio.
        themes, theme_lines: In the order of the themes; exposures are empty without a portfolio.
        is_live: Closes newer than the bundled ones are on file.
        notes: What was left out, assumed or stands in for something else, in sentences.
        captures: By symbol, against the S&P 500.
        drawdowns: By symbol.
        diversification: How many times as much the sleeves swing one by one as together; None where that cannot be told.
        own_returns: What the accounts made between their statements, as far as their histories tell.
        beating: Share of members, and of sectors, ahead of the S&P 500, by the name of their index or "Sectors".
    """

    as_of: date
    panel: Panel
    names: Mapping[str, str]
    synthesis: Synthesis | None
    returns: Mapping[str, Mapping[Window, WindowReturn]]
    universes: tuple[Universe, ...]
    breadth: tuple[Breadth, ...]
    signals: tuple[Signal, ...]
    regime: Regime
    followed: tuple[WalkForward, ...]
    standings: Mapping[Window, Standing]
    themes: tuple[ThemeExposure, ...]
    theme_lines: tuple[ThemeLine, ...]
    is_live: bool
    notes: tuple[str, ...]
    captures: Mapping[str, Capture] = field(default_factory=dict)
    drawdowns: Mapping[str, Drawdown] = field(default_factory=dict)
    beating: Mapping[str, ShareByDay] = field(default_factory=dict)
    diversification: float | None = None
    own_returns: tuple[OwnReturn, ...] = ()


@dataclass(frozen=True, slots=True)
class RotationReport:
    """What prices tell, beside what is published, claimed and scheduled.

    Attributes:
        figures: By id, the investor's own in the place of the bundled ones.
        valuations: What groups of companies cost for what they earn.
        kinds: What kind of company each member of a theme is, by symbol.
        gaps: How much faster the seven's earnings grow, each way it is told.
        claims: In the order of the articles.
        events: As seen from today.
        marks: Days that charts can mark, with their names.
    """

    market: MarketRotation
    figures: Mapping[str, Figure]
    dials: tuple[Dial, ...]
    gaps: tuple[EarningsGap, ...]
    claims: tuple[CheckedClaim, ...]
    articles: Mapping[int, Article]
    events: tuple[CalendarEntry, ...]
    marks: tuple[tuple[date, str], ...]
    valuations: tuple[Valuation, ...] = ()
    kinds: Mapping[str, CompanyTags] = field(default_factory=dict)
