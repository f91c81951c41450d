"""Themes that the investor made or changed. What is bundled is not stored: taking an edit back shows it again."""

from __future__ import annotations

from datetime import date

from advisor.domain.themes import MemberEdit, OwnTheme, Role
from advisor.storage.engine import Database
from advisor.storage.refusals import changing


def own_themes(db: Database) -> tuple[OwnTheme, ...]:
    """Themes that the investor made, in the order in which they were made."""
    rows = db.conn.execute("select id, name, about, stated_on from own_themes order by rowid")
    return tuple(OwnTheme(id_, name, about, date.fromisoformat(stated_on)) for id_, name, about, stated_on in rows)


def save_theme(db: Database, theme: OwnTheme) -> None:
    """Keep a theme in place of an earlier one of its id; its companies stay as they are."""
    row = (theme.id, theme.name, theme.about, theme.stated_on.isoformat())
    with changing(db):
        db.conn.execute(
            "insert into own_themes (id, name, about, stated_on) values (?, ?, ?, ?)"
            " on conflict (id) do update set name = excluded.name, about = excluded.about, stated_on = excluded.stated_on",
            row,
        )


def delete_theme(db: Database, theme: str) -> bool:
    """Forget a theme and its companies; False when the investor made none of that id."""
    with changing(db):
        db.conn.execute("delete from theme_edits where theme in (select id from own_themes where id = ?)", (theme,))
        return bool(db.conn.execute("delete from own_themes where id = ?", (theme,)).rowcount)


def member_edits(db: Database) -> tuple[MemberEdit, ...]:
    """Every company that the investor put into a theme, took out of one, or weighs otherwise; by theme and symbol."""
    rows = db.conn.execute("select theme, symbol, weight, role, stated_on from theme_edits order by theme, symbol")
    return tuple(
        MemberEdit(theme, symbol, weight, Role(role), date.fromisoformat(stated_on))
        for theme, symbol, weight, role, stated_on in rows
    )


def save_member_edit(db: Database, edit: MemberEdit) -> None:
    """Remember an edit in place of an earlier one of the same company in the same theme."""
    row = (edit.theme, edit.symbol, edit.weight, edit.role.value, edit.stated_on.isoformat())
    with changing(db):
        db.conn.execute("insert or replace into theme_edits (theme, symbol, weight, role, stated_on) values (?, ?, ?, ?, ?)", row)


def take_back_member_edit(db: Database, theme: str, symbol: str) -> bool:
    """Forget an edit, so that the bundled list counts again; False when there was none."""
    with changing(db):
        forgotten = db.conn.execute("delete from theme_edits where theme = ? and symbol = ?", (theme, symbol))
        return bool(forgotten.rowcount)
