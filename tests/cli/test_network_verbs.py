"""The verbs that may ask the network, and that none does when it is told not to."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.locations import resources_folder
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
    assert json.loads(told.splitlines()[0]) == {"done": 0, "total": 1, "label": "NVDA"}


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
