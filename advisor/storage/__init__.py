"""One SQLite file: open, migrate, back up; one module of functions per aggregate."""
