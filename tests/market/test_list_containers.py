"""One list in every wrapping that issuers, browsers and spreadsheet programs give it: read alike, or refused in plain words."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.domain.errors import AdvisorError, MalformedFileError, UnknownFileError, UnreadableFileError
from advisor.domain.fund_holdings import FundHoldingsFile
from advisor.market import issuers
from advisor.market.fund_lists import read_fund_list
from advisor.market.issuers import read_holdings_file, workbooks

THE_DAY = date(2026, 11, 19)
MIDNIGHT = datetime(2026, 11, 19)  # noqa: DTZ001 - cells know no zone
ROWS = [
    ["Example Core ETF"],
    ["Fund Holdings as of", "Nov 19, 2026"],
    ["Inception Date", "May 22, 2000"],
    [],
    ["Ticker", "Name", "Sector", "Asset Class", "Market Value", "Weight (%)", "Notional Value", "Location"],
    ["AAPL", "APPLE INC", "Information Technology", "Equity", "61,500.50", "61.507", "61,500.50", "United States"],
    ["JPM", "JPMORGAN CHASE & CO", "Financials", "Equity", "38,300.00", "38.303", "38,300.00", "United States"],
    ["XTSLA", "BLK CSH FND TREASURY SL AGENCY", "Cash and/or Derivatives", "Money Market", "190.00", "0.19", "190.00", "-"],
    ["A remark: holdings are subject to change."],
]
TEXT = "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS)


def told(file: FundHoldingsFile) -> tuple[object, ...]:
    lines = [(line.symbol, line.kind.value, round(100 * line.weight, 3), line.market_value) for line in file.lines]
    return file.symbol, file.name, file.publisher, file.as_of, lines, file.skipped


AS_IT_IS = (
    *("EXMP", "Example Core ETF", "iShares", THE_DAY),
    [("AAPL", "share", 61.507, 61500.5), ("JPM", "share", 38.303, 38300.0), ("XTSLA", "cash", 0.19, 190.0)],
    (),
)


def separated(separator: str, cell: Callable[[str], str] = str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([[cell(each) for each in row] for row in ROWS])
    return text.getvalue()


def european(cell: str) -> str:
    is_number = cell.replace(",", "").replace(".", "").isdigit()
    return cell.replace(",", " ").replace(".", ",").replace(" ", ".") if is_number else cell


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]], percent: bool = False) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for cell in (cell for row in sheet.iter_rows() for cell in row if percent and isinstance(cell.value, float)):
            cell.number_format = "0.000%"
    out = io.BytesIO()
    book.save(out)
    book.close()
    return out.getvalue()


def numbers(row: Sequence[str]) -> list[object]:
    """A row as a spreadsheet program holds it."""
    return [float(cell.replace(",", "")) if cell.replace(",", "").replace(".", "").isdigit() else cell for cell in row]


def as_percent(row: Sequence[str]) -> list[object]:
    place = 5
    return [float(cell) / 100 if at == place and cell[:1].isdigit() else cell for at, cell in enumerate(row)]


def spreadsheet_xml(*sheets: tuple[str, Sequence[Sequence[str]]]) -> bytes:
    """As iShares writes it: an ampersand that stands bare, an end tag that fits no other, blank cells left out."""
    text = '\ufeff<?xml version="1.0"?>\n<ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\n'
    text += '<ss:Styles><ss:Style ss:ID="Left"><ss:Alignment/></Style></ss:Styles>\n'
    for title, rows in sheets:
        text += f'<ss:Worksheet ss:Name="{title}"><ss:Table>\n'
        for row in rows:
            text += "<ss:Row>"
            for place, cell in enumerate(row, start=1):
                index = f' ss:Index="{place}"' if place == 2 else ""
                text += f'<ss:Cell{index}>\n<ss:Data ss:Type="String">{cell}</ss:Data></ss:Cell>'
            text += "</ss:Row>\n"
        text += "</ss:Table></ss:Worksheet>\n"
    return (text + "</ss:Workbook>").encode()


def web_page() -> bytes:
    rows = "".join("<TR>" + "".join(f"<TD>{cell.replace('&', '&amp;')}</TD>" for cell in row) + "</TR>" for row in ROWS[4:-1])
    head = "<html><head><style>td {color: red}</style><script>var day = '01/01/2020';</script></head><body>"
    return f"{head}<h1>Example Core ETF</h1><p>Fund Holdings as of 11/19/2026</p><table>{rows}</table></body></html>".encode()


WRAPPINGS = {
    "as it is": TEXT.encode(),
    "byte order mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "UTF-16": TEXT.encode("utf-16"),
    "UTF-16 without a mark": TEXT.encode("utf-16-le"),
    "UTF-16 of the other end": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "lines of Windows": TEXT.replace("\n", "\r\n").encode(),
    "semicolons": separated(";").encode(),
    "semicolons and decimal commas": separated(";", european).encode(),
    "decimal commas in quotes": separated(",", european).encode(),
    "tabs": separated("\t").encode(),
    "bars": separated("|").encode(),
    "workbook": workbook(("Holdings", ROWS)),
    "workbook with numbers": workbook(("Sheet1", [numbers(row) for row in ROWS])),
    "workbook with percent cells": workbook(("Sheet1", [as_percent(row) for row in ROWS]), percent=True),
    "workbook with dates": workbook(("Sheet1", [[MIDNIGHT if cell == "Nov 19, 2026" else cell for cell in row] for row in ROWS])),
    "XML of a spreadsheet": spreadsheet_xml(("Holdings", ROWS)),
    "day before the name": spreadsheet_xml(("Holdings", [["11/19/2026"], *ROWS])),
    "web page": web_page(),
    "controls": TEXT.replace("APPLE", "\x1b[31mAPPLE").encode(),
}


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_one_list_reads_alike_in_every_wrapping(wrapping: str) -> None:
    file = read_fund_list(WRAPPINGS[wrapping], "EXMP_fund.xls")
    assert told(file) == AS_IT_IS
    assert file.not_understood == ()
    assert file.records == file.structure + len(file.lines)
    assert not any(line.name.startswith("\x1b") for line in file.lines)


@pytest.mark.parametrize("wrapped", [workbook, spreadsheet_xml])
def test_the_list_is_found_behind_other_sheets_which_are_told(wrapped: Callable[..., bytes]) -> None:
    facts, history = [["Fund Name", "Example"], ["ISIN", "-"]], [["As Of", "NAV per Share"], ["Nov 19, 2026", "1.00"]]
    content = wrapped(("Key Facts", facts), ("Holdings", ROWS), ("Historical", history))
    file = read_fund_list(content, "EXMP_fund.xls")
    assert told(file) == AS_IT_IS
    assert file.not_understood == ("sheet “Key Facts”", "sheet “Historical”")


@pytest.mark.parametrize(
    "day",
    [
        "2026-11-19",
        "19-Nov-2026",
        "19-Nov-26",
        "19/Nov/2026",
        "November 19, 2026",
        "19.11.2026",
        "19/11/2026",
        "11/19/2026",
        "11/19/26",
    ],
)
def test_the_day_is_read_as_issuers_in_many_places_write_it(day: str) -> None:
    assert read_holdings_file(TEXT.replace("Nov 19, 2026", day).encode(), "EXMP.csv").as_of == THE_DAY


def archive(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", UnreadableFileError, "is empty"),
        (b" \n\n", UnreadableFileError, "is empty"),
        (archive(holdings=TEXT), UnreadableFileError, "is an archive"),
        (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), UnreadableFileError, "another kind than XLSX"),
        (archive(xl__workbook="?"), UnreadableFileError, "damaged spreadsheet"),
        (b"\xd0\xcf\x11\xe0" + bytes(5000), UnreadableFileError, "of the old kind"),
        (workbook(("Empty", [])), UnknownFileError, "no headings"),
        (b"<html><body>Accept our cookies</body></html>", UnknownFileError, "web page"),
        (b"<html><table><tr><td>Ticker</td></tr></table></html>", UnknownFileError, "web page"),
        (spreadsheet_xml(("Historical", [["As Of", "NAV"]])), UnknownFileError, "is XML, not a list"),
        (TEXT.replace('"JPM"', '"JPM').encode()[:-30], UnreadableFileError, "a quotation mark opened on line 9"),
        (TEXT.replace("61.507", "6150.7").encode(), MalformedFileError, "add up to 6,189%"),
        (TEXT.replace("61.507", "-6150.7").encode(), MalformedFileError, "add up to -6,112%"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(content: bytes, error: type[AdvisorError], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        read_fund_list(content, "EXMP_holdings.csv")
    assert caught.value.exit_code == 3
    assert caught.value.file == "EXMP_holdings.csv"
    assert caught.value.hint.endswith(".")


def test_weights_that_are_no_fund_s_are_refused_with_their_column() -> None:
    with pytest.raises(MalformedFileError) as caught:
        read_holdings_file(TEXT.replace("38.303", "3,830.3").encode(), "EXMP.csv")
    assert (caught.value.line, caught.value.column) == (5, "Weight (%)")


def test_a_line_whose_cells_have_slipped_is_left_out_with_its_number() -> None:
    slipped = TEXT.replace('"JPM","JPMORGAN', '"JPM,"JPMORGAN')
    file = read_holdings_file(slipped.encode(), "EXMP.csv")
    assert [(row.line, row.reason) for row in file.skipped] == [(7, "“38,300.00” is no weight")]


def test_a_workbook_made_to_exhaust_the_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "_MOST_CELLS", 20)
    with pytest.raises(UnreadableFileError, match="far more than a list"):
        read_holdings_file(workbook(("Holdings", ROWS)), "EXMP.xlsx")
    monkeypatch.setattr(workbooks, "_LARGEST_UNPACKED", 100)
    with pytest.raises(UnreadableFileError, match="far more than a list"):
        read_holdings_file(workbook(("Holdings", ROWS)), "EXMP.xlsx")


def test_a_workbook_packed_in_an_unknown_way_is_refused() -> None:
    packed = bytearray(workbook(("Holdings", ROWS)))
    for mark, method in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        for found in re.finditer(re.escape(mark), bytes(packed)):
            packed[found.start() + method] = 99
    with pytest.raises(UnreadableFileError, match="damaged spreadsheet"):
        read_holdings_file(bytes(packed), "EXMP.xlsx")


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(
    st.sampled_from(sorted(WRAPPINGS)),
    st.lists(
        st.tuples(st.floats(0, 1), st.sampled_from([b"", b"<", b'"', b"\x00", b"\xff", b"PK", b"</ss:Row>", b";;"])), max_size=6
    ),
    st.floats(0.1, 1),
)
def test_a_damaged_wrapping_is_refused_or_every_record_accounted_for(
    wrapping: str, changes: list[tuple[float, bytes]], kept: float
) -> None:
    content = WRAPPINGS[wrapping][: int(kept * len(WRAPPINGS[wrapping]))]
    for place, put in changes:
        at = int(place * len(content))
        content = content[:at] + put + content[at + 1 :]
    try:
        file = read_fund_list(content, "EXMP_fund.xls")
    except AdvisorError as refusal:
        assert refusal.exit_code == 3 and refusal.message.endswith(".")
    else:
        assert file.records == file.structure + len(file.lines) + len(file.skipped)


def test_a_sheet_that_understates_its_size_is_read_to_its_end() -> None:
    parts = {}
    with zipfile.ZipFile(io.BytesIO(workbook(("Holdings", ROWS)))) as book:
        for name in book.namelist():
            parts[name] = book.read(name).decode().replace('ref="A1:H9"', 'ref="A1:B2"')
    assert any('ref="A1:B2"' in part for part in parts.values())
    assert told(read_holdings_file(archive(**parts), "EXMP.xlsx")) == AS_IT_IS


def test_reports_to_the_sec_are_no_tables_in_markup() -> None:
    report = b'<?xml version="1.0"?><edgarSubmission xmlns="http://www.sec.gov/edgar/nport"><formData/></edgarSubmission>'
    assert not issuers.is_table_in_markup(report)
    assert issuers.is_table_in_markup(WRAPPINGS["web page"])


REAL_HEADINGS = {
    "Invesco, of late": "Security Identifier,Holding Ticker,Holding Name,Date,Holding Type,Percentage of Fund,Market Value",
    "J.P. Morgan": "Security Description,Ticker,Asset Class,Shares/Par,% of Net Assets,% of Market Value,Market Value",
    "Capital Group": "Security Name,Ticker,Asset Type,Shares or Principal Amount,Percent of Net Assets,CUSIP,SEDOL 1",
    "Fidelity": "Ticker,Security Name,Quantity Held,Market Value,Weight (%)",
    "PIMCO": "Description,CUSIP,ISIN,Coupon,Maturity,Ticker,% Market Value",
    "Global X": "% of Net Assets,Ticker,Name,SEDOL,Market Price ($),Shares Held,Market Value ($)",
    "VanEck": "Number,Ticker,Holding Name,Identifier (FIGI),Shares,Asset Class,Market Value,Notional Value,% of Net Assets",
    "First Trust": "Security Name,Identifier,CUSIP,Classification,Shares / Quantity,Market Value,Weighting",
    "AdvisorShares": "Date,Account Symbol,Stock Ticker,Security Number,Security Description,Shares/Par (Full),Portfolio Weight %",
    "iShares abroad": "Issuer Ticker,Name,Sector,Asset Class,Market Value,Weight (%),Notional Value,Nominal,Market Currency",
    "Vanguard abroad": "Holding name,Ticker,% of fund net assets,Country of domicile,Market value",
    "a regulator’s words": "Name of Issuer,Local Ticker,CUSIP,Exposure Weight",
}
VALUES = {
    **dict.fromkeys(
        ("Holding Name", "Security Description", "Security Name", "Name", "Holding name", "Name of Issuer"), "Apple Inc"
    ),
    **dict.fromkeys(("Holding Ticker", "Ticker", "Stock Ticker", "Issuer Ticker", "Local Ticker", "Identifier"), "AAPL"),
    **dict.fromkeys(("Percentage of Fund", "% of Net Assets", "Percent of Net Assets", "Weighting"), "99.5"),
    **dict.fromkeys(("Portfolio Weight %", "Weight (%)", "% of fund net assets", "Exposure Weight"), "99.5"),
    "% of Market Value": "100",
    "% Market Value": "99.5",
    "Description": "Apple Inc",
    "Asset Class": "Equity",
}


@pytest.mark.parametrize("issuer", REAL_HEADINGS)
def test_headings_that_issuers_really_use_are_known(issuer: str) -> None:
    headings = REAL_HEADINGS[issuer].split(",")
    cells = [VALUES.get(heading, "") for heading in headings]
    file = read_holdings_file(f"As of 11/19/2026\n{','.join(headings)}\n{','.join(cells)}\n".encode(), "EXMP.csv")
    assert [(line.symbol, line.name, line.weight) for line in file.lines] == [("AAPL", "Apple Inc", pytest.approx(0.995))]
    assert file.not_understood == ()
