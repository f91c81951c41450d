"""Which companies a theme is made of, for a target that limits it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from advisor.domain.errors import InvalidRequestError
from advisor.domain.themes import Theme
from advisor.locations import resources_folder
from advisor.market.rotation_tables import load_rotation_tables
from advisor.rotation.themes import with_edits
from advisor.services.market_book import reference_folder
from advisor.storage.engine import Database
from advisor.storage.themes import member_edits, own_themes


def list_themes(db: Database) -> tuple[Theme, ...]:
    """The bundled themes with the investor's edits, and the investor's own."""
    tables = load_rotation_tables(resources_folder() / "rotation", reference_folder())
    return with_edits(tables.themes, own_themes(db), member_edits(db))


def theme_members(db: Database, wanted: Collection[str]) -> Mapping[str, Mapping[str, float]]:
    """By theme id the part of each company that counts for it: the whole company, whatever its weight among the members.

    Raises:
        InvalidRequestError: There is no such theme.
    """
    if not wanted:
        return {}
    themes = {theme.id: theme for theme in list_themes(db)}
    unknown = sorted(set(wanted) - themes.keys())
    if unknown:
        raise InvalidRequestError(f"There is no theme called {', '.join(unknown)}.", f"The themes are: {', '.join(themes)}.")
    return {theme: {member.symbol: 1.0 for member in themes[theme].members} for theme in wanted}
