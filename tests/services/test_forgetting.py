"""What was added or downloaded by mistake is taken back: a fund's lists, a symbol's closes."""

from __future__ import annotations

import json
import zlib
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.domain.errors import InvalidRequestError
from advisor.domain.market import Source
from advisor.market.fund_lists import READER_VERSION
from advisor.services.forget_files import forget_closes, forget_fund_lists
from advisor.services.import_fund_file import import_fund_file
from advisor.services.import_prices import import_prices
from advisor.services.market_book import market_book, read_fund_files_again
from advisor.services.task import Changed, Task
from advisor.storage.database import open_database
from advisor.storage.fund_files import newest_holdings, outdated_fund_files
from advisor.storage.prices import load_closes_states

LIST = (
    'Ours\nFund Holdings as of,"Nov 20, 2026"\n\nTicker,Name,Sector,Asset Class,Market Value,Weight (%)\n'
    "AAPL,APPLE INC,Information Technology,Equity,60,60.0\nMSFT,MICROSOFT CORP,Information Technology,Equity,40,40.0\n"
)
CLOSES = "Date,Close\n2026-03-19,10.00\n2026-03-20,11.00\n"


@pytest.fixture
def books(tmp_path: Path):
    with closing(open_database(tmp_path / "books.db")) as db:
        yield db


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "VOO_holdings.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture
def closes(tmp_path: Path) -> Path:
    path = tmp_path / "closes.csv"
    path.write_text(CLOSES, encoding="utf-8")
    return path


def test_without_its_list_a_fund_is_looked_through_as_before(books, listed) -> None:
    before = market_book(books).funds["VOO"]
    import_fund_file(books, Task(), listed)
    assert market_book(books).funds["VOO"].legs == {"AAPL": 0.6, "MSFT": 0.4}
    outcome = forget_fund_lists(books, Task(), "voo")
    assert (outcome.symbol, outcome.changed) == ("VOO", Changed.MARKET)
    assert market_book(books).funds["VOO"] == before
    assert before.source is not Source.UNKNOWN
    assert books.conn.execute("select count(*) from fund_holdings").fetchone() == (0,)
    with pytest.raises(InvalidRequestError, match="No list of what VOO holds is on file"):
        forget_fund_lists(books, Task(), "VOO")


@pytest.mark.parametrize("spelling", ["BRK.B", "brk-b", "BRK/B"])
def test_closes_are_forgotten_under_every_spelling(books, closes, spelling) -> None:
    import_prices(books, Task(), closes, "BRK-B")
    outcome = forget_closes(books, Task(), spelling)
    assert (outcome.symbol, outcome.changed, load_closes_states(books)) == ("BRK.B", Changed.MARKET, {})
    with pytest.raises(InvalidRequestError, match="No close of"):
        forget_closes(books, Task(), spelling)


def test_the_command_line_forgets_both(tmp_path, listed, closes) -> None:
    def run(*verb: object) -> tuple[int, dict]:
        result = CliRunner().invoke(main, ["--db", str(tmp_path / "books.db"), *map(str, verb), "--json"], catch_exceptions=False)
        return result.exit_code, json.loads(result.stdout)

    run("funds", "import", listed)
    run("prices", "import", closes, "--symbol", "NVDA")
    assert run("funds", "forget", "VOO") == (0, {"ok": True, "symbol": "VOO"})
    assert run("prices", "forget", "NVDA") == (0, {"ok": True, "symbol": "NVDA"})
    assert run("prices", "forget", "NVDA")[0] == InvalidRequestError.exit_code


def test_a_list_that_a_newer_reader_refuses_keeps_the_lines_it_had(books, listed) -> None:
    import_fund_file(books, Task(), listed)
    (before,) = newest_holdings(books).values()
    books.conn.execute("update fund_files set content = ?, reader = 0", (zlib.compress(b"no list"),))
    read_fund_files_again(books)
    assert outdated_fund_files(books, READER_VERSION) == ()
    assert list(newest_holdings(books).values()) == [before]
    assert market_book(books).funds["VOO"].legs == {"AAPL": 0.6, "MSFT": 0.4}
