"""With closes on file that are newer than the files, everything counts at them; checks and export stay with the files."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advisor.domain.prices import PriceEvent, PriceEventKind
from advisor.domain.quality import Check
from advisor.presentation.frame import build_rail_total
from advisor.presentation.holdings import build_holdings
from advisor.presentation.json_books import positions_json
from advisor.presentation.position_rows import position_rows
from advisor.services import check_quality as checking
from advisor.services.check_quality import check_quality
from advisor.services.choose_target import choose_target
from advisor.services.export_portfolio import export_portfolio
from advisor.services.import_files import import_files, preview_files
from advisor.services.list_positions import list_positions
from advisor.services.measure_exposure import measure_exposure
from advisor.services.open_books import open_books
from advisor.services.own_portfolio import portfolio_in_own_currencies
from advisor.services.state_cost_basis import state_cost_basis
from advisor.services.suggest_options import SuggestOptions
from advisor.services.suggest_trades import suggest
from advisor.services.task import Task
from advisor.storage.prices import save_history
from tests.bookkeeping.closes import closes
from tests.services.test_checks import ROBINHOOD, fidelity

NVDA = closes(
    "NVDA", ("2024-06-06", "1209.98"), ("2024-06-10", "121.79"), ("2024-06-14", "131.88"), splits=(("2024-06-10", "10"),)
)
VTI = closes("VTI", ("2024-06-05", "262.00"), ("2024-06-06", "264.00"), ("2024-06-14", "268.00"))
ROWS = (
    "NVDA,NVIDIA CORP,3,$1210.00,$3630.00,",
    "VTI,VANGUARD TOTAL STOCK,10,$264.00,$2640.00,$2000.00",
    "SPAXX**,MONEY MARKET,,,$50.00,",
)


@pytest.fixture
def db(tmp_path, monkeypatch):
    monkeypatch.setattr(checking, "today", lambda: date(2024, 6, 15))
    with open_books(tmp_path / "books.db") as opened:
        yield opened


@pytest.fixture
def imported(db, tmp_path):
    import_files(db, Task(), [fidelity(tmp_path, "Jun-06-2024", *ROWS)])
    return db


def put_on_file(db, *histories) -> None:
    for history in histories:
        save_history(db, history, None, replace=False)


def values(db) -> dict[str, Decimal]:
    return {position.symbol: position.value for position in list_positions(db, Task()).positions}


def test_positions_and_exposure_are_at_the_newest_closes(imported) -> None:
    assert values(imported)["NVDA"] == Decimal("3630.00")
    put_on_file(imported, NVDA, VTI)
    assert values(imported) == {"NVDA": Decimal("3956.40"), "VTI": Decimal("2680.00"), "SPAXX": Decimal("50.00")}
    measured = measure_exposure(imported, Task())
    assert measured.portfolio.total_value == Decimal("6686.40")
    assert measured.exposure is not None
    assert measured.exposure.total_value == Decimal("6686.40")
    nvda = next(row for row in positions_json(measured.portfolio)["positions"] if row["symbol"] == "NVDA")
    assert (nvda["quantity"], nvda["price"], nvda["as_of"], nvda["priced_on"]) == (30, 131.88, "2024-06-06", "2024-06-14")
    assert nvda["as_imported"] == {"quantity": 3, "price": 1210, "value": 3630}
    view = build_holdings(measured, date(2024, 6, 15))
    assert "Two positions count at closes of Jun 14, 2024." in view.explanation[0][0]
    assert view.dates_text == "Positions of Jun 6, 2024, prices of Jun 14, 2024"
    row = next(row for row in position_rows(measured.portfolio, None) if row.symbol == "NVDA")
    assert (row.quantity_text, row.priced_text) == ("30", "Jun 14")
    assert row.as_imported_text == (
        "Close of Jun 14, 2024. Imported as 3 at 1,210.00, worth $3,630.00, on Jun 6, 2024. The shares were split since."
    )


def test_checks_look_at_what_the_files_tell(imported) -> None:
    put_on_file(imported, NVDA, VTI)
    found = {(issue.check, issue.symbol) for issue in check_quality(imported, Task()) if issue.account is not None}
    assert found == {(Check.COST_BASIS, "NVDA")}


def test_a_cost_typed_in_survives_a_split(imported) -> None:
    state_cost_basis(imported, Task(), 1, "NVDA", Decimal(900))
    put_on_file(imported, NVDA)
    nvda = next(position for position in list_positions(imported, Task()).positions if position.symbol == "NVDA")
    assert (nvda.quantity, nvda.cost_basis) == (30, 900)
    state_cost_basis(imported, Task(), 1, "NVDA", Decimal(800))
    assert next(p for p in list_positions(imported, Task()).positions if p.symbol == "NVDA").cost_basis == 800


def test_another_companys_closes_are_told_and_do_not_count(imported) -> None:
    put_on_file(imported, closes("VTI", ("2024-06-06", "31.00"), ("2024-06-14", "33.00")))
    assert values(imported)["VTI"] == Decimal("2640.00")
    (doubt,) = [issue for issue in check_quality(imported, Task()) if issue.check is Check.OTHER_COMPANY]
    assert (doubt.symbol, doubt.found, doubt.expected) == ("VTI", 31, 264)


def test_half_of_the_price_handed_out_is_no_split(imported) -> None:
    told = closes("VTI", ("2024-06-05", "263.00"), ("2024-06-06", "264.00"), ("2024-06-13", "132.00"), ("2024-06-14", "133.00"))
    paid = PriceEvent(date(2024, 6, 13), PriceEventKind.DIVIDEND, Decimal("132.00"))
    put_on_file(imported, replace(told, events=(paid,), source="Yahoo Finance"))
    assert values(imported)["VTI"] == Decimal("1330.00")


def test_the_export_says_what_the_files_said(imported, tmp_path) -> None:
    before = export_portfolio(imported, Task(), tmp_path / "before.json").file.read_text(encoding="utf-8")
    put_on_file(imported, NVDA, VTI)
    after = export_portfolio(imported, Task(), tmp_path / "after.json").file.read_text(encoding="utf-8")
    assert json.loads(after) == json.loads(before)


def test_the_preview_compares_with_what_the_file_before_said(imported, tmp_path) -> None:
    put_on_file(imported, NVDA, VTI)
    newer = fidelity(tmp_path, "Jun-14-2024", "NVDA,NVIDIA CORP,30,$131.88,$3956.40,", *ROWS[1:])
    (preview,) = preview_files(imported, Task(), [newer])
    assert {position.symbol: change for position, change in preview.quantity_changes.items() if change} == {"NVDA": 27}
    assert any("10-for-1 split" in warning.message for warning in preview.statement.warnings)


def test_what_changed_since_the_import_before_counts_untouched_accounts_once(imported, tmp_path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    rows = fidelity(other, "Jun-06-2024", "VTI,VANGUARD TOTAL STOCK,1,$264.00,$264.00,$200.00").read_text(encoding="utf-8")
    (other / "Portfolio_Positions_Jun-06-2024.csv").write_text(rows.replace("Z12345678", "X99999999"), encoding="utf-8")
    import_files(imported, Task(), [other / "Portfolio_Positions_Jun-06-2024.csv"])
    import_files(imported, Task(), [fidelity(tmp_path, "Jun-14-2024", "VTI,VANGUARD TOTAL STOCK,10,$268.00,$2680.00,$2000.00")])
    put_on_file(imported, NVDA, VTI)
    measured = measure_exposure(imported, Task())
    assert measured.previous is not None
    # Then as that file told it; the other account's share of VTI at 268 in both.
    assert measured.previous.total_value == Decimal("3630.00") + Decimal("2640.00") + Decimal("50.00") + Decimal("268.00")
    assert measured.portfolio.total_value == Decimal("2680.00") + Decimal("268.00")
    assert build_rail_total(measured).change_text == "−$3,640.00 since Jun 6"


def test_a_history_follows_the_split_and_the_newest_close(db, tmp_path) -> None:
    path = tmp_path / "robinhood.csv"
    path.write_text(
        ROBINHOOD + '"6/6/2024","6/6/2024","6/7/2024","NVDA","NVIDIA","Buy","2","$1,210.00","($2,420.00)"\n', encoding="utf-8"
    )
    import_files(db, Task(), [path])
    put_on_file(db, NVDA)
    nvda = next(position for position in list_positions(db, Task()).positions if position.symbol == "NVDA")
    bundled_is_newer = nvda.priced_on > date(2024, 6, 14)
    assert (nvda.quantity, bundled_is_newer) == (20, True)
    assert (nvda.stated.quantity, nvda.stated.value) == (2, 2420)
    told = next(p for p in portfolio_in_own_currencies(db).portfolio.positions if p.symbol == "NVDA")
    assert told.quantity == 2


def test_trades_are_at_the_newest_closes(imported) -> None:
    put_on_file(imported, NVDA, VTI, closes("IJH", ("2024-06-14", "58.00"), ("2026-11-20", "71.50")))
    target = choose_target(imported, Task(), "equal_weight")
    plan = suggest(imported, Task(), SuggestOptions(target=target, trade_date=date(2024, 6, 17), time_limit=2.0)).plan
    prices = {trade.symbol: trade.price for trade in plan.trades}
    known = {"NVDA": Decimal("131.88"), "VTI": Decimal(268), "IJH": Decimal("71.50")}
    assert {symbol: price for symbol, price in prices.items() if symbol in known} == {s: known[s] for s in prices if s in known}
    assert "NVDA" in prices
