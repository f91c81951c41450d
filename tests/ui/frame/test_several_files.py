"""Files of several kinds dropped at once: each goes its own way, and what is wrong with one stays in view."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

from advisor.services.clock import today
from advisor.storage.database import open_database
from advisor.storage.fund_files import newest_holdings
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
