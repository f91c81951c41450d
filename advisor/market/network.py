"""The one way to the outside: paced requests whose failures are told in plain words.

Nothing here is imported before a refresh starts, and nothing else opens a socket.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

from advisor.domain.errors import SourceFailedError, SourceUnavailableError

MOST_BYTES = 64_000_000
TIMEOUT_SECONDS = 30.0
_LEAST_SECONDS_APART = 0.2
_PATIENCE_SECONDS = (2.0, 5.0, 15.0)  # waits after "too many requests"
_TOO_MANY = 429


class Session(Protocol):
    """What a session of requests or curl_cffi offers."""

    def get(self, url: str, **options: Any) -> Any: ...  # noqa: ANN401 - two libraries' own response types


def new_session() -> Session:
    """A session that servers take for a browser's; Yahoo refuses others."""
    from curl_cffi import requests  # noqa: PLC0415 - heavy, and only a refresh needs it

    return cast(Session, requests.Session(impersonate="chrome"))


class Network:
    """Fetches whole files, one after another, politely."""

    def __init__(
        self, session: Session, *, pause: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """
        Args:
            pause: Waits so many seconds; may raise `TaskCancelled`.
        """
        self.session = session
        self._pause = pause
        self._clock = clock
        self._last_asked: dict[str, float] = {}

    def fetch(self, url: str, source: str, headers: Mapping[str, str] | None = None) -> bytes:
        """The body of a web address.

        Args:
            source: Who is asked, as the investor would call it ("State Street").

        Raises:
            SourceFailedError: No answer, a refusal, an answer cut short or too long; nothing was changed.
        """
        host = urlsplit(url).netloc
        for patience in (*_PATIENCE_SECONDS, None):
            self._keep_apart(host)
            answer = self._ask(url, source, headers)
            if answer.status_code != _TOO_MANY:
                return _body(answer, source)
            if patience is not None:
                self._pause(patience)
        raise SourceUnavailableError(f"{source} asks for patience: too many requests.", "Try again in an hour.")

    def _ask(self, url: str, source: str, headers: Mapping[str, str] | None) -> Any:  # noqa: ANN401
        # The two libraries' errors have OSError in common: no answer, a broken one, or a circle of redirections.
        try:
            return self.session.get(url, headers=dict(headers or {}), timeout=TIMEOUT_SECONDS)
        except OSError as error:
            raise SourceUnavailableError(f"{source} does not answer.", "Check the connection, then refresh again.") from error

    def _keep_apart(self, host: str) -> None:
        wait = self._last_asked.get(host, float("-inf")) + _LEAST_SECONDS_APART - self._clock()
        if wait > 0:
            self._pause(wait)
        self._last_asked[host] = self._clock()


def _body(answer: Any, source: str) -> bytes:  # noqa: ANN401
    if answer.status_code != 200:
        raise SourceFailedError(f"{source} refuses: status {answer.status_code}.", "Try again later.")
    content = bytes(answer.content)
    if len(content) > MOST_BYTES:
        raise SourceFailedError(f"{source} sent far too much.", "Try again later.")
    return content
