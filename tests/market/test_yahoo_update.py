"""A fresh answer beside what is on file: continued, replaced, or refused because what is on file is better."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain.errors import SourceFailedError
from advisor.domain.prices import PriceEvent, PriceEventKind, PriceHistory, price_units
from advisor.market.yahoo import Update, YahooProvider, bring_up_to_date, continues
from tests.replay import EVENING, Fault, ReplayServer, ReplayYahoo, Waits, YahooInstrument, address_of, weekdays

DAYS = [day for day in weekdays(date(2025, 6, 2), 200) if day <= EVENING.date()]
CLOSES = [round(100 + number * 0.37, 2) for number in range(len(DAYS))]
SINCE = DAYS[0]


def stock(**told: Any) -> YahooInstrument:
    return YahooInstrument(**({"symbol": "AAA", "days": DAYS, "closes": CLOSES, "name": "Acme Corp"} | told))


def on_file(until: int, *, times: float = 1.0, source: str = "Yahoo Finance", start: int = 0) -> PriceHistory:
    """The closes of `CLOSES` to a place, multiplied."""
    return PriceHistory(
        "AAA",
        "USD",
        array("i", [day.toordinal() for day in DAYS[start:until]]),
        array("q", [price_units(Decimal(str(round(close * times, 4)))) for close in CLOSES[start:until]]),
        (),
        source,
    )


@pytest.fixture
def provider(session: Any) -> YahooProvider:
    return YahooProvider(session, pause=Waits(), now=lambda: EVENING)


def updated(
    yahoo: ReplayYahoo, provider: YahooProvider, told: YahooInstrument, known: PriceHistory | None, name: str = ""
) -> Update:
    yahoo.add(told)
    return bring_up_to_date(provider, "AAA", known, SINCE, known_name=name)


def days_of(update: Update) -> Sequence[date]:
    return [date.fromordinal(day) for day in update.history.days]


def test_nothing_on_file(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    update = updated(yahoo, provider, stock(), None)
    assert (update.replace, update.new_closes, update.name, update.quote_type) == (True, len(DAYS), "Acme Corp", "EQUITY")
    assert days_of(update) == DAYS


def test_only_what_is_missing(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    update = updated(yahoo, provider, stock(), on_file(len(DAYS) - 3))
    assert (update.replace, update.new_closes) == (False, 3)
    assert days_of(update) == DAYS[-8:]  # five to compare by
    assert yahoo.server.count(address_of("chart")) == 1


def test_nothing_new(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    update = updated(yahoo, provider, stock(), on_file(len(DAYS)))
    assert (update.replace, update.new_closes) == (False, 0)


def test_a_split_since(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    closes = [*CLOSES[:-2], *(round(close / 4, 2) for close in CLOSES[-2:])]
    update = updated(yahoo, provider, stock(closes=closes, splits={DAYS[-2]: (4, 1)}), on_file(len(DAYS) - 5))
    assert (update.replace, update.new_closes) == (False, 5)
    assert update.history.events == (PriceEvent(DAYS[-2], PriceEventKind.SPLIT, Decimal(4)),)


def test_a_close_that_was_corrected(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    corrected = [*CLOSES[:-4], CLOSES[-4] + 0.01, *CLOSES[-3:]]
    update = updated(yahoo, provider, stock(closes=corrected), on_file(len(DAYS) - 3))
    assert (update.replace, update.new_closes) == (False, 3)
    assert update.history.closes[4] == price_units(Decimal(str(CLOSES[-4] + 0.01)))


def test_closes_that_were_restated_are_asked_for_again(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    known = on_file(len(DAYS) - 3)
    known.closes[-2] = known.closes[-2] * 102 // 100
    update = updated(yahoo, provider, stock(), known)
    assert (update.replace, update.new_closes, days_of(update)) == (True, 3, DAYS)
    assert yahoo.server.count(address_of("chart")) == 2


def test_all_that_was_on_file_is_asked_for_again(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    known = on_file(20, times=1.1)
    yahoo.add(stock())
    assert days_of(bring_up_to_date(provider, "AAA", known, DAYS[10])) == DAYS


def test_a_file_of_the_investors_own_is_continued(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    update = updated(yahoo, provider, stock(), on_file(len(DAYS) - 3, source="prices.csv"))
    assert (update.replace, update.new_closes) == (False, 3)


def test_splits_before_a_files_last_closes_are_learned(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    split = DAYS[30]
    traded = [*(round(close * 3, 2) for close in CLOSES[:30]), *CLOSES[30:]]
    known = on_file(len(DAYS) - 3, source="file prices.csv", start=40)
    update = updated(yahoo, provider, stock(closes=traded, splits={split: (3, 1)}), known)
    assert (update.replace, update.new_closes, days_of(update)) == (False, 43, DAYS)
    assert update.history.events == (PriceEvent(split, PriceEventKind.SPLIT, Decimal(3)),)


def test_closes_reach_back_to_what_is_held(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    yahoo.add(stock())
    known = on_file(len(DAYS) - 3, start=40)
    update = bring_up_to_date(provider, "AAA", known, DAYS[40], held_since=DAYS[20])
    assert (update.replace, days_of(update)[-1]) == (False, DAYS[-1])
    assert days_of(update)[0] <= DAYS[18]  # two sessions before, to tell the price of the day by
    whole = on_file(len(DAYS) - 3, start=20)
    assert days_of(bring_up_to_date(provider, "AAA", whole, DAYS[40], held_since=DAYS[20])) == DAYS[-8:]


def test_closes_that_a_file_put_right_stay(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    known = on_file(len(DAYS) - 3, source="Yahoo Finance, file prices.csv")
    known.closes[10] *= 2
    update = updated(yahoo, provider, stock(), known)
    assert (update.replace, days_of(update)) == (False, DAYS[-8:])


def test_a_file_of_adjusted_closes_gives_way(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    update = updated(yahoo, provider, stock(), on_file(len(DAYS) - 3, times=0.5, source="prices.csv"))
    assert (update.replace, days_of(update)) == (True, DAYS)


def test_a_source_that_pauses_leaves_a_gap_that_is_filled(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    update = updated(yahoo, provider, stock(days=DAYS[40:], closes=CLOSES[40:]), on_file(30))
    assert (update.replace, days_of(update)) == (True, DAYS[40:])


def test_another_company(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    other = stock(closes=[17.0 + number % 7 for number in range(len(DAYS))], name="Zebra Mining plc")
    with pytest.raises(SourceFailedError) as failure:
        updated(yahoo, provider, other, on_file(len(DAYS) - 3), "Acme Corp")
    assert failure.value.message == "AAA now answers as “Zebra Mining plc”, not “Acme Corp”."


def test_a_company_that_took_another_name(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    update = updated(yahoo, provider, stock(name="Zebra Mining plc"), on_file(len(DAYS) - 3), "Acme Corp")
    assert (update.replace, update.name) == (False, "Zebra Mining plc")


@pytest.mark.parametrize("times", [4.0, 0.25, 10.0])
def test_a_split_that_nobody_names(yahoo: ReplayYahoo, provider: YahooProvider, times: float) -> None:
    """The source's closes have all changed alike, but it names no split."""
    with pytest.raises(SourceFailedError, match="and no split that explains it"):
        updated(yahoo, provider, stock(), on_file(len(DAYS) - 1, times=times), "Acme Corp")


def test_a_split_named_before_its_session(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    """Nothing has traded since: only what is on file shows that the closes are not divided yet."""
    told = stock(days=DAYS[:-1], closes=CLOSES[:-1])
    told.announced_splits = {DAYS[-1]: (4, 1)}
    with pytest.raises(SourceFailedError, match="4 times as high as before"):
        updated(yahoo, provider, told, on_file(len(DAYS) - 1))


def test_but_not_for_ever(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    update = updated(yahoo, provider, stock(), on_file(len(DAYS) - 20, times=4))
    assert (update.replace, days_of(update)) == (True, DAYS)


def test_a_split_that_was_counted_twice_is_mended(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    closes = [*CLOSES[:-2], *(round(close / 4, 2) for close in CLOSES[-2:])]
    told = stock(closes=closes, splits={DAYS[-2]: (4, 1)})
    update = updated(yahoo, provider, told, on_file(len(DAYS) - 2, times=4))
    assert (update.replace, days_of(update)) == (True, DAYS)


def test_a_failure_in_the_second_question_leaves_all_as_it_was(
    yahoo: ReplayYahoo, provider: YahooProvider, replay: ReplayServer
) -> None:
    known = on_file(len(DAYS) - 3)
    known.closes[-2] = known.closes[-2] * 102 // 100
    yahoo.add(stock())
    sound = yahoo._chart
    replay.fail(address_of("chart"), Fault.SERVER_ERROR)
    replay.serve(address_of("chart"), sound, times=1)
    with pytest.raises(SourceFailedError, match="trouble of its own"):
        bring_up_to_date(provider, "AAA", known, SINCE)


@given(st.integers(1, 100), st.integers(0, 60), st.integers(1, 60), st.floats(0.5, 2.0))
def test_a_history_continues_itself_and_no_other(until: int, start: int, length: int, times: float) -> None:
    known, fetched = on_file(until), on_file(start + length, start=start)
    shares_a_day = start < until
    assert continues(known, fetched) == shares_a_day
    elsewhere = replace(fetched, closes=array("q", [int(close * times) for close in fetched.closes]))
    assert continues(known, elsewhere) == (shares_a_day and abs(times - 1) <= 0.005)
    assert not continues(known, replace(fetched, currency="EUR"))
    shifted = replace(fetched, days=array("i", [day + timedelta(days=365).days for day in fetched.days]))
    assert not continues(known, shifted)
