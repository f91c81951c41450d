"""However a file is damaged: it is refused in plain words, or every one of its records is accounted for."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advisor.domain.errors import AdvisorError
from advisor.domain.statement import Statement
from advisor.importers.read import read_statement
from tests.table_damage import damaged_tables, lines_of_records, written

GOLDEN = {
    f"{path.parent.name}/{path.name}": path.read_bytes().decode("utf-8-sig")
    for path in sorted((Path(__file__).parents[1] / "golden").glob("*/*.csv"))
}
GARBAGE = (
    *(
        "",
        " ",
        "--",
        "n/a",
        "garbage",
        "NaN",
        "-Infinity",
        "1e9999",
        "1e-9999",
        "9" * 40,
        "1_000",
        "12,34",
        "(",
        "()",
        "-",
        "−3.5",
    ),
    *("$", "1.2.3", "½", "٣", "=1+1", "a\nb", 'say "so"', "x" * 200, "00123", "-ABC260227P9", "912828YW4", "Total", "\u2028"),
)


@st.composite
def damaged_files(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from(sorted(GOLDEN)))
    return name, draw(damaged_tables(GOLDEN[name], GARBAGE))


def read(name: str, text: str) -> Statement:
    return read_statement(text.encode(), Path(name).name)


def outcome_lines(statement: Statement) -> list[int]:
    """Where the rows stand that became something; a position summed up from lots stands at its first lot, a bank account's
    cash at the entry with the balance."""
    others = {row.line for row in (*statement.lots, *statement.transactions)}
    positions = [position for position in statement.positions if position.line not in others]
    return [row.line for row in (*positions, *statement.lots, *statement.transactions, *statement.skipped)]


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(damaged_files())
def test_each_record_of_a_damaged_file_is_accounted_for(damaged: tuple[str, str]) -> None:
    name, text = damaged
    try:
        statement = read(name, text)
    except AdvisorError as refusal:
        assert refusal.exit_code == 3 and refusal.message.endswith(".") and refusal.file == Path(name).name
        return
    lines, outcomes = lines_of_records(text), outcome_lines(statement)
    assert statement.records == len(lines) == statement.structure + statement.rows_stored + len(statement.skipped)
    assert len(set(outcomes)) == len(outcomes)
    assert set(outcomes) <= set(lines)
    assert all(row.reason and row.text for row in statement.skipped)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.sampled_from(sorted(GOLDEN)), st.data())
def test_a_row_that_loses_cells_is_never_taken_for_a_heading_or_footer(name: str, data: st.DataObject) -> None:
    whole = read(name, GOLDEN[name])
    rows = list(csv.reader(io.StringIO(GOLDEN[name], newline="")))
    lines, at = [], 1
    for row in rows:
        lines.append(at)
        at += 1 + sum(cell.count("\n") for cell in row)
    left_out = {row.line for row in whole.skipped}
    stored = [index for index, line in enumerate(lines) if line in set(outcome_lines(whole)) - left_out]
    row = rows[data.draw(st.sampled_from(stored))]
    for column in data.draw(st.sets(st.integers(1, len(row) - 1))):
        row[column] = "\n" * row[column].count("\n")  # the lines below stay where they are
    assume(any(map(str.strip, row)))
    try:
        statement = read(name, written(rows))
    except AdvisorError as refusal:
        assert "none of its" in refusal.message
    else:
        assert statement.structure == whole.structure
        outcomes = outcome_lines(statement)
        # A row that completed this one now stands on its own.
        assert set(outcomes) >= set(outcome_lines(whole)) and len(outcomes) <= statement.rows_read


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_are_refused_or_read_without_an_accident(content: bytes) -> None:
    try:
        read_statement(content, "anything.csv")
    except AdvisorError as refusal:
        assert refusal.exit_code == 3


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.sampled_from(sorted(GOLDEN)), st.data())
def test_a_file_cut_anywhere_never_passes_in_silence(name: str, data: st.DataObject) -> None:
    """Refused, or a warning says what is missing, or nothing is: all rows are there. A file cut in or after
    the last cell of a row that ends as whole ones do, in a row or in the closing line of a section, cannot be told from one."""
    whole = read(name, GOLDEN[name])
    cut = GOLDEN[name][: data.draw(st.integers(1, len(GOLDEN[name]) - 1))]
    try:
        statement = read(name, cut)
    except AdvisorError as refusal:
        assert refusal.exit_code == 3
    else:
        begun, rest = cut.rpartition("\n")[2], GOLDEN[name][len(cut) :].partition("\n")[0]
        between_rows = not begun.strip(' ,;\t"') or re.fullmatch(r'"[^"]*"|[^",;\t]*', rest)
        ends_alike = ends_in_a_row(cut, statement) == ends_in_a_row(GOLDEN[name], whole)
        closed = ends_alike or statement.structure == whole.structure
        complete = outcome_lines(statement) == outcome_lines(whole)
        assert complete or (between_rows and closed) or set(statement.warnings) - set(whole.warnings)


def ends_in_a_row(text: str, statement: Statement) -> bool:
    return lines_of_records(text)[-1] in outcome_lines(statement)
