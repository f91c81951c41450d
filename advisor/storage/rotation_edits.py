"""Tables of what the investor says about themes and figures, and of fetched figures, as the schema steps create them."""

from __future__ import annotations

# Values are decimal text: exact, and never summed in SQL.
_FIGURES = """
    create table {table} (
        id text primary key,
        series text not null,
        period text not null,
        name text not null,
        value text not null,
        unit text not null,
        as_of text not null,
        source text not null,
        definition text not null
    ) strict
"""

ROTATION_EDITS = (
    """
    create table own_themes (
        id text primary key,
        name text not null,
        about text not null,
        stated_on text not null
    ) strict
    """,
    # A weight that is null takes the company out of the theme.
    """
    create table theme_edits (
        theme text not null,
        symbol text not null,
        weight real check (weight > 0),
        role text not null,
        stated_on text not null,
        primary key (theme, symbol)
    ) strict
    """,
    _FIGURES.format(table="own_figures"),
)

FETCHED_FIGURES = _FIGURES.format(table="fetched_figures")
