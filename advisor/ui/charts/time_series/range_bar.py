"""How far back the charts of one window reach."""

from __future__ import annotations

from datetime import date

from advisor.presentation.words import short_date
from advisor.ui.charts.time_series.time_window import TimeWindow
from advisor.ui.choices import SegmentedControl

_SINCE, _ALL = "since", "all"
_MONTHS = {"1": "1 month", "3": "3 months", "6": "6 months", "12": "1 year", "60": "5 years"}


class RangeBar(SegmentedControl):
    """1 month to 5 years, all, and since a day that matters; drives a `TimeWindow`."""

    def __init__(self, window: TimeWindow, since: date | None = None, months: int = 12) -> None:
        options = list(_MONTHS.items())
        if since is not None:
            options.insert(2, (_SINCE, _since_words(since)))
        super().__init__([*options, (_ALL, "All")], name="How far back")
        self._time_window = window
        self._since = since
        self.changed.connect(self.reach_back)
        self.reach_back(str(months))

    def count_from(self, day: date) -> None:
        """Let "since" mean another day; what is in sight follows where that is the chosen range."""
        self._since = day
        self.set_label(_SINCE, _since_words(day))
        if self.chosen == _SINCE:
            self.reach_back(_SINCE)

    def reach_back(self, key: str) -> None:
        """Choose a range: months as text, "since" or "all".

        Raises:
            KeyError: There is no such range.
        """
        self.choose(key)
        if key == _SINCE and self._since is not None:
            self._time_window.show_since(self._since.toordinal())
        else:
            self._time_window.show_last(None if key == _ALL else int(key))


def _since_words(day: date) -> str:
    return f"Since {short_date(day, day)}"
