"""The internet, replayed on loopback."""

from tests.replay.server import Asked, Fault, ReplayServer, Reply
from tests.replay.sessions import replay_session

__all__ = ["Asked", "Fault", "ReplayServer", "Reply", "replay_session"]
