"""Figures and themes as the investor states them: kept, in every report, and taken back without a trace."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from advisor.domain.errors import InvalidRequestError
from advisor.domain.figures import Figure, Measure
from advisor.domain.themes import EditTakenBack, MemberEdit, OwnTheme, Role, ThemeDropped, ThemeRestored, own_theme_id
from advisor.services import state_figure as stating
from advisor.services.edit_themes import edit_themes
from advisor.services.open_books import open_books
from advisor.services.state_figure import forget_figure, state_figure
from advisor.services.task import Changed, Task
from advisor.storage.figures import own_figures
from advisor.storage.themes import member_edits, own_themes

DAY = date(2026, 7, 1)
DOLLAR = Figure(
    "own_dollar", "dollar", "", "Dollar index", Decimal("98.5"), Measure.LEVEL, DAY, "Bank", "Six currencies", is_users=True
)
ROBOTS = OwnTheme("own_robots", "Robots", "Arms that weld.", DAY)
ROK = MemberEdit("own_robots", "ROK", 2.0, Role.WINNER, DAY)
NO_ETN = MemberEdit("grid", "ETN", None, Role.WINNER, DAY)


@pytest.fixture
def db(tmp_path, monkeypatch):
    monkeypatch.setattr(stating, "today", lambda: DAY)
    with open_books(tmp_path / "books.db") as opened:
        yield opened


def test_a_figure_is_kept_and_taken_back(db) -> None:
    outcome = state_figure(db, Task(), DOLLAR)
    assert (outcome.before, outcome.changed) == (None, Changed.MARKET)
    assert own_figures(db) == (DOLLAR,)
    assert forget_figure(db, Task(), DOLLAR.id).before == DOLLAR
    assert own_figures(db) == ()


def test_a_figure_stated_twice_tells_the_one_before(db) -> None:
    state_figure(db, Task(), DOLLAR)
    other = Figure("own_dollar", "dollar", "", "Dollar index", Decimal(99), Measure.LEVEL, DAY, "Bank", "", is_users=True)
    assert state_figure(db, Task(), other).before == DOLLAR
    assert own_figures(db) == (other,)


@pytest.mark.parametrize("wrong", [{"source": " "}, {"as_of": DAY + timedelta(days=1)}])
def test_a_figure_without_source_or_of_tomorrow_is_refused(db, wrong) -> None:
    told = {name: getattr(DOLLAR, name) for name in DOLLAR.__slots__}
    with pytest.raises(InvalidRequestError):
        state_figure(db, Task(), Figure(**{**told, **wrong}))
    assert own_figures(db) == ()


def test_what_was_never_stated_cannot_be_taken_back(db) -> None:
    with pytest.raises(InvalidRequestError):
        forget_figure(db, Task(), "own_dollar")


def test_a_theme_is_made_filled_and_dropped_and_all_of_it_undone(db) -> None:
    edit_themes(db, Task(), (ROBOTS, ROK))
    assert (own_themes(db), member_edits(db)) == ((ROBOTS,), (ROK,))
    dropped = edit_themes(db, Task(), (ThemeDropped("own_robots"),))
    assert (own_themes(db), member_edits(db)) == ((), ())
    edit_themes(db, Task(), dropped.undo)
    assert (own_themes(db), member_edits(db)) == ((ROBOTS,), (ROK,))


def test_the_undo_of_a_first_edit_takes_it_back_and_of_a_second_restores_the_first(db) -> None:
    first = edit_themes(db, Task(), (NO_ETN,))
    assert first.undo == (EditTakenBack("grid", "ETN"),)
    heavier = MemberEdit("grid", "ETN", 3.0, Role.WINNER, DAY)
    assert edit_themes(db, Task(), (heavier,)).undo == (NO_ETN,)
    edit_themes(db, Task(), (EditTakenBack("grid", "ETN"),))
    assert member_edits(db) == ()


def test_a_theme_as_bundled_forgets_every_edit_of_it_alone(db) -> None:
    other = MemberEdit("nuclear", "CCJ", 1.0, Role.WINNER, DAY)
    edit_themes(db, Task(), (NO_ETN, MemberEdit("grid", "PWR", 1.0, Role.WINNER, DAY), other))
    restored = edit_themes(db, Task(), (ThemeRestored("grid"),))
    assert member_edits(db) == (other,)
    assert len(restored.undo) == 2


def test_nothing_to_undo_is_no_undo(db) -> None:
    assert edit_themes(db, Task(), (ThemeRestored("grid"), ThemeDropped("grid"), EditTakenBack("grid", "ETN"))).undo == ()


@pytest.mark.parametrize(
    "wrong",
    [
        OwnTheme("own_", " ", "", DAY),
        MemberEdit("grid", " ", 1.0, Role.WINNER, DAY),
        MemberEdit("grid", "PWR", 0.0, Role.WINNER, DAY),
        MemberEdit("grid", "PWR", float("nan"), Role.WINNER, DAY),
        MemberEdit("grid", "PWR", float("inf"), Role.WINNER, DAY),
    ],
)
def test_one_change_that_cannot_be_stops_all(db, wrong) -> None:
    with pytest.raises(InvalidRequestError):
        edit_themes(db, Task(), (NO_ETN, wrong))
    assert member_edits(db) == ()


def test_every_theme_has_an_id_of_its_own() -> None:
    assert own_theme_id("Robots & arms", ()) == "own_robots_arms"
    assert own_theme_id("Robots & arms", {"own_robots_arms", "own_robots_arms_2"}) == "own_robots_arms_3"
