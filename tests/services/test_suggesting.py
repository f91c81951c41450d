"""Suggesting trades: the search asks whether the investor cancelled the task."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from advisor.services import suggest_trades as service
from advisor.services.load_sample import load_sample
from advisor.services.suggest_options import SuggestOptions
from advisor.services.task import Task
from advisor.storage.database import open_database


class _SearchReachedError(Exception):
    """Nothing further needs to run."""


def test_cancelling_the_task_ends_the_search(tmp_path, monkeypatch):
    asked = []

    def search(_request, cancelled):
        asked.append(cancelled)
        raise _SearchReachedError

    monkeypatch.setattr(service, "solve", search)
    task = Task()
    with closing(open_database(tmp_path / "books.db")) as db:
        load_sample(db, Task())
        target = service.choose_target(db, Task(), "broadening")
        with pytest.raises(_SearchReachedError):
            service.suggest_trades(db, task, SuggestOptions(target, date(2026, 7, 13)))
    (cancelled,) = asked
    assert not cancelled()
    task.cancel()
    assert cancelled()
