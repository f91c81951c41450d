"""yfinance, kept on a lead: one session, paced, overheard, silent, and writing nothing but a temporary folder."""

from __future__ import annotations

import atexit
import logging
import tempfile
import warnings
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from advisor.market.network import Pace, host_of

_SILENT = logging.CRITICAL + 1
_GIVE_COOKIES = {"fc.yahoo.com", "guce.yahoo.com", "consent.yahoo.com"}  # not figures: closes can be had without
_COOKIE_SECONDS = 5.0
_TOO_MANY = 429


class Library(NamedTuple):
    """What is used of yfinance.

    Attributes:
        rate_limit: Raised for "too many requests".
        failure: The base of its own exceptions, that one included.
    """

    ticker: Any
    zones: Any
    cookies: Any
    rate_limit: type[Exception]
    failure: type[Exception]


class Client:
    """Puts questions to Yahoo in its own words; whatever yfinance raises passes through.

    yfinance keeps one session for the whole process: the newest client's.
    """

    def __init__(self, session: Any, pace: Pace, silence: float) -> None:  # noqa: ANN401 - either library's session
        """
        Args:
            silence: Most seconds to wait for an answer.
        """
        self.library = _library()
        self.heard = _Overheard(session, pace, silence)
        self._session = session

    def history(self, symbol: str, since: date | None) -> tuple[Any, Mapping[str, Any], Mapping[float, float]]:
        """Daily bars with events, and what Yahoo says of them.

        Args:
            symbol: In Yahoo's spelling.
            since: None for all there is.

        Returns:
            The table of bars, what is said of the chart, and by the ratio of each split for how many old shares it is told.
        """
        ticker = self._ticker(symbol)
        self._skip_question_of_zone(symbol)
        span = {"period": "max"} if since is None else {"start": since}
        frame = ticker.history(interval="1d", auto_adjust=False, actions=True, **span)
        return frame, ticker.history_metadata, self._old_shares()

    def _old_shares(self) -> Mapping[float, float]:
        """Out of the answer itself: yfinance keeps the ratio alone."""
        chart = self.heard.last.json()["chart"]["result"][0]
        splits = chart.get("events", {}).get("splits", {}).values()
        return {split["numerator"] / split["denominator"]: split["denominator"] for split in splits}

    def info(self, symbol: str) -> Mapping[str, Any]:
        """Everything Yahoo says of an instrument, flattened by yfinance."""
        ticker = self._ticker(symbol)
        # yfinance would put one more question per symbol, whose failure would spoil the answer, for a ratio nobody reads.
        ticker._quote._already_fetched_complementary = True
        return dict(ticker.info)

    def funds_data(self, symbol: str) -> Any:  # noqa: ANN401
        """What a fund is made of; asked for when the first of its properties is read."""
        return self._ticker(symbol).funds_data

    def forget_cookie(self) -> None:
        """Let a fresh cookie be fetched for the next question that is refused: yfinance would use the one on file for ever."""
        self.library.cookies.store("curlCffi", None)
        self.heard.lost.clear()

    def _ticker(self, symbol: str) -> Any:  # noqa: ANN401
        # yfinance calls pandas in ways that pandas gives up; on import it lets such warnings through.
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"yfinance\.")
        return self.library.ticker(symbol, session=self._session)

    def _skip_question_of_zone(self, symbol: str) -> None:
        """yfinance would put one more question per symbol to learn a time zone that only says where the first day begins."""
        if self.library.zones.lookup(symbol) is None:
            self.library.zones.store(symbol, "America/New_York")


class _Overheard:
    """The last answer of a session, of which yfinance's exceptions say little; each question is paced.

    yfinance takes true sessions only, so that the session's own method is exchanged.

    Attributes:
        asks_for_patience: Whether an answer since the last question was "too many requests"; `retry_after` is its heading.
        lost: Hosts of cookies that did not answer; they are not waited for again.
    """

    def __init__(self, session: Any, pace: Pace, silence: float) -> None:  # noqa: ANN401
        self.last: Any = None
        self.retry_after: str | None = None
        self.asks_for_patience = False
        self._pace = pace
        self._silence = silence
        self.lost: dict[str, OSError] = {}
        before = getattr(session.request, "__self__", None)
        self._request: Any = before._request if isinstance(before, _Overheard) else session.request
        session.request = self._overhear

    @property
    def status(self) -> int | None:
        return None if self.last is None else int(self.last.status_code)

    def forget(self) -> None:
        """Before the next question."""
        self.last, self.retry_after, self.asks_for_patience = None, None, False

    def _overhear(self, method: str, url: str, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        host = host_of(url)
        if host in self.lost:  # lists against advertising block it; yfinance would wait for it before every question
            raise self.lost[host]
        self._pace.wait(url)
        self.last = None
        patience = _COOKIE_SECONDS if host in _GIVE_COOKIES else self._silence
        options["timeout"] = min(options.get("timeout") or patience, patience, self._silence)
        try:
            self.last = self._request(method, url, *arguments, **options)
        except OSError as error:
            if host in _GIVE_COOKIES:
                self.lost[host] = error
            raise
        if self.last.status_code == _TOO_MANY:
            self.asks_for_patience, self.retry_after = True, self.last.headers.get("Retry-After")
        return self.last


@cache
def _library() -> Library:
    # Left alone, yfinance would keep cookies and time zones in files in the investor's home.
    folder = tempfile.TemporaryDirectory(prefix="rotation-advisor-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)  # before yfinance's own, so that its files are closed by then
    import yfinance  # noqa: PLC0415 - heavy, and only a refresh needs it
    from yfinance import cache as caches  # noqa: PLC0415
    from yfinance import exceptions  # noqa: PLC0415

    yfinance.set_tz_cache_location(folder.name)
    yfinance.config.debug.hide_exceptions = False
    logging.getLogger("yfinance").setLevel(_SILENT)
    stores = (caches.get_tz_cache(), caches.get_cookie_cache())
    return Library(yfinance.Ticker, *stores, exceptions.YFRateLimitError, exceptions.YFException)
