"""Answers about live data, as the command line's contract has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from advisor.domain.market_state import Answer
from advisor.presentation import words
from advisor.presentation.answers import refreshed_words


def refresh_json(
    updated: tuple[str, ...], failed: tuple[Answer, ...], unchanged: tuple[str, ...], offline: bool
) -> dict[str, Any]:
    """The answer of `refresh`."""
    return {
        "updated": list(updated),
        "failed": [
            {
                "symbol": each.symbol,
                "source": each.source,
                "asked_for": each.asked_for.value,
                "message": each.message,
                "at": each.at.isoformat(),
            }
            for each in failed
        ],
        "unchanged": list(unchanged),
        "offline": offline,
    }


def refresh_text(updated: tuple[str, ...], failed: tuple[Answer, ...], unchanged: tuple[str, ...], offline: bool) -> str:
    """What a refresh did, in one line."""
    if offline:
        return "Nothing was asked: the program stays offline."
    return refreshed_words(updated, unchanged, failed)


def failed_text(failed: tuple[Answer, ...]) -> str:
    """What could not be had, and the first reasons."""
    reasons = list(dict.fromkeys(answer.message for answer in failed if not answer.message.startswith("Not asked")))
    more = f" And {words.numbered(len(reasons) - 3, 'more reason')}." if len(reasons) > 3 else ""
    return f"{words.numbered(len(failed), 'question')} had no answer. {' '.join(reasons[:3])}{more}"


def prices_json(
    series: Sequence[tuple[str, date, int, int]], skipped: Sequence[Mapping[str, Any]], warnings: Sequence[str]
) -> dict[str, Any]:
    """The answer of `prices import`.

    Args:
        series: Symbol, day of the newest close, closes that count, and closes that a live source's stood against.
    """
    told = [{"symbol": symbol, "as_of": day.isoformat(), "rows": rows, "kept": kept} for symbol, day, rows, kept in series]
    return {
        "symbol": told[0]["symbol"] if len(told) == 1 else None,
        "as_of": max(day for _, day, _, _ in series).isoformat(),
        "rows": sum(rows for _, _, rows, _ in series),
        "series": told,
        "skipped": list(skipped),
        "warnings": list(warnings),
    }


def prices_text(series: Sequence[tuple[str, date, int, int]], skipped: int, warnings: Sequence[str]) -> str:
    """The same in lines."""
    lines = [f"{symbol}: {words.numbered(rows, 'close')} to {words.long_date(day)}." for symbol, day, rows, _ in series]
    kept = sum(each[3] for each in series)
    if kept:
        told = words.plural(kept, "keeps what a refresh told of it", "keep what a refresh told of them")
        lines.append(f"{words.numbered(kept, 'day')} of the file {told}; --overwrite changes that.")
    left_out = [f"{words.numbered(skipped, 'row')} could not be read; --json tells which."] if skipped else []
    return "\n".join([*lines, *left_out, *warnings])
