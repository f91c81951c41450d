"""Themes as they travel to the window: what rides on each, and what each returned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from advisor.domain.classification import Sleeve
from advisor.domain.figures import Figure
from advisor.domain.themes import Role, Theme
from advisor.rotation.model_series import Line


class HeldCompany(NamedTuple):
    """What a portfolio holds of one company, through every door.

    Attributes:
        value: Account currency, to the cent.
        direct: Part of it held as itself.
    """

    value: Decimal
    direct: Decimal


@dataclass(frozen=True, slots=True)
class MemberExposure:
    """One company's part of a theme in the portfolio.

    Attributes:
        value: Account currency, to the cent; direct + via_funds.
        weight: value / total of the portfolio.
    """

    symbol: str
    role: Role
    value: Decimal
    weight: float
    direct: Decimal
    via_funds: Decimal


@dataclass(frozen=True, slots=True)
class ThemeExposure:
    """What of the portfolio rides on a theme.

    A company of several themes counts whole in each: the themes do not add up to anything.

    Attributes:
        value: Sum of its companies, each counted once.
        weight: value / total of the portfolio, as far as it is seen.
        high: The same if everything unseen belonged to the theme.
        by_role: value by how the story sees the companies.
        members: Largest first; those that are not held have zero.
    """

    theme: Theme
    value: Decimal
    weight: float
    high: float
    direct: Decimal
    via_funds: Decimal
    by_role: Mapping[Role, Decimal]
    members: tuple[MemberExposure, ...]


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """What a theme returned.

    Attributes:
        line: 100 on the first day; companies held in the theme's weights of that day, distributions put back.
        weights: Fractions of the theme on the first day, by symbol; sums to 1.
        missing: Members without a close on the first day, which are left out.
    """

    theme: Theme
    line: Line
    weights: Mapping[str, float]
    missing: tuple[str, ...]


class Style(StrEnum):
    """Which half of an index, by style, lists a company."""

    GROWTH = "growth"
    VALUE = "value"
    BOTH = "growth and value"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CompanyTags:
    """What kind of company it is.

    Attributes:
        size: Its sleeve, which follows its size; None where it is not known.
        styled_on: The day of the lists that its style is from; None without them.
        floating_debt: Share of its debt at floating rates, as the investor stated it; None where nobody did.
        domestic_revenue: Share of its revenue earned in the US; likewise.
    """

    symbol: str
    size: Sleeve | None
    style: Style
    floating_debt: Figure | None
    domestic_revenue: Figure | None
    styled_on: date | None = None
