"""Sessions of the two HTTP libraries that ask the replay server instead of the world."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

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
        from curl_cffi.requests import Session  # noqa: PLC0415 - heavy
    else:
        from requests import Session  # noqa: PLC0415

    class ReplaySession(Session):  # type: ignore[misc, valid-type]
        replay_url = ""

        def request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
            options["headers"] = {**(options.get("headers") or {}), **self._cookies_for(url)}
            answer = super().request(method, re.sub(r"^https?://", f"{self.replay_url}/", url), *args, **options)
            answer.url = answer.url.replace(self.replay_url + "/", "https://", 1)
            self._take_cookies_home(answer.url)
            return answer

        def _cookies_for(self, address: str) -> dict[str, str]:
            host = "." + urlsplit(address).netloc
            jar = getattr(self.cookies, "jar", self.cookies)
            sent = [f"{cookie.name}={cookie.value}" for cookie in jar if cookie.domain and host.endswith(cookie.domain)]
            return {"Cookie": "; ".join(sent)} if sent else {}

        def _take_cookies_home(self, address: str) -> None:
            """Let cookies belong to the site that was meant, where Yahoo's client looks for its own."""
            jar = getattr(self.cookies, "jar", self.cookies)
            for cookie in [cookie for cookie in jar if cookie.domain.startswith("127.0.0.1")]:
                jar.clear(cookie.domain, cookie.path, cookie.name)
                cookie.domain = "." + ".".join(urlsplit(address).netloc.split(".")[-2:])
                jar.set_cookie(cookie)

    return ReplaySession
