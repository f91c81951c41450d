"""One SQLite file: open, migrate, back up; one module of functions per aggregate."""

from advisor.storage.engine import Database

__all__ = ["Database"]
