"""The replay server does as it is told, with the sessions of both libraries."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.replay import Fault, ReplayServer


def test_it_serves_files_and_counts(replay: ReplayServer, each_session: Any) -> None:
    replay.serve("https://files.example/a.csv", b"a,b\n1,2\n")
    replay.serve(re.compile(r"^https://api\.example/v1/.*"), lambda asked: {"you": asked.last_part, "q": asked.query})
    answer = each_session.get("https://files.example/a.csv", timeout=5)
    assert (answer.status_code, answer.content, answer.url) == (200, b"a,b\n1,2\n", "https://files.example/a.csv")
    assert each_session.get("https://api.example/v1/SPY?x=1", timeout=5).json() == {"you": "SPY", "q": {"x": "1"}}
    assert each_session.get("https://nobody.example/", timeout=5).status_code == 404
    assert replay.count("https://files.example/a.csv") == 1
    assert [asked.method for asked in replay.asked] == ["GET"] * 3


def test_a_fault_so_many_times_then_what_was_said_before(replay: ReplayServer, each_session: Any) -> None:
    replay.serve("https://files.example/a", b"good")
    replay.fail("https://files.example/a", Fault.TOO_MANY_REQUESTS, times=2, retry_after="7")
    answers = [each_session.get("https://files.example/a", timeout=5) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [429, 429, 200]
    assert answers[0].headers["Retry-After"] == "7"


@pytest.mark.parametrize("fault", [Fault.HALF_A_BODY, Fault.NOTHING, Fault.REDIRECT_LOOP, Fault.HANGS])
def test_broken_lines_raise(replay: ReplayServer, each_session: Any, fault: Fault) -> None:
    replay.serve("https://files.example/a", b"0123456789")
    replay.fail("https://files.example/a", fault)
    with pytest.raises(OSError):
        each_session.get("https://files.example/a", timeout=0.5)
