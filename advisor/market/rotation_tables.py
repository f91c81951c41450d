"""The bundled tables of the rotation: articles and their claims, figures, facts, events, themes, and where each is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from advisor.domain.claims import Article, Claim, Fact
from advisor.domain.figures import Figure, Measure
from advisor.domain.market_events import EventKind, MarketEvent
from advisor.domain.themes import Role, Theme, ThemeMember
from advisor.market.tables import read_table

_INDEX_MEMBERS = "index_members"


@dataclass(frozen=True, slots=True)
class RotationTables:
    """What the program brings along about the rotation; each with its source and day.

    Attributes:
        articles: By number.
        figures: By id.
        facts: By id.
        places: Where each row of the subject is found: row → ("claim:0-01", "theme:grid", "page:map", ...).
    """

    articles: Mapping[int, Article]
    claims: tuple[Claim, ...]
    figures: Mapping[str, Figure]
    facts: Mapping[str, Fact]
    events: tuple[MarketEvent, ...]
    themes: tuple[Theme, ...]
    places: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=4)
def load_rotation_tables(folder: Path, reference: Path) -> RotationTables:
    """Read the bundled tables.

    Args:
        folder: Of the tables of the rotation.
        reference: Of the bundled reference, whose index members fill themes that are told by index and sector.

    Raises:
        UnreadableFileError: A table is missing.
    """
    return RotationTables(
        articles={article.number: article for article in _articles(folder)},
        claims=tuple(_claims(folder)),
        figures={figure.id: figure for figure in _figures(folder)},
        facts={fact.id: fact for fact in _facts(folder)},
        events=tuple(_events(folder)),
        themes=_themes(folder, _members_by_sector(reference)),
        places={row: tuple(places.split()) for row, _, places in read_table(folder, "rows")},
    )


def _articles(folder: Path) -> Iterator[Article]:
    for number, title, published, is_day_known in read_table(folder, "articles"):
        yield Article(int(number), title, date.fromisoformat(published), bool(is_day_known))


def _claims(folder: Path) -> Iterator[Claim]:
    for id_, article, topic, text, stated, unit, tolerance, is_present, check, arguments, note in read_table(folder, "claims"):
        yield Claim(
            id=id_,
            article=int(article),
            topic=topic,
            text=text,
            stated=Decimal(stated) if stated else None,
            unit=Measure(unit) if unit else None,
            tolerance=Decimal(tolerance) if tolerance else None,
            is_present=bool(is_present),
            check=check,
            arguments=_arguments(arguments),
            note=note,
        )


def _arguments(text: str) -> dict[str, str]:
    """ "symbol=MDY; from=2026-01-30" by name."""
    pairs = (pair.split("=", 1) for pair in text.split(";") if pair.strip())
    return {name.strip(): value.strip() for name, value in pairs}


def _figures(folder: Path) -> Iterator[Figure]:
    for id_, series, period, name, value, unit, as_of, source, definition in read_table(folder, "figures"):
        yield Figure(id_, series, period, name, Decimal(value), Measure(unit), date.fromisoformat(as_of), source, definition)


def _facts(folder: Path) -> Iterator[Fact]:
    for id_, agrees, says, as_of, source in read_table(folder, "facts"):
        yield Fact(id_, bool(agrees), says, date.fromisoformat(as_of), source)


def _events(folder: Path) -> Iterator[MarketEvent]:
    for id_, kind, name, first, last, certain, status, status_as_of, source, article, symbol in read_table(folder, "events"):
        yield MarketEvent(
            id=id_,
            kind=EventKind[kind],
            name=name,
            first_day=date.fromisoformat(first) if first else None,
            last_day=date.fromisoformat(last) if last else None,
            is_day_certain=bool(certain),
            status=status,
            status_as_of=date.fromisoformat(status_as_of),
            source=source,
            article=int(article) if article else None,
            symbol=symbol,
        )


def _themes(folder: Path, sectors: Mapping[str, tuple[str, ...]]) -> tuple[Theme, ...]:
    members: dict[str, list[ThemeMember]] = {}
    for theme, symbol, weight, role, article in read_table(folder, "theme_members"):
        by_rule = sectors.get(symbol)
        named = None if by_rule else int(article)
        for each in by_rule or (symbol,):
            members.setdefault(theme, []).append(ThemeMember(each, float(weight), named, Role(role)))
    return tuple(Theme(id_, name, about, tuple(members.get(id_, ()))) for id_, name, about in read_table(folder, "themes"))


def _members_by_sector(reference: Path) -> dict[str, tuple[str, ...]]:
    """Members of an index in one sector, by "sp400:Industrials"."""
    found: dict[str, list[str]] = {}
    for index, symbol, _, sector, *_ in read_table(reference, _INDEX_MEMBERS):
        found.setdefault(f"{index}:{sector}", []).append(symbol)
    return {key: tuple(symbols) for key, symbols in found.items()}
