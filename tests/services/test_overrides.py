"""What the investor says a symbol is: it wins everywhere, is seen with its day, and can be taken back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.domain.classification import Override, Sector, Sleeve, sectors_in
from advisor.domain.errors import InvalidRequestError
from advisor.presentation.data_sources import build_data
from advisor.presentation.holdings import build_holdings
from advisor.services import classify_instrument as classifying
from advisor.services.classify_instrument import classify_instrument, forget_classification, list_overrides
from advisor.services.export_portfolio import export_portfolio
from advisor.services.import_files import import_files
from advisor.services.measure_exposure import measure_exposure
from advisor.services.open_books import open_books
from advisor.services.task import Task
from advisor.storage.overrides import save_override
from advisor.ui.tables.holding_columns import POSITION_COLUMNS

HEADING = "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type"
ROWS = (
    "NVDA,NVIDIA CORP,10,$100.00,$1000.00,$500.00",
    "VTI,VANGUARD,10,$300.00,$3000.00,$2000.00",
    "ZZQXW,MYST,1,$1.00,$1.00,$1.00",
)
DAY = date(2026, 7, 20)


@pytest.fixture
def books(tmp_path, monkeypatch):
    monkeypatch.setattr(classifying, "today", lambda: DAY)
    path = tmp_path / "Portfolio_Positions_Jul-13-2026.csv"
    path.write_text("\n".join([HEADING, *(f"Z12345678,Brokerage,{row},Cash" for row in ROWS)]) + "\n", encoding="utf-8")
    with open_books(tmp_path / "books.db") as db:
        import_files(db, Task(), [path])
        yield db


@pytest.mark.parametrize("symbol", ["NVDA", "VTI", "ZZQXW"])  # a stock, a fund, something unknown
def test_anything_can_be_said_to_be_something_else_and_taken_back(books, symbol):
    before = measure_exposure(books, Task()).exposure
    outcome = classify_instrument(books, Task(), symbol, Sleeve.ALTERNATIVES, Sector.ALTERNATIVES)
    said = measure_exposure(books, Task()).exposure
    assert outcome.before is None
    assert said.holdings[symbol].sleeves == {Sleeve.ALTERNATIVES: 1.0}
    assert said.sleeves[Sleeve.ALTERNATIVES].value >= said.holdings[symbol].value
    forget_classification(books, Task(), symbol)
    assert measure_exposure(books, Task()).exposure.holdings == before.holdings
    with pytest.raises(InvalidRequestError, match=symbol):
        forget_classification(books, Task(), symbol)


def test_saying_it_again_remembers_what_was_said_before(books):
    classify_instrument(books, Task(), "NVDA", Sleeve.MID_CAP, Sector.ENERGY)
    outcome = classify_instrument(books, Task(), "NVDA", Sleeve.SMALL_CAP, Sector.ENERGY)
    assert outcome.before == Override("NVDA", Sleeve.MID_CAP, Sector.ENERGY, DAY)
    assert list_overrides(books, Task()) == (Override("NVDA", Sleeve.SMALL_CAP, Sector.ENERGY, DAY),)


def test_the_data_page_shows_it_with_its_day(books):
    classify_instrument(books, Task(), "NVDA", Sleeve.SMALL_CAP, Sector.ENERGY)
    rows = build_data(measure_exposure(books, Task()), today=DAY).rows
    (row,) = (row for row in rows if row.act == "take_back")
    assert (row.subject, row.verb, row.as_of_text) == ("NVDA", "Take back", "Jul 20, 2026")
    assert "Energy" in row.state_text


def test_the_holdings_page_marks_it(books):
    classify_instrument(books, Task(), "NVDA", Sleeve.SMALL_CAP, Sector.ENERGY)
    rows = {row.symbol: row for row in build_holdings(measure_exposure(books, Task()), DAY).rows}
    assert rows["NVDA"].classified_text.startswith("classified by you on Jul 20, 2026 as ")
    (column,) = (column for column in POSITION_COLUMNS if column.heading == "Name")
    assert column.text(rows["NVDA"]).startswith("• NVIDIA CORP (classified by you on Jul 20, 2026")
    assert column.text(rows["VTI"]) == "VANGUARD" and not rows["VTI"].classified_text


def test_other_books_take_it_over_with_its_day(books, tmp_path):
    classify_instrument(books, Task(), "NVDA", Sleeve.SMALL_CAP, Sector.ENERGY)
    export_portfolio(books, Task(), tmp_path / "all.json")
    with open_books(tmp_path / "other.db") as other:
        import_files(other, Task(), [tmp_path / "all.json"])
        assert list_overrides(other, Task()) == list_overrides(books, Task())


def run(database: Path, *words: str) -> tuple[int, dict]:
    answer = CliRunner().invoke(main, ["--db", str(database), "classify", *words, "--json"])
    return answer.exit_code, json.loads(answer.stdout) if answer.stdout else json.loads(answer.stderr)


def test_the_command_line_lists_and_takes_back(tmp_path):
    database = tmp_path / "books.db"
    assert run(database, "--list") == (0, {"overrides": []})
    assert run(database, "nvda", "--sleeve", "mid_cap", "--sector", "Energy")[0] == 0
    _, listed = run(database, "--list")
    (said,) = listed["overrides"]
    assert (said["symbol"], said["sleeve"], said["sector"]) == ("NVDA", "mid_cap", "Energy")
    assert date.fromisoformat(said["stated_on"])
    assert run(database, "NVDA", "--undo")[0] == 0
    assert run(database, "--list") == (0, {"overrides": []})
    for words in (("NVDA", "--undo"), ("NVDA",), (), ("NVDA", "--sleeve", "mid_cap", "--undo")):
        assert run(database, *words)[0] == 2


def test_what_is_left_out_stays_as_it_is(books):
    assert classify_instrument(books, Task(), "NVDA", Sleeve.SMALL_CAP).now.sector is Sector.TECHNOLOGY
    assert classify_instrument(books, Task(), "NVDA", None, Sector.ENERGY).now.sleeve is Sleeve.SMALL_CAP
    assert classify_instrument(books, Task(), "NVDA", Sleeve.FIXED_INCOME).now.sector is Sector.FIXED_INCOME
    assert classify_instrument(books, Task(), "MSFT", None, Sector.ENERGY).now.sleeve is Sleeve.MEGA_CAP_TECH
    for symbol in ("ZZQXW", "VTI"):  # unknown; a fund of several sleeves
        with pytest.raises(InvalidRequestError, match="sector alone"):
            classify_instrument(books, Task(), symbol, None, Sector.ENERGY)


@pytest.mark.parametrize(
    ("sleeve", "sector"), [(Sleeve.CASH, Sector.ENERGY), (Sleeve.SMALL_CAP, Sector.CASH), (Sleeve.FIXED_INCOME, Sector.CASH)]
)
def test_only_stocks_have_a_sector_of_gics(books, sleeve, sector):
    with pytest.raises(InvalidRequestError, match=sector.value):
        classify_instrument(books, Task(), "NVDA", sleeve, sector)
    assert list_overrides(books, Task()) == ()
    save_override(books, Override("NVDA", sleeve, sector, DAY))  # as it was possible once
    (kept,) = list_overrides(books, Task())
    assert kept.sector in sectors_in(sleeve)


def test_spellings_and_share_classes_of_one_company_are_one(books):
    for spelling in ("BRKB", "brk.a", " BRK/B "):
        classify_instrument(books, Task(), spelling, Sleeve.INTERNATIONAL, Sector.ENERGY)
        assert len(list_overrides(books, Task())) == 1
    forget_classification(books, Task(), "BRK-B")
    assert list_overrides(books, Task()) == ()
    with pytest.raises(InvalidRequestError, match="No symbol"):
        classify_instrument(books, Task(), "  ", Sleeve.CASH)


def test_what_is_owned_may_be_called_by_words(tmp_path):
    owned = "Target Zzqxw Trust"
    position = {"symbol": owned, "name": owned, "kind": "security", "quantity": "1", "price": "1.00", "value": "1.00"}
    account = {"name": "Plan", "broker": "other", "tax_type": "taxable", "currency": "USD", "cash": "0", "positions": [position]}
    books = {"format": "advisor-portfolio", "version": 1, "as_of": "2026-07-13", "accounts": [account]}
    (tmp_path / "books.json").write_text(json.dumps(books), encoding="utf-8")
    with open_books(tmp_path / "books.db") as db:
        import_files(db, Task(), [tmp_path / "books.json"])
    assert run(tmp_path / "books.db", owned.lower(), "--sleeve", "mid_cap")[1]["symbol"] == owned
    answer = CliRunner().invoke(main, ["--db", str(tmp_path / "books.db"), "exposure", "--json"])
    assert json.loads(answer.stdout)["sleeves"]["mid_cap"]["value"] == 1


def test_the_command_line_takes_a_sleeve_or_a_sector_alone(tmp_path):
    database = tmp_path / "books.db"
    assert run(database, "NVDA", "--sector", "Energy")[1]["sleeve"] == "mega_cap_tech"
    assert run(database, "NVDA", "--sleeve", "cash")[1]["sector"] == "Cash"
    assert run(database, "NVDA", "--sleeve", "cash", "--sector", "Energy")[0] == 2
