"""From a dropped file to the headline and back."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton

from advisor.services.import_files import import_files
from advisor.services.load_sample import load_sample
from advisor.services.task import Task
from advisor.storage.database import open_database
from advisor.ui.background import BackgroundRunner
from advisor.ui.caring import Caring
from advisor.ui.dialogs.import_notes import ImportNotesDialog
from advisor.ui.dialogs.import_preview import ImportPreviewDialog
from advisor.ui.dialogs.page_help import PageHelpDialog
from advisor.ui.dressing import apply
from advisor.ui.finder import Finder
from advisor.ui.pages.network_card import NetworkCard
from advisor.ui.rail import NAV
from advisor.ui.tables.rows_table import RowsTable
from tests.ui.frame.waiting import idle


def drop(window, path) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(600, 400), Qt.DropAction.CopyAction, carried, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(600, 400), Qt.DropAction.CopyAction, carried, buttons, keys))


def texts(window) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def test_pages_agree_with_the_rail(furnished):
    pages = {page.key: (page.title, page.icon_name) for page in furnished.pages if page.key != "welcome"}
    assert pages == {entry.key: (entry.title, entry.icon_name) for entry in NAV}


def test_nothing_owned_is_a_welcome(furnished):
    assert furnished.top_bar.title.text() == "Welcome"
    assert "No accounts yet" in texts(furnished)
    assert not furnished.commands.save_pdf.isEnabled()


def test_a_dropped_file_is_previewed_imported_and_taken_back(qtbot, furnished, fidelity_file):
    drop(furnished, fidelity_file)
    qtbot.waitUntil(lambda: bool(furnished.findChildren(ImportPreviewDialog)), timeout=20_000)
    dialog = furnished.findChildren(ImportPreviewDialog)[0]
    assert furnished.workspace.portfolio.portfolio.positions == ()  # nothing is stored yet
    dialog.accept()
    qtbot.waitUntil(lambda: furnished.top_bar.title.text() == "Overview", timeout=20_000)
    assert furnished.undo_bar.isVisible()
    assert any("of your stocks are seven companies." in text for text in texts(furnished))
    for entry in NAV:
        furnished.show_page(entry.key)
        idle(qtbot, furnished)
        assert not furnished.banner.isVisible(), furnished.banner.accessibleName()

    furnished.commands.undo.trigger()
    qtbot.waitUntil(lambda: furnished.workspace.portfolio.exposure is None, timeout=20_000)
    assert furnished.top_bar.title.text() == "Welcome"
    assert not furnished.commands.undo.isEnabled()


def test_a_file_nobody_knows_is_a_failure_in_words(qtbot, furnished, tmp_path):
    stranger = tmp_path / "recipes.json"
    stranger.write_text('{"cake": "sponge", "flour": 200}\n')
    drop(furnished, stranger)
    qtbot.waitUntil(furnished.banner.isVisible, timeout=20_000)
    assert "recipes.json" in furnished.banner.accessibleName()
    assert furnished.findChildren(ImportPreviewDialog) == []


def test_the_sample_leaves_the_own_file_alone(qtbot, furnished, tmp_path):
    furnished.commands.open_sample.trigger()
    qtbot.waitUntil(lambda: furnished.workspace.portfolio.is_sample, timeout=20_000)
    thrown_away = furnished.workspace.database
    assert thrown_away != tmp_path / "books.db"
    assert furnished.top_bar.chip.isVisible()
    furnished.commands.close_sample.trigger()
    qtbot.waitUntil(lambda: furnished.workspace.portfolio.exposure is None, timeout=20_000)
    idle(qtbot, furnished)
    assert not thrown_away.exists()


def test_a_file_dropped_on_the_sample_goes_into_the_own_books(qtbot, furnished, fidelity_file, tmp_path):
    furnished.commands.open_sample.trigger()
    qtbot.waitUntil(lambda: furnished.workspace.portfolio.is_sample, timeout=20_000)
    drop(furnished, fidelity_file)
    qtbot.waitUntil(lambda: bool(furnished.findChildren(ImportPreviewDialog)), timeout=20_000)
    assert furnished.workspace.database == tmp_path / "books.db"
    furnished.findChildren(ImportPreviewDialog)[0].accept()
    qtbot.waitUntil(lambda: furnished.workspace.portfolio.exposure is not None, timeout=20_000)
    assert len(furnished.workspace.portfolio.portfolio.accounts) == 1


def test_the_other_theme_reaches_every_page_at_once(qtbot, qapp, furnished, themes):
    themes.changed.connect(lambda theme: apply(qapp, theme))
    furnished.commands.open_sample.trigger()
    qtbot.waitUntil(lambda: furnished.workspace.portfolio.is_sample, timeout=20_000)
    themes.choose("dark")
    for entry in NAV:
        furnished.show_page(entry.key)
        idle(qtbot, furnished)
        picture = furnished.grab().toImage()
        bright = sum(picture.pixelColor(x, y).lightness() > 200 for x in range(0, 1280, 8) for y in range(0, 800, 8))
        assert bright < 0.06 * 160 * 100, entry.key


def test_a_job_can_be_cancelled_and_reports_on_the_gui_thread(qtbot, tmp_path):
    class Connection:
        def close(self) -> None:
            pass

    runner = BackgroundRunner(lambda: Connection)
    told: list[str] = []

    def endless(_db: object, task: Task) -> None:
        while True:
            task.step(0, 1, "counting")

    job = runner.start(endless)
    job.succeeded.connect(lambda _result: told.append("succeeded"))
    job.failed.connect(lambda _error: told.append("failed"))
    with qtbot.waitSignal(job.ended, timeout=20_000):
        job.cancel()
    assert told == []
    runner.close()


def test_a_waiting_job_keeps_the_database_it_was_asked_for(qtbot):
    class Connection:
        def __init__(self, name: str) -> None:
            self.name = name

        def close(self) -> None:
            pass

    in_use, reached = ["own"], []
    runner = BackgroundRunner(lambda: partial(Connection, in_use[0]))
    gate = Event()
    runner.start(lambda _db, _task: gate.wait(60))
    waiting = runner.start(lambda db, _task: reached.append(db.name))
    in_use[0] = "sample"
    with qtbot.waitSignal(waiting.ended, timeout=20_000):
        gate.set()
    assert reached == ["own"]
    runner.close()


def open_sample(qtbot, window):
    window.commands.open_sample.trigger()
    qtbot.waitUntil(lambda: window.workspace.portfolio.is_sample, timeout=20_000)
    idle(qtbot, window)


def test_ctrl_e_gives_the_page_in_front_away(qtbot, furnished, monkeypatch, tmp_path):
    open_sample(qtbot, furnished)
    offered = []

    def answer(_parent, _title, name, _kinds, use):
        offered.append(name)
        use(tmp_path / name)

    monkeypatch.setattr("advisor.ui.reporting.ask_where", answer)
    for key in ("overview", "holdings"):
        furnished.show_page(key)
        furnished.commands.export.trigger()
    furnished.commands.export_companies.trigger()
    assert offered == ["sleeves-and-sectors.csv", "positions.csv", "companies.csv"]
    heads = [(tmp_path / name).read_text().splitlines()[0].split(",")[0] for name in offered]
    assert heads == ["kind", "account", "symbol"]


def test_a_failure_covers_nothing(furnished):
    furnished.banner.show_error(ZeroDivisionError("float division"))
    QApplication.processEvents()
    page = next(page for page in furnished.pages if page.key == "welcome")
    assert page.visibleRegion().boundingRect().height() > 0
    assert furnished.banner.mapToGlobal(QPoint(0, furnished.banner.height())).y() <= page.mapToGlobal(QPoint(0, 0)).y()


def test_a_backup_restored_from_the_sample_goes_into_the_own_books(qtbot, furnished, tmp_path):
    with closing(open_database(tmp_path / "backup.db")) as db:
        load_sample(db, Task())
    open_sample(qtbot, furnished)
    furnished.workspace.portfolio = None  # nothing worth asking about
    next(child for child in furnished.children() if isinstance(child, Caring)).restore(tmp_path / "backup.db")
    qtbot.waitUntil(lambda: furnished.undo_bar.accessibleName().startswith("Restored backup.db."), timeout=20_000)
    idle(qtbot, furnished)
    assert furnished.workspace.database == tmp_path / "books.db"
    assert furnished.workspace.portfolio.portfolio.positions


def test_every_page_has_words_for_f1(qtbot, furnished):
    for key in ("welcome", *(entry.key for entry in NAV)):
        furnished.show_page(NAV[0].key if key == "welcome" else key)
        furnished.commands.page_help.trigger()
        (dialog,) = furnished.findChildren(PageHelpDialog)
        paragraphs = [label for label in dialog.findChildren(QLabel) if len(label.text()) > 60]
        assert len(paragraphs) >= 2, key
        assert all(label.height() >= label.heightForWidth(label.width()) for label in paragraphs), key
        dialog.reject()
        qtbot.waitUntil(lambda: not furnished.findChildren(PageHelpDialog))
        if key == "welcome":
            furnished.welcome(False)


def test_an_account_chosen_in_the_finder_stands_in_the_filter(qtbot, furnished):
    open_sample(qtbot, furnished)
    account_id, name = furnished.top_bar.offered_accounts()[1]
    furnished.commands.find.trigger()
    finder = furnished.findChild(Finder)
    qtbot.keyClicks(finder.findChild(QLineEdit), name)
    qtbot.keyClick(finder.findChild(QLineEdit), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(furnished.workspace.portfolio.portfolio.accounts) == 1, timeout=20_000)
    assert furnished.workspace.portfolio.portfolio.accounts[0].id == account_id
    assert furnished.top_bar.accounts.currentText() == name


@pytest.fixture
def issuers_list(tmp_path):
    listed = tmp_path / "MYFD.csv"
    listed.write_text(
        'My Fund\nFund Holdings as of,"Nov 20, 2026"\n\n'
        "Ticker,Name,Sector,Asset Class,Market Value,Weight (%)\n"
        "AAPL,APPLE INC,Information Technology,Equity,60,60.0\nMSFT,MICROSOFT CORP,Information Technology,Equity,40,40.0\n"
    )
    return listed


@pytest.mark.parametrize("page", ["overview", "data"])
def test_an_issuer_s_list_is_taken_wherever_it_is_dropped(qtbot, furnished, issuers_list, page):
    furnished.show_page(page)
    drop(furnished, issuers_list)
    qtbot.waitUntil(lambda: furnished.undo_bar.isVisible() or furnished.banner.isVisible(), timeout=20_000)
    assert furnished.undo_bar.accessibleName() == "MYFD is now seen by its list of Nov 20, 2026."
    assert not furnished.banner.isVisible()


def test_an_issuer_s_list_among_brokers_files_goes_its_own_way(qtbot, furnished, issuers_list, fidelity_file):
    furnished.files_dropped.emit([issuers_list, fidelity_file])
    qtbot.waitUntil(lambda: bool(furnished.findChildren(ImportPreviewDialog)), timeout=20_000)
    assert [view.file for view in furnished.findChild(ImportPreviewDialog).views] == [fidelity_file.name]
    assert furnished.undo_bar.accessibleName().startswith("MYFD is now seen")


def test_ctrl_e_on_advice_gives_the_trades_away(qtbot, furnished):
    open_sample(qtbot, furnished)
    furnished.show_page("advice")
    advice = next(page for page in furnished.pages if page.key == "advice")
    trades = next(table for table in advice.findChildren(RowsTable) if table.accessibleName() == "Trades")
    qtbot.waitUntil(lambda: trades.isVisible() and bool(trades.standing_rows()), timeout=60_000)
    furnished.commands.export.trigger()
    dialog = furnished.findChild(QFileDialog)
    assert [file.rpartition("/")[2] for file in dialog.selectedFiles()] == ["trades.csv"]
    dialog.reject()


def test_the_sample_is_never_backed_up_for_the_own_file(qtbot, furnished):
    button = next(b for b in furnished.findChildren(QPushButton) if b.text().strip() == "Back up…")
    assert (button.isEnabled(), furnished.commands.back_up.isEnabled()) == (True, True)
    furnished.commands.open_sample.trigger()  # at once, not when it is measured
    assert (button.isEnabled(), furnished.commands.back_up.isEnabled()) == (False, False)
    assert "sample is open" in button.toolTip()
    idle(qtbot, furnished)
    furnished.commands.close_sample.trigger()
    assert (button.isEnabled(), button.toolTip(), furnished.commands.back_up.isEnabled()) == (True, "", True)
    idle(qtbot, furnished)


@pytest.mark.parametrize("page", ["overview", "data"])
def test_a_list_of_closes_is_stored_wherever_it_is_dropped(qtbot, furnished, fidelity_file, tmp_path, page):
    with closing(open_database(tmp_path / "books.db")) as db:
        import_files(db, Task(), [fidelity_file])
    furnished.workspace.measure()
    qtbot.waitUntil(lambda: not furnished.workspace.runner.busy, timeout=20_000)
    furnished.show_page(page)
    prices = tmp_path / "closes.csv"
    prices.write_text("Date,VTI,NVDA\n2026-11-18,300.10,180.1\n2026-11-20,302.10,\n", encoding="utf-8")
    drop(furnished, prices)
    said = "VTI and NVDA have the file’s closes to Nov 20, 2026."
    qtbot.waitUntil(lambda: furnished.undo_bar.accessibleName().startswith(said), timeout=20_000)
    qtbot.waitUntil(lambda: "VTI" in furnished.workspace.portfolio.market.closes, timeout=20_000)
    assert not furnished.banner.isVisible()


def test_a_file_that_tells_of_the_market_is_chosen_on_the_data_page(qtbot, furnished, tmp_path, monkeypatch):
    prices = tmp_path / "VTI.csv"
    prices.write_text("Date,Close\n2026-11-18,300.10\n2026-11-20,302.10\n", encoding="utf-8")
    monkeypatch.setattr("advisor.ui.pages.data.ask_for_market_file", lambda _page, use: use(prices))
    furnished.show_page("data")
    furnished.findChild(NetworkCard).file_asked.emit()
    said = "VTI has the file’s closes to Nov 20, 2026."
    qtbot.waitUntil(lambda: furnished.undo_bar.accessibleName() == said, timeout=20_000)


def test_a_long_notice_has_several_lines_and_a_short_one_after_it_one(furnished):
    bar = furnished.undo_bar
    bar.offer("VTI has the file’s closes to Nov 20, 2026. " * 4, None)
    words = bar.findChild(QLabel)
    assert words.wordWrap()
    bar.offer("The file is sound.", None)
    assert not words.wordWrap()


def test_what_deserves_a_look_in_a_list_of_closes_is_shown(qtbot, furnished, tmp_path):
    prices = tmp_path / "VTI.csv"
    prices.write_text("Date,Close\n2026-11-18,300.10\n2026-11-19,none\n2026-11-20,302.10\n", encoding="utf-8")
    drop(furnished, prices)
    said = "VTI has the file’s closes to Nov 20, 2026. 1 row could not be read."
    qtbot.waitUntil(lambda: furnished.undo_bar.accessibleName() == said, timeout=20_000)
    furnished.undo_bar.findChild(QPushButton).click()
    (notes,) = furnished.findChildren(ImportNotesDialog)
    (table,) = notes.findChildren(RowsTable)
    assert [row.line_text for row in table.standing_rows()] == ["3"]
    notes.reject()
