"""Which questions are due: what the program follows, and what of it has had no answer since the last close."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from advisor.domain.errors import InvalidRequestError
from advisor.domain.market import MarketBook
from advisor.domain.market_state import AskedFor, ClosesState
from advisor.domain.portfolio import InstrumentKind, Position
from advisor.domain.symbols import is_mutual_fund
from advisor.market.fred import FRED_SERIES
from advisor.market.sessions import NEW_YORK, close_of_session, funds_are_priced, last_completed_session
from advisor.services.market_book import bundled_book, downloadable_funds, followed_benchmarks, index_members
from advisor.services.own_portfolio import current_portfolio
from advisor.services.price_symbols import canonical_price_symbol, is_symbol, is_ticker, names_a_coin
from advisor.services.refresh_choice import RefreshChoice
from advisor.storage.answers import last_answered
from advisor.storage.engine import Database
from advisor.storage.fund_files import newest_list_days
from advisor.storage.instruments import profile_dates
from advisor.storage.prices import load_closes_states

_HAVE_NO_TICKER = {InstrumentKind.CASH, InstrumentKind.BOND, InstrumentKind.OPTION}
_PROFILE_LASTS = timedelta(days=30)
_LIST_LASTS = timedelta(days=7)
_A_DAY = timedelta(days=1)
_NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask about one symbol.

    Attributes:
        symbol: Canonical; of figures, the name of the series.
        is_coin: The symbol is a coin's: BTC is no share.
    """

    symbol: str
    asked_for: AskedFor
    is_coin: bool = False


@dataclass(frozen=True, slots=True)
class Questions:
    """What is due, and the symbols of which nothing is."""

    due: tuple[Question, ...]
    answered: tuple[str, ...]


def what_to_ask(db: Database, choice: RefreshChoice, now: datetime) -> Questions:
    """The questions of a refresh, what is owned first.

    Raises:
        InvalidRequestError: Something named is not owned and could be nothing's symbol.
    """
    book = bundled_book()
    held = _held(db, book)
    downloadable = downloadable_funds(db)
    questions = _of_followed(held, downloadable, choice)
    if choice.symbols:
        named = {canonical_price_symbol(spelling): names_a_coin(spelling) for spelling in choice.symbols}
        _refuse_what_is_no_symbol(spelling for spelling in choice.symbols if canonical_price_symbol(spelling) not in held)
        questions = [question for question in questions if question.symbol in named.keys() & held.keys()]
        for symbol in (each for each in named if each not in held):
            questions += _of_named(symbol, is_coin=named[symbol], has_list=symbol in downloadable)
    wanted = [question for question in questions if question.asked_for in choice.asked_for]
    is_answered = _Answered(db, now)
    due = tuple(question for question in dict.fromkeys(wanted) if choice.again or not is_answered(question))
    asked = {question.symbol for question in due}
    return Questions(due, tuple(dict.fromkeys(q.symbol for q in wanted if q.symbol not in asked)))


def _refuse_what_is_no_symbol(spellings: Iterable[str]) -> None:
    for spelling in spellings:
        if not is_symbol(spelling):
            raise InvalidRequestError(f"“{spelling}” is no symbol.", "Name tickers as in “NVDA BRK.B”, or none to ask about all.")


def _of_followed(held: Mapping[str, Position], downloadable: Collection[str], choice: RefreshChoice) -> list[Question]:
    closes = [Question(symbol, AskedFor.CLOSES, position.kind is InstrumentKind.CRYPTO) for symbol, position in held.items()]
    closes += [Question(symbol, AskedFor.CLOSES) for symbol in followed_benchmarks()]
    if choice.members:
        closes += [Question(symbol, AskedFor.CLOSES) for symbol in index_members()]
    described = {*held, *(index_members() if choice.members else ())}
    profiles = [Question(q.symbol, AskedFor.PROFILE) for q in closes if q.symbol in described and not q.is_coin]
    lists = [Question(symbol, AskedFor.HOLDINGS) for symbol in held if symbol in downloadable]
    figures = [Question(series, AskedFor.FIGURES) for series in followed_figures()]
    return [*closes, *profiles, *lists, *figures]


def followed_figures() -> tuple[str, ...]:
    """The series of which the dials show the newest value."""
    return FRED_SERIES


def _held(db: Database, book: MarketBook) -> dict[str, Position]:
    """What is owned and may have a close somewhere, by canonical symbol, largest value first."""
    positions = sorted(current_portfolio(db).positions, key=lambda position: -abs(position.value))
    by_symbol = {book.canonical(position.symbol): position for position in reversed(positions)}
    return {symbol: by_symbol[symbol] for symbol in reversed(by_symbol) if _has_close(symbol, by_symbol[symbol])}


def _has_close(symbol: str, position: Position) -> bool:
    """Whether a US market could know a close: plan funds, CUSIPs and foreign lines have none."""
    return position.kind not in _HAVE_NO_TICKER and position.currency == "USD" and is_ticker(symbol)


def _of_named(symbol: str, *, is_coin: bool, has_list: bool) -> list[Question]:
    """A symbol that is not owned is asked about because it was named."""
    if is_coin:
        return [Question(symbol, AskedFor.CLOSES, is_coin)]
    if symbol in followed_figures():
        return [Question(symbol, AskedFor.FIGURES)]
    kinds = (AskedFor.CLOSES, AskedFor.PROFILE, *([AskedFor.HOLDINGS] if has_list else []))
    return [Question(symbol, asked_for) for asked_for in kinds]


class _Answered:
    """Whether a question has an answer that still holds; one of days to come, when the clock was wrong, does not."""

    def __init__(self, db: Database, now: datetime) -> None:
        self._now = now
        self._session = last_completed_session(now)
        self._closes = load_closes_states(db)
        self._profiles = profile_dates(db)
        self._figures = last_answered(db, AskedFor.FIGURES)
        on_file = newest_list_days(db)
        self._lists = {symbol: at for symbol, at in last_answered(db, AskedFor.HOLDINGS).items() if symbol in on_file}

    def __call__(self, question: Question) -> bool:
        if question.asked_for is AskedFor.CLOSES:
            return self._has_closes(self._closes.get(question.symbol), question)
        if question.asked_for is AskedFor.PROFILE:
            asked_on = self._profiles.get(question.symbol)
            return asked_on is not None and _NO_TIME <= self._now.astimezone(NEW_YORK).date() - asked_on < _PROFILE_LASTS
        if question.asked_for is AskedFor.FIGURES:
            asked_at = self._figures.get(question.symbol)
            return asked_at is not None and self._is_today(asked_at)
        asked_at = self._lists.get(question.symbol)
        return asked_at is not None and _NO_TIME <= self._now - asked_at < _LIST_LASTS

    def _has_closes(self, state: ClosesState | None, question: Question) -> bool:
        """The last complete day is on file, or the source was asked since, today, and had nothing newer."""
        if state is None or state.asked_at is None:
            return False
        if question.is_coin:  # traded every day, until midnight in Greenwich
            midnight = datetime.combine(self._now.astimezone(UTC), time(), UTC)
            return state.last_day >= (midnight - _A_DAY).date() or state.asked_at >= midnight
        is_asked_since = state.asked_at >= self._expected_from(question)
        return state.last_day >= self._session or (is_asked_since and self._is_today(state.asked_at))

    def _expected_from(self, question: Question) -> datetime:
        """Since when the source may have the last session's close; of a mutual fund it may have it only late in the evening."""
        evening = funds_are_priced(self._session)
        if is_mutual_fund(question.symbol) and self._now >= evening:
            return evening
        return close_of_session(self._session)

    def _is_today(self, moment: datetime) -> bool:
        return moment.astimezone(NEW_YORK).date() == self._now.astimezone(NEW_YORK).date()
