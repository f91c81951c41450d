"""The program's command line with the replay server in the place of the internet, and without waits between questions.

python tests/replay/program.py SERVER_URL --db FILE refresh --json
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from advisor.cli import main
from advisor.market import network
from advisor.services import refresh_market
from tests.replay.sessions import replay_session

if __name__ == "__main__":
    server = SimpleNamespace(url=sys.argv[1])
    network.new_session = lambda: replay_session(server)
    refresh_market._pause = lambda task, _seconds: task.breathe()
    main(sys.argv[2:])
