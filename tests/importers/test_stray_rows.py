"""Rows of data that a spreadsheet moved above the headings, and controls that strayed into names: nothing goes in silence."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from damaged_workbooks import write_workbook

from advisor.importers.read import read_statement
from advisor.importers.reading.strays import ABOVE_THE_HEADINGS

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize(
    "name",
    [
        "schwab/lot_details_schb.csv",
        "degiro/portfolio_fr.csv",
        "betterment/goals_2026.csv",
        "td_ameritrade/td_transactions_2022.csv",
    ],
)
def test_rows_above_the_headings_are_told_of(name: str) -> None:
    content = (GOLDEN / name).read_bytes()
    before = read_statement(content, name)
    line = max(row.line for row in (*before.positions, *before.lots, *before.transactions))
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    text = io.StringIO()
    csv.writer(text).writerows([rows[line - 1], *rows[: line - 1], *rows[line:]])
    after = read_statement(text.getvalue().encode(), name)
    assert after.structure == before.structure
    assert (1, ABOVE_THE_HEADINGS) in {(row.line, row.reason) for row in after.skipped}


@pytest.mark.parametrize("control", ["\x1b", "\x00", "\x08", "\x1a", "\x7f", "\x9b", "\x85"])
def test_controls_never_reach_a_name(control: str) -> None:
    """JSON spells them out, and a wrong decoding leaves those beyond ASCII in a table."""
    document = json.loads((GOLDEN / "portable" / "two_brokers.json").read_bytes())
    document["accounts"][0]["name"] = f"My{control}[31m account \\u001b"
    accounts = read_statement(json.dumps(document).encode(), "books.json").accounts
    assert accounts[0].name == "My[31m account \\u001b"
    content = (GOLDEN / "fidelity" / "sentence_case_2026.csv").read_text("utf-8")
    if control > "\x7f" or control == "\x1a":
        (name, *_) = (position.name for position in read_statement(content.encode(), "a.csv").positions if position.name)
        damaged = content.replace(name, name[:3] + control + name[3:])
        assert read_statement(damaged.encode(), "a.csv").positions == read_statement(content.encode(), "a.csv").positions


@pytest.mark.parametrize("spelt", ["\x85", "\x9b", "&#x85;", "&#155;", "&#129;"])
def test_controls_never_reach_a_name_of_a_document(spelt: str) -> None:
    flex = (GOLDEN / "ibkr" / "flex_two_accounts.xml").read_text("utf-8").replace("APPLE INC", f"APPLE{spelt} INC")
    assert {"APPLE INC"} == {each.name for each in read_statement(flex.encode(), "a.xml").positions if each.symbol == "AAPL"}
    plan = (GOLDEN / "ofx" / "plan_401k.qfx").read_text("utf-8")
    (first, *_) = (each.name for each in read_statement(plan.encode(), "a.qfx").positions if each.name)
    damaged = plan.replace(first, f"{first}{spelt}")
    names = {each.name for each in read_statement(damaged.encode(), "a.qfx").positions}
    assert all(letter.isprintable() for name in names for letter in name)


def test_controls_never_reach_a_name_of_a_workbook() -> None:
    rows = list(csv.reader((GOLDEN / "fidelity" / "sentence_case_2026.csv").read_text("utf-8-sig").splitlines()))
    marked = [[f"{cell}\x85" if cell == "MICROSOFT CORP" else cell for cell in row] for row in rows]
    names = {each.name for each in read_statement(write_workbook({"Sheet1": marked}, typed=True), "a.xlsx").positions}
    assert "MICROSOFT CORP" in names
