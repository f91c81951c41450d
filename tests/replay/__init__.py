"""The internet, replayed on loopback."""

from tests.replay.server import Asked, Fault, ReplayServer, Reply
from tests.replay.sessions import replay_session
from tests.replay.waits import Waits
from tests.replay.yahoo import EVENING, ReplayYahoo, YahooInstrument, address_of, fund_modules, weekdays

__all__ = [
    "EVENING",
    "Asked",
    "Fault",
    "ReplayServer",
    "ReplayYahoo",
    "Reply",
    "Waits",
    "YahooInstrument",
    "address_of",
    "fund_modules",
    "replay_session",
    "weekdays",
]
