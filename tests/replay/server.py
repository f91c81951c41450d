"""A server on loopback that answers in the place of the internet, as each test says, and remembers what it was asked."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

HANG_SECONDS = 20.0
CONSENT_PAGE = (
    b"<!DOCTYPE html><html><head><title>Before you continue</title></head><body><p>We value your privacy.</p>"
    b"<button name='agree'>Accept all</button></body></html>"
)


@dataclass(frozen=True)
class Asked:
    """One request; `address` is where it would have gone outside, with its query."""

    method: str
    address: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def query(self) -> dict[str, str]:
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.address).query).items()}

    @property
    def last_part(self) -> str:
        """The last piece of the path, e.g. the symbol."""
        return urlsplit(self.address).path.rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Reply:
    """An answer; `promised` is the length told in advance where it differs from the body's."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int | None = None
    delay: float = 0.0
    hang_up: bool = False


class Fault(Enum):
    """What goes wrong on the way."""

    TOO_MANY_REQUESTS = auto()
    NOT_FOUND = auto()
    SERVER_ERROR = auto()
    CONSENT_PAGE = auto()
    HALF_A_BODY = auto()
    GARBAGE_JSON = auto()
    EMPTY_ANSWER = auto()
    NOTHING = auto()
    HANGS = auto()
    REDIRECT_LOOP = auto()


Answer = Any  # bytes, text, something to write as JSON, a Reply, or a function from Asked to one of them
Address = str | re.Pattern[str]


@dataclass
class _Rule:
    address: Address
    answer: Callable[[Asked], Reply]
    left: int | None
    is_fault: bool = False

    def matches(self, address: str) -> bool:
        if isinstance(self.address, str):
            return self.address in (address, address.split("?", 1)[0])
        return self.address.search(address) is not None


class ReplayServer:
    """Answers for every host; what nobody said is answered 404.

    The newest rule for an address counts; a rule for so many times gives way to the older one when it is used up.
    Pass a session of `tests.replay.sessions` to whatever is tested: it sends everything here.
    """

    def __init__(self) -> None:
        self._rules: list[_Rule] = []
        self._asked: list[Asked] = []
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.replay = self
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def serve(
        self,
        address: Address,
        answer: Answer,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        times: int | None = None,
    ) -> None:
        """Answer an address.

        Args:
            address: Whole ("https://host/path", any query), or a pattern searched in the whole address with its query.
            answer: Bytes, text, something to write as JSON, a `Reply`, or a function of `Asked` that returns one of them.
            times: So many times only, then what was said before counts again.
        """

        def reply(asked: Asked) -> Reply:
            return _reply(answer(asked) if callable(answer) else answer, status, headers or {})

        with self._lock:
            self._rules.append(_Rule(address, reply, times))

    def fail(
        self, address: Address, fault: Fault, *, after: int = 0, times: int | None = None, retry_after: str | None = None
    ) -> None:
        """Let an address fail, after so many sound answers; the broken bodies are broken out of what was to be served there."""
        older, turns = tuple(self._rules), count()

        def reply(asked: Asked) -> Reply:
            sound = self._answer_of(older, asked)
            return sound if next(turns) < after else _broken(fault, asked, sound, retry_after)

        with self._lock:
            self._rules.append(_Rule(address, reply, times, is_fault=True))

    def repair(self) -> None:
        """Nothing fails any more."""
        with self._lock:
            self._rules = [rule for rule in self._rules if not rule.is_fault]

    @property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(self._asked)

    def count(self, address: Address) -> int:
        """How often an address was asked."""
        rule = _Rule(address, lambda _: Reply(), None)
        return sum(rule.matches(asked.address) for asked in self._asked)

    def forget(self) -> None:
        """Forget what was asked so far."""
        self._asked.clear()

    def answer(self, asked: Asked) -> Reply:
        with self._lock:
            self._asked.append(asked)
            rule = self._rule_for(reversed(self._rules), asked.address)
            if rule is not None and rule.left is not None:
                rule.left -= 1
        reply = rule.answer(asked) if rule else Reply(b"nothing is served here", 404)
        if reply.delay:
            self._closing.wait(reply.delay)
        return reply

    def _answer_of(self, rules: tuple[_Rule, ...], asked: Asked) -> Reply:
        rule = self._rule_for(reversed(rules), asked.address)
        return rule.answer(asked) if rule else Reply(b'{"chart": {"result": [' * 40)

    @staticmethod
    def _rule_for(rules: Iterable[_Rule], address: str) -> _Rule | None:
        return next((rule for rule in rules if rule.left != 0 and rule.matches(address)), None)


def _reply(answer: Answer, status: int, headers: Mapping[str, str]) -> Reply:
    if isinstance(answer, Reply):
        return answer
    if isinstance(answer, bytes):
        return Reply(answer, status, headers)
    if isinstance(answer, str):
        return Reply(answer.encode(), status, headers)
    return Reply(json.dumps(answer).encode(), status, {"Content-Type": "application/json", **headers})


def _broken(fault: Fault, asked: Asked, sound: Reply, retry_after: str | None) -> Reply:
    patience = {"Retry-After": retry_after} if retry_after else {}
    return {
        Fault.TOO_MANY_REQUESTS: Reply(b"Too Many Requests\r\n", 429, patience),
        Fault.NOT_FOUND: Reply(b"<html><body>Not found</body></html>", 404, {"Content-Type": "text/html"}),
        Fault.SERVER_ERROR: Reply(b"<html><body>Oops</body></html>", 500, {"Content-Type": "text/html"}),
        Fault.CONSENT_PAGE: Reply(CONSENT_PAGE, 200, {"Content-Type": "text/html; charset=utf-8"}),
        Fault.HALF_A_BODY: Reply(sound.body[: len(sound.body) // 2], 200, sound.headers, promised=len(sound.body)),
        Fault.GARBAGE_JSON: Reply(b'{"chart": {"result": [{"meta": ]]\x00', 200, {"Content-Type": "application/json"}),
        Fault.EMPTY_ANSWER: Reply(b"", 200),
        Fault.NOTHING: Reply(hang_up=True),
        Fault.HANGS: Reply(sound.body, delay=HANG_SECONDS, hang_up=True),
        Fault.REDIRECT_LOOP: Reply(b"", 302, {"Location": asked.address}),
    }[fault]


class _Http(ThreadingHTTPServer):
    replay: ReplayServer
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    """The first part of each path is the host that was meant."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Http

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = Asked(self.command, f"https:/{self.path}", dict(self.headers.items()), body)
        reply = self.server.replay.answer(asked)
        if reply.hang_up:
            self.close_connection = True
            return
        self._send(reply)

    do_POST = do_GET  # noqa: N815 - the name the standard library looks for

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, self._turned(value) if name == "Location" else value)
        self.send_header("Content-Length", str(len(reply.body) if reply.promised is None else reply.promised))
        self.end_headers()
        self.wfile.write(reply.body)
        if reply.promised is not None:
            self.wfile.flush()
            self.close_connection = True

    def _turned(self, location: str) -> str:
        return re.sub(r"^https?://", f"{self.server.replay.url}/", location)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
