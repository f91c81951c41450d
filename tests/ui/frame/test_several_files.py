"""Files of several kinds dropped at once: each goes its own way, and what is wrong with one stays in view."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

from PySide6.QtWidgets import QLabel, QPushButton

from advisor.services.clock import today
from advisor.storage.database import open_database
from advisor.storage.fund_files import newest_holdings
from advisor.ui.dialogs.import_notes import ImportNotesDialog
from advisor.ui.dialogs.import_preview import ImportPreviewDialog

HEAD = 'My Fund\nFund Holdings as of,"{day:%b %d, %Y}"\n\nTicker,Name,Sector,Asset Class,Market Value,Weight (%)\n'
ROWS = "AAPL,APPLE INC,Information Technology,Equity,60,60.0\nMSFT,MICROSOFT CORP,Information Technology,Equity,40,40.0\n"


def test_a_list_that_is_refused_is_told_though_other_files_follow(qtbot, furnished, fidelity_file, tmp_path):
    whole = (HEAD + ROWS).format(day=today() - timedelta(days=3))
    lists = {
        "CUTT_holdings.csv": whole + '"GOOG,ALPHABET',
        "MYFD_holdings.csv": whole,
        "OURS_holdings.csv": whole.replace("60", "61"),
    }
    for name, text in lists.items():
        (tmp_path / name).write_text(text)
    furnished.files_dropped.emit([*(tmp_path / name for name in lists), fidelity_file])
    qtbot.waitUntil(lambda: bool(furnished.findChildren(ImportPreviewDialog)), timeout=20_000)
    qtbot.waitUntil(lambda: not furnished.workspace.runner.busy, timeout=20_000)
    assert furnished.banner.isVisible()
    assert "CUTT_holdings.csv is cut off" in furnished.banner.accessibleName()
    with closing(open_database(tmp_path / "books.db")) as db:
        assert sorted(file.symbol for file in newest_holdings(db).values()) == ["MYFD", "OURS"]


def test_what_deserves_a_look_in_a_list_is_listed(qtbot, furnished, tmp_path):
    odd = "BEAN,BEAN CO,Magic,Magic Beans,1,soon\nWAND,WAND CO,Magic,Magic Wands,1,1\n"
    listed = tmp_path / "MYFD_holdings.csv"
    listed.write_text((HEAD + ROWS).format(day=today() - timedelta(days=3)).replace("40.0", "20.0") + odd)
    furnished.files_dropped.emit([listed])
    qtbot.waitUntil(furnished.undo_bar.isVisible, timeout=20_000)
    assert furnished.undo_bar.accessibleName().endswith("the rest stays unseen. 1 line could not be read.")
    next(button for button in furnished.undo_bar.findChildren(QPushButton) if button.text() == "Remarks…").click()
    dialog = furnished.findChild(ImportNotesDialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert dialog.windowTitle() == "One row left out of MYFD_holdings.csv"
    assert "7 records: 3 headings and totals, 3 stored, 1 left out." in texts
    assert "Its lines add up to 81.0% of the fund; the rest stays unseen." in texts
    assert "Not understood: asset class “Magic Wands”." in texts
