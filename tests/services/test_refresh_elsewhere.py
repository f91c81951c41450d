"""A refresh in another process: what it tells, what comes of it, and that it ends when it is told to."""

from __future__ import annotations

import json
import os
import sys
import textwrap
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from advisor.domain.errors import AdvisorError, TaskCancelled
from advisor.domain.market_state import AskedFor
from advisor.services import refresh_elsewhere as elsewhere
from advisor.services.network_switch import set_offline
from advisor.services.open_books import open_books
from advisor.services.refresh_choice import RefreshChoice
from advisor.services.task import Changed, Task

ANSWER = {"updated": ["NVDA"], "failed": [], "unchanged": ["VTI"], "offline": False}
FAILURE = {
    "symbol": "ZZZZ",
    "source": "Yahoo Finance",
    "asked_for": "closes",
    "message": "Yahoo Finance does not answer.",
    "at": "2026-11-20T21:00:00+00:00",
}


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Runs a refresh in which a script stands for the program."""

    def run(script: str, task: Task | None = None, choice: RefreshChoice | None = None):
        program = tmp_path / "program.py"
        program.write_text("import json, os, sys, time\n" + textwrap.dedent(script), encoding="utf-8")
        monkeypatch.setattr(elsewhere, "program", lambda: [sys.executable, str(program)])
        return elsewhere.refresh_elsewhere(task or Task(), tmp_path / "books.db", choice or RefreshChoice())

    return run


def said(answer: dict, code: int = 0) -> str:
    return f"print({json.dumps(json.dumps(answer))}); sys.exit({code})"


def test_its_answer_is_the_outcome(run):
    outcome = run(said(ANSWER))
    assert (outcome.updated, outcome.unchanged, outcome.failed) == (("NVDA",), ("VTI",), ())
    assert outcome.changed is Changed.MARKET
    assert not outcome.offline


def test_a_part_that_failed_is_an_answer_too(run):
    outcome = run(said({**ANSWER, "failed": [FAILURE], "error": {"message": "One question had no answer."}}, 4))
    (failed,) = outcome.failed
    assert (failed.symbol, failed.source, failed.asked_for) == ("ZZZZ", "Yahoo Finance", AskedFor.CLOSES)
    assert failed.at == datetime(2026, 11, 20, 21, tzinfo=UTC)
    assert outcome.updated == ("NVDA",)


def test_a_refusal_is_told_in_its_own_words(run):
    refusal = {"error": {"code": "database_refused", "message": "The database is damaged.", "hint": "Restore a backup."}}
    with pytest.raises(AdvisorError, match="The database is damaged") as told:
        run(said(refusal, 3))
    assert told.value.hint == "Restore a backup."


@pytest.mark.parametrize("script", ["sys.exit(1)", "print('not json')", "print('[1]')", "os.abort()", "print('{\"updated\"')"])
def test_an_end_without_an_answer_is_a_plain_failure(run, script):
    with pytest.raises(AdvisorError, match="The refresh ended before its time"):
        run(script)


def test_a_program_that_cannot_be_started_is_a_plain_failure(monkeypatch, tmp_path):
    monkeypatch.setattr(elsewhere, "program", lambda: [str(tmp_path / "missing")])
    with pytest.raises(AdvisorError, match="could not be started"):
        elsewhere.refresh_elsewhere(Task(), tmp_path / "books.db", RefreshChoice())


def test_progress_is_told_and_other_words_are_passed_over(run, tmp_path):
    told: list[tuple[int, int, str]] = []

    def report(done: int, total: int, words: str) -> None:
        told.append((done, total, words))
        (tmp_path / words).touch()

    # Only the newest progress is told: each waits until the one before it was heard.
    script = f"""
        heard = {str(tmp_path)!r}
        print("FutureWarning: something about pandas", file=sys.stderr)
        for number, words in enumerate(("Asking for VTI", "Asking for NVDA")):
            print(json.dumps(dict(done=number, total=2, label=words)), file=sys.stderr, flush=True)
            while not os.path.exists(os.path.join(heard, words)):
                time.sleep(0.01)
        """
    run(textwrap.dedent(script) + said(ANSWER), Task(report=report))
    assert told == [(0, 2, "Asking for VTI"), (1, 2, "Asking for NVDA")]


def test_however_much_it_writes_it_never_waits_for_a_reader(run):
    script = "sys.stderr.write('x' * 2_000_000 + chr(10))\n" + said({**ANSWER, "unchanged": ["VTI"] * 100_000})
    assert len(run(script).unchanged) == 100_000


def test_it_is_told_what_to_ask_for_and_where(run, tmp_path):
    choice = RefreshChoice(("BRK.B", "VTI"), frozenset({AskedFor.CLOSES, AskedFor.HOLDINGS}), members=True, again=True)
    told = tmp_path / "arguments.json"
    run(f"open({str(told)!r}, 'w').write(json.dumps(sys.argv[1:]))\n" + said(ANSWER), choice=choice)
    expected = ["--db", str(tmp_path / "books.db"), "refresh", "--json", "--tell-progress", "--members", "--again"]
    expected += ["--only", "closes", "--only", "holdings", "--", "BRK.B", "VTI"]
    assert json.loads(told.read_text()) == expected


@pytest.mark.parametrize("stubborn", [False, True])
def test_a_cancel_ends_the_process(run, tmp_path, monkeypatch, stubborn):
    monkeypatch.setattr(elsewhere, "_PATIENCE_SECONDS", 0.3)
    number = tmp_path / "number"
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)" if stubborn and sys.platform != "win32" else ""
    script = f"""
        {deaf}
        with open({str(tmp_path / "half")!r}, "w") as file:
            file.write(str(os.getpid()))
        os.replace({str(tmp_path / "half")!r}, {str(number)!r})
        time.sleep(60)
        open({str(tmp_path / "outlived")!r}, "w").close()
        """
    task = Task()
    threading.Thread(target=lambda: (_wait_for(number), task.cancel())).start()
    with pytest.raises(TaskCancelled):
        run(script, task)
    assert not (tmp_path / "outlived").exists()
    if sys.platform != "win32":
        with pytest.raises(ProcessLookupError):
            os.kill(int(number.read_text()), 0)


def test_the_program_itself_understands_what_it_is_told(tmp_path):
    """The real command line, on books that work offline."""
    with open_books(tmp_path / "books.db") as db:
        set_offline(db, Task(), True)
    outcome = elsewhere.refresh_elsewhere(Task(), tmp_path / "books.db", RefreshChoice())
    assert outcome.offline
    assert outcome.changed is Changed.NOTHING


def _wait_for(file: Path) -> None:
    deadline = time.monotonic() + 20
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
