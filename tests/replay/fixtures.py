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
def yahoo(replay: ReplayServer) -> ReplayYahoo:
    """Yahoo Finance on the replay server, on the evening of November 20, 2025."""
    return ReplayYahoo(replay, EVENING)


@pytest.fixture
def waits() -> Waits:
    return Waits()
