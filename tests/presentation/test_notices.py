"""What is said after something was done."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.presentation.import_notes import build_prices_notes
from advisor.presentation.notices import prices_words

DAY = date(2026, 11, 20)
STAYS = "A refresh told of every day in VTI.csv already; what it said stays."


@pytest.mark.parametrize(
    ("symbols", "kept", "skipped", "expected"),
    [
        (("VTI",), 0, 0, "VTI has the file’s closes to Nov 20, 2026."),
        (("VTI", "NVDA"), 0, 1, "VTI and NVDA have the file’s closes to Nov 20, 2026. 1 row could not be read."),
        (("VTI",), 3, 0, "VTI has the file’s closes to Nov 20, 2026. Days that a refresh told of keep what it said."),
        ((), 3, 0, STAYS),
    ],
)
def test_closes_of_a_file_count_where_no_refresh_told_of_their_days(symbols, kept, skipped, expected) -> None:
    assert prices_words("VTI.csv", symbols, DAY, kept=kept, skipped=skipped) == expected


def test_what_deserves_a_look_in_closes_is_listed_and_does_not_fill_the_screen() -> None:
    remarks = [f"S{number}: 3 closes differ." for number in range(12)]
    notes = build_prices_notes("many.csv", "It counts.", closes=36, skipped=[(4, "the close is no number")], remarks=remarks)
    assert (notes.title, notes.counts_text) == ("One row left out of many.csv", "36 closes stored, 1 row left out.")
    assert [(row.line_text, row.reason) for row in notes.rows] == [("4", "The close is no number")]
    assert notes.remarks == (*remarks[:10], "And 2 more like these.")
