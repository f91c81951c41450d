"""From the list of imports to what one of them left out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from advisor.ui.dialogs.confirm import ConfirmDialog
from advisor.ui.dialogs.import_notes import ImportNotesDialog
from advisor.ui.dialogs.import_preview import ImportPreviewDialog
from advisor.ui.tables.rows_table import RowsTable

FILE = """\
Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type
Z12345678,Mine,VTI,VANGUARD TOTAL,10,$100.00,$1000.00,$900.00,Cash
Z12345678,Mine,BND,VANGUARD BOND,ten,$100.00,$500.00,$450.00,Cash
"""


@pytest.fixture
def imported(qtbot, furnished, tmp_path):
    path = tmp_path / "Portfolio_Positions_Jul-13-2026.csv"
    path.write_text(FILE, encoding="utf-8")
    furnished.files_dropped.emit([path])
    qtbot.waitUntil(lambda: bool(furnished.findChildren(ImportPreviewDialog)), timeout=20_000)
    furnished.findChild(ImportPreviewDialog).accept()
    qtbot.waitUntil(lambda: furnished.workspace.portfolio.exposure is not None, timeout=20_000)
    return furnished


def test_enter_on_an_import_shows_what_was_left_out(qtbot, imported):
    imported.show_page("holdings", "imports")
    imports = next(table for table in imported.findChildren(RowsTable) if table.accessibleName() == "Imports")
    assert len(imports.selected_rows()) == 1  # whoever follows "Show" has the import in hand
    qtbot.keyClick(imports.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(imported.findChildren(ImportNotesDialog)), timeout=20_000)
    dialog = imported.findChild(ImportNotesDialog)
    assert imported.findChildren(ConfirmDialog) == []
    assert "1 stored, 1 left out." in " ".join(label.text() for label in dialog.findChildren(QLabel))
    (row,) = dialog.findChild(RowsTable).standing_rows()
    assert (row.line_text, "BND" in row.text) == ("3", True)
