"""Files fetched over a real connection, and every way it breaks."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from advisor.domain.errors import SourceFailedError, SourceTroubleError, SourceUnavailableError, TaskCancelled
from advisor.market import network
from advisor.market.network import Network, is_web_page, new_session
from tests.replay import Fault, ReplayServer, Reply, Waits

FILE = "https://files.example/list.csv"


def network_of(session: Any, waits: Waits) -> Network:
    return Network(session, pause=waits)


def test_a_whole_file_with_headings(replay: ReplayServer, each_session: Any, waits: Waits) -> None:
    content = bytes(range(256)) * 4000
    replay.serve(FILE, content)
    assert network_of(each_session, waits).fetch(FILE, "Acme", {"User-Agent": "me"}) == content
    assert replay.asked[0].headers["User-Agent"] == "me"


def test_a_file_that_moved(replay: ReplayServer, each_session: Any, waits: Waits) -> None:
    replay.serve(FILE, b"moved")
    replay.serve("https://files.example/old", Reply(b"", 301, {"Location": FILE}))
    assert network_of(each_session, waits).fetch("https://files.example/old", "Acme") == b"moved"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.NOT_FOUND, "Acme has nothing at this address."),
        (Fault.SERVER_ERROR, "Acme has trouble of its own."),
        (Fault.HALF_A_BODY, "Acme broke off in the middle of its answer."),
        (Fault.REDIRECT_LOOP, "Acme sends the question in circles."),
        (Fault.NOTHING, "Acme does not answer."),
    ],
)
def test_one_file_cannot_be_had(replay: ReplayServer, each_session: Any, waits: Waits, fault: Fault, words: str) -> None:
    replay.serve(FILE, b"a,b\n" * 1000)
    replay.fail(FILE, fault)
    with pytest.raises(SourceFailedError) as failure:
        network_of(each_session, waits).fetch(FILE, "Acme")
    kind = SourceFailedError if fault is Fault.NOT_FOUND else SourceTroubleError
    assert (failure.value.message, type(failure.value)) == (words, kind)
    assert failure.value.hint
    assert failure.value.exit_code == 4


def test_silence(replay: ReplayServer, each_session: Any, waits: Waits) -> None:
    replay.serve(FILE, b"a,b\n")
    replay.fail(FILE, Fault.HANGS)
    with pytest.raises(SourceTroubleError, match=r"^Acme takes too long to answer\.$"):
        Network(each_session, pause=waits, silence=0.2).fetch(FILE, "Acme")


def test_nobody_listens(replay: ReplayServer, each_session: Any, waits: Waits) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        each_session.replay_url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(SourceTroubleError, match=r"^Acme does not answer\.$"):
            network_of(each_session, waits).fetch(FILE, "Acme")


def test_patience_grows_and_is_rewarded(replay: ReplayServer, each_session: Any, waits: Waits) -> None:
    replay.serve(FILE, b"at last")
    replay.fail(FILE, Fault.TOO_MANY_REQUESTS, times=3)
    assert network_of(each_session, waits).fetch(FILE, "Acme") == b"at last"
    assert waits.long == [2, 5, 15]


def test_patience_ends(replay: ReplayServer, each_session: Any, waits: Waits) -> None:
    replay.fail(FILE, Fault.TOO_MANY_REQUESTS)
    with pytest.raises(SourceUnavailableError, match="left alone for a while"):
        network_of(each_session, waits).fetch(FILE, "Acme")
    assert replay.count(FILE) == 4


def test_as_long_as_the_server_wishes(replay: ReplayServer, session: Any, waits: Waits) -> None:
    replay.serve(FILE, b"at last")
    replay.fail(FILE, Fault.TOO_MANY_REQUESTS, times=1, retry_after="30")
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    replay.fail(FILE, Fault.TOO_MANY_REQUESTS, times=1, retry_after=soon)
    assert network_of(session, waits).fetch(FILE, "Acme") == b"at last"
    assert waits.long == [pytest.approx(40, abs=3), 30]


def test_but_not_for_an_hour(replay: ReplayServer, session: Any, waits: Waits) -> None:
    replay.fail(FILE, Fault.TOO_MANY_REQUESTS, retry_after="3600")
    with pytest.raises(SourceUnavailableError) as failure:
        network_of(session, waits).fetch(FILE, "Acme")
    assert failure.value.hint == "Try again in 60 minutes."
    assert not waits.long


def test_an_unreadable_wish_is_none(replay: ReplayServer, session: Any, waits: Waits) -> None:
    replay.serve(FILE, b"at last")
    replay.fail(FILE, Fault.TOO_MANY_REQUESTS, times=1, retry_after="when hell freezes")
    assert network_of(session, waits).fetch(FILE, "Acme") == b"at last"
    assert waits.long == [2]


def test_far_too_much(replay: ReplayServer, each_session: Any, waits: Waits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "MOST_BYTES", 100_000)
    replay.serve(FILE, bytes(5_000_000))
    with pytest.raises(SourceFailedError, match="far more than such a file can hold"):
        network_of(each_session, waits).fetch(FILE, "Acme")


def test_requests_to_one_host_keep_apart(replay: ReplayServer, session: Any, waits: Waits) -> None:
    replay.serve(FILE, b"x")
    paced = Network(session, pause=waits, clock=lambda: 100.0)
    for _ in range(2):
        paced.fetch(FILE, "Acme")
    assert [seconds for seconds in waits.seconds if seconds] == [pytest.approx(0.2)]


def test_the_investor_stops_it_between_pieces(replay: ReplayServer, each_session: Any) -> None:
    replay.serve(FILE, bytes(3_000_000))
    calls = []

    def stop(_: float) -> None:
        calls.append(1)
        if len(calls) > 1:
            raise TaskCancelled

    with pytest.raises(TaskCancelled):
        Network(each_session, pause=stop).fetch(FILE, "Acme")


def test_the_programs_own_session(replay: ReplayServer) -> None:
    replay.serve(FILE, b"hello")
    session: Any = new_session()
    answer = session.get(f"{replay.url}/files.example/list.csv", timeout=5)
    session.close()
    assert answer.content == b"hello"
    assert "Mozilla" in replay.asked[0].headers["User-Agent"]


def test_a_page_for_people_is_told_from_a_file() -> None:
    assert is_web_page(b"\xef\xbb\xbf \r\n<!DOCTYPE HTML><html>")
    assert is_web_page(b"<html lang='en'>")
    assert not is_web_page(b"Ticker,Name\n<html>")
    assert not is_web_page(b"\n<?xml version='1.0'?><edgarSubmission/>")
