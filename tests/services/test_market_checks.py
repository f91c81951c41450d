"""Prices, lists and tickers behind what is owned: each fault is told once, with what mends it."""

from __future__ import annotations

import json
from array import array
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market_state import Answer, AnswerKind, AskedFor
from advisor.domain.prices import PriceEvent, PriceEventKind, PriceHistory
from advisor.domain.quality import Check, Fix, QualityIssue
from advisor.presentation.quality import build_quality, issue_sentence
from advisor.services import check_quality as checking
from advisor.services.check_quality import check_quality
from advisor.services.classify_instrument import classify_instrument, forget_classification
from advisor.services.import_files import import_files
from advisor.services.measure_exposure import measure_exposure
from advisor.services.network_switch import set_offline
from advisor.services.open_books import open_books
from advisor.services.task import Task
from advisor.storage.answers import save_answers
from advisor.storage.prices import save_history

HEADING = "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type"
TODAY = date(2026, 7, 20)
MARKET = {Check.OTHER_COMPANY, Check.MISSING_SPLIT, Check.BAD_PRICE, Check.PRICE_JUMP, Check.STALE_PRICE, Check.FUND_WEIGHTS}


@pytest.fixture
def books(tmp_path, monkeypatch):
    monkeypatch.setattr(checking, "today", lambda: TODAY)
    with open_books(tmp_path / "books.db") as db:
        yield db


def own(db, folder: Path, *rows: str, day: str = "Jul-13-2026") -> None:
    path = folder / f"Portfolio_Positions_{day}.csv"
    path.write_text("\n".join([HEADING, *(f"Z12345678,Brokerage,{row},Cash" for row in rows)]) + "\n", encoding="utf-8")
    import_files(db, Task(), [path])


def closes(db, symbol: str, prices, last: date = TODAY, events=()) -> None:
    """Daily closes that end on a day."""
    weekdays = [day for back in range(2 * len(prices) + 7) if (day := last - timedelta(days=back)).weekday() < 5]
    days = array("i", sorted(day.toordinal() for day in weekdays[: len(prices)]))
    units = array("q", [round(price * 10**8) for price in prices])
    save_history(db, PriceHistory(symbol, "USD", days, units, tuple(events), "test"), datetime.now(UTC), replace=False)


def calm(level: float, count: int = 200) -> list[float]:
    return [level * (1 + 0.01 * (-1) ** place) for place in range(count)]


def told(db) -> list[QualityIssue]:
    return [issue for issue in check_quality(db, Task()) if issue.check in MARKET]


AAPL, MSFT = "AAPL,APPLE INC,10,$300.00,$3000.00,$2000.00", "MSFT,MICROSOFT CORP,10,$400.00,$4000.00,$2000.00"


def test_healthy_closes_give_no_issue(books, tmp_path):
    own(books, tmp_path, AAPL, MSFT)
    closes(books, "AAPL", calm(300))
    closes(books, "MSFT", calm(400))
    assert told(books) == []


def test_a_split_that_nobody_noted_is_told_once(books, tmp_path):
    own(books, tmp_path, AAPL, MSFT)
    closes(books, "AAPL", [*calm(300, 198), 60.2, 59.9])
    closes(books, "MSFT", calm(400))
    (issue,) = told(books)
    assert (issue.check, issue.symbol, issue.expected, issue.fix) == (Check.MISSING_SPLIT, "AAPL", Decimal(5), Fix.REFRESH)
    (row,) = build_quality([issue]).rows
    assert "a split of 5 for 1" in row.text and row.verb == "Refresh"
    closes(books, "AAPL", [60.2], TODAY, [PriceEvent(issue.as_of, PriceEventKind.SPLIT, Decimal(5))])
    assert told(books) == []


def test_a_wrong_close_and_one_that_stopped(books, tmp_path):
    own(books, tmp_path, AAPL, MSFT)
    wrong = calm(300)
    wrong[150] = 3000
    closes(books, "AAPL", wrong)
    closes(books, "MSFT", calm(400), TODAY - timedelta(days=14))
    found = told(books)
    assert [(issue.check, issue.symbol) for issue in found] == [(Check.BAD_PRICE, "AAPL"), (Check.STALE_PRICE, "MSFT")]
    assert found[1].as_of == date(2026, 7, 6)


def test_a_ticker_of_another_company(books, tmp_path):
    own(books, tmp_path, "P,PANDORA MEDIA INC,10,$9.00,$90.00,$80.00")
    (issue,) = told(books)
    assert (issue.check, issue.account.name, issue.said, issue.fix) == (
        Check.OTHER_COMPANY,
        "Brokerage",
        "Everpure",
        Fix.CLASSIFY,
    )


def test_old_lists_are_those_of_funds_inside_funds_too(books, tmp_path):
    own(books, tmp_path, "VFIFX,VANGUARD TARGET RETIREMENT 2050,10,$50.00,$500.00,$400.00")
    old = {issue.symbol for issue in check_quality(books, Task()) if issue.check is Check.OLD_FUND_LIST}
    assert old and "VFIFX" not in old  # what it holds is read from a fact sheet; those funds' lists are what is old


def test_an_issue_of_a_symbol_is_that_of_the_accounts_that_hold_it(books, tmp_path):
    own(books, tmp_path, AAPL)
    path = tmp_path / "Portfolio_Positions_Jul-14-2026.csv"
    path.write_text(f"{HEADING}\nX99999999,Other,{MSFT},Cash\n", encoding="utf-8")
    import_files(books, Task(), [path])
    closes(books, "AAPL", [*calm(300, 198), 160.0, 161.0])
    closes(books, "MSFT", calm(400))
    accounts = {account.name: account.id for account in measure_exposure(books, Task()).portfolio.accounts}
    seen = {
        name: [issue.symbol for issue in measure_exposure(books, Task(), account_id=number).issues if issue.check in MARKET]
        for name, number in accounts.items()
    }
    assert seen == {"Brokerage": ["AAPL"], "Other": []}


def test_the_command_line_tells_them(books, tmp_path):
    own(books, tmp_path, "P,PANDORA MEDIA INC,10,$9.00,$90.00,$80.00")
    answer = CliRunner().invoke(main, ["--db", str(tmp_path / "books.db"), "check", "--json"])
    (issue,) = (issue for issue in json.loads(answer.stdout)["issues"] if issue["check"] == "other_company")
    assert "Everpure" in issue["message"]


def test_saying_what_a_ticker_is_settles_which_company_it_means(books, tmp_path):
    own(books, tmp_path, "P,PANDORA MEDIA INC,10,$9.00,$90.00,$80.00")
    assert [issue.check for issue in told(books)] == [Check.OTHER_COMPANY]
    classify_instrument(books, Task(), "P", Sleeve.SMALL_CAP, Sector.COMMUNICATION)
    assert told(books) == []
    forget_classification(books, Task(), "P")
    assert [issue.check for issue in told(books)] == [Check.OTHER_COMPANY]


def test_what_is_said_of_a_company_settles_it_for_each_of_its_classes(books, tmp_path):
    own(books, tmp_path, "GOOG,PANDORA MEDIA INC,10,$9.00,$90.00,$80.00")
    assert [issue.check for issue in told(books)] == [Check.OTHER_COMPANY]
    classify_instrument(books, Task(), "GOOGL", Sleeve.SMALL_CAP, Sector.COMMUNICATION)
    assert told(books) == []


def test_closes_that_do_not_fit_the_file_are_asked_about_until_the_investor_has_said_what_it_is(books, tmp_path):
    own(books, tmp_path, AAPL)
    closes(books, "AAPL", calm(9))
    (issue,) = told(books)
    assert (issue.check, issue.fix) == (Check.OTHER_COMPANY, Fix.CLASSIFY)
    classify_instrument(books, Task(), "AAPL", Sleeve.SMALL_CAP, Sector.ENERGY)
    assert told(books) == []


def test_offline_an_old_list_is_mended_by_a_file(books, tmp_path):
    own(books, tmp_path, "VTI,VANGUARD TOTAL STOCK MARKET,10,$300.00,$3000.00,$2000.00")
    (old,) = (issue for issue in check_quality(books, Task()) if issue.check is Check.OLD_FUND_LIST)
    assert old.fix is Fix.REFRESH
    set_offline(books, Task(), True)
    (old,) = (issue for issue in check_quality(books, Task()) if issue.check is Check.OLD_FUND_LIST)
    assert old.fix is Fix.ADD_FUND_LIST


def test_the_command_line_tells_what_to_type(books, tmp_path):
    own(books, tmp_path, "P,PANDORA MEDIA INC,10,$9.00,$90.00,$80.00")
    answer = CliRunner().invoke(main, ["--db", str(tmp_path / "books.db"), "check"])
    assert "What helps: classify P --sleeve SLEEVE." in answer.stdout


def test_closes_in_pence_are_told_and_fetched_again(books, tmp_path):
    own(books, tmp_path, AAPL)
    closes(books, "AAPL", calm(30_000))
    (issue,) = told(books)
    assert (issue.check, issue.fix) == (Check.OTHER_COMPANY, Fix.REFRESH)
    assert "as pence are of pounds" in issue_sentence(issue)
    closes(books, "AAPL", calm(300))
    assert told(books) == []


def test_a_list_whose_download_failed_is_mended_by_a_file_until_one_succeeds(books, tmp_path):
    def fix() -> Fix:
        (old,) = (issue for issue in check_quality(books, Task()) if issue.check is Check.OLD_FUND_LIST)
        return old.fix

    def answered(kind: AnswerKind, asked_for: AskedFor = AskedFor.HOLDINGS) -> None:
        save_answers(books, [Answer("VTI", "Vanguard", asked_for, kind, "said", datetime.now(UTC))])

    own(books, tmp_path, "VTI,VANGUARD TOTAL STOCK MARKET ETF,10,$300.00,$3000.00,$2000.00")
    assert fix() is Fix.REFRESH
    answered(AnswerKind.FAILED)
    answered(AnswerKind.UPDATED, AskedFor.CLOSES)
    assert fix() is Fix.ADD_FUND_LIST
    answered(AnswerKind.UNCHANGED)
    assert fix() is Fix.REFRESH


def test_prices_that_are_all_old_are_told_once_and_leave_with_one_that_is_new(books, tmp_path):
    def old() -> list[QualityIssue]:
        return [issue for issue in check_quality(books, Task()) if issue.check is Check.OLD_PRICES]

    own(books, tmp_path, AAPL, MSFT, day="Jun-15-2026")
    closes(books, "AAPL", calm(300), date(2026, 7, 10))
    (issue,) = old()
    assert (issue.as_of, issue.account, issue.symbol, issue.fix) == (date(2026, 7, 10), None, "", Fix.REFRESH)
    assert issue_sentence(issue) == "No price is newer than Jul 10, 2026: your money may be worth more or less today."
    set_offline(books, Task(), True)
    assert [issue.fix for issue in old()] == [Fix.IMPORT_NEWER]
    closes(books, "AAPL", calm(300), date(2026, 7, 14))
    assert old() == []
