"""Answers about live data, as the command line's contract has them."""

from __future__ import annotations

from typing import Any

from advisor.domain.market_state import Answer
from advisor.presentation import words


def refresh_json(
    updated: tuple[str, ...], failed: tuple[Answer, ...], unchanged: tuple[str, ...], offline: bool
) -> dict[str, Any]:
    """The answer of `refresh`."""
    return {
        "updated": list(updated),
        "failed": [
            {"symbol": each.symbol, "source": each.source, "asked_for": each.asked_for.value, "message": each.message}
            for each in failed
        ],
        "unchanged": list(unchanged),
        "offline": offline,
    }


def refresh_text(updated: tuple[str, ...], unchanged: tuple[str, ...], offline: bool) -> str:
    """What a refresh did, in one line."""
    if offline:
        return "Nothing was asked: the program stays offline."
    if not updated:
        return f"Nothing is newer. {words.numbered(len(unchanged), 'symbol')} had an answer since the last close."
    return f"{words.numbered(len(updated), 'symbol')} brought up to date, {len(unchanged):,} had nothing new."


def failed_text(failed: tuple[Answer, ...]) -> str:
    """What could not be had, and the first reasons."""
    reasons = list(dict.fromkeys(answer.message for answer in failed if not answer.message.startswith("Not asked")))
    more = f" There are {len(reasons) - 3} more reasons." if len(reasons) > 3 else ""
    return f"{words.numbered(len(failed), 'question')} had no answer. {' '.join(reasons[:3])}{more}"
