"""Accounts of which the broker prints no more than the end of the number: known again, and never mixed up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from advisor.services.check_database import check_database
from advisor.services.import_files import import_files
from advisor.services.list_positions import list_positions
from advisor.services.open_books import open_books
from advisor.services.task import Task
from advisor.services.undo_import import undo_import

HEADING = '"Symbol","Description","Quantity","Price","Market Value","Cost Basis","% Of Account","Security Type"'


@pytest.fixture
def books(tmp_path):
    with open_books(tmp_path / "books.db") as db:
        yield db


@pytest.fixture
def schwab(tmp_path):
    """Write a Schwab file: `schwab("2026/07/16", ("Individual ...321", 10))` holds ten shares at $1 in that account."""

    def write(day: str, *sections: tuple[str, int]):
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.csv"
        lines = [f'"Positions for CUSTACCS as of 09:13 PM ET, {day}"']
        for name, shares in sections:
            lines += [f'"{name}"', HEADING, f'"KR","KROGER","{shares}","$1.00","${shares}.00","$1.00","1%","Equity"']
            lines += [f'"Account Total","","","","${shares}.00","","",""']
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def held(books) -> list[tuple[str, Decimal]]:
    return [(position.account.name, position.quantity) for position in list_positions(books, Task()).positions]


def test_two_accounts_with_the_same_end_stay_apart_in_whatever_order(books, schwab):
    import_files(books, Task(), [schwab("2026/01/02", ("Individual ...321", 10), ("Roth IRA ...321", 20))])
    import_files(books, Task(), [schwab("2026/02/02", ("Roth IRA ...321", 21), ("Individual ...321", 11))])
    import_files(books, Task(), [schwab("2026/03/02", ("Roth IRA ...321", 22))])
    assert sorted(held(books)) == [("Individual", 11), ("Roth IRA", 22)]
    masked = {account.number_masked for account in list_positions(books, Task()).accounts}
    assert masked == {"····321"}


def test_the_same_section_twice_is_stored_as_the_file_says(books, schwab):
    (file,) = import_files(books, Task(), [schwab("2026/01/02", ("Individual ...321", 10), ("Individual ...321", 10))]).files
    assert file.preview.statement.rows_stored == 2
    assert check_database(books, Task()).ok


@pytest.mark.parametrize("ends", [("XXXX-4321", "...321"), ("...321", "XXXX-4321")])
def test_a_longer_end_is_the_same_account(books, schwab, ends):
    import_files(books, Task(), [schwab("2020/12/21", (f"Intelligent {ends[0]}", 10))])
    import_files(books, Task(), [schwab("2023/02/04", (f"Intelligent {ends[1]}", 11))])
    assert held(books) == [("Intelligent", 11)]


def test_a_leading_zero_is_part_of_the_end(books, schwab):
    import_files(books, Task(), [schwab("2026/01/02", ("Individual ...021", 10), ("Individual ...121", 20))])
    import_files(books, Task(), [schwab("2026/02/02", ("Individual ...021", 11))])
    assert sorted(quantity for _, quantity in held(books)) == [11, 20]


def test_an_end_that_fits_two_accounts_makes_a_new_one(books, schwab):
    import_files(books, Task(), [schwab("2020/12/21", ("Mine XXXX-4321", 10), ("Mine XXXX-5321", 20))])
    import_files(books, Task(), [schwab("2023/02/04", ("Mine ...321", 30))])
    assert sorted(quantity for _, quantity in held(books)) == [10, 20, 30]


def test_an_older_file_is_history_and_says_so(books, schwab):
    newer, older = schwab("2026/02/02", ("Individual ...321", 11)), schwab("2026/01/02", ("Individual ...321", 10))
    import_files(books, Task(), [newer])
    (file,) = import_files(books, Task(), [older]).files
    assert any(
        "A newer file of Individual is in the books already, of Feb 2, 2026" in w.message for w in file.preview.statement.warnings
    )
    assert held(books) == [("Individual", 11)]
    (again,) = import_files(books, Task(), [newer]).files
    assert again.import_id is None
    assert again.preview.statement.warnings == ()


def test_an_import_taken_back_can_be_made_again(books, schwab):
    path = schwab("2026/02/02", ("Individual ...321", 11))
    (file,) = import_files(books, Task(), [path]).files
    undo_import(books, Task(), file.import_id)
    assert held(books) == []
    assert import_files(books, Task(), [path]).files[0].import_id is not None
    assert held(books) == [("Individual", 11)]
