"""Check → issue → fix, through the window: what a check found is mended, everything is measured anew, and the issue is gone."""

from __future__ import annotations

import json
from contextlib import closing
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPushButton

from advisor.domain.classification import Sleeve
from advisor.services.clock import today
from advisor.services.import_files import import_files
from advisor.services.task import Task
from advisor.storage.database import open_database
from advisor.ui.dialogs.account import AccountDialog
from advisor.ui.dialogs.classify import ClassifyDialog
from advisor.ui.dialogs.cost_basis import CostBasisDialog
from advisor.ui.dialogs.exchange_rate import ExchangeRateDialog
from advisor.ui.dialogs.import_notes import ImportNotesDialog
from advisor.ui.pages.holdings import HoldingsPage
from tests.ui.frame.waiting import idle

HEADING = "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type"
ROWS = (
    "Z12345678,Brokerage,VTI,VANGUARD TOTAL STOCK,10,$300.00,$3000.00,,Cash",
    "Z12345678,Brokerage,ZZQXW,NOBODY KNOWS,10,$3.00,$31.00,$20.00,Cash",
)
DEGIRO = Path(__file__).parents[2] / "golden" / "degiro" / "portfolio_en.csv"


@pytest.fixture
def stated_file(tmp_path) -> Path:
    """Positions of today, so that nothing is stale: no cost of VTI, an unknown symbol whose value is a dollar off."""
    path = tmp_path / f"Portfolio_Positions_{today():%b-%d-%Y}.csv"
    path.write_text("\n".join((HEADING, *ROWS)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def books(qtbot, furnished, tmp_path, stated_file):
    """The Holdings page of a window in whose books all this is."""
    with closing(open_database(tmp_path / "books.db")) as db:
        import_files(db, Task(), [stated_file, DEGIRO])
    furnished.workspace.measure()
    idle(qtbot, furnished)
    furnished.show_page("holdings", "checks")
    return furnished.findChild(HoldingsPage)


def found(books, fix: str):
    return [row for row in books.tables.checks.standing_rows() if row.fix == fix]


def answer(books, kind: type[QDialog], verb: str, **typed: str) -> None:
    dialog = next(one for one in books.findChildren(kind) if one.isVisible())
    for name, text in typed.items():
        field = next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName().startswith(name.replace("_", " ")))
        field.setText(text)
    next(button for button in dialog.findChildren(QPushButton) if button.text() == verb).click()


def segment(books, words: str) -> QPushButton:
    return next(button for button in books.findChildren(QPushButton) if button.text().startswith(words))


def test_a_missing_cost_is_stated_and_taken_back(qtbot, furnished, books) -> None:
    count = len(books.tables.checks.standing_rows())
    assert segment(books, "Checks").text() == f"Checks {count}"
    (missing,) = found(books, "state_cost_basis")
    books.tables.checks.verb_chosen.emit(missing)
    answer(books, CostBasisDialog, "Keep the cost", The_whole_position="$2,400.50")
    idle(qtbot, furnished)
    assert found(books, "state_cost_basis") == []
    assert segment(books, "Checks").text() == f"Checks {count - 1}"
    vti = next(row for row in books.tables.positions.standing_rows() if row.symbol == "VTI")
    assert (vti.cost_text, vti.gain_text) == ("$2,400.50", "+$599.50")
    assert "VTI" in furnished.undo_bar.accessibleName()
    next(button for button in furnished.undo_bar.findChildren(QPushButton) if button.text() == "Undo").click()
    idle(qtbot, furnished)
    assert found(books, "state_cost_basis") == [missing]


def test_a_rate_makes_an_account_count(qtbot, furnished, books) -> None:
    waiting = next(row for row in books.tables.positions.standing_rows() if row.symbol == "DEGIRO")
    assert (waiting.value_text, waiting.share_text) == ("GBP 525.10", "not counted")
    before = furnished.workspace.portfolio.portfolio.total_value
    (issue,) = found(books, "state_rate")
    books.tables.checks.verb_chosen.emit(issue)
    answer(books, ExchangeRateDialog, "State the rate", One_GBP="1.30")
    idle(qtbot, furnished)
    assert found(books, "state_rate") == []
    # 525.10 pounds at 1.30 are 682.63 dollars; its lines are rounded one by one, so a cent may differ.
    assert abs(furnished.workspace.portfolio.portfolio.total_value - before - Decimal("682.63")) <= Decimal("0.01")
    counted = next(row for row in books.tables.positions.standing_rows() if row.symbol == "DEGIRO")
    assert counted.value_text.startswith("$682.6")


def test_an_unknown_symbol_is_classified(qtbot, furnished, books) -> None:
    issue = next(row for row in found(books, "classify") if row.symbol == "ZZQXW")
    books.tables.checks.verb_chosen.emit(issue)
    answer(books, ClassifyDialog, "Classify")
    idle(qtbot, furnished)
    assert "ZZQXW" not in {row.symbol for row in found(books, "classify")}


@pytest.mark.parametrize("symbol", ["VTI", "ZZQXW"])  # a fund, and what nobody knows
def test_what_is_owned_is_classified_and_taken_back_in_its_row(qtbot, furnished, books, symbol) -> None:
    def held():
        return next(row for row in books.tables.positions.standing_rows() if row.symbol == symbol)

    def act(words: str):
        return next(act for name, act in books._row_actions(held()) if name.startswith(words))

    act("Classify")()
    dialog = next(one for one in books.findChildren(ClassifyDialog) if one.isVisible())
    dialog.sleeve.setCurrentIndex(dialog.sleeve.findData(Sleeve.ALTERNATIVES))
    answer(books, ClassifyDialog, "Classify")
    idle(qtbot, furnished)
    assert held().classified_text.startswith("classified by you")
    assert furnished.workspace.portfolio.exposure.holdings[symbol].sleeves == {Sleeve.ALTERNATIVES: 1.0}
    act("Take back")()
    idle(qtbot, furnished)
    assert not held().classified_text
    assert not any(name.startswith("Take back") for name, _ in books._row_actions(held()))


def test_a_wrong_value_leads_to_its_import_and_what_it_left_out(qtbot, furnished, books, stated_file) -> None:
    (issue,) = found(books, "show_import")
    books.tables.checks.verb_chosen.emit(issue)
    assert books.tables.imports.isVisible()
    assert [row.file for row in books.tables.imports.selected_rows()] == [stated_file.name]
    qtbot.waitUntil(lambda: bool(furnished.findChildren(ImportNotesDialog)), timeout=20_000)
    furnished.findChildren(ImportNotesDialog)[0].reject()


def test_other_fixes_ask_for_a_file(qtbot, books) -> None:
    row = books.tables.checks.standing_rows()[0]
    for fix in ("import_lots", "import_history", "import_newer"):
        with qtbot.waitSignal(books.questions.import_requested):
            books.questions.mend(type(row)("", "", "", fix, None, "", None))


def test_the_owner_is_kept_shown_and_suggested(qtbot, furnished, books) -> None:
    account = furnished.workspace.portfolio.portfolio.accounts[0]
    books.questions.ask_account(account)
    answer(books, AccountDialog, "Change", Whose_account=" Maria ")
    idle(qtbot, furnished)
    head = next(row for row in books.tables.positions.standing_rows() if row.key == str(account.id))
    assert head.name.endswith("· Maria")
    books.questions.ask_account(furnished.workspace.portfolio.portfolio.accounts[1])
    owner = next(f for f in books.findChildren(QLineEdit) if f.accessibleName() == "Whose account" and f.isVisible())
    assert owner.completer().model().index(0, 0).data() == "Maria"


def test_one_account_shows_its_own_issues_only(qtbot, furnished, books) -> None:
    degiro = next(one for one in furnished.workspace.portfolio.portfolio.accounts if one.broker == "degiro")
    furnished.workspace.choose_account(degiro.id)
    checks = books.tables.checks  # the pages take their turns after the measuring
    qtbot.waitUntil(lambda: {row.account_id for row in checks.standing_rows()} == {degiro.id}, timeout=20_000)


def chosen_file(monkeypatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(path)))


def test_the_original_file_comes_back_byte_for_byte(qtbot, furnished, books, tmp_path, stated_file, monkeypatch) -> None:
    chosen_file(monkeypatch, tmp_path / "again.csv")
    row = next(past for past in books.tables.imports.standing_rows() if past.file == stated_file.name)
    books.original_requested.emit(row.id, row.file)
    idle(qtbot, furnished)
    assert sha256((tmp_path / "again.csv").read_bytes()).digest() == sha256(stated_file.read_bytes()).digest()
    assert "again.csv" in furnished.undo_bar.accessibleName()


def test_everything_is_exported(qtbot, furnished, books, tmp_path, monkeypatch) -> None:
    chosen_file(monkeypatch, tmp_path / "all.json")
    furnished.commands.export_everything.trigger()
    idle(qtbot, furnished)
    assert len(json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))["accounts"]) == 2
    assert furnished.undo_bar.accessibleName() == "Saved 2 accounts and 4 positions to all.json."


def test_a_rate_and_a_cost_are_judged_while_they_are_typed(qtbot, books) -> None:
    books.questions.ask_rate("GBP")
    dialog = next(one for one in books.findChildren(ExchangeRateDialog) if one.isVisible())
    verb = next(button for button in dialog.findChildren(QPushButton) if button.text() == "State the rate")
    for typed, good in (
        ("", False),
        ("x", False),
        ("0", False),
        ("-1", False),
        ("20000", False),
        ("1,30", False),
        ("1.30", True),
    ):
        dialog.field.setText(typed)
        assert verb.isEnabled() is good, typed
    assert dialog.field.accessibleDescription() == "GBP 525.10 count as $682.63."
    assert dialog.day() == today()
    dialog.reject()
