"""The investor's own target: remembered with the books, refused in words before there is one, written as a file."""

from __future__ import annotations

from contextlib import closing

import pytest

from advisor.advice.model.target import Band
from advisor.domain.classification import Sleeve
from advisor.domain.errors import InvalidRequestError
from advisor.presentation.target_editing import target_from_tenths
from advisor.services.choose_target import choose_target, list_targets, read_target
from advisor.services.own_target import keep_own_target, own_target, write_target
from advisor.services.task import Task
from advisor.storage.database import open_database

_TARGET = target_from_tenths("Half bonds", {Sleeve.SP493: 455, Sleeve.FIXED_INCOME: 545}, Band(0.03, 1.0))


@pytest.fixture
def database(tmp_path):
    return tmp_path / "books.db"


def test_it_is_there_the_next_time_the_books_are_opened(database):
    with closing(open_database(database)) as db:
        keep_own_target(db, Task(), target_from_tenths("Older", {Sleeve.CASH: 1000}, Band()))
        keep_own_target(db, Task(), _TARGET)
    with closing(open_database(database)) as db:
        kept = choose_target(db, Task(), "custom")
        assert kept.name == "Half bonds"
        assert kept.sleeves[Sleeve.FIXED_INCOME] == 0.545
        assert (kept.band, kept.scope) == (Band(0.03, 1.0), frozenset())
        assert [target.id for target in list_targets(db, Task())].count("custom") == 1


def test_before_there_is_one_the_words_say_where_to_make_it(database):
    with closing(open_database(database)) as db:
        assert own_target(db, Task()) is None
        with pytest.raises(InvalidRequestError, match="no target of your own") as refused:
            choose_target(db, Task(), "custom")
    assert "Your own…" in refused.value.hint


def test_its_file_is_read_back(tmp_path):
    write_target(tmp_path / "half.json", _TARGET)
    read = read_target(tmp_path / "half.json")
    assert (read.name, read.sleeves, read.band, read.candidates) == (
        _TARGET.name,
        _TARGET.sleeves,
        _TARGET.band,
        _TARGET.candidates,
    )
    with pytest.raises(InvalidRequestError, match="could not be written"):
        write_target(tmp_path / "nowhere" / "half.json", _TARGET)
