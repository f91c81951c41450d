"""An issuer's list of what a fund holds, handed over as if it were a broker's file, and twice in the wrong order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.domain.errors import AdvisorError, FundListError, MalformedFileError, UnreadableFileError
from advisor.services.import_files import preview_files
from advisor.services.import_fund_file import import_fund_file, is_fund_file
from advisor.services.import_market_files import import_fund_files
from advisor.services.market_book import market_book
from advisor.services.open_books import open_books
from advisor.services.task import Task

LISTS = Path(__file__).parents[1] / "market" / "lists"


@pytest.fixture
def listed(tmp_path):
    def write(day: str, folder: str = "lists"):
        path = tmp_path / folder / "MYFD_holdings.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            f'My Fund\nFund Holdings as of,"{day}"\n\nTicker,Name,Sector,Asset Class,Market Value,Weight (%)\n'
            "AAPL,APPLE INC,Information Technology,Equity,60,60.0\nMSFT,MICROSOFT CORP,Information Technology,Equity,40,40.0\n"
        )
        return path

    return write


@pytest.fixture
def database(tmp_path):
    return tmp_path / "books.db"


def test_the_command_line_says_where_such_a_list_belongs(database, listed):
    arguments = ["--db", str(database), "import", str(listed("Nov 20, 2026")), "--json"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 3
    assert json.loads(result.stdout)["error"]["hint"] == "This is a list of what a fund holds; add it with funds import."


def test_a_real_spreadsheet_of_an_issuer_is_recognised(database, shared):
    (spreadsheet,) = (shared / "data" / "issuers").glob("*spy.xlsx")
    with open_books(database) as db, pytest.raises(FundListError):
        preview_files(db, Task(), [spreadsheet])


@pytest.mark.parametrize("name", ["ishares_older.csv", "schwab_bonds.csv", "fund_services.csv", "vanguard.json"])
def test_a_list_is_known_for_one_though_something_about_it_is_wrong(database, tmp_path, name):
    path = tmp_path / name
    path.write_bytes((LISTS / name).read_bytes())
    with open_books(database) as db, pytest.raises(FundListError):
        preview_files(db, Task(), [path])
    with open_books(database) as db, pytest.raises(MalformedFileError, match=r"lists 3 funds|does not say the fund"):
        import_fund_file(db, Task(), path)


def test_a_list_that_was_cut_off_is_known_for_one(database, tmp_path, shared):
    content = (shared / "data" / "issuers" / "2026-06-19_IVV_holdings.csv").read_bytes()
    path = tmp_path / "IVV_holdings.csv"
    path.write_bytes(content[: len(content) // 2])
    assert is_fund_file(path)
    with open_books(database) as db, pytest.raises(UnreadableFileError, match="cut off"):
        import_fund_file(db, Task(), path)


def test_no_broker_s_file_is_taken_for_an_issuer_s_list(shared):
    files = sorted(path for path in (shared / "brokers").rglob("*") if path.suffix.lower() in (".csv", ".xlsx", ".txt"))
    assert len(files) > 50
    assert [path.name for path in files if is_fund_file(path)] == []


def test_an_older_list_than_the_one_known_is_kept_but_not_looked_through(database, listed):
    with open_books(database) as db:
        assert import_fund_file(db, Task(), listed("Nov 20, 2026")).is_used
        assert not import_fund_file(db, Task(), listed("Oct 30, 2026", "older")).is_used
        assert import_fund_file(db, Task(), listed("Nov 21, 2026", "newer")).is_used


def test_of_two_lists_of_one_day_the_fuller_is_looked_through(database, listed):
    with open_books(database) as db:
        assert import_fund_file(db, Task(), listed("Nov 20, 2026")).is_used
        half = listed("Nov 20, 2026", "half")
        half.write_text(half.read_text().replace("40,40.0", "40,10.0"))
        assert not import_fund_file(db, Task(), half).is_used


def test_what_was_seen_of_a_list_that_was_taken_back_is_forgotten(database, listed, tmp_path):
    """Its number among the versions of the books is given to the next one."""
    with open_books(database) as db:
        with pytest.raises(AdvisorError):
            import_fund_files(db, Task(), [listed("Nov 20, 2026"), tmp_path / "missing.csv"])
        other = listed("Nov 20, 2026", "other")
        assert import_fund_file(db, Task(), other, "OTHR").is_used
        assert "MYFD" not in market_book(db).funds


def test_a_list_that_is_older_than_what_the_program_brought_along_is_kept_but_not_looked_through(database, listed):
    with open_books(database) as db:
        outcome = import_fund_file(db, Task(), listed("Jan 05, 2024"), "VOO")
        assert (outcome.symbol, outcome.is_used) == ("VOO", False)
        assert import_fund_file(db, Task(), listed("Nov 20, 2026", "newer"), "VOO").is_used
    arguments = ["--db", str(database), "funds", "import", str(listed("Jan 06, 2024", "older")), "--symbol", "VOO"]
    told = CliRunner().invoke(main, arguments, catch_exceptions=False).stdout
    assert told.startswith("The list of Jan 6, 2024 is kept. VOO is seen by something newer or fuller")
