"""The bundled tables of federal tax: as printed, complete and dated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.domain.errors import UnreadableFileError
from advisor.domain.tax_tables import FilingStatus
from advisor.locations import resources_folder
from advisor.market.tables import load_reference_tables
from advisor.market.tax_tables import load_tax_tables

FOLDER = resources_folder() / "tax"


def test_every_year_has_every_status_with_rising_brackets_from_nothing() -> None:
    tables = load_tax_tables(FOLDER)
    assert [table.year for table in tables] == [2025, 2026]
    for table in tables:
        assert set(table.filings) == set(FilingStatus)
        assert table.source and table.as_of.year <= table.year
        for filing in table.filings.values():
            assert [bracket.rate for bracket in filing.ordinary] == [Decimal(rate) / 100 for rate in (10, 12, 22, 24, 32, 35, 37)]
            assert [bracket.rate for bracket in filing.long_term] == [Decimal(rate) / 100 for rate in (0, 15, 20)]
            for brackets in (filing.ordinary, filing.long_term):
                edges = [bracket.above for bracket in brackets]
                assert edges[0] == 0 and edges == sorted(set(edges))


@pytest.mark.parametrize(
    ("year", "filing", "top", "long", "deduction"),
    [
        (2025, FilingStatus.JOINT, 751600, [0, 96700, 600050], 31500),
        (2025, FilingStatus.HEAD, 626350, [0, 64750, 566700], 23625),
        (2026, FilingStatus.SINGLE, 640600, [0, 49450, 545500], 16100),
        (2026, FilingStatus.SEPARATE, 384350, [0, 49450, 306850], 16100),
    ],
)
def test_edges_are_those_that_were_published(year: int, filing: FilingStatus, top: int, long: list[int], deduction: int) -> None:
    rates = next(table for table in load_tax_tables(FOLDER) if table.year == year).filings[filing]
    assert rates.ordinary[-1].above == top
    assert [bracket.above for bracket in rates.long_term] == long
    assert rates.standard_deduction == deduction


def test_the_surtax_and_the_loss_limit_are_those_of_the_statute() -> None:
    table = load_tax_tables(FOLDER)[-1]
    told = {status: (int(rates.surtax_threshold), int(rates.loss_limit)) for status, rates in table.filings.items()}
    assert told == {
        FilingStatus.SINGLE: (200000, 3000),
        FilingStatus.JOINT: (250000, 3000),
        FilingStatus.SEPARATE: (125000, 1500),
        FilingStatus.HEAD: (200000, 3000),
    }
    assert (table.surtax_rate, table.as_of) == (Decimal("0.038"), date(2025, 10, 9))


def test_what_iras_take_is_what_the_notices_say() -> None:
    told = {table.year: (table.ira_limit, table.ira_catch_up) for table in load_tax_tables(FOLDER)}
    assert told == {2025: (7000, 1000), 2026: (7500, 1100)}


def test_the_manifest_tells_of_every_table() -> None:
    told = {table.name: table.rows for table in load_reference_tables(FOLDER)}
    lines = {path.stem: len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in FOLDER.glob("*.csv")}
    assert told == lines


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"filings\.csv|brackets\.csv"):
        load_tax_tables(tmp_path)
