"""The verbs that may ask the network, and that none does when it is told not to."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.locations import resources_folder
from advisor.services import clock
from advisor.services.task import Task
from tests.market.test_issuer_downloads import list_of
from tests.replay import Fault, ReplayServer, ReplayYahoo, YahooInstrument, address_of
from tests.replay.yahoo import weekdays

SAMPLE = sorted((resources_folder() / "sample").glob("*.csv"))
Run = Callable[..., tuple[int, dict[str, Any], str]]

# Any attempt to reach out ends the verb; afterwards it says which of the libraries it loaded.
WITHOUT_SOCKETS = """
import socket, sys
def forbidden(*arguments, **options):
    raise AssertionError("a socket was opened")
socket.socket.__init__ = forbidden
socket.create_connection = socket.getaddrinfo = forbidden
from advisor.cli import main
try:
    main(sys.argv[1:], standalone_mode=False)
finally:
    print([name for name in ("yfinance", "curl_cffi", "requests", "pandas") if name in sys.modules], file=sys.stderr)
"""


@pytest.fixture
def advisor(tmp_path: Path) -> Run:
    def run(*verb: object) -> tuple[int, dict[str, Any], str]:
        arguments = ["--db", str(tmp_path / "books.db"), *map(str, verb), "--json"]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        return result.exit_code, json.loads(result.stdout), result.stderr

    assert run("import", *SAMPLE)[0] == 0
    return run


@pytest.fixture
def answering(connected: ReplayServer, yahoo: ReplayYahoo) -> ReplayYahoo:
    days = [day for day in weekdays(yahoo.now.date().replace(month=6), 150) if day <= yahoo.now.date()]
    yahoo.add(YahooInstrument("NVDA", days, [200.0] * len(days), "NVIDIA Corporation"))
    return yahoo


def test_a_refresh_tells_what_is_new(advisor: Run, answering: ReplayYahoo) -> None:
    code, answer, _ = advisor("refresh", "NVDA", "--only", "closes")
    assert (code, answer["updated"], answer["failed"], answer["unchanged"], answer["offline"]) == (0, ["NVDA"], [], [], False)
    code, answer, _ = advisor("refresh", "nvda", "--only", "closes", "--again")
    assert (code, answer["updated"], answer["unchanged"]) == (0, [], ["NVDA"])


@pytest.mark.parametrize(
    "fault", [Fault.NOT_FOUND, Fault.TOO_MANY_REQUESTS, Fault.CONSENT_PAGE, Fault.NOTHING, Fault.GARBAGE_JSON]
)
def test_a_source_that_fails_is_named_and_ends_with_4(
    advisor: Run, answering: ReplayYahoo, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("advisor.services.refresh_market._pause", lambda task, seconds: None)
    answering.server.fail(address_of("chart"), fault)
    code, answer, sentence = advisor("refresh", "NVDA", "--only", "closes")
    assert code == 4
    assert answer["updated"] == []
    assert [(failure["symbol"], failure["source"]) for failure in answer["failed"]] == [("NVDA", "Yahoo Finance")]
    assert answer["error"]["code"] == "source_failed"
    assert "Yahoo Finance" in sentence
    assert "Traceback" not in sentence


def test_a_symbol_that_is_followed_nowhere_is_asked_about_when_named(advisor: Run, answering: ReplayYahoo) -> None:
    code, answer, _ = advisor("refresh", "ZZZZ", "--only", "closes")
    assert code == 4
    assert answer["failed"][0]["message"] == "Yahoo Finance does not know ZZZZ."


def test_the_window_is_told_how_far_a_refresh_is(advisor: Run, answering: ReplayYahoo) -> None:
    _, _, told = advisor("refresh", "NVDA", "--only", "closes", "--tell-progress")
    assert json.loads(told.splitlines()[0]) == {"done": 0, "total": 1, "label": "Asking for NVDA"}


def test_the_switch_is_remembered(advisor: Run) -> None:
    assert advisor("network")[1] == {"offline": False, "refresh_at_start": False, "sec_contact": ""}
    assert advisor("network", "--offline")[1]["offline"] is True
    code, answer, _ = advisor("refresh")
    assert (code, answer["offline"], answer["updated"], answer["failed"]) == (0, True, [], [])
    assert "NVDA" in answer["unchanged"]
    assert advisor("network", "--online")[1]["offline"] is False
    code, answer, _ = advisor("network", "--sec-contact", "nobody")
    assert (code, answer["error"]["code"]) == (2, "invalid_request")


def test_closes_from_a_file_are_counted(advisor: Run, tmp_path: Path) -> None:
    file = tmp_path / "NVDA.csv"
    file.write_text("Date,Close\n2026-07-14,204.10\n2026-07-15,205.20\nrubbish,1\n", encoding="utf-8")
    code, answer, _ = advisor("prices", "import", file)
    assert (code, answer["symbol"], answer["as_of"], answer["rows"]) == (0, "NVDA", "2026-07-15", 2)
    assert [row["line"] for row in answer["skipped"]] == [4]
    positions = {each["symbol"]: each for each in advisor("positions")[1]["positions"]}
    assert (positions["NVDA"]["price"], positions["NVDA"]["priced_on"]) == (205.2, "2026-07-15")


@pytest.mark.parametrize("typed", ["", "NVDA,AAPL", "NV DA"])
def test_what_can_be_nothing_s_symbol_is_asked_nowhere(advisor: Run, answering: ReplayYahoo, typed: str) -> None:
    code, answer, sentence = advisor("refresh", "NVDA", typed)
    assert (code, answer["error"]["code"]) == (2, "invalid_request")
    assert sentence == f"“{typed}” is no symbol. Name tickers as in “NVDA BRK.B”, or none to ask about all.\n"
    assert answering.server.asked == ()


def test_where_there_is_nothing_to_ask_for_nothing_is_asked(advisor: Run, answering: ReplayYahoo) -> None:
    code, answer, sentence = advisor("refresh", "NVDA", "--only", "figures")
    assert (code, answer) == (0, {"updated": [], "failed": [], "unchanged": [], "offline": False})
    assert (sentence, answering.server.asked) == ("", ())


def test_several_files_of_closes_are_all_added_or_none(advisor: Run, tmp_path: Path) -> None:
    files = [tmp_path / "IBM.csv", tmp_path / "GE.csv"]
    for file in files:
        file.write_text("Date,Close\n2026-07-14,204.10\n2026-07-15,205.20\n", encoding="utf-8")
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n", encoding="utf-8")
    code, answer, sentence = advisor("prices", "import", *files, bad)
    assert (code, set(answer)) == (3, {"error"})
    assert sentence.startswith("bad.csv is no list of closes. Nothing was stored.")
    assert advisor("prices", "forget", "IBM")[0] == 2  # none is on file
    code, answer, _ = advisor("prices", "import", *files)
    assert (code, answer["symbol"], answer["as_of"], answer["rows"]) == (0, None, "2026-07-15", 4)
    assert [(file["file"], file["symbol"], file["rows"]) for file in answer["files"]] == [
        ("IBM.csv", "IBM", 2),
        ("GE.csv", "GE", 2),
    ]


def test_several_lists_of_funds_are_all_added_or_none(advisor: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 23, tzinfo=UTC))
    for name in ("QQQ", "IVV"):
        (tmp_path / f"{name}.csv").write_bytes(list_of(name))
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    files = [tmp_path / f"{name}.csv" for name in ("QQQ", "IVV")]
    code, answer, _ = advisor("funds", "import", *files, tmp_path / "bad.csv")
    assert (code, answer["error"]["file"]) == (3, "bad.csv")
    assert advisor("funds", "forget", "QQQ")[0] == 2  # none is on file
    code, answer, _ = advisor("funds", "import", *files, "--symbol", "QQQ")
    assert (code, answer["error"]["message"]) == (2, "QQQ cannot be the fund of 2 files.")
    code, answer, _ = advisor("funds", "import", *files)
    assert (code, answer["symbol"], [file["symbol"] for file in answer["files"]]) == (0, None, ["QQQ", "IVV"])
    assert answer["rows"] == sum(file["rows"] for file in answer["files"])
    code, answer, _ = advisor("funds", "import", files[0])
    assert (code, answer["symbol"], answer["rows"]) == (0, "QQQ", answer["files"][0]["rows"])


@pytest.mark.parametrize("group", ["funds", "prices"])
@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("absent.csv", "There is no file absent.csv."),
        ("*.csv", "There is no file *.csv."),
        ("folder", "folder is a folder, not a file."),
        ("pipe", "pipe is a device or pipe, not a file."),
        ("empty.csv", "empty.csv is empty."),
    ],
)
def test_what_is_no_file_to_read_ends_with_3(advisor: Run, tmp_path: Path, group: str, what: str, sentence: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.csv").touch()
    if what == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("NOT RUN: this system has no pipes among its files")
        os.mkfifo(tmp_path / "pipe")
    code, answer, said = advisor(group, "import", tmp_path / what)
    assert (code, set(answer), answer["error"]["file"]) == (3, {"error"}, what)
    assert answer["error"]["message"] == sentence
    assert said == f"{sentence} {answer['error']['hint']}\n"


def test_days_that_a_source_told_are_counted_in_words(advisor: Run, answering: ReplayYahoo, tmp_path: Path) -> None:
    advisor("refresh", "NVDA", "--only", "closes")
    file = tmp_path / "NVDA.csv"
    file.write_text("Date,Close\n2025-11-19,200.00\n", encoding="utf-8")
    ran = CliRunner().invoke(main, ["--db", str(tmp_path / "books.db"), "prices", "import", str(file)])
    assert ran.stdout == (
        "NVDA: 0 closes to Nov 19, 2025.\n1 day of the file keeps what a refresh told of it; --overwrite changes that.\n"
    )


@pytest.mark.parametrize("verb", [("funds", "import"), ("prices", "import")])
def test_an_import_that_is_stopped_says_so(
    advisor: Run, tmp_path: Path, verb: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ctrl_c(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Task, "step", ctrl_c)
    code, answer, sentence = advisor(*verb, tmp_path / "QQQ.csv")
    assert (code, answer["error"]["message"]) == (1, "It was stopped before it was done.")
    assert sentence == "It was stopped before it was done.\n"


@pytest.mark.parametrize("verb", [("positions",), ("exposure",), ("check",), ("refresh", "--offline"), ("refresh",)])
def test_no_verb_touches_a_socket_while_the_switch_is_off(advisor: Run, tmp_path: Path, verb: tuple[str, ...]) -> None:
    advisor("network", "--offline")
    arguments = ["--db", str(tmp_path / "books.db"), *verb, "--json"]
    ran = subprocess.run([sys.executable, "-c", WITHOUT_SOCKETS, *arguments], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)
    assert ran.stderr.splitlines()[-1] == "[]"


def test_without_any_network_everything_but_a_refresh_works(advisor: Run, tmp_path: Path) -> None:
    """In a network namespace of its own a process has not even a loopback."""
    unshare = shutil.which("unshare")
    alone = [unshare, "--net"] if os.geteuid() == 0 else [unshare, "--net", "--map-root-user"]
    if unshare is None or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("NOT RUN: this machine does not let a process live without a network")
    program = [*alone, sys.executable, "-m", "advisor", "--db", str(tmp_path / "books.db")]
    for verb, code in ((("exposure",), 0), (("refresh", "--offline"), 0), (("refresh", "NVDA"), 4)):
        ran = subprocess.run([*program, *verb, "--json"], capture_output=True, text=True, check=False)
        assert ran.returncode == code, ran.stderr
        assert json.loads(ran.stdout)


def test_a_refresh_that_is_stopped_says_what_is_kept(
    advisor: Run, answering: ReplayYahoo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ctrl_c(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("advisor.services.refresh_market._pause", ctrl_c)
    answering.server.fail(address_of("chart"), Fault.TOO_MANY_REQUESTS)
    code, answer, sentence = advisor("refresh", "NVDA", "--only", "closes")
    assert (code, answer["error"]["message"]) == (1, "The refresh was stopped.")
    assert sentence.endswith("What was answered until then is kept; the next one goes on from there.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal to look at is a matter of POSIX")
def test_who_sits_at_a_terminal_sees_how_far_a_refresh_is(tmp_path: Path, answering: ReplayYahoo) -> None:
    program = Path(__file__).parents[1] / "replay" / "program.py"
    verb = ["--db", str(tmp_path / "terminal.db"), "refresh", "NVDA", "--only", "closes"]
    screen, terminal = os.openpty()
    command = [sys.executable, str(program), answering.server.url, *verb]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=terminal, check=True)
    os.close(terminal)
    shown = os.read(screen, 4096).decode()
    os.close(screen)
    assert "Asking for NVDA … 0 of 1" in shown
    assert shown.endswith(" \r")  # the line is wiped out
    assert done.stdout == b"NVDA is up to date.\n"
