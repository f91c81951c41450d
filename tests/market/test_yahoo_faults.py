"""Every way in which Yahoo fails ends in a plain sentence of the right kind."""

from __future__ import annotations

import copy
import json
import re
import socket
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from yfinance.data import YfData

from advisor.domain.errors import SourceFailedError, SourceTroubleError, SourceUnavailableError, TaskCancelled
from advisor.market.yahoo import YahooProvider
from tests.replay import (
    EVENING,
    Fault,
    ReplayServer,
    ReplayYahoo,
    Reply,
    Waits,
    YahooInstrument,
    address_of,
    fund_modules,
    weekdays,
)
from tests.replay.yahoo import chart

DAYS = [day for day in weekdays(date(2025, 9, 1), 100) if day <= EVENING.date()]
CLOSES = [100.0 + number for number in range(len(DAYS))]
KEPT = "What is on file of it is kept."


@pytest.fixture
def provider(listed: None, each_session: Any, waits: Waits) -> YahooProvider:
    return YahooProvider(each_session, pause=waits, now=lambda: EVENING)


@pytest.fixture
def listed(yahoo: ReplayYahoo) -> None:
    yahoo.add(
        YahooInstrument("AAA", DAYS, CLOSES, "Acme Corp", splits={DAYS[3]: (2, 1)}, dividends={DAYS[9]: 0.5}),
        YahooInstrument("BBB", DAYS, CLOSES, "Beta Corp"),
        YahooInstrument("FFF", DAYS, CLOSES, "Acme Fund", "ETF", profile=fund_modules("Acme", "Large Blend")),
    )


QUESTIONS: dict[str, tuple[str, Callable[[YahooProvider], Any]]] = {
    "history": ("chart", lambda provider: provider.history("AAA", DAYS[0])),
    "profile": ("quoteSummary", lambda provider: provider.profile("AAA")),
    "quote": ("quote", lambda provider: provider.profile("AAA")),
}
SENTENCES = {
    Fault.TOO_MANY_REQUESTS: (SourceUnavailableError, "Yahoo Finance asks to be left alone for a while."),
    Fault.NOT_FOUND: (SourceFailedError, "Yahoo Finance does not know AAA."),
    Fault.SERVER_ERROR: (SourceTroubleError, "Yahoo Finance has trouble of its own."),
    Fault.CONSENT_PAGE: (
        SourceTroubleError,
        "Yahoo Finance sends a page for people, such as a question about cookies, instead of figures.",
    ),
    Fault.HALF_A_BODY: (SourceTroubleError, "Yahoo Finance broke off in the middle of its answer."),
    Fault.GARBAGE_JSON: (SourceFailedError, "The answer of Yahoo Finance about AAA cannot be read."),
    Fault.EMPTY_ANSWER: (SourceFailedError, "The answer of Yahoo Finance about AAA cannot be read."),
    Fault.NOTHING: (SourceTroubleError, "Yahoo Finance does not answer."),
    Fault.REDIRECT_LOOP: (SourceTroubleError, "Yahoo Finance sends the question in circles."),
}
HEARD = [fault for fault in Fault if fault is not Fault.HANGS]


def failure_of(question: Callable[[], Any]) -> SourceFailedError:
    with pytest.raises(SourceFailedError) as failure:
        question()
    assert failure.value.hint
    assert failure.value.exit_code == 4
    return failure.value


@pytest.mark.parametrize("what", QUESTIONS)
def test_silence(replay: ReplayServer, listed: None, each_session: Any, waits: Waits, what: str) -> None:
    kind, question = QUESTIONS[what]
    replay.fail(address_of(kind), Fault.HANGS)
    impatient = YahooProvider(each_session, pause=waits, now=lambda: EVENING, silence=0.2)
    failure = failure_of(lambda: question(impatient))
    assert (type(failure), failure.message) == (SourceTroubleError, "Yahoo Finance takes too long to answer.")


@pytest.mark.parametrize("what", QUESTIONS)
@pytest.mark.parametrize("fault", HEARD)
def test_each_fault(replay: ReplayServer, provider: YahooProvider, what: str, fault: Fault) -> None:
    kind, question = QUESTIONS[what]
    replay.fail(address_of(kind), fault)
    failure = failure_of(lambda: question(provider))
    assert (type(failure), failure.message) == SENTENCES[fault]


@pytest.mark.parametrize("what", QUESTIONS)
@pytest.mark.parametrize("fault", HEARD)
def test_all_is_well_after_it(replay: ReplayServer, provider: YahooProvider, what: str, fault: Fault) -> None:
    _, question = QUESTIONS[what]
    replay.fail(re.compile(r"yahoo\.com"), fault)
    failure_of(lambda: question(provider))
    replay.repair()
    assert question(provider)


def test_nobody_listens(each_session: Any, provider: YahooProvider) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        each_session.replay_url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        failure = failure_of(lambda: provider.history("AAA", None))
    assert (type(failure), failure.message) == SENTENCES[Fault.NOTHING]


def test_patience_is_rewarded(replay: ReplayServer, provider: YahooProvider, waits: Waits) -> None:
    # Each refusal makes yfinance ask a second time with a fresh cookie.
    replay.fail(address_of("chart"), Fault.TOO_MANY_REQUESTS, times=4, retry_after="11")
    assert provider.history("AAA", None).history.days
    assert waits.long == [11, 11]


def test_patience_ends(replay: ReplayServer, provider: YahooProvider, waits: Waits) -> None:
    replay.fail(re.compile("yahoo"), Fault.TOO_MANY_REQUESTS)
    assert isinstance(failure_of(lambda: provider.history("AAA", None)), SourceUnavailableError)
    assert waits.long == [2, 5, 15]
    assert replay.count(address_of("chart")) == 8


def test_asked_to_stay_away_for_an_hour(replay: ReplayServer, provider: YahooProvider, waits: Waits) -> None:
    replay.fail(address_of("chart"), Fault.TOO_MANY_REQUESTS, retry_after="3600")
    assert failure_of(lambda: provider.history("AAA", None)).hint == "Try again in 60 minutes."
    assert waits.long == []


def test_a_question_about_cookies_that_accepting_does_not_end(replay: ReplayServer, provider: YahooProvider) -> None:
    consent = "https://consent.yahoo.com/v2/collectConsent"
    replay.serve(address_of("chart"), Reply(b"", 302, {"Location": consent}))
    replay.serve(
        consent, b"<!DOCTYPE html><html><body><form action='/v2/collectConsent'><input name='csrfToken' value='x'></form>"
    )
    failure = failure_of(lambda: provider.history("AAA", None))
    assert (type(failure), failure.message) == SENTENCES[Fault.CONSENT_PAGE]
    assert "POST" in {asked.method for asked in replay.asked}


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_is_for_everybody(replay: ReplayServer, provider: YahooProvider, status: int) -> None:
    body = b'{"finance": {"result": null, "error": {"code": "Unauthorized", "description": "Invalid Crumb"}}}'
    replay.serve(address_of("quoteSummary"), Reply(body, status))
    failure = failure_of(lambda: provider.profile("AAA"))
    assert (type(failure), failure.message) == (SourceUnavailableError, "Yahoo Finance refuses to answer.")


@pytest.fixture
def newcomer(provider: YahooProvider) -> YahooProvider:
    """A provider in a program that has no cookie of an earlier question."""
    provider._client.forget_cookie()
    YfData._instances.clear()
    return provider


def test_a_crumb_that_is_taken_no_more_is_replaced(yahoo: ReplayYahoo, newcomer: YahooProvider) -> None:
    assert newcomer.profile("AAA").name == "Acme Corp"
    yahoo.crumb = "another"
    assert newcomer.profile("BBB").name == "Beta Corp"


def test_a_cookie_that_is_taken_no_more_is_replaced(yahoo: ReplayYahoo, newcomer: YahooProvider) -> None:
    assert newcomer.profile("AAA").name == "Acme Corp"
    yahoo.cookie = yahoo.crumb = "another"
    assert newcomer.profile("BBB").name == "Beta Corp"


def test_consent_is_given_where_it_is_asked_for(replay: ReplayServer, yahoo: ReplayYahoo, newcomer: YahooProvider) -> None:
    """In Europe the cookie comes after a form."""
    form = b"<html><form><input name='csrfToken' value='c'><input name='sessionId' value='s'></form></html>"
    accepted = Reply(b"", 302, {"Location": "https://guce.yahoo.com/copyConsent?sessionId=s"})
    consent = "https://consent.yahoo.com/v2/collectConsent"
    replay.fail(re.compile(r"fc\.yahoo"), Fault.NOTHING)
    replay.serve(re.compile(r"guce\.yahoo\.com/consent"), Reply(b"", 302, {"Location": consent}))
    replay.serve(consent, lambda asked: accepted if asked.body else Reply(form))
    replay.serve(re.compile(r"copyConsent"), lambda _: Reply(b"<html></html>", headers=yahoo.gives_cookie()))
    assert newcomer.profile("AAA").name == "Acme Corp"


def test_a_host_of_cookies_that_says_nothing_is_waited_for_once(replay: ReplayServer, newcomer: YahooProvider) -> None:
    """Lists against advertising block it."""
    replay.fail(re.compile(r"fc\.yahoo"), Fault.NOTHING)
    for symbol in ("AAA", "BBB", "FFF"):
        assert newcomer.history(symbol, None).history.days
    assert replay.count(re.compile(r"fc\.yahoo")) == 1
    assert failure_of(lambda: newcomer.profile("AAA")).message == "Yahoo Finance refuses to answer."
    replay.repair()
    assert newcomer.profile("AAA").name == "Acme Corp"


def test_a_crumb_that_is_refused_for_haste_is_waited_for(replay: ReplayServer, newcomer: YahooProvider, waits: Waits) -> None:
    replay.fail(address_of("getcrumb"), Fault.TOO_MANY_REQUESTS, times=2, retry_after="17")
    assert newcomer.profile("AAA").name == "Acme Corp"
    assert waits.long
    assert set(waits.long) == {17}


def test_a_crumb_that_is_always_refused_for_haste(replay: ReplayServer, newcomer: YahooProvider, waits: Waits) -> None:
    replay.fail(address_of("getcrumb"), Fault.TOO_MANY_REQUESTS)
    failure = failure_of(lambda: newcomer.profile("AAA"))
    assert (type(failure), failure.message) == SENTENCES[Fault.TOO_MANY_REQUESTS]
    assert waits.long == [2, 5, 15]
    assert newcomer.history("AAA", None).history.days


def test_down(replay: ReplayServer, provider: YahooProvider) -> None:
    replay.serve(address_of("chart"), b"Will be right back. Thank you for your patience.")
    failure = failure_of(lambda: provider.history("AAA", None))
    assert (type(failure), failure.message) == (SourceUnavailableError, "Yahoo Finance is down.")


@pytest.mark.parametrize("fault", [Fault.TOO_MANY_REQUESTS, Fault.NOTHING, Fault.CONSENT_PAGE, Fault.SERVER_ERROR])
def test_closes_need_no_cookie(replay: ReplayServer, provider: YahooProvider, fault: Fault) -> None:
    replay.fail(re.compile(r"fc\.yahoo|guce|getcrumb"), fault)
    assert provider.history("AAA", None).history.days


def test_an_unknown_symbol(provider: YahooProvider) -> None:
    for question in (lambda: provider.history("ZZZ", None), lambda: provider.profile("ZZZ")):
        failure = failure_of(question)
        assert (type(failure), failure.message) == (SourceFailedError, "Yahoo Finance does not know ZZZ.")
        assert failure.hint == f"It may be delisted or renamed. {KEPT}"


def test_a_renamed_symbol(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    yahoo.add(YahooInstrument("FB", DAYS, CLOSES, "Meta Platforms", answers_as="META"))
    failure = failure_of(lambda: provider.history("FB", None))
    assert (type(failure), failure.message) == (SourceFailedError, "Yahoo Finance answers as “META” when asked for FB.")


def test_no_bars_at_all(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    yahoo.add(YahooInstrument("GONE", DAYS[:5], CLOSES[:5], "Gone Corp"))
    failure = failure_of(lambda: provider.history("GONE", DAYS[20]))
    assert failure.message == "Yahoo Finance has no closes of GONE for these days."


def test_a_new_listing_has_no_close_in_its_first_session(replay: ReplayServer, session: Any) -> None:
    noon = EVENING.replace(hour=11, minute=2)
    yahoo = ReplayYahoo(replay, noon)
    yahoo.add(YahooInstrument("NEW", DAYS[-1:], [31.2], "New Corp"))
    provider = YahooProvider(session, pause=Waits(), now=lambda: yahoo.now)
    failure = failure_of(lambda: provider.history("NEW", DAYS[0]))
    assert failure.message == (
        "Yahoo Finance has no close of NEW yet: it began to trade on Nov 20, 2025, last at 31.20 USD at 11:02 in New York."
    )
    yahoo.now = EVENING
    assert provider.history("NEW", DAYS[0]).history.last_day == EVENING.date()


def test_what_is_traded_no_more_has_no_profile(replay: ReplayServer, provider: YahooProvider) -> None:
    """Yahoo keeps a stump of some: nothing that could stand in the place of what it said before."""
    stump = {"language": "en-US", "quoteType": "NONE", "tradeable": False, "symbol": "AAA"}
    replay.serve(address_of("quote"), {"quoteResponse": {"result": [stump], "error": None}})
    replay.serve(address_of("quoteSummary"), {"quoteSummary": {"result": [{"quoteType": stump}], "error": None}})
    assert failure_of(lambda: provider.profile("AAA")).message == "Yahoo Finance does not know AAA."


def test_the_investor_stops_it(yahoo: ReplayYahoo, each_session: Any) -> None:
    asked = []

    def pause(_: float) -> None:
        asked.append(1)
        if len(asked) == stop_at:
            raise TaskCancelled

    yahoo.add(YahooInstrument("AAA", DAYS, CLOSES))
    for stop_at in (1, 2):  # noqa: B007 - read by `pause`
        asked.clear()
        provider = YahooProvider(each_session, pause=pause, now=lambda: EVENING)
        with pytest.raises(TaskCancelled):
            provider.profile("AAA")


def sound() -> dict[str, Any]:
    told = YahooInstrument("AAA", DAYS, CLOSES, splits={DAYS[3]: (2, 1)}, dividends={DAYS[9]: 0.5})
    return copy.deepcopy(chart(told, EVENING))


def bent(bend: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    result = sound()
    bend(result)
    return {"chart": {"result": [result], "error": None}}


def nulls(count: int) -> dict[str, Any]:
    return {name: [None] * count for name in ("open", "high", "low", "close", "volume")}


def first(events: dict[str, Any]) -> dict[str, Any]:
    return dict.__getitem__(events, next(iter(events)))


NO_CLOSES = "Yahoo Finance has no closes of AAA for these days."
UNREADABLE = "The answer of Yahoo Finance about AAA cannot be read."
SHAPES: dict[str, tuple[Any, str]] = {
    "no times": (bent(lambda told: told.pop("timestamp")), NO_CLOSES),
    "only nulls": (bent(lambda told: told["indicators"].update(quote=[nulls(len(DAYS))])), NO_CLOSES),
    "no columns": (bent(lambda told: told["indicators"].update(quote=[dict.fromkeys(nulls(0))])), NO_CLOSES),
    "empty bars": (bent(lambda told: told["indicators"].update(quote=[{}])), NO_CLOSES),
    "no bars": (bent(lambda told: told["indicators"].update(quote=[])), UNREADABLE),
    "no figures": (bent(lambda told: told.pop("indicators")), UNREADABLE),
    "a short column": (bent(lambda told: told["indicators"]["quote"][0].update(close=[1.0])), UNREADABLE),
    "words for closes": (bent(lambda told: told["indicators"]["quote"][0].update(close=["x"] * len(DAYS))), UNREADABLE),
    "words for times": (bent(lambda told: told.update(timestamp=["x"] * len(DAYS))), UNREADABLE),
    "times out of time": (bent(lambda told: told.update(timestamp=[10**15] * len(DAYS))), UNREADABLE),
    "times beyond numbers": (bent(lambda told: told.update(timestamp=[10**30] * len(DAYS))), UNREADABLE),
    "nothing about it": (bent(lambda told: told.pop("meta")), UNREADABLE),
    "null about it": (bent(lambda told: told.update(meta=None)), UNREADABLE),
    "no name": (bent(lambda told: told["meta"].pop("symbol")), UNREADABLE),
    "no zone": (bent(lambda told: told["meta"].pop("exchangeTimezoneName")), UNREADABLE),
    "an unknown zone": (bent(lambda told: told["meta"].update(exchangeTimezoneName="Mars/Olympus")), UNREADABLE),
    "no currency": (bent(lambda told: told["meta"].pop("currency")), UNREADABLE),
    "a split into none": (bent(lambda told: first(told["events"]["splits"]).update(denominator=0)), UNREADABLE),
    "half a split": (bent(lambda told: first(told["events"]["splits"]).pop("denominator")), UNREADABLE),
    "a dividend of words": (bent(lambda told: first(told["events"]["dividends"]).update(amount="x")), UNREADABLE),
    "a dividend of null": (bent(lambda told: first(told["events"]["dividends"]).update(amount=None)), UNREADABLE),
    "a list": ([1, 2], NO_CLOSES),
    "null": (None, NO_CLOSES),
    "a number": (3, NO_CLOSES),
    "no chart": ({}, NO_CLOSES),
    "a null chart": ({"chart": None}, NO_CLOSES),
    "a chart of nothing": ({"chart": {"result": None, "error": None}}, NO_CLOSES),
    "an empty chart": ({"chart": {"result": [], "error": None}}, NO_CLOSES),
    "a chart of null": ({"chart": {"result": [None], "error": None}}, UNREADABLE),
    "an error": ({"chart": {"result": None, "error": {"code": "x", "description": "y"}}}, NO_CLOSES),
    "an error of words": ({"chart": {"result": None, "error": "boo"}}, UNREADABLE),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_charts_of_another_shape(replay: ReplayServer, provider: YahooProvider, shape: str) -> None:
    answer, words = SHAPES[shape]
    replay.serve(address_of("chart"), json.dumps(answer).encode())
    failure = failure_of(lambda: provider.history("AAA", DAYS[0]))
    assert (type(failure), failure.message) == (SourceFailedError, words)


@pytest.mark.parametrize(
    "answer", [[1], None, 3, {}, {"quoteSummary": None}, {"quoteSummary": {"result": [3]}}, {"quoteSummary": 1}]
)
@pytest.mark.parametrize("symbol", ["AAA", "FFF"])
def test_summaries_of_another_shape(replay: ReplayServer, provider: YahooProvider, symbol: str, answer: Any) -> None:
    """Of a fund two are asked for; what it is made of must not be lost because the second is spoilt."""
    sound_times = 0 if symbol == "AAA" else 1
    replay.serve(address_of("quoteSummary"), json.dumps(answer).encode())
    if sound_times:
        replay.serve(address_of("quoteSummary"), {"quoteSummary": {"result": [{"quoteType": {"quoteType": "ETF"}}]}}, times=1)
    try:
        told = provider.profile(symbol)
    except SourceFailedError as failure:
        assert failure.message
    else:
        assert symbol == "AAA"
        assert told.quote_type == "EQUITY"
