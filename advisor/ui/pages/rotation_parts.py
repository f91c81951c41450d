"""What the Rotation page asks of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from advisor.rotation.model import RotationReport


class RotationPart(QWidget):
    """One segment of the Rotation page. It draws a report; it never opens the database, and it lays itself out at any width.

    The page puts it below headline and tools, in a scroll area, with no margins of its own.

    Attributes:
        key: What `focus_subject` and the settings call it.
        title: Its name in the row of segments.
    """

    key: ClassVar[str]
    title: ClassVar[str]

    navigate = Signal(str, str)  # key of a page, subject to select there ("" for none)
    failed = Signal(object)  # an exception that the frame should tell
    export_asked = Signal(str, str)  # stem of the file's name, CSV text: the frame asks where and writes it
    part_asked = Signal(str, str)  # key of another part, subject to select there ("" for none)
    refresh_asked = Signal()
    since_chosen = Signal(object)  # the day that the page's headline counts from
    figure_stated = Signal(object)  # a `Figure` of the investor's, to be kept in place of the published one
    figure_taken_back = Signal(str)  # id of a figure of the investor's that is to be forgotten
    themes_changed = Signal(object)  # a tuple of `ThemeChange`s that the investor wants
    work_asked = Signal(object, object)  # work without arguments that takes long, and what is to be done with its result

    def show_report(self, report: RotationReport) -> None:
        """Draw the rotation as it is now.

        Raises:
            NotImplementedError: The part forgot to say how.
        """
        raise NotImplementedError

    def places(self) -> tuple[tuple[str, str], ...]:
        """What the finder can lead to inside it, as (name, subject); only asked once it has a report."""
        return ()

    def export_view(self) -> None:
        """Give what is in view away as CSV; nothing where there are no figures."""

    def focus_subject(self, subject: str) -> None:
        """Select what another page or part pointed at (a signal, a claim, a theme, a symbol), if it is known here."""
