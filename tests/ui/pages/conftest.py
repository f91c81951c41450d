"""The bundled sample in a database of its own, measured once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from advisor.exposure.model import MeasuredPortfolio
from advisor.services.load_sample import load_sample
from advisor.services.measure_exposure import measure_exposure
from advisor.services.task import Task
from advisor.storage.database import open_database
from advisor.ui.background import BackgroundRunner


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "books.db"
    with closing(open_database(path)) as db:
        load_sample(db, Task())
    return path


@pytest.fixture(scope="session")
def sample_measured(sample_database) -> MeasuredPortfolio:
    with closing(open_database(sample_database)) as db:
        return measure_exposure(db, Task())


@pytest.fixture
def books(sample_database: Path, tmp_path: Path) -> Path:
    """A copy of the sample that a test may change."""
    return Path(shutil.copyfile(sample_database, tmp_path / "books.db"))


@pytest.fixture
def runner(books: Path) -> Iterator[BackgroundRunner]:
    """Runs services on the books in the background."""
    made = BackgroundRunner(lambda: partial(open_database, books))
    yield made
    made.close()
