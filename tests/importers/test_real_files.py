"""Real exports of the three brokers, worked out by hand from the files; and every other file refused in a true sentence."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.domain.errors import AdvisorError, UnknownFileError
from advisor.importers.registry import read_file

# file → as-of, {account key: its rows' sum}, structure, reported total, lines or accounts warned of
POSITIONS = {
    "fidelity/multifol_fidelity.csv": (
        date(2023, 1, 25),
        {"Z23456789": "71451.58", "234567890": "51709.64", "345678901": "0.90", "456789012": "305518.49"},
        4,
        None,
        [4],  # an inflation-protected bond: its value holds an index factor
    ),
    "schwab/jbms_test_basic__positions__Intelligent-Positions-2020-11-30.CSV": (
        date(2020, 12, 21),
        {"Intelligent XXXX-4321": "12711.44"},
        3,
        "12711.44",
        [],
    ),
    "schwab/jbms_test_lots__positions__Intelligent-Positions-2020-08-25.CSV": (
        date(2020, 8, 25),
        {"Intelligent XXXX-4321": "757.79"},
        3,
        "757.79",
        [],
    ),
    "schwab/jbms_test_lots__positions__Intelligent-Positions-2020-09-25.CSV": (
        date(2020, 9, 25),
        {"Intelligent XXXX-4321": "2220.69"},
        3,
        "757.79",
        ["$1,462.90"],
    ),
    "schwab/multifol_schwab.csv": (
        date(2023, 2, 4),
        {"Individual ...321": "193.32", "Individual ...432": "1058.60"},
        7,
        "1254.33",
        [5, 6, 7, "−$2.41"],
    ),
    "schwab/multifol_schwab2.csv": (
        date(2023, 2, 4),
        {"Individual ...123": "193.32", "Individual ...234": "1058.60"},
        7,
        "1254.33",
        [5, 6, 7, "−$2.41"],
    ),
    "schwab/x_66906349266_Individual_589_positions.csv": (
        date(2026, 7, 16),
        {"Individual ...589": "48677.47"},
        3,
        "48677.47",
        [],
    ),
    "vanguard/multifol_vanguard.csv": (
        None,
        {"98765432": "744.20", "87654321": "25431.72", "76543210": "5601.04", "076545": "131.81"},
        4,
        None,
        [6],
    ),
}

# word in the file's name → what the refusal must call it
REFUSED = {
    "fidelity": {".csv": "a Fidelity history", ".ofx": "an OFX or QFX download"},
    "schwab": {
        "lots__2020": "lot-details",
        "checking": "bank-account",
        "awards.csv": "equity-awards",
        ".json": "a JSON file",
        "transactions": "a Schwab transactions export",
        "export": "a Schwab transactions export",
        "header_row": "a Schwab transactions export",
    },
    "vanguard": {".ofx": "an OFX or QFX download", ".qfx": "an OFX or QFX download"},
    "vanguard_uk": {".csv": "a Vanguard UK cash report"},
}


@pytest.mark.parametrize("name", POSITIONS)
def test_positions_file_is_read_as_worked_out_by_hand(shared: Path, name: str) -> None:
    content, statement = read_file(shared / "brokers" / name)
    as_of, sums, structure, reported, warned = POSITIONS[name]
    read_sums = {
        account.key: str(sum(position.value for position in statement.positions if position.account == account.key))
        for account in statement.accounts
    }
    assert statement.broker == name.partition("/")[0]
    assert (statement.as_of, read_sums, statement.structure) == (as_of, sums, structure)
    assert statement.reported_total == (Decimal(reported) if reported else None)
    assert len(statement.warnings) == len(warned)
    for warning, expected in zip(statement.warnings, warned, strict=True):
        assert warning.line == expected if isinstance(expected, int) else expected in warning.message
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    records = sum(any(cell.strip() for cell in row) for row in rows)
    assert statement.records == records == statement.structure + statement.rows_stored
    assert not statement.skipped


@pytest.mark.parametrize("broker", REFUSED)
def test_other_files_of_the_broker_are_called_by_their_name(shared: Path, broker: str) -> None:
    paths = [path for path in (shared / "brokers" / broker).iterdir() if f"{broker}/{path.name}" not in POSITIONS]
    assert paths
    for path in paths:
        with pytest.raises(UnknownFileError) as refusal:
            read_file(path)
        lowered = path.name.lower()
        called = next(what for word, what in REFUSED[broker].items() if word in lowered)
        assert called in refusal.value.message, path.name
        assert refusal.value.hint and refusal.value.file == path.name


def test_files_of_other_brokers_are_never_taken_for_these(shared: Path) -> None:
    paths = [
        path for path in sorted((shared / "brokers").glob("*/*")) if path.parent.name not in REFUSED and path.suffix != ".md"
    ]
    assert len(paths) > 50
    for path in paths:
        with pytest.raises(AdvisorError) as refusal:
            read_file(path)
        assert refusal.value.exit_code == 3 and refusal.value.file == path.name, path.name
