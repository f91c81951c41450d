"""What is no positions file is refused with exit code 3, in one sentence that says what it is, and a way out."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from advisor.domain.errors import (
    AdvisorError,
    InvalidRequestError,
    MalformedFileError,
    UnknownFileError,
    UnmappedFileError,
    UnreadableFileError,
)
from advisor.domain.statement import StatementKind
from advisor.importers.read import read_statement
from advisor.importers.reading.content import read_content
from advisor.importers.registry import brokers

GOLDEN = Path(__file__).parents[1] / "golden"
FIDELITY = (GOLDEN / "fidelity" / "sentence_case_2026.csv").read_bytes()
SCHWAB = (GOLDEN / "schwab" / "single_account_2026.csv").read_bytes()
VANGUARD = (GOLDEN / "vanguard" / "legacy_funds.csv").read_bytes()
VANGUARD_HEADINGS = VANGUARD[: VANGUARD.index(b"\n") + 1]


def workbook() -> bytes:
    file = io.BytesIO()
    Workbook().save(file)
    return file.getvalue()


def archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as pack:
        pack.writestr("Portfolio_Positions.csv", FIDELITY)
    return file.getvalue()


CONTENTS = {
    "nothing": (b"", UnreadableFileError, "is empty"),
    "a byte-order mark alone": (b"\xef\xbb\xbf\r\n", UnreadableFileError, "is empty"),
    "zeros": (bytes(500), UnreadableFileError, "is empty"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", UnreadableFileError, "a PDF document"),
    "an empty workbook": (workbook(), AdvisorError, "known layout"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), UnreadableFileError, "old Office file"),
    "zip": (archive(), UnreadableFileError, "a ZIP archive"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(40), UnreadableFileError, "a picture"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(40), UnreadableFileError, "a picture"),
    "database": (b"SQLite format 3\x00" + bytes(40), UnreadableFileError, "a SQLite database"),
    "random": (bytes(range(256)) * 4, UnreadableFileError, "a binary file"),
    "control characters": (b"\x01\x02\x03symbol,value\n", UnreadableFileError, "control characters"),
    "a name that steers the terminal": (FIDELITY + b"\x1b]0;title\x07", UnreadableFileError, "control characters"),
    "no known encoding": (b"Symbol\x81,Value\x8d\n", UnreadableFileError, "encoding"),
    "utf-32 without its mark": ("Symbol,Value\n".encode("utf-32-le"), UnreadableFileError, "a binary file"),
    "half a utf-16 letter": (FIDELITY.decode().encode("utf-16-be")[:-1], UnreadableFileError, "cut off"),
    "ofx": (b"OFXHEADER:100\r\nDATA:OFXSGML\r\n", AdvisorError, "OFX"),
    "ofx as xml": (b'<?xml version="1.0"?><?OFX OFXHEADER="200"?><OFX/>', AdvisorError, "OFX"),
    "qif": (b"!Type:Invst\nD1/1/26\n", AdvisorError, "QIF"),
    "json": (b' {"accounts": []}', UnknownFileError, "a JSON file"),
    "html": (b"\n<!DOCTYPE html><html></html>", UnknownFileError, "a web page"),
    "xml": (b'<?xml version="1.0"?><a/>', UnknownFileError, "an XML file"),
    "another broker": (
        b"Ticker,Units,Worth\nVTI,1,2\n",
        UnmappedFileError,
        "no known layout",
    ),
    "a monthly statement": (
        b"Account Type,Account,Beginning mkt Value,Change in Investment,Ending mkt Value\nIndividual,Z1,1.00,2.00,3.00\n",
        MalformedFileError,
        "a Fidelity monthly statement without a single position",
    ),
    "a bank's list": (b"Date,Details,Amount,Balance\n1/2/2026,Interest,1,1\n", UnknownFileError, "a list of cash movements"),
    "more columns than a cash report": (
        b"Date,Type,Details,Amount,Balance\n1/2/2026,Interest,,1,1\n",
        UnmappedFileError,
        "no known layout",
    ),
    "half a schwab total": (SCHWAB[: SCHWAB.index(b"-$99.23") - 1], MalformedFileError, "cut off in line 10"),
    "a letter": (b"Dear Sir or Madam,\nplease find enclosed\n", UnmappedFileError, "no known layout"),
    "half a fidelity row": (FIDELITY[: FIDELITY.index(b"-$230.00")], MalformedFileError, "cut off in line 4"),
    "half a fidelity footer": (FIDELITY[: FIDELITY.index(b"invented")], MalformedFileError, "quotation mark"),
    "fidelity headings alone": (FIDELITY[: FIDELITY.index(b"\n") + 1], MalformedFileError, "without a single position"),
    "half a schwab row": (SCHWAB[:900], MalformedFileError, "cut off"),
    "schwab without its total": (SCHWAB[: SCHWAB.index(b'"Positions Total')], MalformedFileError, "before the total"),
    "a schwab title alone": (SCHWAB[: SCHWAB.index(b"\n") + 1], MalformedFileError, "no column headings"),
    "half a vanguard row": (VANGUARD[:-9], MalformedFileError, "cut off in line 4"),
    "vanguard headings alone": (VANGUARD_HEADINGS, MalformedFileError, "without a single holding"),
    "no row that can be read": (VANGUARD_HEADINGS + b"1,Fund,a,b,c,\n", MalformedFileError, "none of its 1 rows"),
    "an endless cell": (b'Symbol,"' + b"x" * 200_000, AdvisorError, "no known layout"),
}


@pytest.mark.parametrize("what", CONTENTS)
def test_content_that_is_no_positions_file_is_refused(what: str) -> None:
    content, error, words = CONTENTS[what]
    with pytest.raises(error) as refusal:
        read_statement(content, "export.csv")
    assert words in refusal.value.message
    assert refusal.value.exit_code == 3
    assert refusal.value.hint and refusal.value.file == "export.csv"
    assert refusal.value.message.startswith("export.csv ") and refusal.value.message.endswith(".")


def test_missing_file_folder_and_pipe_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path, words in (
        (tmp_path / "none.csv", "There is no file none.csv"),
        (tmp_path, "is a folder"),
        (tmp_path / "pipe.csv", "pipe"),
    ):
        with pytest.raises(UnreadableFileError, match=words):
            read_content(path)


def test_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "locked.csv"
    path.write_bytes(FIDELITY)
    path.chmod(0)
    if os.access(path, os.R_OK):  # the superuser reads everything, so the refusal of the system is played
        monkeypatch.setattr(Path, "read_bytes", lambda self: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    with pytest.raises(UnreadableFileError, match="no permission"):
        read_content(path)


def test_huge_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    monkeypatch.delattr(Path, "read_bytes")
    with pytest.raises(UnreadableFileError, match="200 MB"):
        read_content(path)


def test_chosen_broker_must_exist_and_fit() -> None:
    with pytest.raises(InvalidRequestError, match="There is no importer “piggy bank”"):
        read_statement(FIDELITY, "export.csv", "piggy bank")
    with pytest.raises(UnknownFileError, match="not a Vanguard file"):
        read_statement(FIDELITY, "export.csv", "vanguard")
    assert read_statement(FIDELITY, "export.csv", "Fidelity").broker == "fidelity"


def test_brokers_are_listed_once_with_all_they_bring() -> None:
    known = {broker.id: broker for broker in brokers()}
    assert len(known) == len(brokers())
    assert known["vanguard"].name == "Vanguard"
    assert known["vanguard"].kinds == (StatementKind.POSITIONS, StatementKind.TRANSACTIONS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_encodings_are_told_apart(encoding: str) -> None:
    text = FIDELITY.decode("utf-8-sig").replace("FORD MTR", "CAFÉ MTR")
    statement = read_statement(text.encode(encoding), "export.csv")
    assert statement.positions[3].name == "CAFÉ MTR CO DEL COM"
    assert any("Windows-1252" in warning.message for warning in statement.warnings) == (encoding == "cp1252")


@pytest.mark.parametrize(("delimiter", "line_end"), [("\t", "\r\n"), (";", "\n"), (",", "\r")])
def test_delimiters_and_line_ends_of_a_spreadsheet_round_trip(delimiter: str, line_end: str) -> None:
    text = (GOLDEN / "vanguard" / "legacy_funds.csv").read_text(encoding="utf-8").replace(",", delimiter).replace("\n", line_end)
    statement = read_statement(text.encode(), "export.csv")
    assert [str(position.value) for position in statement.positions] == ["9850.00", "494.90", "1000.00"]
    assert [position.line for position in statement.positions] == [2, 3, 4]
