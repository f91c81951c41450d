"""A fund's report to the SEC, added from the disk or dropped on the window."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.domain.errors import FundListError, MalformedFileError
from advisor.market.fund_lists import READER_VERSION
from advisor.services.import_files import preview_files
from advisor.services.import_fund_file import import_fund_file, is_fund_file
from advisor.services.market_book import market_book, read_fund_files_again
from advisor.services.open_books import open_books
from advisor.services.task import Task
from advisor.storage.fund_files import newest_holdings, outdated_fund_files

GOLDEN = Path(__file__).parents[1] / "market" / "reports"


@pytest.fixture
def database(tmp_path):
    return tmp_path / "books.db"


@pytest.fixture
def report(tmp_path):
    def copied(name: str, as_name: str, change: tuple[str, str] = ("", "")) -> Path:
        path = tmp_path / as_name
        path.write_text((GOLDEN / name).read_text().replace(*change))
        return path

    return copied


def test_the_command_line_adds_it_under_the_ticker_that_is_told(database):
    arguments = ["--db", str(database), "funds", "import", str(GOLDEN / "seven_swaps.xml"), "--symbol", "exsev", "--json"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    told = json.loads(result.stdout)
    assert (result.exit_code, told["symbol"], told["as_of"], told["rows"]) == (0, "EXSEV", "2026-09-30", 18)
    assert told["weight_sum"] == pytest.approx(1.0)
    assert told["not_understood"] == ["Derivatives whose direction is not stated, taken as owned: 1 line"]


def test_the_fund_is_looked_through_by_it_from_then_on(database, report):
    with open_books(database) as db:
        import_fund_file(db, Task(), report("seven_swaps.xml", "EXSEV_report.xml"))
        assert market_book(db).funds["EXSEV"].legs["NVDA"] == pytest.approx(0.145)


def test_a_fund_is_known_by_the_name_of_its_series(database, report):
    named = report("seven_swaps.xml", "primary_doc.xml", ("Example Seven Companies ETF", "ROUNDHILL MAGNIFICENT SEVEN ETF"))
    with open_books(database) as db:
        assert import_fund_file(db, Task(), named).symbol == "MAGS"


def test_a_fund_that_nobody_knows_by_name_is_asked_for(database):
    with open_books(database) as db:
        with pytest.raises(MalformedFileError) as caught:
            import_fund_file(db, Task(), GOLDEN / "seven_swaps.xml")
        assert "TICKER_seven_swaps.xml" in caught.value.hint
        assert newest_holdings(db) == {}


def test_a_fund_that_was_meant_counts_only_where_the_file_names_none(database, report):
    named = report("seven_swaps.xml", "primary_doc.xml", ("Example Seven Companies ETF", "ROUNDHILL MAGNIFICENT SEVEN ETF"))
    with open_books(database) as db:
        assert import_fund_file(db, Task(), GOLDEN / "seven_swaps.xml", meant="EXSEV").symbol == "EXSEV"
        assert import_fund_file(db, Task(), named, meant="VTI").symbol == "MAGS"


@pytest.mark.parametrize("name", ["target_date.xml", "seven_swaps.xml"])
def test_dropped_on_the_window_it_goes_its_own_way(database, name):
    assert is_fund_file(GOLDEN / name)
    with open_books(database) as db, pytest.raises(FundListError) as caught:
        preview_files(db, Task(), [GOLDEN / name])
    assert caught.value.file == name


def test_a_damaged_one_is_still_told_from_a_broker_s_file(database, tmp_path):
    cut = tmp_path / "cut.xml"
    cut.write_bytes((GOLDEN / "many_kinds.xml").read_bytes()[:20_000])
    with open_books(database) as db:
        with pytest.raises(FundListError):
            preview_files(db, Task(), [cut])
        with pytest.raises(MalformedFileError) as caught:
            import_fund_file(db, Task(), cut, "EXMPL")
        assert caught.value.line


def test_a_stored_report_profits_from_a_better_reader(database, tmp_path):
    path = tmp_path / "EXSEV_nport.xml"
    shutil.copy(GOLDEN / "seven_swaps.xml", path)
    with open_books(database) as db:
        import_fund_file(db, Task(), path)
        db.conn.execute("update fund_files set reader = 0")
        db.conn.execute("delete from fund_holdings")
        read_fund_files_again(db)
        assert outdated_fund_files(db, READER_VERSION) == ()
        (file,) = newest_holdings(db).values()
        assert len(file.lines) == 18
