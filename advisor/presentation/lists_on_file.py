"""A fund's lists on file, in words: which there are, whence they came, and what was left unread in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.domain.market_state import FundList
from advisor.presentation import words

_NAMED = 3  # lists beyond these are counted: a fund that is refreshed daily has many


def lists_on_file(lists: Sequence[FundList]) -> str:
    """ "On file: VTI.csv of Nov 20, 2026, added by you."; empty without any, newest first."""
    if not lists:
        return ""
    named = [f"{each.file} of {words.long_date(each.as_of)}, {_whence(each)}" for each in lists[:_NAMED]]
    older = len(lists) - len(named)
    named += [f"and {older:,} older"] if older else []
    return f"On file: {'; '.join(named)}."


def remarks_on(lists: Sequence[FundList]) -> tuple[str, ...]:
    """Of the newest lists: "1 line of VTI.csv was left out: line 9, no weight.", "Not understood in VTI.csv: Duration."."""
    return tuple(remark for each in lists[:_NAMED] for remark in _remarks(each))


def _remarks(each: FundList) -> Iterator[str]:
    if each.lines_left_out:
        named = [f"line {row.line:,}, {row.reason.rstrip('.')}" for row in each.left_out]
        more = each.lines_left_out - len(named)
        named += [f"and {more:,} more"] if more else []
        were = "was" if each.lines_left_out == 1 else "were"
        yield f"{words.numbered(each.lines_left_out, 'line')} of {each.file} {were} left out: {'; '.join(named)}."
    if each.not_understood:
        yield f"Not understood in {each.file}: {'; '.join(said.rstrip('.') for said in each.not_understood)}."


def _whence(each: FundList) -> str:
    return "downloaded" if each.downloaded else "added by you"
