"""Check → issue → fix: each check finds what it should, and its fix makes it go away."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.errors import InvalidRequestError
from advisor.domain.quality import Check, Fix, QualityIssue
from advisor.presentation.frame import build_rail_total
from advisor.presentation.quality import why_nothing_counts
from advisor.services import check_quality as checking
from advisor.services.check_quality import check_quality
from advisor.services.classify_instrument import classify_instrument
from advisor.services.import_files import import_files
from advisor.services.list_positions import list_positions
from advisor.services.measure_exposure import measure_exposure
from advisor.services.open_books import open_books
from advisor.services.state_cost_basis import state_cost_basis
from advisor.services.state_exchange_rate import state_exchange_rate
from advisor.services.task import Task

HEADING = "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type"
ROBINHOOD = '"Activity Date","Process Date","Settle Date","Instrument","Description","Trans Code","Quantity","Price","Amount"\n'

MSTR = {"symbol": "MSTR", "name": "STRATEGY", "kind": "stock", "quantity": "1", "price": "151.95", "value": "120.44"}


@pytest.fixture
def books(tmp_path, monkeypatch):
    monkeypatch.setattr(checking, "today", lambda: date(2026, 7, 20))
    with open_books(tmp_path / "books.db") as db:
        yield db


def fidelity(folder: Path, day: str, *rows: str) -> Path:
    path = folder / f"Portfolio_Positions_{day}.csv"
    path.write_text("\n".join([HEADING, *(f"Z12345678,Brokerage,{row},Cash" for row in rows)]) + "\n", encoding="utf-8")
    return path


def found(db, check: Check) -> list[QualityIssue]:
    return [issue for issue in check_quality(db, Task()) if issue.check is check]


def test_books_in_order_have_no_issue(books, tmp_path):
    import_files(books, Task(), [fidelity(tmp_path, "Jul-17-2026", "AAPL,APPLE INC,10,$300.00,$3000.00,$2000.00")])
    assert check_quality(books, Task()) == ()


def test_a_value_that_is_not_quantity_times_price(books, tmp_path):
    import_files(books, Task(), [fidelity(tmp_path, "Jul-13-2026", "VTI,VANGUARD,10,$300.00,$2900.00,$2000.00")])
    (issue,) = found(books, Check.VALUE)
    assert (issue.symbol, issue.found, issue.expected, issue.import_id) == ("VTI", Decimal(2900), Decimal(3000), 1)


def test_a_brokers_own_exchange_rate_is_no_wrong_value(books, tmp_path):
    account = {"name": "There", "broker": "ibkr", "number_masked": "2222", "currency": "CHF", "positions": [MSTR]}
    portfolio = {"format": "advisor-portfolio", "version": 1, "as_of": "2026-07-13", "accounts": [account]}
    (tmp_path / "books.json").write_text(json.dumps(portfolio), encoding="utf-8")
    import_files(books, Task(), [tmp_path / "books.json"])
    state_exchange_rate(books, Task(), "CHF", Decimal("1.12"))
    (position,) = list_positions(books, Task()).positions
    assert position.value == Decimal("134.89")  # 120.44 francs, at the broker's rate 151.95 dollars
    assert not found(books, Check.VALUE)


def test_a_missing_cost_basis_can_be_stated_until_the_quantity_changes(books, tmp_path):
    import_files(books, Task(), [fidelity(tmp_path, "Jul-13-2026", "VTI,VANGUARD,10,$300.00,$3000.00,")])
    (issue,) = found(books, Check.COST_BASIS)
    state_cost_basis(books, Task(), issue.account.id, "VTI", Decimal("1234.50"))
    assert not found(books, Check.COST_BASIS)
    assert list_positions(books, Task()).positions[0].cost_basis == Decimal("1234.50")
    import_files(books, Task(), [fidelity(tmp_path, "Jul-14-2026", "VTI,VANGUARD,11,$300.00,$3300.00,")])
    assert found(books, Check.COST_BASIS)
    with pytest.raises(InvalidRequestError):
        state_cost_basis(books, Task(), issue.account.id, "VTI", Decimal(-1))
    with pytest.raises(InvalidRequestError):
        state_cost_basis(books, Task(), issue.account.id, "QQQ", Decimal(1))


def test_lots_that_tell_the_cost_are_enough(books, tmp_path):
    import_files(books, Task(), [fidelity(tmp_path, "Jul-13-2026", "VTI,VANGUARD,10,$300.00,$3000.00,")])
    assert found(books, Check.COST_BASIS)
    history = "Run Date,Account,Account Number,Action,Symbol,Description,Quantity,Price ($),Fees ($),Amount ($)\n"
    bought = "04/02/2026,Brokerage,Z12345678,YOU BOUGHT VANGUARD,VTI,VANGUARD,10,200,,-2000\n"
    (tmp_path / "Accounts_History.csv").write_text(history + bought, encoding="utf-8")
    import_files(books, Task(), [tmp_path / "Accounts_History.csv"])
    assert not found(books, Check.COST_BASIS)


def test_what_a_short_position_took_in_and_what_a_history_leaves_open_can_be_stated(books, tmp_path):
    import_files(books, Task(), [fidelity(tmp_path, "Jul-13-2026", "VTI,VANGUARD,-10,$300.00,$-3000.00,")])
    (issue,) = found(books, Check.COST_BASIS)
    state_cost_basis(books, Task(), issue.account.id, "VTI", Decimal(3200))
    assert [one.cost_basis for one in list_positions(books, Task()).positions if one.symbol == "VTI"] == [Decimal(-3200)]
    history = tmp_path / "history.csv"
    history.write_text(ROBINHOOD + '"7/13/2026","7/13/2026","7/14/2026","F","Ford","ACATI","100","",""\n', encoding="utf-8")
    import_files(books, Task(), [history])
    (issue,) = found(books, Check.COST_BASIS)
    state_cost_basis(books, Task(), issue.account.id, "F", Decimal(1100))
    assert not found(books, Check.COST_BASIS)
    assert [one.cost_basis for one in list_positions(books, Task()).positions if one.symbol == "F"] == [Decimal(1100)]


def test_an_unknown_symbol_can_be_classified(books, tmp_path):
    import_files(books, Task(), [fidelity(tmp_path, "Jul-13-2026", "ZZQXW,NOBODY,10,$3.00,$30.00,$20.00")])
    assert [issue.symbol for issue in found(books, Check.TICKER)] == ["ZZQXW"]
    classify_instrument(books, Task(), "ZZQXW", Sleeve.SMALL_CAP, Sector.ENERGY)
    assert not found(books, Check.TICKER)


def test_a_position_that_turned_negative(books, tmp_path):
    import_files(books, Task(), [fidelity(tmp_path, "Jul-10-2026", "VTI,VANGUARD,5,$300.00,$1500.00,$1000.00")])
    import_files(books, Task(), [fidelity(tmp_path, "Jul-13-2026", "VTI,VANGUARD,-5,$300.00,$-1500.00,$-1000.00")])
    (issue,) = found(books, Check.NEGATIVE)
    assert (issue.symbol, issue.found, issue.expected) == ("VTI", -5, 5)
    import_files(books, Task(), [fidelity(tmp_path, "Jul-14-2026", "VTI,VANGUARD,-5,$301.00,$-1505.00,$-1000.00")])
    assert not found(books, Check.NEGATIVE)  # it was negative before


def test_a_total_that_differs_counts_while_its_file_is_the_newest(books):
    golden = Path(__file__).parents[1] / "golden" / "schwab" / "all_accounts_2020.csv"
    import_files(books, Task(), [golden])
    (issue,) = found(books, Check.TOTAL)
    assert issue.file == "all_accounts_2020.csv" and issue.found != issue.expected


def test_old_figures(books, tmp_path):
    import_files(books, Task(), [fidelity(tmp_path, "Jun-01-2026", "VTI,VANGUARD,10,$300.00,$3000.00,$2000.00")])
    (issue,) = found(books, Check.STALE)
    assert issue.as_of == date(2026, 6, 1)
    import_files(books, Task(), [fidelity(tmp_path, "Jul-13-2026", "VTI,VANGUARD,10,$301.00,$3010.00,$2000.00")])
    assert not found(books, Check.STALE)


def test_a_history_is_as_old_as_its_last_entry_whatever_the_market_says(books, tmp_path):
    row = '"04/02/2026","04/02/2026","04/06/2026","VTI","Vanguard Total Stock Market","Buy","2","$290.00","($580.00)"\n'
    (tmp_path / "activity.csv").write_text(ROBINHOOD + row, encoding="utf-8")
    import_files(books, Task(), [tmp_path / "activity.csv"])
    assert list_positions(books, Task()).positions[0].as_of > date(2026, 4, 2)  # the day of its newest price
    assert [issue.as_of for issue in found(books, Check.STALE)] == [date(2026, 4, 2)]
    assert [(issue.symbol, issue.found) for issue in found(books, Check.CASH)] == [("USD", Decimal(580))]


def test_a_history_that_sells_what_it_never_bought(books, tmp_path):
    path = tmp_path / "activity.csv"
    path.write_text(
        ROBINHOOD + '"7/1/2026","7/1/2026","7/2/2026","META","Meta","Sell","2","$700.00","$1,400.00"\n', encoding="utf-8"
    )
    import_files(books, Task(), [path])
    assert [issue.symbol for issue in found(books, Check.HISTORY)] == ["META"]


def test_money_in_a_foreign_currency_counts_once_its_rate_is_stated(books):
    golden = Path(__file__).parents[1] / "golden" / "degiro"
    path = next(path for path in sorted(golden.glob("*.csv")) if "ortfolio" in path.name)
    import_files(books, Task(), [path])
    before = list_positions(books, Task())
    (issue,) = found(books, Check.RATE)
    assert issue.symbol == "EUR" and not before.positions
    assert issue.found == sum(position.value for position in before.unconverted)
    state_exchange_rate(books, Task(), "eur", Decimal("1.25"), date(2026, 7, 13))
    after = list_positions(books, Task())
    assert not found(books, Check.RATE) and not after.unconverted
    by_hand = sum(round(position.value * Decimal("1.25"), 2) for position in before.unconverted)
    assert abs(after.total_value - by_hand) <= Decimal("0.01") * len(after.positions)
    for code, dollars in (("USD", 1), ("EURO", 1), ("EUR", 0), ("EUR", -1), ("EUR", Decimal("NaN"))):
        with pytest.raises(InvalidRequestError):
            state_exchange_rate(books, Task(), code, Decimal(dollars))


def test_totals_are_told_in_the_accounts_own_money(books):
    golden = Path(__file__).parents[1] / "golden" / "degiro" / "portfolio_de.csv"
    (file,) = import_files(books, Task(), [golden]).files
    assert file.preview.statement.currency == "EUR"
    (record,) = list_positions(books, Task()).imports
    assert record.currency == "EUR"


def test_an_account_of_which_only_the_history_is_there_asks_for_its_positions(books, tmp_path):
    golden = Path(__file__).parents[1] / "golden" / "schwab" / "Individual_XXX123_Transactions_20260301-101500.csv"
    import_files(books, Task(), [golden])
    (issue,) = check_quality(books, Task())
    assert (issue.check, issue.account.name, issue.fix) == (Check.POSITIONS, "Individual", Fix.IMPORT_POSITIONS)
    measured = measure_exposure(books, Task())
    assert "positions are imported too" in why_nothing_counts(measured.issues)
    assert build_rail_total(measured).accounts_text == "No positions yet"
    positions = tmp_path / "positions.csv"
    head = '"Positions for account Individual ...123 as of 07:49 PM ET, 2026/07/16"\n\n'
    rows = '"Symbol","Description","Quantity","Price","Market Value","Cost Basis"\n"NVDA","NVIDIA","1","$2.00","$2.00","$1.00",\n'
    rows += '"Account Total","","","","$2.00","$1.00",\n'
    positions.write_text(head + rows, encoding="utf-8")
    import_files(books, Task(), [positions])
    assert not found(books, Check.POSITIONS)
