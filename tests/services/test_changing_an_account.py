"""An account's name and tax treatment are the investor's to correct, and outlive the next import."""

from __future__ import annotations

import pytest

from advisor.domain.errors import InvalidRequestError
from advisor.domain.portfolio import TaxType
from advisor.services.change_account import change_account
from advisor.services.import_files import import_files
from advisor.services.list_positions import list_positions
from advisor.services.open_books import open_books
from advisor.services.task import Task

_HEADING = "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type"


@pytest.fixture
def books(tmp_path):
    with open_books(tmp_path / "books.db") as db:
        yield db


@pytest.fixture
def import_day(books, tmp_path):
    def run(day: str) -> None:
        path = tmp_path / f"Portfolio_Positions_{day}.csv"
        path.write_text(f"{_HEADING}\nZ12345678,Family money,VTI,A NAME,10,$100.00,$1000.00,$900.00,Cash\n")
        import_files(books, Task(), [path])

    return run


def _account(books):
    (account,) = list_positions(books, Task()).accounts
    return account


def test_the_correction_stays_when_the_next_file_comes(books, import_day) -> None:
    import_day("Jun-01-2026")
    assert _account(books).tax_type is TaxType.TAXABLE
    told = change_account(books, Task(), _account(books).id, "  Our   Roth ", TaxType.ROTH).account
    import_day("Jul-13-2026")
    assert _account(books) == told
    assert (told.name, told.tax_type) == ("Our Roth", TaxType.ROTH)


def test_what_is_not_said_stays(books, import_day) -> None:
    import_day("Jun-01-2026")
    change_account(books, Task(), _account(books).id, tax_type=TaxType.HSA)
    assert (_account(books).name, _account(books).tax_type) == ("Family money", TaxType.HSA)


def test_a_blank_name_and_a_stranger_are_refused(books, import_day) -> None:
    import_day("Jun-01-2026")
    with pytest.raises(InvalidRequestError, match="needs a name"):
        change_account(books, Task(), _account(books).id, "  ", TaxType.ROTH)
    assert _account(books).tax_type is TaxType.TAXABLE
    with pytest.raises(InvalidRequestError, match="no such account"):
        change_account(books, Task(), 99, "Mine")
