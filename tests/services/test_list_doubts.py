"""A list that is another fund's, of a day to come, shorter or older than the one on file, or not the whole fund."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.domain.errors import InvalidRequestError, MalformedFileError, SourceFailedError
from advisor.domain.fund_holdings import FundHoldingsFile
from advisor.domain.market_state import AskedFor
from advisor.services.clock import today
from advisor.services.import_fund_file import import_fund_file, is_fund_file
from advisor.services.list_doubts import refuse_cut_short
from advisor.services.market_book import market_book
from advisor.services.refresh_choice import RefreshChoice
from advisor.services.refresh_market import refresh_market
from advisor.services.task import Task
from advisor.storage.answers import load_answers
from advisor.storage.database import open_database
from advisor.storage.engine import Database
from advisor.storage.fund_files import newest_holdings
from tests.replay import ReplayServer

DAY = today() - timedelta(days=20)
IVV = "iShares Core S&P 500 ETF"
MYFD = "My Fund"
Write = Callable[..., Path]


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "books.db")) as db:
        yield db


@pytest.fixture
def listed(tmp_path: Path) -> Write:
    """Writes a list of shares of equal weight that add up to so many percent."""

    def write(name: str, fund: str = MYFD, *, shares: int = 40, total: float = 100.0, day: date = DAY) -> Path:
        rows = "".join(f"T{at:03d},COMPANY {at},Financials,Equity,10,{total / shares:.6f}\n" for at in range(shares))
        path = tmp_path / name
        path.write_text(
            f'{fund}\nFund Holdings as of,"{day:%b %d, %Y}"\n\nTicker,Name,Sector,Asset Class,Market Value,Weight (%)\n{rows}'
        )
        return path

    return write


def test_a_sound_list_raises_no_doubt(books: Database, listed: Write) -> None:
    assert import_fund_file(books, Task(), listed("MYFD_holdings.csv")).warnings == ()
    assert import_fund_file(books, Task(), listed("IVV_holdings.csv", IVV, shares=400)).warnings == ()


def test_a_list_of_a_day_to_come_is_refused(books: Database, listed: Write) -> None:
    with pytest.raises(MalformedFileError, match="a day to come") as caught:
        import_fund_file(books, Task(), listed("MYFD_holdings.csv", day=today() + timedelta(days=2)))
    assert caught.value.file == "MYFD_holdings.csv"
    assert newest_holdings(books) == {}
    assert import_fund_file(books, Task(), listed("MYFD_holdings.csv", day=today() + timedelta(days=1))).is_used


def test_a_file_called_after_another_fund_than_stands_in_it_is_refused(books: Database, listed: Write) -> None:
    with pytest.raises(MalformedFileError, match="called after IJH, but is the list of IVV") as caught:
        import_fund_file(books, Task(), listed("IJH_holdings.csv", IVV))
    assert newest_holdings(books) == {}
    said = caught.value.hint.partition("“")[2].partition("”")[0]
    assert import_fund_file(books, Task(), listed(said, IVV)).symbol == "IVV"


def test_a_list_that_was_said_to_be_of_another_fund_is_kept_with_a_warning(books: Database, listed: Write) -> None:
    by_its_name = import_fund_file(books, Task(), listed("list.csv", IVV, shares=300), "IJH")
    assert by_its_name.warnings == (f"The list itself names another fund, IVV ({IVV}).",)
    by_its_file = import_fund_file(books, Task(), listed("SCHD_holdings.csv", shares=300), "ijh")
    assert by_its_file.warnings == ("The name of the file speaks of another fund, SCHD.",)
    a_class = import_fund_file(books, Task(), listed("VTI_holdings.csv", shares=2000), "VTSAX")
    assert (a_class.symbol, a_class.warnings) == ("VTSAX", ())


def test_a_list_is_known_by_the_name_of_its_fund(books: Database, listed: Write) -> None:
    path = listed("download.csv", IVV)
    assert import_fund_file(books, Task(), path).symbol == "IVV"
    path.write_text(f"{IVV}\nAs of 11/19/2026\nTicker,Name,Weight\nAAPL,Apple Inc,100\n")
    assert is_fund_file(path)
    path.write_text("My list\nAs of 11/19/2026\nTicker,Name,Weight\nAAPL,Apple Inc,100\n")
    assert not is_fund_file(path)


@pytest.mark.parametrize(
    ("name", "fund", "symbol"),
    [
        ("iShares-Core-SP-500-ETF_fund.xls", IVV, "IVV"),
        ("iShares-MSCI-ACWI-ETF_fund.xls", "iShares MSCI ACWI ETF", "ACWI"),
        ("VTSAX_holdings.csv", "Vanguard Total Stock Market Index Fund", "VTSAX"),
        ("NEWF_holdings.csv", "A fund that nobody knows", "NEWF"),
        ("A-NEWF-fund-of-SCHD.csv", "A fund that nobody knows", "SCHD"),
    ],
)
def test_words_in_a_file_s_name_are_no_tickers_of_funds(
    books: Database, listed: Write, name: str, fund: str, symbol: str
) -> None:
    assert import_fund_file(books, Task(), listed(name, fund)).symbol == symbol


def test_a_company_in_a_file_s_name_is_no_fund(books: Database, listed: Write) -> None:
    path = listed("fund-of-MSCI.csv", "A fund that nobody knows")
    with pytest.raises(MalformedFileError, match="does not say the fund's ticker"):
        import_fund_file(books, Task(), path)
    assert import_fund_file(books, Task(), path, meant="WRLD").symbol == "WRLD"


@pytest.mark.parametrize("said", ["no such", "A/B", "TOOLONGATICKER", "<b>"])
def test_what_is_no_ticker_is_refused(books: Database, listed: Write, said: str) -> None:
    with pytest.raises(InvalidRequestError, match="is no ticker"):
        import_fund_file(books, Task(), listed("list.csv"), said)


@pytest.mark.parametrize(
    ("total", "words"),
    [(60.0, "add up to 60.0% of the fund; the rest stays unseen."), (140.0, "add up to 140.0%, more than the whole fund.")],
)
def test_a_list_that_is_not_the_whole_fund_says_so(books: Database, listed: Write, total: float, words: str) -> None:
    (warning,) = import_fund_file(books, Task(), listed("MYFD_holdings.csv", total=total)).warnings
    assert warning == f"Its lines {words}"


def test_a_newer_list_that_is_cut_short_does_not_hide_the_whole_one(books: Database, listed: Write) -> None:
    import_fund_file(books, Task(), listed("MYFD_whole.csv"))
    later = DAY + timedelta(days=7)
    half = import_fund_file(books, Task(), listed("MYFD_half.csv", shares=15, total=70.0, day=later))
    assert not half.is_used
    assert half.warnings[0] == "Its lines add up to 70.0% of the fund; the rest stays unseen."
    assert half.warnings[1].startswith("It has 15 lines, where the one known, of ")
    assert half.warnings[1].endswith(", has 40: check that it is whole, and of this fund.")
    assert len(market_book(books).funds["MYFD"].legs) == 40
    whole = import_fund_file(books, Task(), listed("MYFD_new.csv", shares=38, day=later + timedelta(days=1)))
    assert whole.is_used
    assert [len(file.lines) for file in newest_holdings(books).values()] == [38], "what tells no more is not considered"


def test_an_older_list_and_the_same_one_are_told(books: Database, listed: Write) -> None:
    newest = listed("MYFD_newest.csv")
    import_fund_file(books, Task(), newest)
    older = import_fund_file(books, Task(), listed("MYFD_older.csv", day=DAY - timedelta(days=30)))
    assert not older.is_used
    assert older.warnings[0].startswith("A newer list, of ")
    assert import_fund_file(books, Task(), newest).warnings == ("This very file was added before; nothing changed.",)


def test_a_download_cut_short_is_not_taken(books: Database, listed: Write) -> None:
    import_fund_file(books, Task(), listed("MYFD_whole.csv"))
    (whole,) = newest_holdings(books).values()
    half = newest_holdings_of(listed("OTHR_half.csv", shares=15, total=91.0), books)
    with pytest.raises(SourceFailedError, match="Acme sent for MYFD is not whole") as caught:
        refuse_cut_short(books, "MYFD", half, "Acme")
    assert caught.value.exit_code == 4
    assert "It has 15 lines" in caught.value.message
    refuse_cut_short(books, "MYFD", whole, "Acme")
    refuse_cut_short(books, "NEWF", half, "Acme")
    with pytest.raises(SourceFailedError):
        refuse_cut_short(books, "IVV", half, "Acme")
    refuse_cut_short(books, "MYFD", newest_holdings_of(listed("SMAL_all.csv", shares=15), books), "Acme")


def test_a_refresh_keeps_the_whole_list_where_half_of_one_is_sent(
    books: Database, listed: Write, connected: ReplayServer
) -> None:
    import_fund_file(books, Task(), listed("IVV_holdings.csv", IVV, shares=500))
    before = newest_holdings(books)
    address = re.compile(r"portfolioId=239726$")
    choice = RefreshChoice(("IVV",), frozenset({AskedFor.HOLDINGS}), again=True)
    connected.serve(address, listed("half.csv", IVV, shares=200, total=92.0, day=DAY + timedelta(days=1)).read_bytes())
    (failed,) = refresh_market(books, Task(), choice).failed
    assert failed.message.startswith("What iShares sent for IVV is not whole. It has 200 lines")
    assert newest_holdings(books) == before
    connected.serve(address, listed("whole.csv", IVV, shares=501, day=DAY + timedelta(days=1)).read_bytes())
    assert refresh_market(books, Task(), choice).updated == ("IVV",)
    connected.serve(address, listed("older.csv", IVV, shares=502, day=DAY - timedelta(days=1)).read_bytes())
    assert refresh_market(books, Task(), choice).unchanged == ("IVV",)
    assert "; the list on file is newer, of " in load_answers(books, 1)[0].message


def newest_holdings_of(path: Path, books: Database) -> FundHoldingsFile:
    symbol = import_fund_file(books, Task(), path).symbol
    return next(file for file in newest_holdings(books).values() if file.symbol == symbol)


def test_the_command_line_tells_doubts_lines_and_words(tmp_path: Path, listed: Write) -> None:
    path = listed("MYFD_holdings.csv", total=60.0)
    path.write_text(path.read_text() + "SLIP,Slipped Co,Magic,Magic Beans,10,soon\n,,,,,3\n")
    arguments = ["--db", str(tmp_path / "books.db"), "funds", "import", str(path)]
    text = CliRunner().invoke(main, arguments, catch_exceptions=False).stdout.splitlines()
    assert text[1] == "Its lines add up to 60.0% of the fund; the rest stays unseen."
    assert text[2:] == ["  line 45 left out: “soon” is no weight", "  line 46 left out: neither a ticker nor a name"]
    answer = json.loads(CliRunner().invoke(main, [*arguments, "--json"], catch_exceptions=False).stdout)
    assert answer["warnings"] == ["This very file was added before; nothing changed.", text[1]]
    assert [row["line"] for row in answer["skipped"]] == [45, 46]
