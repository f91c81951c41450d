"""However a list is damaged: it is refused in plain words, or every one of its records is accounted for."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.domain.errors import AdvisorError
from advisor.domain.fund_holdings import FundHoldingsFile
from advisor.market.issuers import read_holdings_file
from tests.table_damage import damaged_tables, lines_of_records, written

LISTS = {
    path.name: path.read_bytes().decode("utf-8-sig")
    for path in sorted((Path(__file__).parent / "lists").glob("*.csv"))
    if path.name != "fund_services.csv"
}
GARBAGE = (
    *("", " ", "--", "n/a", "garbage", "NaN", "-Infinity", "1e9999", "1e-9999", "9" * 40, "1_000", "12,34", "(", "()", "-"),
    *("−3.5", "$", "1.2.3", "½", "٣", "=1+1", '="x"', "a\nb", 'say "so"', "x" * 200, "037833100", "Total", "\u2028", "<0.01%"),
    *("Weight", "Ticker", "Name", "11/19/2026", "100%", "USD CASH", "SWAP", "Equity", "Fixed income", "&amp;"),
)


@st.composite
def damaged_lists(draw: st.DrawFn) -> str:
    return draw(damaged_tables(LISTS[draw(st.sampled_from(sorted(LISTS)))], GARBAGE))


def outcomes(file: FundHoldingsFile) -> list[int]:
    return [row.line for row in (*file.lines, *file.skipped)]


@settings(max_examples=500, deadline=None, derandomize=True, database=None)
@given(damaged_lists())
def test_each_record_of_a_damaged_list_is_accounted_for(text: str) -> None:
    try:
        file = read_holdings_file(text.encode(), "EXMP_holdings.csv")
    except AdvisorError as refusal:
        assert refusal.exit_code == 3 and refusal.message.endswith(".") and refusal.file == "EXMP_holdings.csv"
        return
    lines = lines_of_records(text)
    assert file.records == len(lines) == file.structure + len(file.lines) + len(file.skipped)
    assert len(set(outcomes(file))) == len(outcomes(file)) and set(outcomes(file)) <= set(lines)
    assert all(row.reason and row.text for row in file.skipped)
    assert all(math.isfinite(line.weight) and (line.name or line.symbol) for line in file.lines)
    assert all("\n" not in words for words in file.not_understood)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.sampled_from(sorted(LISTS)), st.data())
def test_a_line_that_loses_cells_is_never_taken_for_a_title_or_a_remark(name: str, data: st.DataObject) -> None:
    whole = read_holdings_file(LISTS[name].encode(), "EXMP_holdings.csv")
    rows = list(csv.reader(io.StringIO(LISTS[name], newline="")))
    row = rows[data.draw(st.sampled_from([line.line for line in whole.lines])) - 1]
    filled = [column for column, cell in enumerate(row) if cell.strip()]
    kept = data.draw(st.sampled_from(filled))
    for column in data.draw(st.sets(st.sampled_from(filled))) - {kept}:
        row[column] = ""
    try:
        file = read_holdings_file(written(rows).encode(), "EXMP_holdings.csv")
    except AdvisorError as refusal:
        assert "no holding with a weight" in refusal.message
    else:
        assert file.structure == whole.structure
        assert sorted(outcomes(file)) == sorted(outcomes(whole))


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_are_refused_or_read_without_an_accident(content: bytes) -> None:
    try:
        read_holdings_file(content, "anything.csv")
    except AdvisorError as refusal:
        assert refusal.exit_code == 3
