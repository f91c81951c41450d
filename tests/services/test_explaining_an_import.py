"""What an import left out can be read long after it: from the books, on the command line, in words that add up."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.domain.errors import InvalidRequestError
from advisor.domain.statement import SkippedRow
from advisor.presentation.import_notes import build_import_notes
from advisor.services.explain_import import explain_import
from advisor.services.import_files import import_files
from advisor.services.open_books import open_books
from advisor.services.task import Task

FILE = """\
Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type
Z12345678,Mine,VTI,VANGUARD TOTAL,10,$100.00,$1000.00,$900.00,Cash
Z12345678,Mine,BND,VANGUARD BOND,ten,$100.00,$500.00,$450.00,Cash
Z12345678,Mine,NVDA,NVIDIA,5,$100.00,$500.00,$450.00,Cash

"Date downloaded Jul-13-2026 at 4:05 p.m ET"
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Portfolio_Positions_Jul-13-2026.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
def database(tmp_path):
    return tmp_path / "books.db"


def test_the_books_remember_each_row_left_out(database, file):
    with open_books(database) as db:
        import_id = import_files(db, Task(), [file]).files[0].import_id
        explained = explain_import(db, Task(), import_id)
    (skipped,) = explained.skipped
    assert isinstance(skipped, SkippedRow)
    assert (skipped.line, skipped.reason != "", "BND" in skipped.text, "Z12345678" in skipped.text) == (3, True, True, False)
    view = build_import_notes(explained.record, explained.skipped, explained.warnings)
    assert view.title == f"One row left out of {file.name}"
    assert view.counts_text == "5 records: 2 headings and totals, 2 stored, 1 left out."
    assert [row.line_text for row in view.rows] == ["3"]
    assert explained.record.imported_total == Decimal(1500)


def test_an_import_that_is_not_there_is_refused(database):
    with open_books(database) as db, pytest.raises(InvalidRequestError, match="no import number 7"):
        explain_import(db, Task(), 7)


def test_the_command_line_tells_the_same(database, file):
    def run(*verb: str) -> dict:
        return json.loads(CliRunner().invoke(main, ["--db", str(database), *verb, "--json"], catch_exceptions=False).stdout)

    imported = run("import", str(file))["files"][0]
    (listed,) = run("check")["imports"]
    assert (listed["skipped"], listed["warnings"]) == (1, len(imported["warnings"]))
    shown = run("show-import", str(listed["id"]))
    assert (shown["skipped"], shown["warnings"]) == (imported["skipped"], imported["warnings"])
    assert shown["records"] == shown["structure"] + shown["rows_stored"] + len(shown["skipped"]) == 5
    assert run("show-import", "99")["error"]["code"] == "invalid_request"
