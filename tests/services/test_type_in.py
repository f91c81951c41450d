"""A typed list is a table like any other; typed again under its name it replaces what it said before."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from decimal import Decimal

import pytest

from advisor.domain.typed_list import OWN_LIST_BROKER, TypedPosition
from advisor.services.import_choices import ImportChoices
from advisor.services.import_files import import_files, preview_files
from advisor.services.list_positions import list_positions
from advisor.services.task import Task
from advisor.services.type_in import typed_table
from advisor.storage.database import open_database

VTI = TypedPosition("VTI", Decimal(2), Decimal("310.25"), None, Decimal(500))
CASH = TypedPosition("CASH", None, None, Decimal("1250.50"), None)
BRK = TypedPosition("BRK.B", Decimal("1.5"), None, Decimal("700"), None)


@pytest.fixture
def db(tmp_path):
    with closing(open_database(tmp_path / "books.db")) as opened:
        yield opened


def take(db, account, positions, day=date(2026, 2, 27), name=None) -> None:
    table, mapping = typed_table(account, positions)
    import_files(db, Task(), [table], ImportChoices(mapping=mapping, as_of=day, account_name=name))


def held(db) -> dict[tuple[str, str], Decimal]:
    return {(each.account.name, each.symbol): each.value for each in list_positions(db, Task()).positions}


def test_every_figure_arrives(db) -> None:
    take(db, "Nest egg", (VTI, CASH, BRK))
    positions = {each.symbol: each for each in list_positions(db, Task()).positions}
    assert held(db) == {
        ("Nest egg", "VTI"): Decimal("620.50"),
        ("Nest egg", "CASH"): Decimal("1250.50"),
        ("Nest egg", "BRK.B"): Decimal(700),
    }
    assert (positions["VTI"].cost_basis, positions["BRK.B"].quantity) == (Decimal(500), Decimal("1.5"))
    assert {each.account.broker for each in positions.values()} == {OWN_LIST_BROKER}


@pytest.mark.parametrize("day", [date(2026, 2, 27), date(2026, 3, 31)])
def test_typed_again_it_replaces_the_list_of_that_name_and_no_other(db, day) -> None:
    take(db, "Nest egg", (VTI, CASH))
    take(db, "Other", (CASH,))
    take(db, "nest egg", (BRK,), day)
    assert held(db) == {("Other", "CASH"): Decimal("1250.50"), ("Nest egg", "BRK.B"): Decimal(700)}


def test_a_list_is_recognised_by_the_name_it_was_given_in_the_preview(db) -> None:
    take(db, "My own list", (VTI,), name="Nest egg")
    take(db, "Nest egg", (BRK,), date(2026, 3, 31))
    assert held(db) == {("Nest egg", "BRK.B"): Decimal(700)}


def test_a_column_that_is_blank_throughout_is_not_missed(db) -> None:
    table, mapping = typed_table("Nest egg", (CASH,))
    (preview,) = preview_files(db, Task(), [table], ImportChoices(mapping=mapping))
    assert [warning.line for warning in preview.statement.warnings] == [None]  # the day alone is asked for
    assert not preview.names_its_day
