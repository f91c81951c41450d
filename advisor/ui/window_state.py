"""What the window remembers from one day to the next, in a small file beside the database."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

SIZES = (90, 100, 115, 130)  # percent
DEFAULT_SIZE = 100


class WindowState:
    """Place, size, page, theme choice, how large everything is, how far a refresh goes, what is unfolded.

    It holds nothing about the portfolio.
    """

    def __init__(self, database: Path) -> None:
        self._settings = QSettings(str(database.with_suffix(".window.ini")), QSettings.Format.IniFormat)

    @property
    def geometry(self) -> QByteArray:
        """As Qt saved it; empty the first time."""
        stored = self._settings.value("geometry")
        return stored if isinstance(stored, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)

    @property
    def page(self) -> str:
        """Key of the page that was open last; empty the first time."""
        return self._text("page")

    @page.setter
    def page(self, key: str) -> None:
        self._settings.setValue("page", key)

    @property
    def theme_choice(self) -> str:
        """ "system", "light" or "dark"."""
        chosen = self._text("theme")
        return chosen if chosen in {"light", "dark"} else "system"

    @theme_choice.setter
    def theme_choice(self, choice: str) -> None:
        self._settings.setValue("theme", choice)

    @property
    def size_percent(self) -> int:
        """How large everything is drawn: 100 unless another of `SIZES` was chosen."""
        chosen = self._text("size")
        return int(chosen) if chosen in map(str, SIZES) else DEFAULT_SIZE

    @size_percent.setter
    def size_percent(self, percent: int) -> None:
        self._settings.setValue("size", str(percent))

    @property
    def refreshes_members(self) -> bool:
        """A refresh asks for every member of the S&P 1500 too."""
        return self._text("refresh_members") == "yes"

    @refreshes_members.setter
    def refreshes_members(self, members: bool) -> None:
        self._settings.setValue("refresh_members", "yes" if members else "no")

    @property
    def plan_unfolded(self) -> bool:
        """Everything about a plan is shown below its trades."""
        return self._text("plan_unfolded") == "yes"

    @plan_unfolded.setter
    def plan_unfolded(self, unfolded: bool) -> None:
        self._settings.setValue("plan_unfolded", "yes" if unfolded else "no")

    def _text(self, key: str) -> str:
        stored = self._settings.value(key)
        return stored if isinstance(stored, str) else ""
