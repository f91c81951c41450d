"""Closes and profiles from Yahoo Finance, one symbol at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from advisor.domain.errors import SourceFailedError
from advisor.domain.instruments import InstrumentProfile
from advisor.domain.prices import DayRanges, PriceHistory
from advisor.market.network import Pace
from advisor.market.yahoo.bars import Bars, read_bars
from advisor.market.yahoo.chart import history_as_traded, last_complete_day, ranges_within_days
from advisor.market.yahoo.client import Client
from advisor.market.yahoo.failures import (
    SOURCE,
    STUMBLES,
    explained,
    no_close_yet,
    no_closes,
    renamed,
    unknown_symbol,
)
from advisor.market.yahoo.profile import FUND_PARTS, FundDetails, is_fund, read_fund_details, read_profile
from advisor.market.yahoo.symbols import yahoo_symbol

_SILENCE_SECONDS = 20.0
_UNAUTHORIZED, _NOT_FOUND = 401, 404
_NO_TYPES = {None, "", "NONE"}  # of what is traded no more
_Answer = TypeVar("_Answer")


class FetchedHistory(NamedTuple):
    """A history with what Yahoo calls its instrument; see `InstrumentProfile` for the words."""

    history: PriceHistory
    name: str
    quote_type: str
    exchange: str
    ranges: DayRanges


class YahooProvider:
    """Asks Yahoo Finance; every failure is a `SourceFailedError` in plain words.

    A provider belongs to one thread, and one is enough: yfinance keeps one session for the process.
    """

    def __init__(
        self,
        session: Any,  # noqa: ANN401 - a session of curl_cffi or requests
        *,
        pause: Callable[[float], None],
        now: Callable[[], datetime],
        silence: float = _SILENCE_SECONDS,
    ) -> None:
        """
        Args:
            pause: Waits so many seconds; may raise `TaskCancelled`.
            now: The moment, with a time zone: it decides which day's bar is complete.
            silence: Most seconds to wait for one answer.
        """
        self._pace = Pace(pause)
        self._now = now
        self._client = Client(session, self._pace, silence)

    def history(self, symbol: str, since: date | None, *, is_coin: bool = False) -> FetchedHistory:
        """Closes as traded from a day to the last complete session, with every event since.

        Args:
            symbol: Canonical.
            since: None for all there is.

        Raises:
            SourceFailedError: No usable answer for this symbol.
            SourceTroubleError: None, for reasons that hardly lie with the symbol.
            SourceUnavailableError: The source as a whole wants not to be asked.
        """
        theirs = yahoo_symbol(symbol, is_coin=is_coin)
        return self._ask(symbol, lambda: self._history(symbol, theirs, since))

    def profile(self, symbol: str, *, is_coin: bool = False) -> InstrumentProfile:
        """What Yahoo says of an instrument; of a fund also what it is made of.

        Args:
            symbol: Canonical.

        Raises:
            SourceFailedError: No usable answer for this symbol.
            SourceTroubleError: None, for reasons that hardly lie with the symbol.
            SourceUnavailableError: The source as a whole wants not to be asked.
        """
        theirs = yahoo_symbol(symbol, is_coin=is_coin)
        return self._ask(symbol, lambda: self._profile(symbol, theirs))

    def _ask(self, symbol: str, question: Callable[[], _Answer]) -> _Answer:
        attempt = 0
        has_cookie = True
        while True:
            self._client.heard.forget()
            try:
                return question()
            except self._client.library.rate_limit:
                is_limited = True
            except (*STUMBLES, self._client.library.failure) as error:
                # Where the crumb is refused for haste, the question without it is refused for the want of it.
                is_limited = self._client.heard.asks_for_patience
                if self._client.heard.status != _UNAUTHORIZED or not (is_limited or has_cookie):
                    raise explained(error, self._client.heard.last, symbol) from error
                self._client.forget_cookie()
                has_cookie = False
            if is_limited:
                self._pace.wait_patiently(attempt, self._client.heard.retry_after, SOURCE)
                attempt += 1

    def _history(self, symbol: str, theirs: str, since: date | None) -> FetchedHistory:
        frame, about, old_shares = self._client.history(theirs, since)
        if about["symbol"] != theirs:
            raise renamed(symbol, str(about["symbol"]))
        bars = read_bars(frame, old_shares)
        history = history_as_traded(bars, symbol, about, last_complete_day(about, self._now()))
        if not history.days:
            raise self._without_closes(symbol, bars, about)
        kind, exchange = str(about.get("instrumentType") or ""), str(about.get("exchangeName") or "")
        return FetchedHistory(history, _name(about), kind, exchange, ranges_within_days(bars, history))

    @staticmethod
    def _without_closes(symbol: str, bars: Bars, about: Mapping[str, Any]) -> SourceFailedError:
        traded = bars.days[bars.closes > 0]
        return no_close_yet(symbol, date.fromordinal(int(traded[0])), about) if len(traded) else no_closes(symbol)

    def _profile(self, symbol: str, theirs: str) -> InstrumentProfile:
        info = self._client.info(theirs)
        if info.get("quoteType") in _NO_TYPES:
            raise unknown_symbol(symbol)
        made_of = self._made_of(theirs) if is_fund(info) else FundDetails()
        return read_profile(symbol, info, made_of, self._now())

    def _made_of(self, theirs: str) -> FundDetails:
        """Of some funds Yahoo knows nothing more, and says so by leaving parts out or by "not found"."""
        try:
            return read_fund_details(self._client.funds_data(theirs))
        except KeyError as error:
            if error.args and error.args[0] in FUND_PARTS:
                return FundDetails()
            raise
        except OSError:
            if self._client.heard.status == _NOT_FOUND:
                return FundDetails()
            raise


def _name(about: Mapping[str, Any]) -> str:
    return str(about.get("longName") or about.get("shortName") or "")
