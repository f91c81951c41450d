"""A list and closes that were added by mistake are taken back on the Data page, and everything is measured anew."""

from __future__ import annotations

from contextlib import closing

import pytest
from PySide6.QtWidgets import QDialog, QPushButton

from advisor.services.clock import today
from advisor.services.import_files import import_files
from advisor.services.import_fund_file import import_fund_file
from advisor.services.import_prices import import_prices
from advisor.services.task import Task
from advisor.storage.database import open_database
from advisor.ui.dialogs.confirm import ConfirmDialog
from advisor.ui.dialogs.source_details import SourceDetailsDialog
from advisor.ui.pages.data import DataPage
from tests.ui.frame.waiting import idle

POSITIONS = (
    "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type\n"
    "Z12345678,Brokerage,VOO,VANGUARD S&P 500,10,$300.00,$3000.00,$2000.00,Cash\n"
)
LIST = (
    'Ours\nFund Holdings as of,"{day:%b %d, %Y}"\n\nTicker,Name,Sector,Asset Class,Market Value,Weight (%)\n'
    "AAPL,APPLE INC,Information Technology,Equity,60,60.0\nMSFT,MICROSOFT CORP,Information Technology,Equity,40,40.0\n"
)


@pytest.fixture
def data(qtbot, furnished, tmp_path) -> DataPage:
    """The Data page over books of one fund, with a list and closes of it that the investor added."""
    positions = tmp_path / f"Portfolio_Positions_{today():%b-%d-%Y}.csv"
    positions.write_text(POSITIONS, encoding="utf-8")
    listed, closes = tmp_path / "VOO_holdings.csv", tmp_path / "closes.csv"
    listed.write_text(LIST.format(day=today()), encoding="utf-8")
    closes.write_text(f"Date,Close\n{today()},11.00\n", encoding="utf-8")
    with closing(open_database(tmp_path / "books.db")) as db:
        import_files(db, Task(), [positions])
        import_fund_file(db, Task(), listed)
        import_prices(db, Task(), closes, "VOO")
    furnished.workspace.measure()
    idle(qtbot, furnished)
    furnished.show_page("data")
    return furnished.findChild(DataPage)


def row(data, figure: str):
    return next((row for row in data.sources.standing_rows() if row.figure.startswith(figure)), None)


def press(window, kind: type[QDialog], verb: str) -> None:
    dialog = next(one for one in window.findChildren(kind) if one.isVisible())
    next(button for button in dialog.findChildren(QPushButton) if button.text() == verb).click()


def test_a_list_is_forgotten(qtbot, furnished, data) -> None:
    inside = row(data, "What is inside VOO")
    assert "On file: VOO_holdings.csv of" in inside.details.sentence
    assert "added by you" in inside.details.sentence
    data.sources.row_entered.emit(inside)
    press(furnished, SourceDetailsDialog, "Forget this list…")
    press(furnished, ConfirmDialog, "Forget")
    idle(qtbot, furnished)
    left = row(data, "What is inside VOO")
    assert left.source != inside.source
    assert left.details.forgettable is None
    assert furnished.undo_bar.accessibleName() == (
        "Every list of what VOO holds is forgotten. What you added can be added again; the rest comes with a refresh."
    )


def test_closes_are_forgotten(qtbot, furnished, data) -> None:
    data.sources.row_entered.emit(row(data, "Closes of VOO"))
    press(furnished, SourceDetailsDialog, "Forget these closes…")
    press(furnished, ConfirmDialog, "Forget")
    idle(qtbot, furnished)
    assert row(data, "Closes of VOO") is None
    assert furnished.undo_bar.accessibleName().startswith("The closes of VOO are forgotten")


def test_who_thinks_better_of_it_keeps_everything(qtbot, furnished, data) -> None:
    inside = row(data, "What is inside VOO")
    data.sources.row_entered.emit(inside)
    press(furnished, SourceDetailsDialog, "Forget this list…")
    press(furnished, ConfirmDialog, "Cancel")
    idle(qtbot, furnished)
    assert row(data, "What is inside VOO") == inside
