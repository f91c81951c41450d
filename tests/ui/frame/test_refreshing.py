"""A refresh through the window: a script stands for the program that asks, and writes into the same books."""

from __future__ import annotations

import json
import os
import sys
import textwrap
import threading
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from advisor.domain.classification import Sector, Sleeve
from advisor.services import refresh_elsewhere
from advisor.services.import_files import import_files
from advisor.services.network_switch import set_offline, set_refresh_at_start
from advisor.services.refresh_choice import RefreshChoice
from advisor.services.task import Task
from advisor.storage.database import open_database
from advisor.ui.dialogs.answer_log import AnswerLogDialog
from advisor.ui.furnish import furnish
from advisor.ui.pages.data import DataPage
from advisor.ui.pages.first_run import FirstRunPage
from advisor.ui.pages.overview import OverviewPage
from tests.ui.frame.waiting import idle

PREAMBLE = """
import json, os, sys, time
sys.path.insert(0, os.getcwd())  # where the program itself would be started
from array import array
from datetime import UTC, date, datetime
from pathlib import Path
from advisor.domain.market_state import Answer, AnswerKind, AskedFor
from advisor.domain.prices import PriceHistory
from advisor.storage.answers import save_answers
from advisor.storage.database import open_database
from advisor.storage.prices import save_history

books = Path(sys.argv[sys.argv.index("--db") + 1])
here = Path(__file__).parent
(here / "asked").write_text(json.dumps(sys.argv[1:]))

def stored(symbol):
    db = open_database(books)
    day = date.today().toordinal()
    history = PriceHistory(symbol, "USD", array("i", [day]), array("q", [30_000_000_000]), (), "Yahoo Finance")
    save_history(db, history, datetime.now(UTC), replace=False)
    db.close()

def unanswered(symbol):
    db = open_database(books)
    words, now = "Yahoo Finance does not answer.", datetime.now(UTC)
    save_answers(db, [Answer(symbol, "Yahoo Finance", AskedFor.CLOSES, AnswerKind.FAILED, words, now)])
    db.close()
    return {"symbol": symbol, "source": "Yahoo Finance", "asked_for": "closes", "message": words, "at": now.isoformat()}

def told(done, total, label):
    print(json.dumps({"done": done, "total": total, "label": label}), file=sys.stderr, flush=True)

def answered(updated=(), unchanged=(), failed=()):
    print(json.dumps({"updated": list(updated), "unchanged": list(unchanged), "failed": list(failed), "offline": False}))
    sys.exit(4 if failed else 0)
"""
WAITS = """
told(1, 60, "Asking for NVDA")
stored("VTI")
(here / "half").write_text(str(os.getpid()))
os.replace(here / "half", here / "number")
while not (here / "go on").exists():
    time.sleep(0.02)
"""
NOTES_EACH = """
with (here / "each").open("a") as each:
    each.write(" ".join(sys.argv[1:]) + "\\n")
answered(unchanged=["VTI"])
"""


@pytest.fixture
def program(monkeypatch, tmp_path):
    """Lets a script stand for the program; its files lie in the folder returned."""
    folder = tmp_path / "program"
    folder.mkdir()

    def stand_in(script: str) -> None:
        (folder / "script.py").write_text(PREAMBLE + textwrap.dedent(script), encoding="utf-8")

    monkeypatch.setattr(refresh_elsewhere, "program", lambda: [sys.executable, str(folder / "script.py")])
    stand_in.folder = folder
    return stand_in


@pytest.fixture
def books(qtbot, furnished, tmp_path, fidelity_file):
    """The window with the sample's brokerage account in it."""
    with closing(open_database(tmp_path / "books.db")) as db:
        import_files(db, Task(), [fidelity_file])
    furnished.workspace.measure()
    idle(qtbot, furnished)
    furnished.show_page("data")
    return furnished


def data(window) -> DataPage:
    return window.findChild(DataPage)


def closes(window) -> dict[str, str]:
    return {row.figure: row.state_text for row in data(window).sources.standing_rows() if row.figure.startswith("Closes")}


def button(parent, name: str) -> QPushButton:
    return next(one for one in parent.findChildren(QPushButton) if one.accessibleName() == name)


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def asked(program) -> list[str]:
    """The words the script was started with last."""
    return list(json.loads((program.folder / "asked").read_text()))


def running(qtbot, program) -> int:
    """Wait for the script, and give the number of its process."""
    number = program.folder / "number"
    qtbot.waitUntil(number.exists, timeout=30_000)
    return int(number.read_text())


def test_f5_asks_in_another_process_and_measures_again(qtbot, books, program):
    program('stored("VTI"); answered(updated=["VTI"], unchanged=["NVDA"])')
    qtbot.keyClick(books, Qt.Key.Key_F5)
    idle(qtbot, books)
    assert books.undo_bar.accessibleName() == "All 2 are up to date."
    assert closes(books) == {"Closes of VTI": "Current"}
    assert "refresh" in (program.folder / "asked").read_text()


def test_while_it_runs_its_progress_shows_and_the_window_goes_on(qtbot, books, program):
    program(WAITS + 'answered(updated=["VTI"])')
    card = data(books).network
    books.commands.refresh.trigger()
    running(qtbot, program)
    qtbot.waitUntil(lambda: any(w.text() == "Asking for NVDA … 1 of 60" for w in card.findChildren(QLabel)), timeout=30_000)
    assert button(card, "Cancel").isVisible()
    before = books.workspace.portfolio
    books.workspace.choose_account(before.portfolio.accounts[0].id)
    qtbot.waitUntil(lambda: books.workspace.portfolio is not before, timeout=20_000)
    assert books.workspace.runner.busy
    books.commands.refresh.trigger()  # one at a time
    qtbot.waitUntil(books.progress.isVisible, timeout=30_000)
    (program.folder / "go on").touch()
    idle(qtbot, books)
    assert not books.progress.isVisible()
    assert button(card, "Refresh all").isVisible()


def test_a_cancel_ends_the_process_and_keeps_what_was_answered(qtbot, books, program):
    program(WAITS)
    books.commands.refresh.trigger()
    number = running(qtbot, program)
    button(data(books).network, "Cancel").click()
    idle(qtbot, books)
    assert not is_alive(number)
    assert closes(books) == {"Closes of VTI": "Current"}
    assert not books.banner.isVisible()
    assert books.undo_bar.accessibleName().startswith("The refresh was stopped.")


def test_what_is_wanted_meanwhile_is_asked_for_next_and_once(qtbot, books, program):
    program(WAITS + 'answered(updated=["VTI"])')
    books.commands.refresh.trigger()
    running(qtbot, program)
    books.commands.refresh.trigger()
    assert books.undo_bar.accessibleName() == "A refresh is running; it asks for this already."
    for symbol in ("VTI", "NVDA", "VTI"):
        data(books).refresh_requested.emit(RefreshChoice((symbol,), again=True))
    assert books.undo_bar.accessibleName() == "A refresh is running. VTI and NVDA are asked for next."
    everything = asked(program)
    program(NOTES_EACH)
    (program.folder / "go on").touch()
    idle(qtbot, books)
    assert everything[-1] == "--"
    assert [line.split()[-1] for line in (program.folder / "each").read_text().splitlines()] == ["VTI", "NVDA"]
    assert button(data(books).network, "Refresh all").isVisible()


def test_a_cancel_also_drops_what_waits(qtbot, books, program):
    program(WAITS)
    books.commands.refresh.trigger()
    running(qtbot, program)
    data(books).refresh_requested.emit(RefreshChoice(("NVDA",), again=True))
    program(NOTES_EACH)
    button(data(books).network, "Cancel").click()
    idle(qtbot, books)
    assert not (program.folder / "each").exists()
    assert button(data(books).network, "Refresh all").isVisible()


def test_what_fails_keeps_its_figures_and_the_notice_leads_to_the_log(qtbot, books, program):
    program('failed = unanswered("NVDA"); stored("VTI"); answered(updated=["VTI", "VOO"], failed=[failed])')
    before = books.workspace.portfolio
    books.commands.refresh.trigger()
    idle(qtbot, books)
    assert books.undo_bar.accessibleName() == "2 of 3 are up to date. Yahoo Finance had no answer for NVDA."
    assert closes(books) == {"Closes of VTI": "Current", "Closes of NVDA": "Refresh failed"}
    held = {(one.symbol, one.quantity) for one in books.workspace.portfolio.portfolio.positions}
    assert held == {(one.symbol, one.quantity) for one in before.portfolio.positions}
    button(books.undo_bar, "Show").click()
    log = books.findChild(AnswerLogDialog)
    assert [(row.symbol, row.message) for row in log.table.standing_rows()] == [("NVDA", "Yahoo Finance does not answer.")]
    log.reject()


def test_the_notice_leads_to_what_failed_this_time(qtbot, books, program):
    for symbol in ("NVDA", "VTI"):
        program(f'failed = unanswered("{symbol}"); answered(updated=["VOO"], failed=[failed])')
        books.commands.refresh.trigger()
        idle(qtbot, books)
    button(books.undo_bar, "Show").click()
    log = books.findChild(AnswerLogDialog)
    assert [row.symbol for row in log.table.standing_rows()] == ["VTI"]
    log.reject()


def test_a_source_that_never_answers_is_told_of_and_nothing_is_touched(qtbot, books, program):
    program('answered(failed=[unanswered("NVDA"), unanswered("VTI")])')
    total = books.workspace.portfolio.portfolio.total_value
    books.commands.refresh.trigger()
    idle(qtbot, books)
    assert books.banner.accessibleName().startswith("Yahoo Finance does not answer. What was known before stays")
    assert books.workspace.portfolio.portfolio.total_value == total


def test_a_process_that_dies_is_a_plain_failure_and_the_next_refresh_works(qtbot, books, program):
    program("os.abort()")
    books.commands.refresh.trigger()
    idle(qtbot, books)
    assert "ended before its time" in books.banner.accessibleName()
    program('answered(unchanged=["VTI"])')
    books.commands.refresh.trigger()
    idle(qtbot, books)
    assert not books.banner.isVisible()
    assert books.undo_bar.accessibleName() == "VTI is up to date."


def test_offline_no_process_is_started_and_everything_is_measured_still(qtbot, books, program):
    program("answered()")
    data(books).network.offline.click()
    idle(qtbot, books)
    refresh = button(data(books).network, "Refresh all")
    assert not refresh.isEnabled()
    assert "works offline" in refresh.toolTip()
    before = books.workspace.portfolio
    qtbot.keyClick(books, Qt.Key.Key_F5)
    idle(qtbot, books)
    assert books.workspace.portfolio is not before
    assert not (program.folder / "asked").exists()
    assert "works offline" in books.undo_bar.accessibleName()
    data(books).network.offline.click()
    idle(qtbot, books)
    assert refresh.isEnabled()


def test_switches_are_kept_in_the_books_and_how_far_a_refresh_goes_beside_them(qtbot, books, program, tmp_path):
    program("answered()")
    card = data(books).network
    card.at_start.click()
    card.members.click()
    data(books).contact_given.emit("maria@place.com")
    idle(qtbot, books)
    books.workspace.measure()
    idle(qtbot, books)
    assert books.workspace.portfolio.market.refresh_at_start
    assert books.workspace.portfolio.market.sec_contact == "maria@place.com"
    books.commands.refresh.trigger()
    idle(qtbot, books)
    assert "--members" in (program.folder / "asked").read_text()


def test_when_the_program_starts_it_asks_only_if_it_may(qtbot, shell, themes, tmp_path, program):
    program("answered()")
    with closing(open_database(tmp_path / "books.db")) as db:
        set_refresh_at_start(db, Task(), True)
        set_offline(db, Task(), True)
    shell.workspace = furnish(shell, themes, tmp_path / "books.db", open_database, sample=False)
    idle(qtbot, shell)
    assert not (program.folder / "asked").exists()
    with closing(open_database(tmp_path / "books.db")) as db:
        set_offline(db, Task(), False)
    shell.workspace.measure()
    idle(qtbot, shell)
    assert not (program.folder / "asked").exists()  # it started long ago
    shell.close()


def test_a_refresh_at_start(qtbot, shell, themes, tmp_path, program):
    program("answered()")
    with closing(open_database(tmp_path / "books.db")) as db:
        set_refresh_at_start(db, Task(), True)
    shell.workspace = furnish(shell, themes, tmp_path / "books.db", open_database, sample=False)
    qtbot.waitUntil((program.folder / "asked").exists, timeout=20_000)
    idle(qtbot, shell)
    shell.close()


def test_the_window_closes_on_a_running_refresh_and_leaves_nothing_behind(qtbot, books, program):
    program(WAITS)
    books.commands.refresh.trigger()
    number = running(qtbot, program)
    books.close()
    assert not is_alive(number)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("advisor")]


def test_a_restore_waits_until_the_refresh_has_ended(qtbot, books, program, tmp_path):
    program(WAITS)
    backup = tmp_path / "backup.db"
    with closing(open_database(backup)):
        pass
    books.commands.refresh.trigger()
    number = running(qtbot, program)
    alive_when_replaced: list[bool] = []
    books.workspace.replace_database(lambda: alive_when_replaced.append(is_alive(number)))
    idle(qtbot, books)
    assert alive_when_replaced == [False]


def test_what_needs_attention_is_refreshed_from_the_overview(qtbot, books, program):
    program("answered()")
    books.show_page("overview")
    overview = books.findChild(OverviewPage)
    verbs = [one for one in overview.findChildren(QPushButton) if one.accessibleName().startswith("Refresh: Prices are")]
    verbs[0].click()
    idle(qtbot, books)
    assert (program.folder / "asked").exists()


def test_what_was_said_of_a_symbol_is_taken_back_and_that_too(qtbot, books):
    page = data(books)

    def said() -> list[str]:
        return [row.state_text for row in page.sources.standing_rows() if row.verb == "Take back"]

    page.classify_requested.emit("NVDA", Sleeve.ALTERNATIVES, Sector.ALTERNATIVES)
    idle(qtbot, books)
    assert said() == ["Alternatives"]
    assert books.workspace.portfolio.exposure.holdings["NVDA"].sleeves == {Sleeve.ALTERNATIVES: 1.0}
    page.sources.verb_chosen.emit(next(row for row in page.sources.standing_rows() if row.verb == "Take back"))
    idle(qtbot, books)
    assert said() == []
    assert books.workspace.portfolio.exposure.holdings["NVDA"].sleeves == {Sleeve.MEGA_CAP_TECH: 1.0}
    assert "NVDA" in books.undo_bar.accessibleName()


def test_the_welcome_says_what_leaves_this_computer_and_switches_it_off(qtbot, furnished):
    welcome = furnished.findChild(FirstRunPage)
    assert any("never how much you own" in label.text() for label in welcome.findChildren(QLabel))
    button(welcome, "Work fully offline").click()
    idle(qtbot, furnished)
    assert any("nothing is ever asked" in label.text() for label in welcome.findChildren(QLabel))
    assert furnished.workspace.portfolio.market.offline
    button(welcome, "Allow it to refresh").click()
    idle(qtbot, furnished)
    assert not furnished.workspace.portfolio.market.offline


def test_the_window_itself_loads_nothing_of_what_asks_the_network(qtbot, books, monkeypatch):
    """yfinance and its libraries would hold it up for half a second; how long it does not answer is a benchmark's matter."""
    script = Path(__file__).parents[2] / "replay" / "closed_world.py"
    monkeypatch.setattr(refresh_elsewhere, "program", lambda: [sys.executable, str(script)])
    loaded = {"yfinance", "curl_cffi", "pandas"} & sys.modules.keys()  # by other tests
    books.commands.refresh.trigger()
    idle(qtbot, books)
    assert set(closes(books).values()) == {"Current"}
    assert {"yfinance", "curl_cffi", "pandas"} & sys.modules.keys() == loaded
