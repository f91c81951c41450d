"""Every real export is read, or refused in a sentence that is right about it, as worked out from the file itself.

`real_files/<folder>.json` lists each file of a broker's folder. An imported file names its accounts with the sum of their
positions, how many records became what, and the lines or words of its warnings; a refused one the words that must be said.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from advisor.domain.errors import AdvisorError
from advisor.domain.statement import RowWarning, Statement
from advisor.importers.read import read_statement

TABLES = Path(__file__).parent / "real_files"
EXPECTED: dict[str, dict[str, Any]] = {
    f"{table.stem}/{name}": expected
    for table in sorted(TABLES.glob("*.json"))
    for name, expected in json.loads(table.read_text(encoding="utf-8")).items()
}


def test_every_real_file_is_in_the_table(shared: Path) -> None:
    files = {f"{path.parent.name}/{path.name}" for path in (shared / "brokers").glob("*/*")}
    assert len(files) > 150
    assert files == EXPECTED.keys()


@pytest.mark.parametrize("name", [name for name, expected in EXPECTED.items() if "refused" not in expected])
def test_file_is_read_as_worked_out_from_it(shared: Path, name: str) -> None:
    path = shared / "brokers" / name
    statement = read_statement(path.read_bytes(), path.name)
    expected = EXPECTED[name]
    assert statement.broker == expected["broker"]
    assert (statement.as_of and statement.as_of.isoformat()) == expected["as_of"]
    assert _sums(statement) == {key: Decimal(total) for key, total in expected["accounts"].items()}
    read = (len(statement.positions), len(statement.lots), len(statement.transactions))
    assert read == (expected.get("positions", 0), expected.get("lots", 0), expected.get("transactions", 0))
    assert (statement.records, statement.structure) == (expected["records"], expected["structure"])
    assert [row.line for row in statement.skipped] == expected.get("skipped", [])
    assert statement.records == statement.structure + statement.rows_stored + len(statement.skipped)
    reported = expected.get("reported")
    assert statement.reported_total == (Decimal(reported) if reported else None)
    warned = expected.get("warned", [])
    assert len(statement.warnings) == len(warned), statement.warnings
    assert all(_is_about(warning, sign) for warning, sign in zip(statement.warnings, warned, strict=True)), statement.warnings


@pytest.mark.parametrize("name", [name for name, expected in EXPECTED.items() if "refused" in expected])
def test_file_is_refused_for_what_it_is(shared: Path, name: str) -> None:
    with pytest.raises(AdvisorError) as refusal:
        read_statement((shared / "brokers" / name).read_bytes(), Path(name).name)
    assert refusal.value.exit_code == 3
    assert EXPECTED[name]["refused"] in refusal.value.message
    assert refusal.value.hint and refusal.value.file == Path(name).name


def _sums(statement: Statement) -> dict[str, Decimal]:
    return {
        account.key: sum((each.value for each in statement.positions if each.account == account.key), Decimal(0))
        for account in statement.accounts
    }


def _is_about(warning: RowWarning, sign: int | str) -> bool:
    return warning.line == sign if isinstance(sign, int) else sign in warning.message
