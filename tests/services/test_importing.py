"""Importing as the investor lives it: looking first, updating accounts, taking back, comparing with last time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.domain.classification import Sleeve
from advisor.domain.errors import AdvisorError, DatabaseRefusedError, TaskCancelled
from advisor.domain.portfolio import TaxType
from advisor.domain.statement import with_assumed_day
from advisor.services.back_up import back_up
from advisor.services.import_choices import FileChoices, ImportChoices
from advisor.services.import_files import import_files, preview_files
from advisor.services.measure_exposure import measure_exposure
from advisor.services.open_books import open_books
from advisor.services.task import Changed, Task
from advisor.services.undo_import import undo_import

HEADING = "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type"
ONE_LINE = Path(__file__).parents[1] / "golden" / "ofx" / "brokerage_one_line.ofx"


@pytest.fixture
def books(tmp_path):
    with open_books(tmp_path / "books.db") as db:
        yield db


@pytest.fixture
def statement(tmp_path):
    """Write a Fidelity file of a day: `statement("Jul-13-2026", ("VTI", 10), account="Z1")`."""

    def write(day: str, *positions: tuple[str, int], account: str = "Z12345678", name: str = "Rollover IRA"):
        folder = tmp_path / f"{day}-{account}"
        folder.mkdir()
        path = folder / f"Portfolio_Positions_{day}.csv"
        rows = [f"{account},{name},{symbol},A NAME,{n},$100.00,${n * 100}.00,${n * 90}.00,Cash" for symbol, n in positions]
        path.write_text("\n".join([HEADING, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def test_a_preview_says_what_would_change_and_stores_nothing(books, statement):
    import_files(books, Task(), [statement("Jun-01-2026", ("VTI", 10), ("NVDA", 5), ("AAPL", 2))])
    (preview,) = preview_files(books, Task(), [statement("Jul-13-2026", ("VTI", 10), ("NVDA", 8), ("BND", 1))])
    by_symbol = {position.symbol: preview.quantity_changes.get(position) for position in preview.statement.positions}
    assert by_symbol == {"VTI": Decimal(0), "NVDA": Decimal(3), "BND": None}
    (match,) = preview.accounts
    assert (match.closed, match.previous_as_of) == (("AAPL",), date(2026, 6, 1))
    assert books.table("imports").count == 1


def test_what_changed_is_told_apart_where_a_whole_file_is_one_line(books, tmp_path):
    before, after = tmp_path / "july.ofx", tmp_path / "august.ofx"
    before.write_bytes(ONE_LINE.read_bytes())
    after.write_bytes(ONE_LINE.read_bytes().replace(b"<UNITS>10<UNITPRICE>230.50", b"<UNITS>12<UNITPRICE>230.50"))
    import_files(books, Task(), [before])
    (preview,) = preview_files(books, Task(), [after])
    changed = {position.symbol for position, difference in preview.quantity_changes.items() if difference}
    assert changed == {"AAPL"} and len(preview.quantity_changes) == len(preview.statement.positions)


def test_an_account_is_known_again_and_keeps_what_the_investor_said(books, statement):
    first = ImportChoices(account_name="Old job's plan", tax_type=TaxType.ROTH)
    import_files(books, Task(), [statement("Jun-01-2026", ("VTI", 10))], first)
    import_files(books, Task(), [statement("Jul-13-2026", ("VTI", 11))])
    (account,) = measure_exposure(books, Task()).portfolio.accounts
    assert (account.name, account.tax_type, account.number_masked) == ("Old job's plan", TaxType.ROTH, "····5678")
    assert measure_exposure(books, Task(), account_id=account.id).only_account == "Old job's plan"
    assert measure_exposure(books, Task()).only_account == ""


@pytest.mark.parametrize(
    ("number", "name", "tax_type"),
    [
        ("Z12345678", "457(b) plan", TaxType.TRADITIONAL),
        ("Z00004571", "", TaxType.TAXABLE),  # digits of a number say nothing about taxes
        ("457", "", TaxType.TAXABLE),
        ("Z12345678", "ROTH IRA", TaxType.ROTH),
        ("Z12345678", "Miranda's savings", TaxType.TAXABLE),
    ],
)
def test_the_tax_type_is_guessed_from_the_accounts_name(books, statement, number, name, tax_type):
    (preview,) = preview_files(books, Task(), [statement("Jul-13-2026", ("VTI", 1), account=number, name=name)])
    assert [match.tax_type for match in preview.accounts] == [tax_type]


def test_no_whole_account_number_is_kept_or_shown(books, tmp_path):
    path = tmp_path / "Portfolio_Positions_Jul-13-2026.csv"
    heading = "Account Name/Number,Symbol,Description,Quantity,Last Price,Current Value"
    rows = ("Individual Z98765432,VTI,A NAME,1,$100.00,$100.00", "Individual Z98765432,BND,A NAME,ten,$100.00,$100.00")
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    (file,) = import_files(books, Task(), [path]).files
    (match,) = file.preview.accounts
    (skipped,) = file.preview.statement.skipped
    assert (match.name, match.number_masked) == ("Individual ····5432", "····5432")
    assert skipped.text.startswith("Individual ····5432,BND")
    stored = [tuple(books.query(f"select * from {table}")) for table in ("accounts", "import_notes", "positions")]
    assert "····5432" in repr(stored)
    assert "98765432" not in repr(stored)


def test_a_row_left_out_tells_no_account_number_wherever_it_stands(books, statement):
    path = statement("Jul-13-2026", ("VTI", 1), account="X12-345678", name="Mine (X12-345678)")
    text = path.read_text(encoding="utf-8")
    row = text.splitlines()[-1].replace(",1,", ",X12-345678,")
    path.write_text(f"{text}{row}\n", encoding="utf-8")
    (file,) = import_files(books, Task(), [path]).files
    (skipped,) = file.preview.statement.skipped
    assert "····5678" in skipped.text
    assert "X12-34" not in skipped.text + skipped.reason


def test_a_backup_that_failed_is_not_the_last_one(books, tmp_path):
    with pytest.raises(DatabaseRefusedError):
        back_up(books, Task(), tmp_path / "no such folder" / "copy.db")
    assert measure_exposure(books, Task()).last_backup is None
    back_up(books, Task(), tmp_path / "copy.db")
    assert measure_exposure(books, Task()).last_backup is not None


def test_the_same_symbol_in_two_accounts_stays_apart(books, statement):
    import_files(
        books,
        Task(),
        [statement("Jul-13-2026", ("VTI", 10)), statement("Jul-13-2026", ("VTI", 4), account="Z87654321", name="Roth")],
    )
    positions = measure_exposure(books, Task()).portfolio.positions
    assert sorted(position.quantity for position in positions) == [4, 10]


def test_all_files_or_none(books, statement, tmp_path):
    broken = tmp_path / "broken.csv"
    broken.write_text("Ball,Red\n", encoding="utf-8")
    with pytest.raises(AdvisorError):
        import_files(books, Task(), [statement("Jul-13-2026", ("VTI", 10)), broken])
    assert books.table("imports").count == 0


def test_a_cancelled_import_stores_nothing(books, statement):
    task = Task()
    task.cancel()
    with pytest.raises(TaskCancelled):
        import_files(books, task, [statement("Jul-13-2026", ("VTI", 10))])
    assert books.table("imports").count == 0


def test_since_the_last_import_compares_only_what_both_know(books, statement):
    import_files(books, Task(), [statement("Jun-01-2026", ("VTI", 10))])
    assert measure_exposure(books, Task()).previous is None
    import_files(books, Task(), [statement("Jun-20-2026", ("BND", 7), account="Z87654321", name="Roth")])
    assert measure_exposure(books, Task()).previous is None
    import_files(books, Task(), [statement("Jul-13-2026", ("VTI", 12))])
    measured = measure_exposure(books, Task())
    assert measured.previous_as_of == date(2026, 6, 1)
    assert (measured.previous.total_value, measured.exposure.total_value) == (Decimal(1700), Decimal(1900))


def test_undo_of_an_earlier_import_leaves_the_later_one(books, statement):
    outcome = import_files(books, Task(), [statement("Jun-01-2026", ("VTI", 10))])
    import_files(books, Task(), [statement("Jul-13-2026", ("VTI", 12))])
    undone = undo_import(books, Task(), outcome.files[0].import_id)
    assert undone.changed is Changed.HOLDINGS
    measured = measure_exposure(books, Task())
    assert measured.exposure.total_value == Decimal(1200)
    assert [record.as_of for record in measured.portfolio.imports] == [date(2026, 7, 13)]


def test_a_plan_fund_without_ticker_is_seen_through_by_its_name(books, tmp_path):
    path = tmp_path / "OfxDownload.csv"
    name = "Vanguard Total Bond Market Index Fund Institutional Shares"
    path.write_text(
        f"Plan Number,Plan Name,Fund Name,Shares,Price,Total Value,\n076545,A PLAN,{name},10.000,9.66,96.60,\n", "utf-8"
    )
    import_files(books, Task(), [path])
    exposure = measure_exposure(books, Task()).exposure
    assert exposure.sleeves[Sleeve.FIXED_INCOME].value == Decimal("96.60")
    assert exposure.unclassified == ()


def test_a_file_without_a_date_says_which_day_it_is_given(books, tmp_path):
    path = tmp_path / "OfxDownload.csv"
    path.write_text(
        "Account Number,Investment Name,Symbol,Shares,Share Price,Total Value,\n1234,VTI ETF,VTI,1,300.00,300.00,\n", "utf-8"
    )
    outcome = import_files(books, Task(), [path], ImportChoices(as_of=date(2026, 7, 13)))
    statement = outcome.files[0].preview.statement
    assert statement.as_of == date(2026, 7, 13)
    assert any("Jul 13, 2026" in warning.message for warning in statement.warnings)
    assert measure_exposure(books, Task()).portfolio.as_of == date(2026, 7, 13)


def test_two_files_with_the_same_account_key_keep_their_own_choices(books, statement, tmp_path):
    fidelity = statement("Jul-13-2026", ("VTI", 10), account="12345678", name="Mine")
    vanguard = tmp_path / "OfxDownload.csv"
    vanguard.write_text(
        "Account Number,Investment Name,Symbol,Shares,Share Price,Total Value,\n12345678,VTI ETF,VTI,1,300.00,300.00,\n", "utf-8"
    )
    said = FileChoices(tax_types={"12345678": TaxType.ROTH}, as_of=date(2026, 7, 1))
    first, second = preview_files(books, Task(), [fidelity, vanguard])
    assert {match.key for preview in (first, second) for match in preview.accounts} == {"12345678"}
    assert (first.names_its_day, second.names_its_day) == (True, False)
    import_files(books, Task(), [fidelity, vanguard], ImportChoices(by_file={second.sha256: said}))
    portfolio = measure_exposure(books, Task()).portfolio
    assert {account.broker: account.tax_type for account in portfolio.accounts} == {
        "fidelity": TaxType.TAXABLE,
        "vanguard": TaxType.ROTH,
    }
    assert {record.broker: record.as_of for record in portfolio.imports} == {
        "fidelity": date(2026, 7, 13),
        "vanguard": date(2026, 7, 1),
    }


def test_another_assumed_day_replaces_the_earlier_one(books, tmp_path):
    path = tmp_path / "OfxDownload.csv"
    path.write_text(
        "Account Number,Investment Name,Symbol,Shares,Share Price,Total Value,\n1234,VTI ETF,VTI,1,300.00,300.00,\n", "utf-8"
    )
    (preview,) = preview_files(books, Task(), [path])
    moved = with_assumed_day(preview.statement, date(2026, 7, 1))
    assert len(moved.warnings) == len(preview.statement.warnings)
    assert moved.warnings[-1].message.endswith("Jul 1, 2026.")
