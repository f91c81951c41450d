"""Sessions of the two HTTP libraries that ask the replay server instead of the world."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from tests.replay.server import ReplayServer

KINDS = ("curl_cffi", "requests")


def replay_session(server: ReplayServer, kind: str = "curl_cffi") -> Any:
    """A session of `curl_cffi` or `requests` whose every request goes to the server; answers name the address meant."""
    session = _class_of(kind)()
    session.replay_url = server.url
    return session


@cache
def _class_of(kind: str) -> type[Any]:
    if kind == "curl_cffi":
        from curl_cffi.requests import Session
    else:
        from requests import Session

    class ReplaySession(Session):  # type: ignore[misc, valid-type]
        replay_url = ""

        def request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
            answer = super().request(method, re.sub(r"^https?://", f"{self.replay_url}/", url), *args, **options)
            answer.url = answer.url.replace(self.replay_url + "/", "https://", 1)
            return answer

    return ReplaySession
