"""Themes: the investor's edits, what of the portfolio rides on each, and what each returned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np

from advisor.domain.days import long_date
from advisor.domain.money import ZERO
from advisor.domain.themes import MemberEdit, OwnTheme, Role, Theme, ThemeMember
from advisor.rotation.composites import chained, known_closes, left_alone
from advisor.rotation.model_series import Line
from advisor.rotation.model_themes import HeldCompany, MemberExposure, ThemeExposure, ThemeLine
from advisor.rotation.panel import Panel

_NOT_HELD = HeldCompany(ZERO, ZERO)


def with_edits(themes: Iterable[Theme], own: Iterable[OwnTheme], edits: Iterable[MemberEdit]) -> tuple[Theme, ...]:
    """The themes as the investor wants them; without edits, as they are bundled.

    An edit of a theme that is neither bundled nor the investor's own says nothing.
    """
    made = (Theme(theme.id, theme.name, theme.about, (), is_users=True) for theme in own)
    by_theme: dict[str, dict[str, MemberEdit]] = {}
    for edit in edits:
        by_theme.setdefault(edit.theme, {})[edit.symbol] = edit
    return tuple(_edited(theme, by_theme.get(theme.id, {})) for theme in (*themes, *made))


def theme_exposures(
    themes: Iterable[Theme], companies: Mapping[str, HeldCompany], total: Decimal, unseen: float = 0.0
) -> tuple[ThemeExposure, ...]:
    """What of a portfolio rides on each theme, by look-through; a member's weight in its theme plays no part.

    Args:
        companies: By symbol of the company's primary share class, as members are told.
        total: Value of the portfolio; every weight is a fraction of it.
        unseen: Fraction of the portfolio of which no company is known.
    """
    return tuple(_exposure(theme, companies, total, unseen) for theme in themes)


def theme_line(panel: Panel, theme: Theme, start: date) -> ThemeLine:
    """What the theme returned from a day on: its companies bought in its weights at that day's closes, then left alone.

    A member without a close on the first day is left out; the others take its part. After its last close a member is left out.
    """
    begin = int(np.searchsorted(panel.days, start.toordinal()))
    rows = panel.only(dict.fromkeys(member.symbol for member in theme.members))
    closes = known_closes(rows.closes)[:, begin:]
    stated = {member.symbol: member.weight for member in theme.members}
    there = ~np.isnan(closes[:, :1]).any(axis=1) & (closes.shape[1] > 0)
    used = tuple(symbol for symbol, known in zip(rows.symbols, there, strict=True) if known)
    missing = tuple(symbol for symbol in stated if symbol not in used)
    if not used:
        return ThemeLine(
            theme, Line(theme.name, panel.days[:0], np.empty(0), _definition(theme, start), _notes(missing)), {}, missing
        )
    weights = np.array([stated[symbol] for symbol in used])
    weights /= weights.sum()
    returns = left_alone(closes[there], weights)
    line = Line(theme.name, panel.days[begin:], chained(returns), _definition(theme, start), _notes(missing))
    return ThemeLine(theme, line, dict(zip(used, weights.tolist(), strict=True)), missing)


def _edited(theme: Theme, edits: Mapping[str, MemberEdit]) -> Theme:
    kept = [
        _restated(member, edits[member.symbol]) if member.symbol in edits else member
        for member in theme.members
        if member.symbol not in edits or edits[member.symbol].weight is not None
    ]
    bundled = {member.symbol for member in theme.members}
    added = [
        ThemeMember(edit.symbol, edit.weight, None, edit.role, is_users=True)
        for edit in edits.values()
        if edit.weight is not None and edit.symbol not in bundled
    ]
    return replace(theme, members=(*kept, *added))


def _restated(member: ThemeMember, edit: MemberEdit) -> ThemeMember:
    weight = member.weight if edit.weight is None else edit.weight
    return replace(member, weight=weight, role=edit.role, is_users=True)


def _exposure(theme: Theme, companies: Mapping[str, HeldCompany], total: Decimal, unseen: float) -> ThemeExposure:
    once = {member.symbol: member for member in theme.members}.values()
    members = sorted((_member(member, companies, total) for member in once), key=lambda each: (-each.value, each.symbol))
    value = sum((each.value for each in members), ZERO)
    direct = sum((each.direct for each in members), ZERO)
    weight = _weight(value, total)
    by_role = {role: sum((each.value for each in members if each.role is role), ZERO) for role in Role}
    return ThemeExposure(theme, value, weight, weight + unseen, direct, value - direct, by_role, tuple(members))


def _member(member: ThemeMember, companies: Mapping[str, HeldCompany], total: Decimal) -> MemberExposure:
    held = companies.get(member.symbol, _NOT_HELD)
    weight = _weight(held.value, total)
    return MemberExposure(member.symbol, member.role, held.value, weight, held.direct, held.value - held.direct)


def _weight(value: Decimal, total: Decimal) -> float:
    return float(value / total) if total else 0.0


def _definition(theme: Theme, start: date) -> str:
    return (
        f"The companies of “{theme.name}”, bought in the theme’s parts at the first close from {long_date(start)} on and left "
        "alone; closes adjusted for splits and distributions; 100 on the first day."
    )


def _notes(missing: tuple[str, ...]) -> tuple[str, ...]:
    if not missing:
        return ()
    if len(missing) > 6:
        return (f"{len(missing)} companies are left out: they have no close on the first day.",)
    verb = "is left out: it has" if len(missing) == 1 else "are left out: they have"
    return (f"{', '.join(missing)} {verb} no close on the first day.",)
