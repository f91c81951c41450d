"""The Themes part of the Rotation page."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.domain.themes import ThemeMember
from advisor.presentation.views.rich import Rich
from advisor.presentation.views.rotation_ledger import StatedFigure
from advisor.presentation.views.time_series import TimeSeriesView


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme. `sort_values` are value, share, direct, inside funds, companies, return of the year, and since the mark.

    Attributes:
        range_text: The share, up to what it would be if everything unseen belonged to the theme.
        mark_text: What it returned since the chosen mark.
        state_text: "Yours" where the investor made it, "Edited" where one of its companies was changed.
    """

    id: str
    name: str
    value_text: str
    share_text: str
    range_text: str
    direct_text: str
    via_text: str
    companies_text: str
    year_text: str
    year_tone: str
    mark_text: str
    mark_tone: str
    state_text: str
    sort_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CompanyKind:
    """What kind of company it is.

    Attributes:
        text: Size and style: "Mid cap, value".
        debt_text, revenue_text: Shares of its debt at floating rates and of its revenue in the US; "unknown" where nobody told.
        tip: The same with sources.
        questions: What the investor may state of it: (what to do, the question).
    """

    text: str
    debt_text: str
    revenue_text: str
    tip: str
    questions: tuple[tuple[str, StatedFigure], ...]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One company of a theme. `sort_values` are weight, value, share, return since the year began.

    Attributes:
        role_text: How the story sees it.
        article_text: Day of the article that names it; whose choice it is where none does.
        member: What can be edited.
    """

    symbol: str
    name: str
    role_text: str
    article_text: str
    weight_text: str
    value_text: str
    share_text: str
    direct_text: str
    via_text: str
    year_text: str
    year_tone: str
    verb: str
    sort_values: tuple[float, ...]
    member: ThemeMember
    kind: CompanyKind


@dataclass(frozen=True, slots=True, eq=False)
class ThemeDetail:
    """One theme in full: `notes` say who is left out of what it returned."""

    id: str
    name: str
    about: str
    caption: str
    is_users: bool
    members: tuple[MemberRow, ...]
    chart: TimeSeriesView
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ThemesView:
    """All themes. `details` are in the order of `rows`; `marks` are (ISO day, its words, its name)."""

    sentence: Rich
    note: str
    marks: tuple[tuple[str, str, str], ...]
    rows: tuple[ThemeRow, ...]
    details: tuple[ThemeDetail, ...]
