"""Themes: companies that one story is told about, many to many."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import count


class Role(StrEnum):
    """How the story sees a company."""

    WINNER = "winner"
    PRESSURED = "pressured"


@dataclass(frozen=True, slots=True)
class ThemeMember:
    """One company of a theme.

    Attributes:
        symbol: Symbol of the company's primary share class.
        weight: Its part of the theme beside the other members'; above zero, in any unit. Equal parts unless stated otherwise.
        article: Number of the article that names it; None where a rule or the investor put it there.
        is_users: The investor put it there, or changed its weight or role.
    """

    symbol: str
    weight: float
    article: int | None
    role: Role
    is_users: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """A story and the companies that it is told about.

    Attributes:
        about: What binds them, in one sentence.
        is_users: The investor made the theme.
    """

    id: str
    name: str
    about: str
    members: tuple[ThemeMember, ...]
    is_users: bool = False


@dataclass(frozen=True, slots=True)
class OwnTheme:
    """A theme that the investor made."""

    id: str
    name: str
    about: str
    stated_on: date


@dataclass(frozen=True, slots=True)
class MemberEdit:
    """What the investor says of one company in one theme; it wins over the bundled list until it is taken back.

    Attributes:
        theme: Id of the theme.
        weight: As in `ThemeMember`; None takes the company out of the theme.
    """

    theme: str
    symbol: str
    weight: float | None
    role: Role
    stated_on: date


@dataclass(frozen=True, slots=True)
class EditTakenBack:
    """The bundled list is to count again for one company in one theme; of a theme of the investor's, the company leaves it."""

    theme: str
    symbol: str


@dataclass(frozen=True, slots=True)
class ThemeDropped:
    """A theme of the investor's is to be forgotten with its companies."""

    theme: str


@dataclass(frozen=True, slots=True)
class ThemeRestored:
    """Every edit of a theme is to be taken back."""

    theme: str


ThemeChange = OwnTheme | MemberEdit | EditTakenBack | ThemeDropped | ThemeRestored


def own_theme_id(name: str, taken: Collection[str]) -> str:
    """An id for a new theme that no other has: "own_robots", "own_robots_2"."""
    plain = "own_" + "_".join(re.findall(r"\w+", name.casefold()))
    return next(id_ for number in count(1) if (id_ := plain if number == 1 else f"{plain}_{number}") not in taken)
