"""The internet, replayed on loopback."""

from tests.replay.server import Asked, Fault, ReplayServer, Reply
from tests.replay.sessions import replay_session
from tests.replay.yahoo import ReplayYahoo, YahooInstrument, address_of, fund_modules, weekdays

__all__ = [
    "Asked",
    "Fault",
    "ReplayServer",
    "ReplayYahoo",
    "Reply",
    "YahooInstrument",
    "address_of",
    "fund_modules",
    "replay_session",
    "weekdays",
]
