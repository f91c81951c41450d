"""Where the program finds what it brought along, and where it keeps what it is given."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def resources_folder() -> Path:
    """The bundled resources: inside the installed package, or beside it in a checkout or a frozen program."""
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def default_database() -> Path:
    """The investor's database in the platform's user data directory."""
    return platformdirs.user_data_path("Rotation Advisor", appauthor=False) / "advisor.db"
