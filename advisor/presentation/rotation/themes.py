"""Themes in words: what of the money rides on each, and what each returned."""

from __future__ import annotations

from datetime import date

import numpy as np

from advisor.domain.themes import (
    EditTakenBack,
    MemberEdit,
    OwnTheme,
    Role,
    Theme,
    ThemeChange,
    ThemeDropped,
    ThemeMember,
    ThemeRestored,
)
from advisor.presentation import words
from advisor.presentation.rotation.claims import article_day
from advisor.presentation.rotation.company_kinds import company_kind
from advisor.presentation.rotation.marks import chart_marks
from advisor.presentation.sorting import sortable
from advisor.presentation.views.rich import Rich
from advisor.presentation.views.rotation_themes import MemberRow, ThemeDetail, ThemeRow, ThemesView
from advisor.presentation.views.time_series import ChartLine, TimeSeriesView, Unit
from advisor.rotation.model import MarketRotation, RotationReport
from advisor.rotation.model_series import Line, Window
from advisor.rotation.model_themes import MemberExposure, ThemeExposure, ThemeLine

EDIT = "Edit…"
ROLE_WORDS = {Role.WINNER: "Gains", Role.PRESSURED: "Under pressure"}
_BY_RULE, _BY_YOU = "By sector", "You"
_LEAST_UNSEEN = 0.005  # a smaller gap between both ends is left to the footer
_NOTE = (
    "By look-through: directly held and inside funds. A company of several themes counts whole in each, so themes do not add up. "
    "Returns are of the companies bought in the theme’s parts as the year began, distributions put back."
)


def build_themes(report: RotationReport, mark: date | None = None) -> ThemesView:
    """The whole part.

    Args:
        mark: Since when returns are told beside those of the year; the first of the report's marks if not given.
    """
    market = report.market
    since = mark or (report.marks[0][0] if report.marks else market.as_of)
    exposures = {each.theme.id: each for each in market.themes}
    lines = {each.theme.id: each for each in market.theme_lines}
    themes = [each.theme for each in market.theme_lines] or [each.theme for each in market.themes]
    return ThemesView(
        sentence=_sentence(market),
        note=_NOTE,
        marks=tuple((day.isoformat(), words.short_date(day, market.as_of), name) for day, name in report.marks),
        rows=tuple(_row(theme, exposures.get(theme.id), lines.get(theme.id), since) for theme in themes),
        details=tuple(_detail(report, theme, exposures.get(theme.id), lines.get(theme.id)) for theme in themes),
    )


def weight_meaning(weight: float, others: float) -> str:
    """What a weight makes of a company beside the others of its theme."""
    return f"{words.share(weight / (weight + others))} of the theme."


def changed_words(change: ThemeChange) -> str:
    """After a theme was changed."""
    match change:
        case OwnTheme(name=name):
            return f"“{name}” is a theme of yours."
        case MemberEdit(symbol=symbol, weight=None):
            return f"{symbol} is no longer in the theme."
        case MemberEdit(symbol=symbol):
            return f"{symbol} counts in the theme as you said."
        case EditTakenBack(symbol=symbol):
            return f"What you said of {symbol} is taken back."
        case ThemeDropped():
            return "The theme is dropped."
        case ThemeRestored():
            return "The theme is as bundled."


def _sentence(market: MarketRotation) -> Rich:
    largest = max(market.themes, key=lambda each: each.value, default=None)
    if largest is None or not largest.value:
        return (("Nothing that you own is known to ride on a theme." if market.themes else "No positions yet.", False),)
    return (
        (words.share(largest.weight), True),
        (f" of your money rides on “{largest.theme.name}”, more than on any other.", False),
    )


def _row(theme: Theme, exposure: ThemeExposure | None, told: ThemeLine | None, since: date) -> ThemeRow:
    line = told.line if told else None
    year, mark = _return_since(line, None), _return_since(line, since)
    value, direct, via = (exposure.value, exposure.direct, exposure.via_funds) if exposure else (None, None, None)
    return ThemeRow(
        id=theme.id,
        name=theme.name,
        value_text=words.NONE if value is None else words.dollars_or_none(value),
        share_text=words.NONE if exposure is None else words.share(exposure.weight),
        range_text=_range(exposure),
        direct_text=words.NONE if direct is None else words.dollars_or_none(direct),
        via_text=words.NONE if via is None else words.dollars_or_none(via),
        companies_text=f"{len(theme.members):,}",
        year_text=_rate(year),
        year_tone=_tone(year),
        mark_text=_rate(mark),
        mark_tone=_tone(mark),
        state_text=_state(theme),
        sort_values=sortable(value, exposure.weight if exposure else None, direct, via, len(theme.members), year, mark),
    )


def _range(exposure: ThemeExposure | None) -> str:
    if exposure is None:
        return words.NONE
    if exposure.high - exposure.weight < _LEAST_UNSEEN:
        return words.share(exposure.weight)
    return f"{words.share_or_zero(exposure.weight)} to {words.share(exposure.high)}"


def _state(theme: Theme) -> str:
    if theme.is_users:
        return "Yours"
    return "Edited" if any(member.is_users for member in theme.members) else ""


def _return_since(line: Line | None, day: date | None) -> float | None:
    """From the last value on or before a day, or from the first, to the last; None without one."""
    if line is None or not len(line.days):
        return None
    place = 0 if day is None else int(np.searchsorted(line.days, day.toordinal(), side="right")) - 1
    return None if place < 0 else float(line.values[-1] / line.values[place] - 1.0)


def _rate(rate: float | None) -> str:
    return words.NONE if rate is None else words.share_change(rate)


def _tone(rate: float | None) -> str:
    return "plain" if not rate else "positive" if rate > 0 else "negative"


def _detail(report: RotationReport, theme: Theme, exposure: ThemeExposure | None, told: ThemeLine | None) -> ThemeDetail:
    exposed = {each.symbol: each for each in exposure.members} if exposure else {}
    whole = sum(member.weight for member in theme.members)
    members = tuple(_member(member, whole, exposed.get(member.symbol), report) for member in theme.members)
    roles = (
        [f"{ROLE_WORDS[role].lower()}: {words.dollars(value)}" for role, value in exposure.by_role.items() if value]
        if exposure
        else []
    )
    companies = words.numbered(len(theme.members), "company", "companies")
    return ThemeDetail(
        id=theme.id,
        name=theme.name,
        about=theme.about,
        caption=" · ".join(filter(None, (companies, _state(theme), *roles))),
        is_users=theme.is_users,
        members=members,
        chart=_chart(report, theme),
        notes=(told.line.definition, *told.line.notes) if told else (),
    )


def _member(member: ThemeMember, whole: float, exposed: MemberExposure | None, report: RotationReport) -> MemberRow:
    market = report.market
    article = report.articles.get(member.article) if member.article is not None else None
    found = market.returns.get(member.symbol, {}).get(Window.YEAR_TO_DATE)
    year = found.rate if found else None
    named = article_day(article) if article else _BY_RULE
    part = member.weight / whole
    name = market.names.get(member.symbol, "")
    value = exposed.value if exposed else None
    return MemberRow(
        symbol=member.symbol,
        name="" if name == member.symbol else name,
        role_text=ROLE_WORDS[member.role],
        article_text=_BY_YOU if member.is_users else named,
        weight_text=words.share(part),
        value_text=words.NONE if value is None else words.dollars_or_none(value),
        share_text=words.NONE if exposed is None else words.share(exposed.weight),
        direct_text=words.NONE if exposed is None else words.dollars_or_none(exposed.direct),
        via_text=words.NONE if exposed is None else words.dollars_or_none(exposed.via_funds),
        year_text=_rate(year),
        year_tone=_tone(year),
        verb=EDIT,
        sort_values=sortable(part, value, exposed.weight if exposed else None, year),
        member=member,
        kind=company_kind(member.symbol, report.kinds.get(member.symbol)),
    )


def _chart(report: RotationReport, theme: Theme) -> TimeSeriesView:
    """The theme among the others, each from 100 as the year began."""
    others = [each for each in report.market.theme_lines if each.theme.id != theme.id and len(each.line.days)]
    own = [each for each in report.market.theme_lines if each.theme.id == theme.id and len(each.line.days)]
    crowd = [
        ChartLine(each.theme.id, each.theme.name, "muted", each.line.days, each.line.values, prominent=False) for each in others
    ]
    chosen = [ChartLine(each.theme.id, each.theme.name, "accent", each.line.days, each.line.values) for each in own]
    rate = _rate(_return_since(own[0].line, None)) if own else words.NONE
    return TimeSeriesView(
        accessible_name=f"{theme.name} since the year began: {rate}",
        lines=(*crowd, *chosen),
        unit=Unit.INDEX,
        rebased=True,
        marks=chart_marks(report.marks),
        nothing="" if own else "None of its companies has a close on file as the year began.",
    )
