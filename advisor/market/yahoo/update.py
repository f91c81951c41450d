"""What to keep of a fresh answer, next to what is on file."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import log
from statistics import median

from advisor.domain.days import long_date
from advisor.domain.errors import SourceFailedError
from advisor.domain.instruments import InstrumentProfile
from advisor.domain.prices import DayRanges, PriceEvent, PriceEventKind, PriceHistory
from advisor.market.company_names import may_be_one_company
from advisor.market.sessions import TWO_SESSIONS_WITHIN
from advisor.market.yahoo.chart import LIKE_A_SPLIT
from advisor.market.yahoo.failures import SOURCE
from advisor.market.yahoo.provider import FetchedHistory, YahooProvider

_OVERLAP_SESSIONS = 5
_A_DAY = timedelta(days=1)
_RESTATED = 0.005  # a close that differs by more is no correction
_TRUSTED_FOR = timedelta(days=10)  # what is on file and so old gives way to a fresh answer in any case


@dataclass(frozen=True, slots=True)
class Update:
    """What to store.

    Attributes:
        history: Empty of closes where nothing is new.
        replace: All that is on file of the symbol is to be forgotten first.
        new_closes: How many days of it were not on file.
        new_events: How many of its splits and distributions were not, or otherwise.
        name, quote_type, exchange: What the source calls the instrument.
        ranges: How far prices reached within its days.
    """

    history: PriceHistory
    replace: bool
    new_closes: int
    new_events: int
    name: str
    quote_type: str
    exchange: str
    ranges: DayRanges


def bring_up_to_date(
    provider: YahooProvider,
    symbol: str,
    known: PriceHistory | None,
    since: date,
    *,
    held_since: date | None = None,
    known_name: str = "",
    is_coin: bool = False,
    whole: bool = False,
) -> Update:
    """Ask for what is missing of a symbol; for everything again where it does not continue what is on file.

    Args:
        known: What is on file, from its first day on.
        since: From where on closes are wanted, where this source told none yet.
        held_since: From where on splits change what is owned: closes are to reach back to it.
        known_name: What the company or fund was called so far; empty if that is not known.
        whole: Ask from the first day on file even where the last days would do: for what else is told of the days before, or for
            splits and distributions that were told too late.

    Raises:
        SourceFailedError: No usable answer, or one that belongs to another company or misses a split; what is on file is better.
    """
    if held_since is not None:
        since = min(since, held_since - TWO_SESSIONS_WITHIN)

    def ask(start: date) -> FetchedHistory:
        return _in_known_money(provider.history(symbol, start, is_coin=is_coin), known)

    if known is None or known.first_day is None:
        return _everything(ask(since), known)
    since = min(since, known.first_day)
    asked_from = _overlap_start(known) if _lacks_no_split(known, held_since) and not whole else since
    fetched = ask(asked_from)
    if continues(known, fetched.history) and not _takes_back(known, fetched.history):
        return _continued(known, fetched)
    _refuse_another_company(symbol, known_name, fetched.name)
    _refuse_unnamed_split(known, fetched.history)
    fetched = ask(since)
    _refuse_lost_split(known, fetched.history)
    return _everything(fetched, known)


def continues(known: PriceHistory, fetched: PriceHistory) -> bool:
    """Whether two histories as traded agree on every day they share, and share one."""
    ratios = _ratios(known, fetched)
    return known.currency == fetched.currency and bool(ratios) and all(abs(ratio - 1) <= _RESTATED for ratio in ratios)


def _in_known_money(fetched: FetchedHistory, known: PriceHistory | None) -> FetchedHistory:
    """Of what is traded no more Yahoo may say its closes, and not their money."""
    if fetched.history.currency:
        return fetched
    if known is None:
        raise SourceFailedError(
            f"{SOURCE} does not say in which money {fetched.history.symbol} trades.", "Add its closes from a file instead."
        )
    return fetched._replace(history=replace(fetched.history, currency=known.currency))


def _takes_back(known: PriceHistory, fetched: PriceHistory) -> bool:
    """Whether an event on file is none any more, or has another day by now: beside the right one it would count twice."""
    told = {(event.day, event.kind) for event in fetched.events}
    return known.names_splits and any((event.day, event.kind) not in told for event in _events_after(fetched.days[0], known))


def _events_after(ordinal: int, history: PriceHistory) -> tuple[PriceEvent, ...]:
    return tuple(event for event in history.events if event.day.toordinal() > ordinal)


def refuse_forgetting(known: InstrumentProfile | None, fresh: InstrumentProfile) -> None:
    """Keep a fresh profile from replacing one that says more of what a fund is made of.

    Raises:
        SourceFailedError: Yahoo no longer says what it said before.
    """
    if known is not None and _made_of_something(known) and not _made_of_something(fresh):
        raise SourceFailedError(
            f"{SOURCE} no longer says what {fresh.symbol} is made of.", "What it said before is kept. Refresh again later."
        )


def _made_of_something(profile: InstrumentProfile) -> bool:
    return bool(profile.asset_classes or profile.sector_weights or profile.top_holdings)


def _lacks_no_split(known: PriceHistory, held_since: date | None) -> bool:
    """Whether every split up to the last close that matters to what is owned is on file: files tell of none, or not of all."""
    reaches_back = held_since is None or (known.first_day is not None and known.first_day <= held_since)
    return SOURCE in known.source and reaches_back


def _overlap_start(known: PriceHistory) -> date:
    return date.fromordinal(known.days[max(len(known.days) - _OVERLAP_SESSIONS, 0)])


def _everything(fetched: FetchedHistory, known: PriceHistory | None) -> Update:
    return _update(fetched, known, replace=True)


def _continued(known: PriceHistory, fetched: FetchedHistory) -> Update:
    # What happened on its first day cannot be read without the close before; it is on file.
    told = replace(fetched.history, events=_events_after(fetched.history.days[0], fetched.history))
    if _is_on_file(told, known):
        told = replace(told, days=array("i"), closes=array("q"), events=())
    return _update(fetched._replace(history=told), known, replace=False)


def _is_on_file(told: PriceHistory, known: PriceHistory) -> bool:
    closes = dict(zip(known.days, known.closes, strict=True))
    is_told = all(closes.get(day) == close for day, close in zip(told.days, told.closes, strict=True))
    return is_told and SOURCE in known.source and set(told.events) <= set(known.events)


def _update(fetched: FetchedHistory, known: PriceHistory | None, *, replace: bool) -> Update:
    history = fetched.history
    new_closes = len(set(history.days).difference(known.days if known else ()))
    new_events = len(set(history.events).difference(known.events if known else ()))
    return Update(history, replace, new_closes, new_events, fetched.name, fetched.quote_type, fetched.exchange, fetched.ranges)


def _refuse_another_company(symbol: str, known_name: str, name: str) -> None:
    if known_name and name and not may_be_one_company(known_name, name):
        raise SourceFailedError(
            f"{symbol} now answers as “{name}”, not “{known_name}”.",
            "If the company changed its symbol, change it in the holdings. Its closes on file are kept.",
        )


def _refuse_unnamed_split(known: PriceHistory, fetched: PriceHistory) -> None:
    """Closes that all changed alike: a split that the source has carried out but not named, or named and not carried out."""
    ratios = _ratios(known, fetched)
    if len(ratios) < 2:
        return
    ratio = median(ratios)
    is_uniform = all(abs(each / ratio - 1) <= _RESTATED for each in ratios)
    is_recent = known.source == SOURCE and _is_recent(known, fetched)
    if not is_uniform or not is_recent or 1 / LIKE_A_SPLIT < ratio < LIKE_A_SPLIT or _mends_a_split(ratio, fetched):
        return
    raise SourceFailedError(
        f"{SOURCE} tells the last closes of {fetched.symbol} {ratio:.4g} times as high as before, and no split that explains it.",
        "A split may be under way: refresh again tomorrow. Its closes on file are kept.",
    )


def _is_recent(known: PriceHistory, fetched: PriceHistory) -> bool:
    return fetched.days[-1] - known.days[-1] <= _TRUSTED_FOR.days


def _mends_a_split(ratio: float, fetched: PriceHistory) -> bool:
    """Whether what is on file had counted a named split twice, or was divided by one not named yet: the fresh answer is better.

    Closes since the split show that the source has carried it out by now.
    """
    last = fetched.last_day or date.min
    splits = [event for event in fetched.events if event.kind is PriceEventKind.SPLIT]
    return any(
        abs(ratio * float(split.amount) - 1) <= _RESTATED
        or (split.day <= last and abs(ratio / float(split.amount) - 1) <= _RESTATED)
        for split in splits
    )


def _refuse_lost_split(known: PriceHistory, fetched: PriceHistory) -> None:
    """Splits that the source names no more, while its closes go on to show them: it lost its list, and finds it again."""
    if not _is_recent(known, fetched):
        return
    told = {event.day for event in fetched.events if event.kind is PriceEventKind.SPLIT}
    for split in (event for event in known.events if event.kind is PriceEventKind.SPLIT and event.day not in told):
        before, after = fetched.close_at(split.day - _A_DAY), fetched.first_close_after(split.day - _A_DAY)
        if before is None or after is None or after[0] - before[0] > _TRUSTED_FOR:
            continue
        fall, by_split = log(before[1] / after[1]), log(split.amount)
        if abs(by_split) >= log(LIKE_A_SPLIT) and abs(fall - by_split) < abs(fall):
            raise SourceFailedError(
                f"{SOURCE} no longer names the split of {known.symbol} on {long_date(split.day)}, which its closes show.",
                "Its closes on file are kept. Refresh again tomorrow.",
            )


def _ratios(known: PriceHistory, fetched: PriceHistory) -> list[float]:
    """Fetched over known close of each day that both have."""
    if not fetched.days:
        return []
    ratios = []
    for place in range(bisect_left(known.days, fetched.days[0]), len(known.days)):
        theirs = bisect_left(fetched.days, known.days[place])
        if theirs < len(fetched.days) and fetched.days[theirs] == known.days[place] and known.closes[place] > 0:
            ratios.append(fetched.closes[theirs] / known.closes[place])
    return ratios
