"""What damaged files have brought to light, each as small as it gets, and files made to exhaust the machine."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from damaged_workbooks import write_workbook

from advisor.domain.errors import AdvisorError, UnreadableFileError
from advisor.domain.money import round_to_cents
from advisor.domain.statement import Statement
from advisor.importers.read import read_statement
from advisor.importers.reading.amounts import read_amount
from advisor.importers.reading.strays import ABOVE_THE_HEADINGS
from advisor.services.export_portfolio import export_portfolio
from advisor.services.import_choices import Pasted
from advisor.services.import_files import import_files
from advisor.services.list_transactions import list_transactions
from advisor.services.measure_exposure import measure_exposure
from advisor.services.open_books import open_books
from advisor.services.task import Task

GOLDEN = Path(__file__).parents[1] / "golden"
FIDELITY = "Account number,Account name,Symbol,Description,Quantity,Last price,Current value,Cost basis total\n"
YAHOO_DEALS = (
    "Symbol,Current Price,Date,Time,Change,Open,High,Low,Volume,Trade Date,Purchase Price,Quantity,Commission,High Limit,"
    "Low Limit,Comment,Transaction Type\n"
)
SECONDS = 10


def read(text: str, name: str = "export.csv") -> Statement:
    return read_statement(text.encode(), name)


def reasons(statement: Statement) -> dict[int, str]:
    return {row.line: row.reason for row in statement.skipped}


def golden(name: str) -> str:
    return (GOLDEN / name).read_text("utf-8-sig")


def test_a_position_and_pending_activity_above_the_headings_are_told_of() -> None:
    above = "Z12345678,Mine,MSFT,MICROSOFT,1,300,$30000.00,$200.00\nZ1,Mine,Pending activity,,,,$440.92,\n"
    statement = read(f"{above}{FIDELITY}Z2,Hers,VTI,VANGUARD,1,300,300,200\n")
    assert reasons(statement) == {1: ABOVE_THE_HEADINGS, 2: ABOVE_THE_HEADINGS}
    assert statement.structure == 1 and statement.rows_stored == 1
    assert statement.skipped[0].text == "····5678,Mine,MSFT,MICROSOFT,1,300,$30000.00,$200.00"


def test_an_account_number_is_never_told_wherever_its_cell_has_moved() -> None:
    statement = read(f"{FIDELITY}Z12345678,Mine,VTI,A,1,300,300,200\nMine,VTI,A,1,300,300,Z12345678,200\n")
    (skipped,) = statement.skipped
    assert "····5678" in skipped.text and "Z12345678" not in skipped.text + skipped.reason
    ofx = golden("ofx/plan_401k.qfx")
    assert all(account.number not in row.text for row in read(ofx, "a.qfx").skipped for account in read(ofx, "a.qfx").accounts)


def test_an_entry_without_any_figure_above_the_headings_is_told_of() -> None:
    """Robinhood's options leave with "2S" as their quantity."""
    headings, *rows = golden("robinhood/activity_2026.csv").split("\n", 1)
    lapsed = "6/19/2026,6/19/2026,6/19/2026,SOFI,Option Expiration for SOFI 6/19/2026 Put $12.50,OEXP,2S,,"
    assert ABOVE_THE_HEADINGS in reasons(read("\n".join([lapsed, headings, *rows]))).values()


def test_rows_of_a_flex_query_above_its_first_headings_are_told_of() -> None:
    headings, row, *rest = golden("ibkr/flex_trades.csv").split("\n")
    assert reasons(read("\n".join([row, headings, *rest])))[1] == ABOVE_THE_HEADINGS


def test_rows_that_went_into_others_are_no_rows_above_the_headings() -> None:
    """A sale comes first here, and is taken off the purchases below it."""
    deals = "VTI,1,2026/09/02,,,,,,,20260801,1.0,1.0,,,,,SELL\nVTI,1,2026/09/02,,,,,,,20260101,1.0,2.0,,,,,BUY\n"
    statement = read(YAHOO_DEALS + deals)
    assert (statement.structure, statement.rows_stored, statement.skipped) == (1, 2, ())


def test_a_merrill_row_whose_headings_are_gone_is_told_of() -> None:
    summary = "CMA 70X-20002,Value,Day's Value Change,Unrealized Gain/Loss\n"
    text = golden("merrill/screen_2026.csv")
    moved = "Money accounts,ML DIRECT DEPOSIT PROGRM,450,$1.00,--,$450.00,--,$0.00,--,-- --\n"
    assert ABOVE_THE_HEADINGS in reasons(read(f"{text}{summary}{moved}")).values()


@pytest.mark.parametrize(
    ("name", "row", "below"),
    [
        ("fidelity/Statement3312026.csv", "FXAIX,FIDELITY 500 INDEX FUND,0.25000,200.00000,0.,50.00,49.00", "Account Type,"),
        ("tiaa/two_plans_2026.csv", '"Vanguard 500 (VIIIX)","$50.24","$5.0240","10.0000","$16.00","0.32%"', "HARBOR STATE"),
    ],
)
def test_a_position_that_stands_where_a_title_does_is_told_of(name: str, row: str, below: str) -> None:
    lines = golden(name).splitlines(keepends=True)
    at = next(index for index, line in enumerate(lines) if below in line) + 1
    statement = read("".join([*lines[:at], row, "\n", *lines[at:]]), name.rpartition("/")[2])
    assert at + 1 in reasons(statement)


def test_etrades_cash_above_the_headings_is_told_of() -> None:
    assert reasons(read(f"CASH,,,,,,,,,1475.00\n{golden('etrade/all_positions_2026.csv')}"))[1] == ABOVE_THE_HEADINGS


def test_cash_that_no_position_stands_beside_is_told_of() -> None:
    """Where the section of the positions cannot be made out, the balances are not all that the account holds."""
    text = golden("ibkr/activity_statement.csv").replace("Open Positions,", "Position,")
    assert any("the cash was left out too" in warning.message for warning in read(text).warnings)


def test_a_cost_worked_out_from_a_fraction_of_a_cent_is_whole_cents() -> None:
    """Merrill's screen prints the gain, and no cost."""
    text = golden("merrill/screen_2026.csv").replace("-$50.00 -1.79%", "-0.004 -1.79%")
    assert Decimal("2750.00") in {position.cost_basis for position in read(text).positions}


def test_cash_is_kept_when_the_headings_of_the_positions_are_damaged() -> None:
    """Interactive Brokers tells balances in every statement; they are positions where positions are listed."""
    text = golden("ibkr/activity_statement.csv").replace("Open Positions,Header", "Open Positions,Heading")
    assert [position.symbol for position in read(text).positions] == ["CASH", "CASH"]


@pytest.mark.parametrize("element", [{}, [], None, {"date": ""}])
def test_an_empty_element_is_skipped_with_its_text(element: object) -> None:
    export = json.loads(golden("ghostfolio/export.json"))
    export["activities"].insert(0, element)
    (skipped, *_) = read(json.dumps(export), "export.json").skipped
    assert skipped.line == 1 and skipped.text and skipped.reason


@pytest.mark.parametrize("rows", [1, 3])
def test_a_total_with_a_fraction_of_a_cent_can_be_stored(rows: int, tmp_path: Path) -> None:
    text = golden("ameriprise/all_accounts_2026.csv").replace("$27,660.00", "27660.0012345" + "6" * rows)
    assert read(text).reported_total == Decimal("27660.00")
    with open_books(tmp_path / "books.db") as db:
        import_files(db, Task(), [Pasted("ameriprise.csv", text.encode())])


def test_accounts_that_differ_in_case_alone_are_stored_and_recognised(tmp_path: Path) -> None:
    text = f"{FIDELITY}X10000017,Mine,VTI,A,1,300,300,200\nx10000017,Mine,BND,B,1,70,70,60\n"
    with open_books(tmp_path / "books.db") as db:
        for quantity in (1, 2, 3):
            import_files(db, Task(), [Pasted("export.csv", text.replace(",1,", f",{quantity},").encode())])
        positions = measure_exposure(db, Task()).portfolio.positions
    assert sorted((position.symbol, position.quantity) for position in positions) == [("BND", 3), ("VTI", 3)]


def test_an_account_of_entries_alone_is_exported(tmp_path: Path) -> None:
    history = GOLDEN / "fidelity" / "Accounts_History_2023.csv"
    with open_books(tmp_path / "one.db") as db:
        import_files(db, Task(), [history])
        entries = list_transactions(db, Task())
        outcome = export_portfolio(db, Task(), tmp_path / "books.json")
    assert outcome.transactions == len(entries) > 0 and outcome.accounts == len({entry.account for entry in entries})
    with open_books(tmp_path / "two.db") as db:
        import_files(db, Task(), [tmp_path / "books.json"])
        assert len(list_transactions(db, Task())) == len(entries)


def test_what_no_account_could_hold_is_left_out() -> None:
    cash = "$$CASH_TX,,,,,,,,,20260105,,99999999999999.99,,,,,DEPOSIT\n" * 2
    statement = read(f"{YAHOO_DEALS}{cash}VTI,1,2026/09/02,,,,,,,20260101,1.0,2.0,,,,,BUY\n")
    assert [position.symbol for position in statement.positions] == ["VTI"]
    assert any("more than any account could hold" in warning.message for warning in statement.warnings)
    product = read(f"{FIDELITY}Z1,Mine,AAA,A,99999999999999,99999999999999,,1\nZ1,Mine,VTI,B,1,300,300,200\n")
    assert [position.symbol for position in product.positions] == ["VTI"] and list(reasons(product)) == [2]
    assert product.records == product.structure + product.rows_stored + len(product.skipped)


def test_a_lot_that_no_account_could_pay_has_no_cost(tmp_path: Path) -> None:
    deals = (
        "VTI,0.01,2026/09/02,,,,,,,20260101,99999999.0,99999999999.0,,,,,BUY\nBND,1,2026/09/02,,,,,,,20260101,1.0,2.0,,,,,BUY\n"
    )
    statement = read(YAHOO_DEALS + deals)
    assert {lot.symbol: lot.cost_basis for lot in statement.lots} == {"VTI": None, "BND": Decimal("2.00")}
    assert any("its cost is left open" in warning.message for warning in statement.warnings)
    with open_books(tmp_path / "books.db") as db:
        import_files(db, Task(), [Pasted("quotes.csv", (YAHOO_DEALS + deals).encode())])


def test_the_product_of_large_amounts_is_rounded() -> None:
    assert round_to_cents(Decimal("99999999999999.99") ** 2) == Decimal("9999999999999998000000000000.00")


@pytest.mark.parametrize("text", ["1e-99", "-1E-40", "1e15", "9" * 15])
def test_numbers_beyond_all_measure_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no amount|not a number"):
        read_amount(text)


def test_a_row_of_nothing_but_commas_has_a_text() -> None:
    statement = read(golden("fidelity/Accounts_History_2023.csv").replace("01/19/2023,", '",,,,",', 1))
    assert all(row.text for row in statement.skipped) and statement.skipped


def deep_json(depth: int) -> bytes:
    return b'{"accounts": ' + b"[" * depth + b"]" * depth + b"}"


def deep_xml(depth: int) -> bytes:
    return b'<?xml version="1.0"?><FlexQueryResponse>' + b"<a>" * depth + b"</a>" * depth + b"</FlexQueryResponse>"


def deep_ofx(depth: int) -> bytes:
    return b"OFXHEADER:100\nDATA:OFXSGML\n\n<OFX>" + b"<AGG>" * depth + b"</AGG>" * depth + b"</OFX>"


@pytest.mark.parametrize(("nested", "name"), [(deep_json, "a.json"), (deep_xml, "a.xml"), (deep_ofx, "a.ofx")])
@pytest.mark.parametrize("depth", [900, 200_000])
def test_what_is_nested_without_end_is_refused_in_seconds(nested: Callable[[int], bytes], name: str, depth: int) -> None:
    began = time.process_time()
    with pytest.raises(AdvisorError) as refusal:
        read_statement(nested(depth), name)
    assert refusal.value.exit_code == 3
    assert time.process_time() - began < SECONDS


def test_a_file_beyond_the_limit_is_refused_before_it_is_read() -> None:
    began = time.process_time()
    with pytest.raises(UnreadableFileError, match="64 MB is the limit"):
        read_statement(b"x" * (64 * 2**20 + 1), "export.csv")
    assert time.process_time() - began < 1


@pytest.mark.parametrize("filler", [b"\n", b",", b'"', b"<", b"[", b"\x00", b"a"])
def test_sixty_megabytes_of_nothing_are_refused_in_seconds(filler: bytes) -> None:
    began = time.process_time()
    with pytest.raises(AdvisorError) as refusal:
        read_statement(filler * (60 * 2**20), "export.csv")
    assert refusal.value.exit_code == 3
    assert time.process_time() - began < SECONDS


def test_a_document_of_nothing_but_tags_is_refused_before_it_fills_the_memory() -> None:
    began = time.process_time()
    with pytest.raises(AdvisorError, match="more elements than any export"):
        read_statement(b"<a>" * 5_000_000, "a.xml")
    assert time.process_time() - began < 1


def test_a_million_blank_rows_of_a_workbook_are_passed_over() -> None:
    rows: list[list[str]] = [line.split(",") for line in f"{FIDELITY}Z1,Mine,VTI,B,1,300,300,200".splitlines()]
    began = time.process_time()
    blank: list[list[str]] = [[]] * 1_000_000
    statement = read_statement(write_workbook({"Sheet1": rows + blank}, typed=True), "a.xlsx")
    assert statement.rows_stored == 1
    assert time.process_time() - began < 3 * SECONDS
