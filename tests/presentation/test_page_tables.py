"""A page's figures as CSV: nothing is lost on the way, and every cell is a number a spreadsheet reads."""

from __future__ import annotations

import csv
import io

from advisor.presentation.page_tables import companies_csv, exposure_csv, positions_csv
from tests.presentation import invented


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_each_table_holds_all_the_money() -> None:
    measured = invented.measured()
    exposure = _rows(exposure_csv(measured))
    for kind in ("sleeve", "sector"):
        assert sum(float(row[2]) for row in exposure if row[0] == kind) == 200_000
    assert sum(float(row[8]) for row in _rows(companies_csv(measured))[1:]) == 200_000
    assert sum(float(row[6]) for row in _rows(positions_csv(measured))[1:]) == 200_000


def test_a_company_has_a_row_for_each_way_it_is_owned() -> None:
    nvidia = [row for row in _rows(companies_csv(invented.measured())) if row[0] == "NVDA"]
    # 20,000 of its own and 7% of the 90,000 in VTI; of 200,000 in all, 149,600 of it in stocks.
    common = ["NVDA", "NVIDIA", "Technology", "Magnificent Seven", "26300.00", "0.131500", "0.175802"]
    assert nvidia == [[*common, "direct", "20000.00"], [*common, "VTI", "6300.00"]]


def test_a_position_names_its_account_and_day() -> None:
    first = _rows(positions_csv(invented.measured()))[1]
    assert first[1].startswith("····")
    assert first[-1] == "2026-02-06"
