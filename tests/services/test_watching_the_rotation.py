"""The rotation as the program tells it without a network: everything stands on the bundled tables, dated."""

from __future__ import annotations

import json
import math
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.domain.classification import Sleeve
from advisor.locations import resources_folder
from advisor.rotation.model import MarketRotation, RotationReport
from advisor.rotation.model_map import Step
from advisor.rotation.model_series import Window
from advisor.rotation.model_themes import Style
from advisor.services.import_choices import ImportChoices
from advisor.services.import_files import import_files
from advisor.services.measure_exposure import measure_exposure
from advisor.services.task import Task
from advisor.services.watch_rotation import watch_rotation
from advisor.storage.database import open_database

SAMPLE = tuple(sorted((resources_folder() / "sample").glob("*.csv")))
BUNDLED_UNTIL = date(2026, 7, 13)
RETURN_KEYS = {"1w", "1m", "3m", "6m", "ytd", "1y"}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rotation") / "books.db"
    with closing(open_database(path)) as db:
        import_files(db, Task(), SAMPLE, ImportChoices())
    return path


@pytest.fixture(scope="module")
def report(database: Path) -> RotationReport:
    with closing(open_database(database)) as db:
        return watch_rotation(db, Task())


def test_without_live_data_everything_stands_on_the_bundled_closes_and_says_their_day(report: RotationReport) -> None:
    market = report.market
    assert (market.as_of, market.is_live) == (BUNDLED_UNTIL, False)
    assert len(market.breadth) == 3
    assert market.synthesis is not None
    assert market.synthesis.difference is not None
    assert market.synthesis.difference.mean_absolute < 0.003
    assert {universe.id for universe in market.universes} == {"sleeves", "sectors", "themes", "holdings"}
    assert all(universe.maps[Step.WEEK].tails() for universe in market.universes)
    assert len(report.claims) > 100
    assert report.events
    assert report.dials


def test_the_money_of_the_sleeves_is_that_of_the_exposure(database: Path, report: RotationReport) -> None:
    with closing(open_database(database)) as db:
        exposure = measure_exposure(db, Task()).exposure
    assert exposure is not None
    standing = report.market.standings[Window.YEAR_TO_DATE]
    for each in standing.sleeves:
        assert each.weight_now == pytest.approx(exposure.sleeves[each.sleeve].weight / standing.covered)
    assert math.fsum(each.contribution for each in standing.sleeves) == pytest.approx(standing.rate)
    grid = next(theme for theme in report.market.themes if theme.theme.id == "grid")
    held = {company.symbol: company.value for company in exposure.companies}
    assert grid.value == sum(held.get(member.symbol, 0) for member in grid.members)


def test_what_is_owned_has_a_line_of_its_own(report: RotationReport) -> None:
    market = report.market
    assert market.names["OWN"] == "Your holdings"
    own, spy = (market.panel.of(symbol)[-1200:] for symbol in ("OWN", "SPY"))
    both = np.log(own[1:] / own[:-1]), np.log(spy[1:] / spy[:-1])
    assert np.corrcoef(*both)[0, 1] > 0.9  # the sample is mostly US funds
    assert market.returns["OWN"][Window.YEAR].rate is not None
    assert market.captures["SPY"].up == pytest.approx(100)
    assert market.drawdowns["TSLA"].deepest < -0.5


def test_books_without_positions_still_see_the_market(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "empty.db")) as db:
        empty = watch_rotation(db, Task())
    assert empty.market.standings == {}
    assert empty.market.themes == ()
    assert empty.market.signals


def test_the_command_line_keeps_its_contract(database: Path) -> None:
    result = CliRunner().invoke(main, ["--db", str(database), "rotation", "--json"], catch_exceptions=False)
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert answer["as_of"] == BUNDLED_UNTIL.isoformat()
    assert answer["regime"] in {"broadening", "narrowing", "mixed", "not enough data"}
    assert {"id", "name", "value", "unit", "threshold", "state", "as_of", "definition"} <= answer["signals"][0].keys()
    assert all(leader["returns"].keys() == RETURN_KEYS for leader in answer["leadership"])
    assert {"symbol", "rs_ratio", "rs_momentum", "quadrant"} <= answer["rotation_map"][0].keys()
    assert answer["breadth"]["members"] > 490
    assert 0 < answer["breadth"]["above_200d"] < 1
    assert {"SPY", "SP493", "MAG7", "MDY"} <= {leader["symbol"] for leader in answer["leadership"]}


def test_a_themes_year_is_the_same_on_the_map_and_beside_its_name(report: RotationReport) -> None:
    market = report.market
    for told in market.theme_lines:
        row = market.returns.get(f"THEME:{told.theme.id}")
        if row is not None and not told.missing:
            assert told.line.values[-1] / 100 - 1 == pytest.approx(row[Window.YEAR_TO_DATE].rate)
    assert market.returns["THEME:grid"][Window.YEAR_TO_DATE].rate == pytest.approx(0.4352, abs=0.0001)


def test_each_company_of_a_theme_has_a_size_and_a_style_where_they_are_known(report: RotationReport) -> None:
    assert (report.kinds["CAT"].size, report.kinds["CAT"].style) == (Sleeve.SP493, Style.BOTH)
    assert report.kinds["CAT"].styled_on == date(2025, 11, 1)
    assert report.kinds["NVDA"].size is Sleeve.MEGA_CAP_TECH
    assert set(report.kinds) == {member.symbol for each in report.market.theme_lines for member in each.theme.members}


def test_each_note_stands_once(report: RotationReport) -> None:
    assert len(set(report.market.notes)) == len(report.market.notes)


def watched(folder: Path, cash: str, position: dict[str, str]) -> MarketRotation:
    """The market over one account with one position."""
    account = {"name": "A", "broker": "x", "currency": "USD", "tax_type": "taxable", "cash": cash, "positions": [position]}
    file = folder / "own.json"
    books = {"format": "advisor-portfolio", "version": 1, "as_of": "2026-07-13", "accounts": [account]}
    file.write_text(json.dumps(books), encoding="utf-8")
    with closing(open_database(folder / "own.db")) as db:
        import_files(db, Task(), (file,), ImportChoices())
        return watch_rotation(db, Task()).market


def test_money_that_nothing_stands_for_made_nothing_that_is_known(tmp_path: Path) -> None:
    coin = {"symbol": "BTC", "name": "Bitcoin", "kind": "crypto", "quantity": "0.1", "price": "60000", "value": "6000.00"}
    market = watched(tmp_path, "0.00", coin)
    assert market.standings == {}
    assert "OWN" not in market.returns


@pytest.mark.parametrize(("fund", "like"), [("VBTLX", "BND"), ("FXNAX", "AGG"), ("IAU", "GLD"), ("VFIAX", "SPY"), ("HYG", None)])
def test_a_fund_without_closes_goes_with_one_on_the_same_index_only(tmp_path: Path, fund: str, like: str | None) -> None:
    held = {"symbol": fund, "name": fund, "kind": "fund", "quantity": "10", "price": "100", "value": "1000.00"}
    returns = watched(tmp_path, "0.00", held).returns
    assert ("OWN" in returns) == (like is not None)
    if like:
        assert returns["OWN"][Window.YEAR].rate == pytest.approx(returns[like][Window.YEAR].rate)


def test_more_debt_than_money_has_no_shares(tmp_path: Path) -> None:
    short = {"symbol": "AAPL", "name": "Apple", "kind": "security", "quantity": "-20", "price": "300", "value": "-6000.00"}
    market = watched(tmp_path, "-5000.00", short)
    assert (market.standings, market.themes) == ({}, ())
    assert "OWN" not in market.returns
    assert all(not universe.weights for universe in market.universes)
