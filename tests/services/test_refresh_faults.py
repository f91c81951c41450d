"""Faults in the middle of a refresh by the command line: what it says, and what is on file afterwards."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.domain.prices import PriceHistory
from advisor.services import ask_sources, clock
from advisor.storage.database import open_database
from advisor.storage.engine import Database
from tests.market.test_issuer_downloads import EVERY_SITE, list_of
from tests.market.test_nport_download import FILINGS, FUNDS, GOLDEN, NEWEST, entry, feed
from tests.replay import Fault, ReplayServer, ReplayYahoo, YahooInstrument, address_of, fund_modules, weekdays
from tests.replay.fred import FRED_ADDRESS, fred_csv, serve_fred

BEFORE, NOW = (date(2026, 10, 5), date(2026, 11, 20))
DAYS = weekdays(date(2026, 6, 1), 125)
SHARES, FUND = ("AAPL", "MSFT", "NVDA", "TSLA", "JPM"), "QQQ"
SERIES = "DGS10"
FRED_SERIES = re.compile(rf"{FRED_ADDRESS.pattern}.*id={SERIES}")
FROM_ONE_SYMBOL = {
    "closes": (address_of("chart", "NVDA"), "NVDA", "Yahoo Finance"),
    "profile": (address_of("quoteSummary", "NVDA"), "NVDA", "Yahoo Finance"),
    "quote": (address_of("quote", "NVDA"), "NVDA", "Yahoo Finance"),
    "what a fund is made of": (re.compile("quoteSummary/QQQ.*topHoldings"), "QQQ", "Yahoo Finance"),
    "issuer's list": (EVERY_SITE[FUND], "QQQ", "Invesco"),
    "list of the SEC's funds": (FUNDS, "EXSEV", "The SEC"),
    "list of reports": (FILINGS, "EXSEV", "The SEC"),
    "report": (NEWEST, "EXSEV", "The SEC"),
    "figures": (FRED_SERIES, SERIES, "FRED"),
}
NAMED = (*SHARES, FUND, "EXSEV", SERIES)
KEPT_ASIDE = {"answers", "settings", "sqlite_sequence"}


@pytest.fixture
def market(connected: ReplayServer, yahoo: ReplayYahoo, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReplayYahoo]:
    """Every source of the internet, on a day in autumn; the program's clock is Yahoo's."""
    monkeypatch.setattr(clock, "now", lambda: yahoo.now)
    monkeypatch.setattr("advisor.services.what_to_ask.downloadable_funds", lambda _db: frozenset({FUND, "EXSEV"}))
    made_of = fund_modules("Acme", "Large Blend", positions={"stock": 0.99})
    yahoo.add(*(YahooInstrument(symbol, DAYS, [100.0] * len(DAYS), symbol) for symbol in SHARES))
    yahoo.add(*(YahooInstrument(fund, DAYS, [100.0] * len(DAYS), fund, "ETF", profile=made_of) for fund in (FUND, "EXSEV")))
    turn(yahoo, BEFORE)
    yield yahoo


def turn(market: ReplayYahoo, day: date) -> None:
    """Let the world be as on the evening of a day."""
    market.now = market.now.replace(year=day.year, month=day.month, day=day.day)
    server, told = market.server, day - timedelta(days=1)
    server.serve(EVERY_SITE[FUND], list_of(FUND).replace(b"2026-11-19", str(told).encode()))
    server.serve(FUNDS, {"fields": ["cik", "seriesId", "symbol"], "data": [[9990001, "S000099002", "EXSEV"]]})
    server.serve(FILINGS, feed(entry("0009990001-26-000009", str(told))))
    server.serve(NEWEST, (GOLDEN / "seven_swaps.xml").read_bytes().replace(b"2026-09-30", str(told).encode()))
    serve_fred(server, {SERIES: fred_csv(SERIES, {told: f"4.{day.month}"})})


@pytest.fixture(scope="module")
def refreshed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first test leaves what each of them begins with."""
    return tmp_path_factory.mktemp("refreshed") / "books.db"


@pytest.fixture
def books(market: ReplayYahoo, refreshed_once: Path, tmp_path: Path) -> Path:
    """Everything was refreshed weeks ago; everything is due again."""
    path = tmp_path / "books.db"
    if not refreshed_once.exists():
        run(path, "network", "--sec-contact", "me@place.example")
        assert run(path, "refresh", *NAMED)[0] == 0
        shutil.copy(path, refreshed_once)
    shutil.copy(refreshed_once, path)
    turn(market, NOW)
    return path


def run(database: Path, *arguments: str) -> tuple[int, dict[str, Any], str]:
    ran = CliRunner().invoke(main, ["--db", str(database), *arguments, "--json"], catch_exceptions=False)
    return ran.exit_code, json.loads(ran.stdout), ran.stderr


def on_file(database: Path) -> dict[str, set[tuple[Any, ...]]]:
    """Every row of every table but the log of answers and the time of the last refresh."""
    with closing(open_database(database)) as db:
        assert db.conn.execute("pragma integrity_check").fetchone() == ("ok",)
        return {name: set(db.conn.execute(f"select * from [{name}]")) for name in set(db.table_names()) - KEPT_ASIDE}


@pytest.mark.parametrize("what", FROM_ONE_SYMBOL)
@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.HANGS])  # it would, for half a minute
def test_one_fault_costs_one_answer(books: Path, market: ReplayYahoo, what: str, fault: Fault) -> None:
    address, symbol, source = FROM_ONE_SYMBOL[what]
    before = on_file(books)
    market.server.fail(address, fault)
    code, told, words = run(books, "refresh", *NAMED)
    asked = [failed for failed in told["failed"] if not failed["message"].startswith("Not asked")]
    assert code == 4
    assert [(failed["symbol"], failed["source"]) for failed in asked] == [(symbol, source)]
    assert source in asked[0]["message"]
    assert not re.search(r"Error|Exception|<|curl|http|None", asked[0]["message"])
    assert words == f"{told['error']['message']} {told['error']['hint']}\n"
    assert (told["error"]["code"], "kept" in told["error"]["hint"]) == ("source_failed", True)
    if fault is not Fault.TOO_MANY_REQUESTS:  # whoever asks to be left alone is
        assert len(told["failed"]) == 1
        assert set(told["updated"]) >= set(NAMED) - {symbol}
    assert rows_of(failed_of(told), on_file(books)) == rows_of(failed_of(told), before)


@pytest.mark.parametrize("what", FROM_ONE_SYMBOL)
def test_the_next_refresh_asks_only_for_what_is_missing(books: Path, market: ReplayYahoo, what: str) -> None:
    address, symbol, _ = FROM_ONE_SYMBOL[what]
    market.server.fail(address, Fault.NOTHING)
    run(books, "refresh", *NAMED)
    market.server.repair()
    code, told, _ = run(books, "refresh", *NAMED)
    assert (code, told["updated"], set(told["unchanged"])) == (0, [symbol], set(NAMED) - {symbol})
    market.server.forget()
    code, told, _ = run(books, "refresh", *NAMED)
    assert (code, told["updated"], set(told["unchanged"]), market.server.asked) == (0, [], set(NAMED), ())


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.HANGS])
def test_when_everything_fails_nothing_is_changed(books: Path, market: ReplayYahoo, fault: Fault) -> None:
    before = on_file(books)
    market.server.fail(re.compile(""), fault)
    code, told, _ = run(books, "refresh", *NAMED)
    assert (code, told["updated"], told["unchanged"], told["offline"]) == (4, [], [], False)
    assert {failed["symbol"] for failed in told["failed"]} == set(NAMED)
    assert on_file(books) == before


def test_a_database_that_is_full_in_the_middle_keeps_what_was_answered_and_says_so(
    books: Path, market: ReplayYahoo, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = weekdays(date(2016, 1, 4), 2_840)
    market.add(YahooInstrument("LONG", days, [100 + number % 37 for number in range(len(days))], "LONG"))
    save = ask_sources.save_history

    def full(db: Database, history: PriceHistory, *arguments: Any, **options: Any) -> None:
        if history.symbol == "LONG":
            pages = db.conn.execute("pragma page_count").fetchone()[0]
            db.conn.execute(f"pragma max_page_count = {pages}")
        save(db, history, *arguments, **options)

    monkeypatch.setattr(ask_sources, "save_history", full)
    code, told, _ = run(books, "refresh", "AAPL", "LONG")
    refusal = "The database books.db cannot grow: its disk is full."
    assert code == 3
    assert told["error"]["message"] == f"{refusal} What was answered until then is kept."
    (apple,) = (row for row in on_file(books)["price_series"] if row[0] == "AAPL")
    assert str(DAYS[-1]) in apple


def failed_of(told: dict[str, Any]) -> set[tuple[str, str]]:
    return {(failed["asked_for"], failed["symbol"]) for failed in told["failed"]}


TABLES = {
    "closes": ("prices", "price_series", "price_events"),
    "profile": ("instruments",),
    "holdings": ("fund_files",),
    "figures": ("fetched_figures",),
}


def rows_of(pieces: set[tuple[str, str]], tables: dict[str, set[tuple[Any, ...]]]) -> set[tuple[Any, ...]]:
    """The rows that hold these answers."""
    return {
        row
        for asked_for, symbol in pieces
        for name in TABLES[asked_for]
        for row in tables[name]
        if any(symbol == cell or (name == "fetched_figures" and symbol in str(cell)) for cell in row)
    }
