"""What tests of live data share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.replay.server import ReplayServer
from tests.replay.sessions import KINDS, replay_session
from tests.replay.waits import Waits
from tests.replay.yahoo import EVENING, ReplayYahoo


@pytest.fixture
def replay() -> Iterator[ReplayServer]:
    """A server on loopback in the place of the internet."""
    with ReplayServer() as server:
        yield server


@pytest.fixture(params=KINDS)
def each_session(request: pytest.FixtureRequest, replay: ReplayServer) -> Iterator[Any]:
    """A session to the replay server, of each HTTP library in turn."""
    session = replay_session(replay, request.param)
    yield session
    session.close()


@pytest.fixture
def session(replay: ReplayServer) -> Iterator[Any]:
    """A session to the replay server, of the HTTP library the program uses."""
    session = replay_session(replay)
    yield session
    session.close()


@pytest.fixture
def connected(replay: ReplayServer, monkeypatch: pytest.MonkeyPatch) -> ReplayServer:
    """The program's own way to the outside leads to the replay server, and a refresh does not wait between questions."""
    # Here, not above: most tests ask no source, and need not load what does.
    from advisor.market import network  # noqa: PLC0415
    from advisor.services import refresh_market  # noqa: PLC0415

    monkeypatch.setattr(network, "new_session", lambda: replay_session(replay))
    monkeypatch.setattr(refresh_market, "_pause", lambda task, _seconds: task.breathe())
    return replay


@pytest.fixture
def yahoo(replay: ReplayServer) -> ReplayYahoo:
    """Yahoo Finance on the replay server, on the evening of November 20, 2025."""
    return ReplayYahoo(replay, EVENING)


@pytest.fixture
def waits() -> Waits:
    return Waits()
