"""The investor's groups of identical securities: kept with the books, and taken back."""

from __future__ import annotations

import pytest

from advisor.advice.model.washing import IdenticalGroup, Likeness
from advisor.domain.errors import InvalidRequestError
from advisor.services.identical_groups import forget_group, keep_group, list_groups
from advisor.services.open_books import open_books
from advisor.services.task import Task


@pytest.fixture
def db(tmp_path):
    with open_books(tmp_path / "books.db") as books:
        yield books


def _named(db, name: str) -> IdenticalGroup:
    (group,) = (group for group in list_groups(db, Task()) if group.name == name)
    return group


def test_a_natural_group_is_changed_and_comes_back_when_that_is_forgotten(db):
    natural = _named(db, "S&P 500 Index")
    assert (natural.likeness, natural.own) == (Likeness.ASK, False)
    keep_group(db, Task(), IdenticalGroup("S&P 500 Index", frozenset({"VOO", "ivv ", "SPLG"}), Likeness.IDENTICAL, "We say so."))
    changed = _named(db, "S&P 500 Index")
    assert (changed.symbols, changed.likeness, changed.own) == (frozenset({"VOO", "IVV", "SPYM"}), Likeness.IDENTICAL, True)
    assert forget_group(db, Task(), "S&P 500 Index")
    assert _named(db, "S&P 500 Index") == natural
    assert not forget_group(db, Task(), "S&P 500 Index")


def test_own_groups_stand_in_front_and_one_name_has_one_group(db):
    for symbols in ({"A", "B"}, {"A", "C"}):
        keep_group(db, Task(), IdenticalGroup("Mine", frozenset(symbols), Likeness.IDENTICAL, ""))
    assert list_groups(db, Task())[0].symbols == {"A", "C"}


@pytest.mark.parametrize(("name", "symbols"), [(" ", {"A", "B"}), ("One", {"A", " "}), ("Same", {"SPLG", "SPYM"})])
def test_a_group_needs_a_name_and_two_symbols(db, name, symbols):
    with pytest.raises(InvalidRequestError):
        keep_group(db, Task(), IdenticalGroup(name, frozenset(symbols), Likeness.IDENTICAL, ""))
