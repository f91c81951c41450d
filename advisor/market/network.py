"""The one way to the outside: paced requests whose failures are told in plain words.

Nothing here is imported before a refresh starts, and nothing else opens a socket.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

from advisor.domain.errors import SourceFailedError, SourceRefusedError, SourceTroubleError, SourceUnavailableError

MOST_BYTES = 64_000_000
SECONDS_OF_SILENCE = 30.0  # how long a server may say nothing
CHECK_CONNECTION = "Check the connection, then refresh again."
_LEAST_SECONDS_APART = 0.2
_PATIENCE_SECONDS = (2.0, 5.0, 15.0)  # waits after "too many requests"
_MOST_PATIENCE_SECONDS = 90.0
_ASKS_FOR_PATIENCE = {429, 503}
_GONE = {404, 410}
_REFUSED = {401, 403, 451}


class Session(Protocol):
    """What a session of requests or curl_cffi offers."""

    def get(self, url: str, **options: Any) -> Any: ...  # noqa: ANN401 - two libraries' own response types


def new_session() -> Session:
    """A session that servers take for a browser's; Yahoo refuses others."""
    from curl_cffi import requests  # noqa: PLC0415 - heavy, and only a refresh needs it

    return cast(Session, requests.Session(impersonate="chrome"))


class Pace:
    """Keeps requests to one host apart."""

    def __init__(self, pause: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic) -> None:
        """
        Args:
            pause: Waits so many seconds; may raise `TaskCancelled`.
        """
        self.pause = pause
        self._clock = clock
        self._last_asked: dict[str, float] = {}

    def wait(self, url: str) -> None:
        """Before each request; pauses at least for a moment, so that every request is a chance to stop."""
        host = host_of(url)
        wait = self._last_asked.get(host, float("-inf")) + _LEAST_SECONDS_APART - self._clock()
        self.pause(max(wait, 0.0))
        self._last_asked[host] = self._clock()

    def wait_patiently(self, attempt: int, retry_after: str | None, source: str) -> None:
        """After an answer that asks for patience.

        Args:
            attempt: How often the same was asked before.
            retry_after: What the answer's heading "Retry-After" says: seconds or a date.

        Raises:
            SourceUnavailableError: It was asked often enough, or the source wants to be left alone for long.
        """
        wished = _seconds_wished(retry_after)
        if attempt >= len(_PATIENCE_SECONDS) or wished > _MOST_PATIENCE_SECONDS:
            hint = f"Try again in {max(round(wished / 60), 1)} minutes." if wished else "Try again in an hour."
            raise SourceUnavailableError(f"{source} asks to be left alone for a while.", hint)
        self.pause(max(_PATIENCE_SECONDS[attempt], wished))


def host_of(url: str) -> str:
    """Whom a web address asks, with the port where it names one."""
    return urlsplit(url).netloc


class Network:
    """Fetches whole files, one after another, politely."""

    def __init__(
        self,
        session: Session,
        *,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        silence: float = SECONDS_OF_SILENCE,
    ) -> None:
        """
        Args:
            pause: Waits so many seconds; may raise `TaskCancelled`.
            silence: Seconds without a byte after which a server counts as lost.
        """
        self.session = session
        self._pace = Pace(pause, clock)
        self._silence = silence

    def fetch(self, url: str, source: str, headers: Mapping[str, str] | None = None) -> bytes:
        """The body of a web address.

        Args:
            source: Who is asked, as the investor would call it ("State Street").

        Raises:
            SourceFailedError: No answer, a refusal, an answer cut short or too long; nothing was changed.
        """
        attempt = 0
        while True:
            self._pace.wait(url)
            with self._answer(url, source, headers) as answer:
                if answer.status_code not in _ASKS_FOR_PATIENCE:
                    return self._body(answer, source)
                retry_after = answer.headers.get("Retry-After")
            self._pace.wait_patiently(attempt, retry_after, source)
            attempt += 1

    @contextmanager
    def _answer(self, url: str, source: str, headers: Mapping[str, str] | None) -> Iterator[Any]:
        # The two libraries' errors have OSError in common.
        try:
            answer = self.session.get(url, headers=dict(headers or {}), timeout=self._silence, stream=True)
            try:
                yield answer
            finally:
                answer.close()
        except OSError as error:
            raise broken_connection(error, source) from error

    def _body(self, answer: Any, source: str) -> bytes:  # noqa: ANN401
        if answer.status_code != 200:
            raise refusal(answer.status_code, source)
        content = bytearray()
        for piece in answer.iter_content(None):
            self._pace.pause(0.0)
            content += piece
            if len(content) > MOST_BYTES:
                raise SourceFailedError(f"{source} sends far more than such a file can hold.", "Try again later.")
        return bytes(content)


def broken_connection(error: OSError, source: str) -> SourceTroubleError:
    """What an exception of either library means; the classes share their names, not their families."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if kinds & {"ConnectionError", "ProxyError", "SSLError"}:
        return SourceTroubleError(f"{source} does not answer.", CHECK_CONNECTION)
    if kinds & {"Timeout", "TimeoutError"}:
        return SourceTroubleError(f"{source} takes too long to answer.", CHECK_CONNECTION)
    if "TooManyRedirects" in kinds:
        return SourceTroubleError(f"{source} sends the question in circles.", "Try again later.")
    return SourceTroubleError(f"{source} broke off in the middle of its answer.", CHECK_CONNECTION)


def refusal(status: int, source: str) -> SourceFailedError:
    """What a status other than 200 means."""
    if status in _GONE:
        return SourceFailedError(f"{source} has nothing at this address.", "It may have moved.")
    if status in _REFUSED:
        return SourceRefusedError(f"{source} refuses to answer.", "Try again later.")
    return SourceTroubleError(f"{source} has trouble of its own.", "Try again later.")


def is_web_page(content: bytes) -> bool:
    """Whether an answer is a page for people (a consent question, a notice) where a file was expected."""
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head"))


def _seconds_wished(retry_after: str | None) -> float:
    """The seconds that "Retry-After" asks for; 0 where it says nothing."""
    if not retry_after:
        return 0.0
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    return max((moment.astimezone(UTC) - datetime.now(UTC)).total_seconds(), 0.0)
