"""What Fidelity prints below the rows of every table: disclaimers, and the time of the download."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from advisor.importers.reading.dates import find_date

_WORDS = ("the data and information", "brokerage services", "custody and other", "date downloaded")
_SPACES_IN_A_SENTENCE = 4


class ClosingLines:
    """The closing lines met so far.

    Attributes:
        met: Whether there was any; a file without them may be cut off.
        downloaded: The day of the download; None until its line was met.
    """

    def __init__(self) -> None:
        self.met = False
        self.downloaded: date | None = None

    def take(self, cells: Sequence[str], *, alone: bool) -> bool:
        """Whether the record is a closing line.

        Args:
            alone: No other cell of it says anything, so that a sentence in the first one is a disclaimer, or the end of one.
        """
        text = cells[0].strip().lower()
        sentence = alone and (self.met or is_sentence(text))
        if not sentence and not text.startswith(_WORDS):
            return False
        self.met = True
        if text.startswith("date downloaded"):
            self.downloaded = find_date(text)
        return True


def is_sentence(text: str) -> bool:
    """Whether a cell says more than a name does."""
    return text.strip().count(" ") >= _SPACES_IN_A_SENTENCE
