"""What a refresh keeps of each answer, in words and in figures."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.domain.errors import TaskCancelled
from advisor.domain.instruments import InstrumentProfile, TopHolding
from advisor.domain.market_state import Answer, AnswerKind, AskedFor
from advisor.services import clock
from advisor.services import refresh_market as refreshing
from advisor.services.ask_sources import Sources
from advisor.services.market_book import downloadable_funds, followed_benchmarks, index_members, market_book
from advisor.services.market_state import market_state
from advisor.services.network_switch import network_switch, set_refresh_at_start, set_sec_contact
from advisor.services.refresh_choice import RefreshChoice, RefreshOutcome
from advisor.services.refresh_market import refresh_market
from advisor.services.task import Changed, Task
from advisor.services.what_to_ask import Question, what_to_ask
from advisor.storage import answers
from advisor.storage.answers import last_answered, load_answers, save_answers
from advisor.storage.database import open_database
from advisor.storage.engine import Database
from advisor.storage.instruments import load_profiles, profile_dates, save_profile
from tests.market.profiles import fund_profile
from tests.replay import EVENING, ReplayServer, ReplayYahoo, YahooInstrument, address_of, weekdays

DAYS = [day for day in weekdays(date(2025, 11, 3), 30) if day <= EVENING.date()]
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "books.db")) as db:
        yield db


@pytest.fixture
def market(connected: ReplayServer, yahoo: ReplayYahoo, monkeypatch: pytest.MonkeyPatch) -> ReplayYahoo:
    monkeypatch.setattr(clock, "now", lambda: yahoo.now)
    return yahoo


def refreshed(books: Database, *asked_for: AskedFor, again: bool = False) -> RefreshOutcome:
    choice = RefreshChoice(("ACME",), frozenset(asked_for), again=again)
    return refresh_market(books, Task(), choice)


def acme(closes: list[float], **more: object) -> YahooInstrument:
    return YahooInstrument("ACME", DAYS[: len(closes)], closes, "Acme Corp", **more)


def test_the_log_counts_new_closes_and_says_where_they_end(books: Database, market: ReplayYahoo) -> None:
    market.add(acme([10.0, 11.0, 12.0]))
    refreshed(books, AskedFor.CLOSES)
    market.add(acme([10.0, 11.0, 12.0, 13.0]))
    refreshed(books, AskedFor.CLOSES, again=True)
    refreshed(books, AskedFor.CLOSES, again=True)
    assert [answer.message for answer in market_state(books).log] == [
        "Nothing newer.",
        "1 new close to Nov 6, 2025",
        "3 new closes to Nov 5, 2025",
    ]


def test_closes_that_a_source_tells_otherwise_are_read_anew(books: Database, market: ReplayYahoo) -> None:
    market.add(acme([10.0, 11.0, 12.0]))
    refreshed(books, AskedFor.CLOSES)
    market.add(acme([10.0, 11.5, 12.0]))
    assert refreshed(books, AskedFor.CLOSES, again=True).updated == ("ACME",)
    assert market_state(books).log[0].message == "All closes anew to Nov 5, 2025"


def test_a_symbol_of_which_anything_is_new_is_not_among_the_unchanged(books: Database, market: ReplayYahoo) -> None:
    market.add(acme([10.0]))
    refreshed(books, AskedFor.CLOSES)
    outcome = refreshed(books, AskedFor.CLOSES, AskedFor.PROFILE, again=True)
    assert (outcome.updated, outcome.unchanged, outcome.failed) == (("ACME",), (), ())


def test_closes_are_asked_for_from_ten_years_ago_on(books: Database, market: ReplayYahoo) -> None:
    market.add(acme([10.0]))
    refreshed(books, AskedFor.CLOSES)
    (asked,) = [asked for asked in market.server.asked if asked.last_part == "ACME" and "period1" in asked.query]
    assert datetime.fromtimestamp(int(asked.query["period1"]), EVENING.tzinfo).date() == date(2015, 1, 1)
    assert market.server.count(address_of("chart", "ACME")) == 1


def test_of_what_is_only_compared_with_closes_are_asked_for_and_no_profile(books: Database) -> None:
    questions = what_to_ask(books, RefreshChoice(asked_for=frozenset(AskedFor)), NOON).due
    assert {question.asked_for for question in questions} == {AskedFor.CLOSES, AskedFor.FIGURES}
    assert {question.symbol for question in questions if question.asked_for is AskedFor.CLOSES} == set(followed_benchmarks())


def test_a_list_is_asked_of_the_issuer_and_without_one_of_the_sec(books: Database, market: ReplayYahoo) -> None:
    sources = Sources(books, lambda _seconds: None)
    holdings = [Question(symbol, AskedFor.HOLDINGS) for symbol in ("SPY", "NOFUND")]
    assert [sources.name_of(question) for question in holdings] == ["State Street", "The SEC"]
    assert sources.name_of(Question("SPY", AskedFor.CLOSES)) == "Yahoo Finance"


def test_a_pause_lasts_as_long_as_it_should_and_ends_with_the_investors_patience() -> None:
    began = time.monotonic()
    refreshing._pause(Task(), 0.25)
    assert time.monotonic() - began >= 0.25
    task = Task()
    task.cancel()
    with pytest.raises(TaskCancelled):
        refreshing._pause(task, 60)


def test_only_the_newest_answers_are_kept(books: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_KEPT", 3)
    told = [Answer(f"S{number}", "Acme", AskedFor.CLOSES, AnswerKind.UPDATED, "", NOON) for number in range(5)]
    save_answers(books, told)
    assert [answer.symbol for answer in load_answers(books, 10)] == ["S4", "S3", "S2"]
    assert load_answers(books, 1) == (told[4],)


def test_a_failure_is_no_answer(books: Database) -> None:
    good = Answer("ACME", "Acme", AskedFor.HOLDINGS, AnswerKind.UNCHANGED, "Nothing newer.", NOON)
    later = replace(good, kind=AnswerKind.FAILED, at=NOON + timedelta(days=1))
    of_closes = replace(good, asked_for=AskedFor.CLOSES, at=NOON + timedelta(days=2))
    save_answers(books, [good, later, of_closes])
    assert last_answered(books, AskedFor.HOLDINGS) == {"ACME": NOON}


def test_the_last_answer_counts_though_the_clock_was_ahead_before(books: Database) -> None:
    ahead = Answer("SPY", "Acme", AskedFor.HOLDINGS, AnswerKind.UPDATED, "503 lines", NOON + timedelta(days=400))
    save_answers(books, [ahead, replace(ahead, at=NOON)])
    assert last_answered(books, AskedFor.HOLDINGS) == {"SPY": NOON}


def test_what_was_asked_while_the_clock_was_ahead_is_asked_again(books: Database, market: ReplayYahoo) -> None:
    market.add(acme([10.0]))
    market.now = EVENING + timedelta(days=400)
    refreshed(books, AskedFor.PROFILE)
    market.now = EVENING
    assert refreshed(books, AskedFor.PROFILE).updated == ("ACME",)
    assert refreshed(books, AskedFor.PROFILE).updated == ()
    assert profile_dates(books) == {"ACME": EVENING.date()}


def test_a_profile_is_kept_as_it_was_told(books: Database) -> None:
    bare = fund_profile("BARE", "")
    full: InstrumentProfile = replace(
        fund_profile("FULL", "Large Blend", asset_classes={"stock": 0.99}, sector_weights={"technology": 0.5}),
        market_cap=Decimal("1234567890123"),
        price=Decimal("12.345"),
        priced_on=date(2026, 11, 19),
        expense_ratio=0.0003,
        top_holdings=(TopHolding("NVDA", "NVIDIA", 0.07),),
    )
    for profile in (full, bare, replace(full, name="Newer")):
        save_profile(books, profile)
    assert load_profiles(books) == {"BARE": bare, "FULL": replace(full, name="Newer")}
    assert profile_dates(books) == {"BARE": bare.as_of, "FULL": full.as_of}


@pytest.mark.parametrize("on", [True, False])
def test_the_switch_at_start_stays_as_it_was_set(books: Database, on: bool) -> None:
    set_refresh_at_start(books, Task(), not on)
    assert set_refresh_at_start(books, Task(), on).changed is Changed.MARKET
    assert network_switch(books).refresh_at_start is on
    assert not network_switch(books).offline


def test_the_address_for_the_sec_can_be_withdrawn(books: Database) -> None:
    assert set_sec_contact(books, Task(), " me@place.example ").sec_contact == "me@place.example"
    assert set_sec_contact(books, Task(), "").sec_contact == network_switch(books).sec_contact == ""


def test_lists_can_be_fetched_from_issuers_and_of_every_fund_once_the_sec_may_be_asked(books: Database) -> None:
    from_issuers = downloadable_funds(books)
    set_sec_contact(books, Task(), "me@place.example")
    funds = market_book(books).funds
    assert "SPY" in from_issuers
    assert from_issuers < downloadable_funds(books)
    assert {symbol for symbol, fund in funds.items() if not fund.pool} <= downloadable_funds(books)
    assert not any(symbol.startswith("@") for symbol in downloadable_funds(books))


def test_a_week_of_refreshes_with_all_members_does_not_make_a_list_forgotten(books: Database) -> None:
    list_ = Answer("SPY", "Acme", AskedFor.HOLDINGS, AnswerKind.UPDATED, "503 lines", NOON)
    member = Answer("AAPL", "Yahoo Finance", AskedFor.CLOSES, AnswerKind.UPDATED, "1 new close", NOON)
    save_answers(books, [list_, *[member] * (8 * len(index_members()))])
    assert last_answered(books, AskedFor.HOLDINGS) == {"SPY": NOON}
