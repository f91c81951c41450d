"""A workbook is read as its sheets would be when saved as CSV; nothing in it vanishes, and nothing in it exhausts the machine."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.domain.errors import AdvisorError, UnreadableFileError
from advisor.domain.statement import Statement
from advisor.importers.read import read_statement
from advisor.importers.reading.records import decode
from advisor.importers.reading.workbook import read_sheets

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*/*.csv"))
# Elsewhere, the program would be set to another order of days and months.
AMERICAN = {"etrade", "fidelity", "jpmorgan", "merrill", "morgan_stanley", "schwab", "vanguard"}
SHEET = "xl/worksheets/sheet1.xml"
FIDELITY = [
    "Account Number",
    "Account Name",
    "Symbol",
    "Description",
    "Quantity",
    "Last Price",
    "Current Value",
    "Cost Basis Total",
]
CLOSING = ["Date downloaded 03/06/2026 8:00 PM ET"]


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_part(content: bytes, change: Callable[[bytes], bytes], part: str = SHEET) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            data = old.read(member)
            new.writestr(member.filename, change(data) if member.filename == part else data)
    return changed.getvalue()


def fidelity(number: str, *rows: Sequence[object]) -> list[Sequence[object]]:
    return [FIDELITY, *([number, "Mine", *row] for row in rows), [], CLOSING]


def told(statement: Statement, *but: str) -> object:
    """All that does not depend on the lines."""
    rows = [row._asdict() for row in (*statement.positions, *statement.lots, *statement.transactions)]
    counts = (statement.records, statement.structure, statement.rows_stored, len(statement.skipped))
    what = [{field: value for field, value in row.items() if field not in {"line", *but}} for row in rows]
    return what, counts, statement.accounts, statement.as_of, statement.reported_total


def as_typed(cell: str) -> object:
    """What a spreadsheet program makes of a cell when it opens a CSV file; identifiers with leading zeros are kept as text."""
    bare = cell.strip()
    if re.fullmatch(r"-?(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:,\d{3})+)?(?:\.\d{1,6})?", bare) and bare.strip("-."):
        return float(bare.replace(",", ""))
    if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", bare):
        with suppress(ValueError):
            return datetime.strptime(bare, "%m/%d/%Y").date()  # noqa: DTZ007 - a day
    return cell


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_golden_file_says_the_same_as_a_workbook(path: Path) -> None:
    text, _ = decode(path.read_bytes(), path.name)
    readings = []
    for delimiter in ",;\t":
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        with suppress(AdvisorError):
            readings.append(told(read_statement(workbook(("Sheet1", list(rows))), path.name)))
    assert told(read_statement(path.read_bytes(), path.name)) in readings


@pytest.mark.parametrize(
    "path", [path for path in GOLDEN if path.parent.name in AMERICAN], ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_a_file_opened_and_saved_by_a_spreadsheet_program_says_the_same(path: Path) -> None:
    text, _ = decode(path.read_bytes(), path.name)
    rows = [list(map(as_typed, row)) for row in csv.reader(io.StringIO(text, newline=""))]
    saved = read_statement(workbook(("Sheet1", rows)), path.name)
    assert told(saved, "name") == told(read_statement(path.read_bytes(), path.name), "name")


def test_cells_read_as_their_owner_sees_them() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(
        [
            date(2026, 3, 6),
            datetime(2026, 3, 6, 16, 30),  # noqa: DTZ001 - cells know no zone
            0.0446,
            1234.5,
            123,
            0.1 + 0.2,
            "00123",
            True,
            20_000_007,
            "=1+1",
        ]
    )
    for cell, number_format in (("C1", "0.00%"), ("D1", '"$"#,##0.00'), ("E1", "00000")):
        sheet[cell].number_format = number_format
    sheet.merge_cells("A3:C3")
    sheet["A3"] = "A title over three columns"
    content = io.BytesIO()
    book.save(content)
    (read,) = read_sheets(content.getvalue(), "book.xlsx")
    values = ["2026-03-06", "2026-03-06 16:30:00", "4.46%", "1234.5", "00123", "0.3", "00123", "TRUE", "20000007", "=1+1"]
    assert read.records[0].cells == values
    assert (read.records[1].line, read.records[1].cells[0]) == (3, "A title over three columns")


def test_a_formula_without_its_result_is_refused_and_not_taken_for_a_blank() -> None:
    rows = fidelity("Z11111111", ["VTI", "ETF", 10, 300.0, "=E2*F2", 2500], ["BND", "ETF", 10, 70.0, 700.0, 650])
    statement = read_statement(workbook(("Positions", rows)), "mine.xlsx")
    assert [position.symbol for position in statement.positions] == ["BND"]
    assert "“=E2*F2” is not a number" in statement.skipped[0].reason


def test_a_sheet_that_is_not_read_is_named_with_its_rows() -> None:
    content = workbook(
        ("Notes", [["sell the oil fund"], ["some day"]]),
        ("Positions", fidelity("Z11111111", ["VTI", "ETF", 10, 300, 3000, 2500])),
        ("Empty", []),
    )
    statement = read_statement(content, "mine.xlsx")
    assert statement.imported_total == Decimal(3000)
    assert [warning.message for warning in statement.warnings] == [
        "The sheet “Notes” with 2 rows was not read: it is not of the layout of a broker's export."
    ]


def test_sheets_of_different_accounts_are_one_statement_whose_lines_go_on() -> None:
    first = fidelity("Z11111111", ["VTI", "ETF", 10, 300, 3000, 2500])
    second = fidelity("Z22222222", ["VTI", "ETF", 1, 300, 300, 250], ["BND", "ETF", "x", 70, 700, 650])
    statement = read_statement(workbook(("One", first), ("Two", second)), "mine.xlsx")
    assert statement.imported_total == Decimal(3300)
    assert [account.number for account in statement.accounts] == ["Z11111111", "Z22222222"]
    assert [position.line for position in statement.positions] == [2, 6] and statement.skipped[0].line == 7
    assert statement.records == statement.structure + statement.rows_stored + len(statement.skipped) == 7
    assert "sheet “Two” are counted from 5 on" in statement.warnings[-1].message


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (fidelity("Z11111111", ["VTI", "ETF", 11, 300, 3300, 2500]), "it holds an account that “One” holds as well"),
        (
            [*fidelity("Z2", ["VTI", "ETF", 1, 1, 1, 1])[:-1], ["Date downloaded 04/06/2026 8:00 PM ET"]],
            "from another day than “One”",
        ),
        (fidelity("Z22222222", ["VTI", "ETF", "x", 300, 300, 250]), "none of its 1 rows can be read"),
    ],
)
def test_sheets_that_would_mix_are_not_put_together(second: Sequence[Sequence[object]], reason: str) -> None:
    first = fidelity("Z11111111", ["VTI", "ETF", 10, 300, 3000, 2500])
    statement = read_statement(workbook(("One", first), ("Two", second)), "mine.xlsx")
    assert statement.imported_total == Decimal(3000)
    assert "“Two” with" in statement.warnings[-1].message and reason in statement.warnings[-1].message


def test_the_years_of_one_account_are_one_history() -> None:
    headings = ["TransactionDate", "TransactionType", "SecurityType", "Symbol", "Quantity", "Amount", "Price", "Commission"]
    years = [
        (str(year), [["For Account:", "####4417"], headings, [f"03/01/{year}", "Bought", "EQ", "VTI", 1, -300, 300, 0]])
        for year in (2025, 2024)
    ]
    statement = read_statement(workbook(*years), "mine.xlsx")
    assert [each.traded.year for each in statement.transactions] == [2025, 2024]
    assert [account.number for account in statement.accounts] == ["XXXX-4417"]
    twice = read_statement(workbook(("One", years[0][1]), ("Two", years[0][1])), "mine.xlsx")
    assert len(twice.transactions) == 1 and "“Two” with 3 rows was not read" in twice.warnings[0].message


def test_a_wrong_record_of_the_sheets_size_cuts_nothing_off() -> None:
    content = workbook(("Positions", fidelity("Z11111111", ["VTI", "ETF", 10, 300, 3000, 2500])))
    shrunk = with_part(content, lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', xml))
    assert shrunk != content
    assert read_statement(shrunk, "mine.xlsx").imported_total == Decimal(3000)


def rows_of(xml: bytes, rows: bytes) -> bytes:
    return xml.replace(b"</sheetData>", rows + b"</sheetData>")


def test_blank_rows_without_end_are_passed_over() -> None:
    content = workbook(("Positions", fidelity("Z11111111", ["VTI", "ETF", 10, 300, 3000, 2500])))
    blank = b"".join(b'<row r="%d"/>' % line for line in range(5, 200_000))
    statement = read_statement(with_part(content, lambda xml: rows_of(xml, blank)), "mine.xlsx")
    assert (statement.records, statement.rows_stored) == (3, 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            with_part(
                workbook(("S", [["a"]])),
                lambda xml: rows_of(
                    xml, b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(2, 2000))
                ),
            ),
            "has more than 20,000,000 cells",
        ),
        (with_part(workbook(("S", [["a"]])), lambda xml: xml + b" " * (257 * 2**20)), "unpacks to 257 MB"),
        (with_part(workbook(("S", [["a"]])), lambda xml: xml + b" " * (17 * 2**20), "xl/styles.xml"), "17 MB of formatting"),
        (workbook(("S", [["a"]]))[:-30], "cut off or damaged"),
        (with_part(workbook(("S", [["a"]])), lambda xml: xml[: len(xml) // 2]), "damaged or protected"),
        (
            with_part(
                workbook(("S", [["a"]])),
                lambda xml: b'<!DOCTYPE x [<!ENTITY e "boom">]>' + xml.replace(b"<sheetData>", b"<sheetData>&e;"),
            ),
            "damaged or protected",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
    ],
    ids=["wide", "bomb", "formatting", "cut", "half a sheet", "entity", "password"],
)
def test_workbooks_that_cannot_be_read_are_refused_for_what_they_are(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read_statement(content, "mine.xlsx")
    assert said in refusal.value.message and refusal.value.hint


WHOLE = workbook(("Positions", fidelity("Z11111111", ["VTI", "ETF", 10, 300, 3000, 2500])))


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.data())
def test_bytes_changed_anywhere_cause_no_accident(data: st.DataObject) -> None:
    content = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        statement = read_statement(bytes(content), "mine.xlsx")
    except AdvisorError as refusal:
        assert refusal.exit_code == 3
    else:
        assert statement.records == statement.structure + statement.rows_stored + len(statement.skipped)
