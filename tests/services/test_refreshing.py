"""A refresh as a whole: the real client against a server on loopback, and what is in the books afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from advisor.domain.errors import TaskCancelled
from advisor.domain.market_state import AskedFor
from advisor.market import network
from advisor.services import clock, what_to_ask
from advisor.services.import_choices import ImportChoices
from advisor.services.import_files import import_files
from advisor.services.import_prices import import_prices
from advisor.services.market_state import market_state
from advisor.services.network_switch import set_offline
from advisor.services.own_portfolio import current_portfolio
from advisor.services.refresh_choice import RefreshChoice, RefreshOutcome
from advisor.services.refresh_market import refresh_market
from advisor.services.task import Task
from advisor.storage.database import open_database
from advisor.storage.day_ranges import load_ranges
from advisor.storage.engine import Database
from advisor.storage.instruments import load_profiles
from advisor.storage.market_version import market_version
from advisor.storage.prices import load_closes_states, load_histories, load_history
from tests.replay import (
    EVENING,
    Fault,
    ReplayServer,
    ReplayYahoo,
    YahooInstrument,
    address_of,
    fund_modules,
    weekdays,
)

DAYS = [day for day in weekdays(date(2025, 9, 1), 100) if day <= EVENING.date()]
HELD = ("AAPL", "NVDA", "VTSMX")
FILE = """Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type
Z00000001,Brokerage,AAPL,APPLE INC,10,$100.00,"$1,000.00",$500.00,Cash
Z00000001,Brokerage,NVDA,NVIDIA CORP,20,$100.00,"$2,000.00",$500.00,Cash
Z00000001,Brokerage,VTSMX,VANGUARD TOTAL STOCK MKT,5,$100.00,$500.00,$400.00,Cash

"Date downloaded Sep-01-2025"
"""
CLOSES = RefreshChoice(asked_for=frozenset({AskedFor.CLOSES}))


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "books.db")) as db:
        file = tmp_path / "Portfolio_Positions_Sep-01-2025.csv"
        file.write_text(FILE, encoding="utf-8")
        import_files(db, Task(), (file,), ImportChoices())
        yield db


@pytest.fixture
def market(connected: ReplayServer, yahoo: ReplayYahoo, monkeypatch: pytest.MonkeyPatch) -> ReplayYahoo:
    """Yahoo that knows what is held; the program follows nothing else, and does not wait."""
    yahoo.add(*(instrument(symbol) for symbol in HELD))
    monkeypatch.setattr(clock, "now", lambda: yahoo.now)
    monkeypatch.setattr(what_to_ask, "followed_benchmarks", lambda: ())
    monkeypatch.setattr(what_to_ask, "followed_figures", lambda: ())
    return yahoo


def instrument(symbol: str, **more: Any) -> YahooInstrument:
    kind = "MUTUALFUND" if symbol.endswith("X") else "EQUITY"
    closes = [100.0 + number for number in range(len(DAYS))]
    return YahooInstrument(symbol, DAYS, closes, f"{symbol} Company", kind, sector="Technology", country="United States", **more)


def refreshed(books: Database, choice: RefreshChoice = CLOSES) -> RefreshOutcome:
    return refresh_market(books, Task(), choice)


def everything_on_file(books: Database) -> tuple[object, ...]:
    return load_histories(books), load_profiles(books)


def test_what_is_held_is_brought_up_to_date(books: Database, market: ReplayYahoo) -> None:
    outcome = refreshed(books, RefreshChoice(asked_for=frozenset({AskedFor.CLOSES, AskedFor.PROFILE})))
    assert (outcome.updated, outcome.failed) == (HELD, ())
    kept = load_history(books, "NVDA")
    assert kept is not None
    assert len(kept.days) == len(DAYS)
    assert kept.close_at(DAYS[-1]) == (DAYS[-1], Decimal(100 + len(DAYS) - 1))
    assert load_profiles(books)["NVDA"].sector == "Technology"
    state = market_state(books)
    assert state.last_refresh == market.now
    assert [(answer.symbol, answer.asked_for) for answer in state.log[::-1]][:2] == [
        ("NVDA", AskedFor.CLOSES),
        ("AAPL", AskedFor.CLOSES),
    ]


def test_a_second_refresh_on_the_same_day_asks_for_nothing(books: Database, market: ReplayYahoo) -> None:
    everything = RefreshChoice(asked_for=frozenset({AskedFor.CLOSES, AskedFor.PROFILE}))
    refreshed(books, everything)
    market.server.forget()
    outcome = refreshed(books, everything)
    assert (outcome.updated, outcome.failed, set(outcome.unchanged)) == ((), (), set(HELD))
    assert market.server.asked == ()


def test_a_later_refresh_asks_only_for_what_is_missing(books: Database, market: ReplayYahoo) -> None:
    market.now = EVENING - timedelta(days=7)
    refreshed(books)
    market.now = EVENING
    market.server.forget()
    assert refreshed(books).updated == HELD
    (asked,) = [asked for asked in market.server.asked if asked.last_part == "NVDA"]
    earliest = datetime.fromtimestamp(int(asked.query["period1"]), EVENING.tzinfo).date()
    assert EVENING.date() - timedelta(days=16) < earliest < EVENING.date() - timedelta(days=7)
    kept = load_history(books, "NVDA")
    assert kept is not None
    assert list(kept.days) == [day.toordinal() for day in DAYS]


@pytest.mark.parametrize(
    ("symbols", "again", "is_whole"), [(("NVDA",), True, True), (("NVDA",), False, False), ((), True, False)]
)
def test_all_days_are_asked_for_anew_where_a_symbol_is_named_and_asked_for_again(
    books: Database, market: ReplayYahoo, symbols: tuple[str, ...], again: bool, is_whole: bool
) -> None:
    market.now = EVENING - timedelta(days=7)
    refreshed(books)
    market.now = EVENING
    market.server.forget()
    refreshed(books, RefreshChoice(symbols, CLOSES.asked_for, again=again))
    asked = next(asked for asked in market.server.asked if asked.last_part == "NVDA")
    earliest = datetime.fromtimestamp(int(asked.query["period1"]), EVENING.tzinfo).date()
    assert (earliest <= DAYS[0]) is is_whole


def test_highs_lows_and_volumes_are_had_of_all_days_whose_closes_were_on_file_before(
    books: Database, market: ReplayYahoo
) -> None:
    """Closes of earlier programs came alone."""
    market.add(instrument("MDY"))
    mid_caps = RefreshChoice(symbols=("MDY",), asked_for=CLOSES.asked_for)
    market.now = EVENING - timedelta(days=7)
    refreshed(books, mid_caps)
    books.conn.execute("delete from day_ranges")
    market.now = EVENING
    refreshed(books, mid_caps)
    kept, ranges = load_history(books, "MDY"), load_ranges(books, "MDY")
    assert kept is not None
    assert ranges is not None
    assert list(kept.days) == list(ranges.days) == [day.toordinal() for day in DAYS]


def test_a_source_that_has_nothing_newer_is_not_asked_again_that_day(books: Database, market: ReplayYahoo) -> None:
    market.add(*(YahooInstrument(symbol, DAYS[:-3], [100.0] * (len(DAYS) - 3), symbol) for symbol in HELD))
    refreshed(books)
    market.server.forget()
    refreshed(books)
    assert market.server.asked == ()


def test_what_rests_on_the_closes_is_not_worked_out_anew_for_nothing(books: Database, market: ReplayYahoo) -> None:
    refreshed(books)
    before = market_version(books)
    market.now = EVENING + timedelta(minutes=1)
    again = RefreshChoice(asked_for=CLOSES.asked_for, again=True)
    assert refreshed(books, again).updated == ()
    assert market_version(books) == before
    assert {state.asked_at for state in load_closes_states(books).values()} == {market.now}


def test_a_fund_that_was_not_priced_yet_is_asked_for_on_the_next_day(books: Database, market: ReplayYahoo) -> None:
    """On a Friday after the close, shares have their price and funds wait for theirs."""
    friday = EVENING + timedelta(days=1)
    days = [*DAYS, friday.date()]
    fund = YahooInstrument("VTSMX", days, [100.0] * len(days), "VTSMX Company", "MUTUALFUND", priced_until=DAYS[-1])
    share = YahooInstrument("AAPL", days, [100.0] * len(days), "AAPL Company")
    market.add(fund, share)
    market.now = friday
    refreshed(books)
    fund.priced_until = None
    assert refreshed(books).updated == ()
    market.now = friday + timedelta(days=1)
    market.server.forget()
    assert refreshed(books).updated == ("VTSMX",)
    assert "AAPL" not in {asked.last_part for asked in market.server.asked}


def test_a_fund_that_was_not_priced_yet_is_asked_for_once_more_late_in_the_evening(books: Database, market: ReplayYahoo) -> None:
    for symbol in HELD:
        market.instruments[symbol].priced_until = DAYS[-2]
    refreshed(books)
    asked = []
    for hour, minute in ((20, 59), (21, 0), (21, 1), (23, 59)):
        market.now = EVENING.replace(hour=hour, minute=minute)
        market.server.forget()
        market.instruments["VTSMX"].priced_until = None
        asked.append((refreshed(books).updated, [asked.last_part for asked in market.server.asked if "chart" in asked.address]))
    assert asked == [((), []), (("VTSMX",), ["VTSMX"]), ((), []), ((), [])]


def test_a_coin_is_asked_for_every_day(books: Database, market: ReplayYahoo) -> None:
    """Also where exchanges are closed: its day is over at midnight in Greenwich."""
    days = [EVENING.date() + timedelta(days=number) for number in range(-30, 10)]
    market.add(YahooInstrument("BTC-USD", days, [90_000.0 + number for number in range(40)], "Bitcoin USD", timezone="UTC"))
    coin = RefreshChoice(symbols=("BTC-USD",), asked_for=CLOSES.asked_for)
    last_days = []
    for moment in ("11-21 12:00", "11-21 18:59", "11-21 19:05", "11-22 12:00", "11-22 19:01", "11-22 19:02", "11-23 18:00"):
        market.now = datetime.fromisoformat(f"2025-{moment}").replace(tzinfo=EVENING.tzinfo)
        market.server.forget()
        refreshed(books, coin)
        last_days.append((load_closes_states(books)["BTC"].last_day.day, bool(market.server.asked)))
    assert last_days == [(20, True), (20, False), (21, True), (21, False), (22, True), (22, False), (22, False)]


def test_one_bad_symbol_sinks_nothing(books: Database, market: ReplayYahoo) -> None:
    del market.instruments["NVDA"]
    outcome = refreshed(books)
    assert outcome.updated == ("AAPL", "VTSMX")
    assert [(answer.symbol, answer.message) for answer in outcome.failed] == [("NVDA", "Yahoo Finance does not know NVDA.")]
    market.add(instrument("NVDA"))
    assert refreshed(books).updated == ("NVDA",)


def test_a_source_that_falls_silent_is_left_alone(books: Database, market: ReplayYahoo) -> None:
    market.server.fail(address_of("chart", "AAPL"), Fault.TOO_MANY_REQUESTS)
    outcome = refreshed(books)
    assert outcome.updated == ("NVDA",)
    assert [answer.symbol for answer in outcome.failed] == ["AAPL", "VTSMX"]
    assert outcome.failed[1].message.startswith("Not asked:")
    assert market.server.count(address_of("chart", "VTSMX")) == 0


def test_three_questions_in_trouble_are_the_sources_two_are_their_own(books: Database, market: ReplayYahoo) -> None:
    symbols = ("AA", "BB", "CC", "DD", "EE", "FF", "GG", "HH")
    market.add(*(instrument(symbol) for symbol in symbols))
    for symbol, fault in {
        "BB": Fault.NOTHING,
        "CC": Fault.CONSENT_PAGE,
        "EE": Fault.HALF_A_BODY,
        "FF": Fault.REDIRECT_LOOP,
        "GG": Fault.SERVER_ERROR,
    }.items():
        market.server.fail(address_of("chart", symbol), fault)
    outcome = refreshed(books, RefreshChoice(symbols, CLOSES.asked_for))
    assert outcome.updated == ("AA", "DD")
    assert [answer.symbol for answer in outcome.failed] == ["BB", "CC", "EE", "FF", "GG", "HH"]
    assert outcome.failed[-1].message == "Not asked: Yahoo Finance has trouble of its own."
    assert market.server.count(address_of("chart", "HH")) == 0


def test_a_question_of_which_nothing_is_known_is_no_trouble_of_the_source(books: Database, market: ReplayYahoo) -> None:
    market.add(*(instrument(symbol) for symbol in ("AA", "BB", "DD", "EE", "FF")))
    for symbol in ("AA", "BB", "DD", "EE"):
        market.server.fail(address_of("chart", symbol), Fault.SERVER_ERROR)
    outcome = refreshed(books, RefreshChoice(("AA", "BB", "CC", "DD", "EE", "FF"), CLOSES.asked_for))
    assert outcome.updated == ("FF",)


def test_a_fund_of_which_the_source_says_less_than_before_keeps_its_profile(books: Database, market: ReplayYahoo) -> None:
    fund = RefreshChoice(("ACME",), frozenset({AskedFor.PROFILE}), again=True)
    made_of = fund_modules("Acme", "Large Blend", positions={"stock": 0.99}, sectors={"technology": 0.5})
    market.add(YahooInstrument("ACME", DAYS, [1.0] * len(DAYS), "Acme Fund", "ETF", profile=made_of))
    refreshed(books, fund)
    before = load_profiles(books)
    market.now = EVENING + timedelta(days=31)
    market.server.fail(re.compile("quoteSummary/ACME.*topHoldings"), Fault.NOT_FOUND)
    (failure,) = refreshed(books, fund).failed
    assert failure.message == "Yahoo Finance no longer says what ACME is made of."
    assert load_profiles(books) == before


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.HANGS])  # it would, for a minute
def test_whatever_fails_the_old_figures_stay(books: Database, market: ReplayYahoo, fault: Fault) -> None:
    market.now = EVENING - timedelta(days=7)
    refreshed(books)
    before = everything_on_file(books)
    market.now = EVENING
    market.server.fail(address_of("chart"), fault)
    outcome = refreshed(books)
    assert outcome.updated == ()
    assert [answer.symbol for answer in outcome.failed] == ["NVDA", "AAPL", "VTSMX"]
    assert all(answer.message.endswith(".") and "Error" not in answer.message for answer in outcome.failed)
    assert everything_on_file(books) == before
    market.server.repair()
    assert refreshed(books).updated == HELD


def test_offline_no_socket_is_opened_and_nothing_is_loaded_for_one(
    books: Database, market: ReplayYahoo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a session was opened")

    monkeypatch.setattr(network, "new_session", forbidden)
    set_offline(books, Task(), True)
    outcome = refreshed(books)
    assert (outcome.offline, outcome.updated, outcome.failed) == (True, (), ())
    assert set(outcome.unchanged) == set(HELD)
    assert market.server.asked == ()


def test_a_cancelled_refresh_keeps_what_was_answered(books: Database, market: ReplayYahoo) -> None:
    task = Task(report=lambda done, _total, _label: task.cancel() if done == 1 else None)
    with pytest.raises(TaskCancelled):
        refresh_market(books, task, CLOSES)
    assert set(load_closes_states(books)) == {"NVDA"}
    assert set(refreshed(books).updated) == set(HELD) - {"NVDA"}


def test_a_split_between_two_refreshes_changes_no_close_on_file(books: Database, market: ReplayYahoo) -> None:
    market.now = EVENING - timedelta(days=7)
    refreshed(books)
    before = load_history(books, "NVDA")
    split_day = DAYS[-2]
    closes = [(100.0 + number) / (10 if day >= split_day else 1) for number, day in enumerate(DAYS)]
    market.add(YahooInstrument("NVDA", DAYS, closes, "NVDA Company", splits={split_day: (10, 1)}))
    market.now = EVENING
    assert "NVDA" in refreshed(books).updated
    after = load_history(books, "NVDA")
    assert before is not None
    assert after is not None
    assert after.closes[: len(before.closes)] == before.closes
    assert after.split_factor(before.last_day or split_day) == 10


def test_what_was_told_too_late_is_learned_when_a_symbol_is_asked_for_again(books: Database, market: ReplayYahoo) -> None:
    """For some days in December 2021 Yahoo knew no splits: closes of that time are right, and jump."""
    split_day = DAYS[10]
    closes = [100.0 / (4 if day >= split_day else 1) for day in DAYS]
    market.add(YahooInstrument("NVDA", DAYS, closes, "NVDA Company", dividends={DAYS[5]: 1.0}))
    refreshed(books)
    market.add(YahooInstrument("NVDA", DAYS, closes, "NVDA Company", splits={split_day: (4, 1)}, dividends={DAYS[5]: 2.0}))
    before = load_history(books, "NVDA")
    again = RefreshChoice(("NVDA",), CLOSES.asked_for, again=True)
    assert refreshed(books, again).updated == ("NVDA",)
    assert market_state(books).log[0].message == "2 new splits and distributions"
    after = load_history(books, "NVDA")
    assert before is not None
    assert after is not None
    assert (after.days, after.closes) == (before.days, before.closes)
    assert [(event.day, str(event.amount)) for event in after.events] == [(DAYS[5], "2"), (split_day, "4")]
    assert refreshed(books, again).updated == ()


def test_splits_before_the_closes_on_file_change_what_is_held(books: Database, market: ReplayYahoo, tmp_path: Path) -> None:
    """A file of the last closes alone lets a refresh ask for what came before them."""
    split_day = date(2025, 9, 15)
    closes = [100.0 / (4 if day >= split_day else 1) for day in DAYS]
    market.add(YahooInstrument("NVDA", DAYS, closes, "NVDA Company", splits={split_day: (4, 1)}))
    file = tmp_path / "NVDA.csv"
    file.write_text("Date,Close\n" + "".join(f"{day},25.0\n" for day in DAYS[-20:]), encoding="utf-8")
    import_prices(books, Task(), file)
    refreshed(books)
    (nvidia,) = (position for position in current_portfolio(books).positions if position.symbol == "NVDA")
    assert (nvidia.quantity, nvidia.value) == (80, Decimal("2000.00"))


def test_closes_older_than_ten_years_are_asked_for_where_something_is_held_so_long(
    books: Database, market: ReplayYahoo, tmp_path: Path
) -> None:
    days = weekdays(date(2013, 1, 1), 3500)
    split_day = date(2014, 6, 9)
    closes = [28.0 if day >= split_day else 196.0 for day in days]
    market.add(YahooInstrument("INTC", days, closes, "Intel Corporation", splits={split_day: (7, 1)}))
    old = tmp_path / "Portfolio_Positions_Jan-07-2014.csv"
    row = "Z00000002,Old,INTC,INTEL CORP,1,$196.00,$196.00,$100.00,Cash"
    old.write_text(f'{FILE.splitlines()[0]}\n{row}\n\n"Date downloaded Jan-07-2014"\n', encoding="utf-8")
    import_files(books, Task(), (old,), ImportChoices())
    refreshed(books)
    (intel,) = (position for position in current_portfolio(books).positions if position.symbol == "INTC")
    assert (intel.quantity, intel.value) == (7, Decimal("196.00"))


def test_a_symbol_may_be_named_in_any_spelling(books: Database, market: ReplayYahoo) -> None:
    market.add(*(instrument(symbol) for symbol in ("BRK-B", "BTC-USD")))
    outcome = refreshed(books, RefreshChoice(symbols=("nvda", "BRK/B", "btc-usd"), asked_for=CLOSES.asked_for))
    assert (outcome.updated, outcome.failed) == (("BRK.B", "BTC", "NVDA"), ())
    assert {asked.last_part for asked in market.server.asked if "chart" in asked.address} == {"BRK-B", "BTC-USD", "NVDA"}
    assert set(load_closes_states(books)) == {"BRK.B", "BTC", "NVDA"}


def test_whatever_can_be_had_of_a_named_symbol_is_asked_for(books: Database, market: ReplayYahoo) -> None:
    asked = what_to_ask.what_to_ask(books, RefreshChoice(symbols=("SPY", "NVDA", "ETH-USD")), market.now).due
    assert [(question.symbol, question.asked_for, question.is_coin) for question in asked] == [
        ("NVDA", AskedFor.CLOSES, False),
        ("NVDA", AskedFor.PROFILE, False),
        ("SPY", AskedFor.CLOSES, False),
        ("SPY", AskedFor.PROFILE, False),
        ("SPY", AskedFor.HOLDINGS, False),
        ("ETH", AskedFor.CLOSES, True),
    ]


def test_refreshing_one_symbol_asks_for_no_other(books: Database, market: ReplayYahoo) -> None:
    assert refreshed(books, RefreshChoice(symbols=("AAPL",), asked_for=CLOSES.asked_for)).updated == ("AAPL",)
    assert {asked.last_part for asked in market.server.asked if "chart" in asked.address} == {"AAPL"}
