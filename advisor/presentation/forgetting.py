"""What is on file and can be taken back: which lists and closes, how it is asked, what is said afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.domain.market_state import AskedFor, FundList
from advisor.presentation.views import Forgettable


def forgettable_lists(lists: Sequence[FundList]) -> Forgettable | None:
    """All lists of one fund, which are forgotten together; None without any."""
    if not lists:
        return None
    verb = "Forget this list…" if len(lists) == 1 else f"Forget these {len(lists):,} lists…"
    return Forgettable(AskedFor.HOLDINGS, (lists[0].symbol,), verb)


def forgettable_closes(symbols: Iterable[str]) -> Forgettable | None:
    """Closes of symbols, of which one at a time is forgotten; None without any."""
    known = tuple(symbols)
    return Forgettable(AskedFor.CLOSES, known, "Forget these closes…") if known else None


def forget_question(asked: AskedFor, symbol: str) -> tuple[str, str]:
    """The question before something is forgotten, and what would happen."""
    if asked is AskedFor.HOLDINGS:
        return (
            f"Forget every list of what {symbol} holds?",
            "The fund is then seen by the best of what else is known of it. A list that you added can be added again from its"
            " file; one that was downloaded comes again with a refresh.",
        )
    return (
        f"Forget the closes of {symbol}?",
        "Its splits and dividends go with them. The next refresh asks for them anew; closes from a file of yours can be added"
        " again.",
    )


def forgotten_words(asked: AskedFor, symbol: str) -> str:
    """After something was forgotten: what it was, and how it comes back."""
    if asked is AskedFor.HOLDINGS:
        return (
            f"Every list of what {symbol} holds is forgotten. What you added can be added again; the rest comes with a refresh."
        )
    return f"The closes of {symbol} are forgotten. What you added can be added again; the rest comes with a refresh."
