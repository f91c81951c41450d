"""A household's taxes: what is wrong is said at its field, what is kept is kept, and brackets come back as they were."""

from __future__ import annotations

import shutil
from contextlib import closing
from decimal import Decimal
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QTableWidget

from advisor.domain.tax_tables import FilingStatus
from advisor.services.clock import today
from advisor.services.load_sample import load_sample
from advisor.services.task import Task
from advisor.services.tax_settings import tax_profile, tax_tables
from advisor.storage.database import open_database
from advisor.ui.background import BackgroundRunner
from advisor.ui.dialogs.taxes import TaxesDialog

_PATIENCE_MS = 20_000


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "books.db"
    with closing(open_database(path)) as db:
        load_sample(db, Task())
    return path


@pytest.fixture
def books(filled, tmp_path):
    return shutil.copyfile(filled, tmp_path / "books.db")


@pytest.fixture
def runner(books):
    made = BackgroundRunner(lambda: partial(open_database, books))
    yield made
    made.close()


@pytest.fixture
def dialog(qtbot, qapp, runner):
    made = TaxesDialog(runner)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: not runner.busy, timeout=_PATIENCE_MS)
    return made


def _field(dialog: TaxesDialog, name: str) -> QLineEdit:
    return next(field for field in dialog.findChildren(QLineEdit) if field.accessibleName() == name)


def _said(dialog: TaxesDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_an_income_brings_the_brackets_into_force_while_it_is_typed(dialog):
    assert "Your income is not known" in _said(dialog)
    _field(dialog, "Taxable income").setText("$120,000")
    _field(dialog, "State rate").setText("5%")
    # 24% and the state's 5%, until the net investment income tax begins.
    assert "29% of the first $63,900" in _said(dialog)


def test_what_cannot_be_read_is_said_at_its_field_and_nothing_can_be_kept(dialog):
    _field(dialog, "State rate").setText("much")
    assert "Type a share, such as 5%." in _said(dialog)
    assert not dialog.keep.isEnabled()
    _field(dialog, "State rate").setText("")
    _field(dialog, "Taxable income").setText("-5")
    assert "must not be below 0" in _said(dialog)
    assert _field(dialog, "Taxable income").accessibleDescription() == "The taxable income must not be below 0."
    assert not dialog.keep.isEnabled()


def test_what_is_kept_counts_from_then_on(qtbot, dialog, runner, books):
    dialog.fields.filing.setCurrentIndex(dialog.fields.filing.findData(FilingStatus.JOINT))
    _field(dialog, "Taxable income").setText("180000")
    with qtbot.waitSignals([dialog.saved, dialog.accepted], timeout=_PATIENCE_MS):
        dialog.keep.click()
    with closing(open_database(books)) as db:
        kept = tax_profile(db, Task())
    assert (kept.filing, kept.ordinary_income, kept.year) == (FilingStatus.JOINT, Decimal(180000), today().year)


def test_gains_so_far_are_filled_in_where_there_are_sales_and_the_rest_is_said(qtbot, dialog, runner):
    dialog.fields.fill_in.click()
    qtbot.waitUntil(lambda: not runner.busy, timeout=_PATIENCE_MS)
    assert "on file" in dialog.fields.found.text()


def test_brackets_are_changed_and_given_back(qtbot, dialog, runner, books):
    ordinary = next(t for t in dialog.findChildren(QTableWidget) if "short-term" in t.accessibleName())
    before = ordinary.item(1, 0).text()
    ordinary.item(1, 0).setText("12,500")
    assert dialog.brackets.keep.isEnabled()
    with qtbot.waitSignal(dialog.saved, timeout=_PATIENCE_MS):
        dialog.brackets.keep.click()
    with closing(open_database(books)) as db:
        table = next(table for table in tax_tables(db, Task()) if table.year == dialog.brackets.year)
    assert table.is_own
    assert table.filings[FilingStatus.SINGLE].ordinary[1].above == 12500
    with qtbot.waitSignal(dialog.saved, timeout=_PATIENCE_MS):
        dialog.brackets.back.click()
    assert ordinary.item(1, 0).text() == before


def test_brackets_that_fall_are_refused_in_words(dialog):
    ordinary = next(t for t in dialog.findChildren(QTableWidget) if "short-term" in t.accessibleName())
    dialog.segments.changed.emit("brackets")
    ordinary.item(1, 1).setText("5%")
    assert "must not fall" in _said(dialog)
    assert not dialog.brackets.keep.isEnabled()
