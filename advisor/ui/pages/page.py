"""What the window asks of a page."""

from __future__ import annotations

from typing import ClassVar, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from advisor.exposure.model import MeasuredPortfolio


class OnPaper(Protocol):
    """What brings something to paper."""

    def preview(self) -> None:
        """Show it as it will print, with the system's own way to a printer."""

    def choose_pdf(self) -> None:
        """Ask where, then write the PDF."""


class Page(QWidget):
    """One page of the rail. It draws a measured portfolio and leads to other pages; it never opens the database.

    Attributes:
        key: What `navigate` and the settings call it.
        title: Its name in the rail and the bar.
        icon_name: Lucide name of its icon.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    icon_name: ClassVar[str]

    navigate = Signal(str, str)  # key of a page, subject to select there ("" for none)
    failed = Signal(object)  # an exception that the frame should tell
    export_asked = Signal(str, str)  # stem of the file's name, CSV text: the frame asks where and writes it

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(self.title)

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        """Draw the portfolio as it is now.

        Raises:
            NotImplementedError: The page forgot to say how.
        """
        raise NotImplementedError

    def export_view(self) -> None:
        """Give what is in view away as CSV; nothing where there are no figures."""

    @property
    def on_paper(self) -> OnPaper | None:
        """What prints while the page is in front; None for the summary of everything that is owned."""
        return None

    def places(self) -> tuple[tuple[str, str], ...]:
        """What the finder offers inside the page beside the page itself, as (name, subject)."""
        return ()

    def focus_subject(self, subject: str) -> None:
        """Select what another page or the footer pointed at (a sleeve id, a symbol, a figure), if it is known here."""
