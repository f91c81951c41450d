"""sqlite-utils, loaded in one place."""

from __future__ import annotations

import sys

# sqlite-utils loads pandas wherever it is installed, which takes longer than everything else a command does, only to know the
# types of its numbers; none of them is ever stored here. While pandas counts as absent, it is left alone.
_UNWANTED = "pandas"
_hidden = "sqlite_utils" not in sys.modules and _UNWANTED not in sys.modules
if _hidden:
    sys.modules[_UNWANTED] = None  # type: ignore[assignment]
try:
    from sqlite_utils import Database, Migrations
finally:
    if _hidden:
        del sys.modules[_UNWANTED]

__all__ = ["Database", "Migrations"]
