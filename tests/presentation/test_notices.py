"""What is said after something was done."""

from __future__ import annotations

from datetime import date

import pytest

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
    assert prices_words("VTI.csv", symbols, DAY, kept=kept, skipped=skipped, warnings=()) == expected
    doubt = "VTI: 3 closes differ."
    assert prices_words("VTI.csv", symbols, DAY, kept=kept, skipped=skipped, warnings=[doubt]) == f"{expected} {doubt}"
