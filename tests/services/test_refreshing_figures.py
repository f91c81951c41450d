"""Macro figures: a refresh asks FRED once a day, and the dials show what it says until the investor says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.domain.market_state import AnswerKind, AskedFor
from advisor.market.fred import FRED_SERIES
from advisor.rotation.model_fundamentals import Dial
from advisor.services import clock
from advisor.services.refresh_choice import RefreshChoice, RefreshOutcome
from advisor.services.refresh_market import refresh_market
from advisor.services.state_figure import state_figure
from advisor.services.task import Task
from advisor.services.watch_rotation import watch_rotation
from advisor.storage.answers import load_answers
from advisor.storage.database import open_database
from advisor.storage.engine import Database
from advisor.storage.figures import fetched_figures
from tests.replay import Fault, ReplayServer
from tests.replay.fred import FRED_ADDRESS, fred_csv, serve_fred

EVENING = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
DAYS = (date(2026, 11, 18), date(2026, 11, 19))
FILES = {
    **{
        name: fred_csv(name, dict(zip(DAYS, values, strict=True)))
        for name, values in {
            "DFEDTARL": ("3.25", "3.25"),
            "DFEDTARU": ("3.50", "3.50"),
            "DGS10": ("4.11", "4.12"),
            "BAMLH0A0HYM2": ("2.90", "2.95"),
        }.items()
    },
    "CPIAUCSL": fred_csv("CPIAUCSL", {date(2025, 10, 1): "320.0", date(2026, 10, 1): "329.6"}),
    "UNRATE": fred_csv("UNRATE", {date(2026, 9, 1): "4.3", date(2026, 10, 1): "4.4"}),
}
FIGURES = RefreshChoice(asked_for=frozenset({AskedFor.FIGURES}))


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "books.db")) as db:
        yield db


@pytest.fixture
def fred(connected: ReplayServer, monkeypatch: pytest.MonkeyPatch) -> ReplayServer:
    monkeypatch.setattr(clock, "now", lambda: EVENING)
    serve_fred(connected, FILES)
    return connected


def refreshed(books: Database, choice: RefreshChoice = FIGURES) -> RefreshOutcome:
    return refresh_market(books, Task(), choice)


def dials_of(books: Database) -> dict[str, Dial]:
    return {dial.id: dial for dial in watch_rotation(books, Task()).dials}


def test_the_dials_show_what_was_fetched_with_its_source_and_day(books: Database, fred: ReplayServer) -> None:
    outcome = refreshed(books)
    assert (outcome.updated, outcome.failed) == (tuple(sorted(FRED_SERIES)), ())
    dials = dials_of(books)
    shown = {
        name: (str(dial.now.value), dial.now.source, dial.now.as_of, dial.is_live) for name, dial in dials.items() if dial.now
    }
    assert shown["ten_year"] == ("0.0412", "FRED, DGS10", DAYS[-1], True)
    assert shown["inflation"] == ("0.0300", "FRED, CPIAUCSL", date(2026, 10, 31), True)
    assert shown["unemployment"] == ("0.044", "FRED, UNRATE", date(2026, 10, 31), True)
    assert shown["fed_funds_upper"][:2] == ("0.035", "FRED, DFEDTARU")
    assert dials["ten_year"].before is not None
    assert dials["ten_year"].before.value == Decimal("0.0411")
    assert not shown["dollar"][3]


def test_a_second_refresh_asks_nothing_until_the_next_day(
    books: Database, fred: ReplayServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    refreshed(books)
    fred.forget()
    assert set(refreshed(books).unchanged) == set(FRED_SERIES)
    assert fred.asked == ()
    monkeypatch.setattr(clock, "now", lambda: EVENING + timedelta(days=1))
    assert set(refreshed(books).unchanged) == set(FRED_SERIES)
    assert fred.count(FRED_ADDRESS) == len(FRED_SERIES)
    assert load_answers(books, 1)[0].kind is AnswerKind.UNCHANGED


def test_only_the_series_that_is_named_is_asked(books: Database, fred: ReplayServer) -> None:
    assert refreshed(books, RefreshChoice(("DGS10",))).updated == ("DGS10",)
    assert [asked.query["id"] for asked in fred.asked] == ["DGS10"]
    (said,) = load_answers(books, 9)
    assert (said.source, said.message) == ("FRED", "Ten-year Treasury yield: 4.12%, Nov 19, 2026")


@pytest.mark.parametrize("fault", [Fault.NOT_FOUND, Fault.CONSENT_PAGE, Fault.EMPTY_ANSWER, Fault.NOTHING, Fault.GARBAGE_JSON])
def test_a_source_that_fails_changes_nothing(books: Database, fred: ReplayServer, fault: Fault) -> None:
    refreshed(books)
    before = fetched_figures(books)
    fred.fail(FRED_ADDRESS, fault)
    outcome = refreshed(books, replace(FIGURES, again=True))
    assert {failure.symbol for failure in outcome.failed} == set(FRED_SERIES)
    assert fetched_figures(books) == before


def test_offline_nothing_is_asked(books: Database, fred: ReplayServer) -> None:
    assert refresh_market(books, Task(), FIGURES, offline=True).offline
    assert fred.asked == ()
    assert fetched_figures(books) == ()


def test_the_investors_own_value_of_the_same_day_counts(books: Database, fred: ReplayServer) -> None:
    refreshed(books)
    fetched = next(figure for figure in fetched_figures(books) if (figure.series, figure.as_of) == ("ten_year", DAYS[-1]))
    own = replace(fetched, id="a_ten_year", value=Decimal("0.05"), source="My bank", is_users=True, is_fetched=False)
    state_figure(books, Task(), own)
    assert dials_of(books)["ten_year"].now == own
