"""The spans that end today, as a head of a column and inside a sentence."""

from __future__ import annotations

from advisor.rotation.model_series import Window

WINDOW_HEADS = {
    Window.WEEK: "1w",
    Window.MONTH: "1m",
    Window.QUARTER: "3m",
    Window.HALF_YEAR: "6m",
    Window.YEAR_TO_DATE: "YTD",
    Window.YEAR: "1y",
}

# After a comma or at the start of a sentence, once its first letter is made a capital.
WINDOW_PHRASES = {
    Window.WEEK: "over a week",
    Window.MONTH: "over a month",
    Window.QUARTER: "over 3 months",
    Window.HALF_YEAR: "over 6 months",
    Window.YEAR_TO_DATE: "since the year began",
    Window.YEAR: "over a year",
}
