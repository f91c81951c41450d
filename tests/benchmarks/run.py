"""One command for every benchmark: prints one JSON object of ratios to a peer or a floor measured in the same run.

python3 packaging/dev.py bench [name ...]
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
NAMES = (
    *("start_up", "import_rows", "import_transactions", "look_through"),
    *("refresh", "refresh_stall", "indicators", "signals", "chart_pan"),
    *("plans", "plan_peers"),
)


def main() -> None:
    sys.path[:0] = [str(FOLDER), str(FOLDER.parents[1])]
    names = sys.argv[1:] or NAMES
    print(json.dumps({name: importlib.import_module(name).run() for name in names}, indent=1))


if __name__ == "__main__":
    main()
