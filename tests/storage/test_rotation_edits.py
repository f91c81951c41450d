"""Themes and figures of the investor's: kept across openings, exact, and taken back without a trace."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.domain.figures import Figure, Measure
from advisor.domain.themes import MemberEdit, OwnTheme, Role
from advisor.storage import database
from advisor.storage.database import open_database
from advisor.storage.figures import own_figures, save_figure, take_back_figure
from advisor.storage.themes import delete_theme, member_edits, own_themes, save_member_edit, save_theme, take_back_member_edit

DAY = date(2026, 7, 14)
OUT = MemberEdit("grid", "ETN", None, Role.WINNER, DAY)


def figure(value: str, name: str = "cpi") -> Figure:
    return Figure(name, "inflation", "June 2026", "Inflation", Decimal(value), Measure.FRACTION, DAY, "BLS", "", is_users=True)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "books.db"


def test_edits_outlive_the_program(path):
    with closing(open_database(path)) as db:
        save_theme(db, OwnTheme("water", "Water", "Pumps.", DAY))
        save_member_edit(db, MemberEdit("water", "XYL", 2.5, Role.WINNER, DAY))
        save_member_edit(db, OUT)
        save_figure(db, figure("0.0310"))
    with closing(open_database(path)) as db:
        assert own_themes(db) == (OwnTheme("water", "Water", "Pumps.", DAY),)
        assert member_edits(db) == (OUT, MemberEdit("water", "XYL", 2.5, Role.WINNER, DAY))
        assert own_figures(db) == (figure("0.0310"),)


def test_what_is_taken_back_is_gone(path):
    with closing(open_database(path)) as db:
        save_member_edit(db, OUT)
        save_figure(db, figure("0.031"))
        assert take_back_member_edit(db, "grid", "ETN")
        assert take_back_figure(db, "cpi")
        assert member_edits(db) == own_figures(db) == ()
        assert not take_back_member_edit(db, "grid", "ETN")
        assert not take_back_figure(db, "cpi")


def test_the_last_word_counts(path):
    with closing(open_database(path)) as db:
        save_member_edit(db, OUT)
        save_member_edit(db, MemberEdit("grid", "ETN", 3.0, Role.PRESSURED, DAY))
        save_figure(db, figure("0.031"))
        save_figure(db, figure("0.032"))
        assert [edit.weight for edit in member_edits(db)] == [3.0]
        assert [each.value for each in own_figures(db)] == [Decimal("0.032")]


def test_a_theme_goes_with_its_companies(path):
    with closing(open_database(path)) as db:
        save_theme(db, OwnTheme("water", "Water", "", DAY))
        save_theme(db, OwnTheme("water", "Water and waste", "", DAY))
        save_member_edit(db, MemberEdit("water", "XYL", 1.0, Role.WINNER, DAY))
        save_member_edit(db, OUT)
        assert [theme.name for theme in own_themes(db)] == ["Water and waste"]
        assert delete_theme(db, "water")
        assert member_edits(db) == (OUT,)
        assert not delete_theme(db, "grid"), "what is bundled is not the investor's to delete"
        assert member_edits(db) == (OUT,)


def test_a_weight_is_above_zero(path):
    with closing(open_database(path)) as db, pytest.raises(sqlite3.IntegrityError):
        save_member_edit(db, MemberEdit("grid", "ETN", 0.0, Role.WINNER, DAY))


def test_books_from_before_are_migrated(path, monkeypatch):
    with monkeypatch.context() as before:
        steps = [step for step in database.migrations._migrations if step.name != "create_rotation_edits"]
        before.setattr(database.migrations, "_migrations", steps)
        open_database(path).close()
    with closing(open_database(path)) as db:
        assert own_themes(db) == member_edits(db) == own_figures(db) == ()


@settings(max_examples=20)
@given(st.decimals(min_value=-10, max_value=10, allow_nan=False, places=12))
def test_values_come_back_to_the_last_digit(tmp_path_factory, value):
    with closing(open_database(tmp_path_factory.mktemp("books") / "books.db")) as db:
        save_figure(db, figure(str(value)))
        assert own_figures(db)[0].value == value
