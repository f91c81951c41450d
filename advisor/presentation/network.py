"""What the program may do on the network, and what came of it last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from advisor.domain.market_state import Answer, MarketState
from advisor.presentation import words
from advisor.presentation.answers import failed_last, no_answer_words
from advisor.presentation.views import NetworkView

PRIVACY = (
    "Nothing is asked of the network until you refresh; a refresh asks FRED for macro figures and sends the symbols you follow "
    "to Yahoo Finance, fund issuers and the SEC, never how much you own."
)
OFFLINE_PROMISE = "It works offline: nothing is ever asked of the network."
OFFLINE = "The program works offline: nothing is asked until “Work offline” is switched off."


def build_network(market: MarketState) -> NetworkView:
    """The Network card of the Data page."""
    failures = failed_last(market.log)
    return NetworkView(
        words=_last_answers(market, failures.values()),
        tone="warning" if failures else "muted",
        why_no_refresh=OFFLINE if market.offline else "",
        offline=market.offline,
        refresh_at_start=market.refresh_at_start,
        sec_contact=market.sec_contact,
        has_log=bool(market.log),
    )


def _last_answers(market: MarketState, failures: Iterable[Answer]) -> str:
    offline = "Offline: no connection is opened. " if market.offline else ""
    if market.last_refresh is None and not market.log:
        return f"{offline}Never refreshed." if offline else f"Never refreshed. {PRIVACY}"
    stopped = _stopped_at(market)
    when = words.moment(stopped or market.last_refresh or market.log[0].at)
    last = f"{when}, stopped before its end: what was answered is kept." if stopped else f"{when}."
    no_answer = no_answer_words(failures)
    if no_answer:
        return f"{offline}Last refresh {last} {no_answer} What was known before stays, with its date."
    return f"{offline}Last refresh {last}{'' if stopped else ' Nothing failed.'}"


def _stopped_at(market: MarketState) -> datetime | None:
    """When the last refresh had its last answer, if it did not come to its end."""
    newest = market.log[0].at if market.log else None
    ended = market.last_refresh
    return newest if newest is not None and (ended is None or newest > ended) else None
