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
    assert (update.replace, update.new_closes, days_of(update)) == (False, 0, [])
    of_a_file = updated(yahoo, provider, stock(), on_file(len(DAYS), source="file prices.csv"))
    assert days_of(of_a_file) == DAYS  # that Yahoo says so too is new


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


def test_of_events_told_again_none_is_new(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    known = updated(yahoo, provider, stock(dividends={DAYS[10]: 0.5, DAYS[50]: 0.5}), None).history
    known.closes[-2] = known.closes[-2] * 102 // 100
    update = updated(yahoo, provider, stock(dividends={DAYS[10]: 0.5, DAYS[50]: 0.6, DAYS[60]: 0.5}), known)
    assert (update.replace, update.new_closes, update.new_events, len(update.history.events)) == (True, 0, 2, 3)


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


def test_closes_whose_money_is_not_told_any_more_are_in_what_they_were_in(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    silent = stock(currency=None)
    update = updated(yahoo, provider, silent, on_file(len(DAYS) - 3))
    assert (update.replace, update.new_closes, update.history.currency) == (False, 3, "USD")
    with pytest.raises(SourceFailedError, match="does not say in which money AAA trades"):
        updated(yahoo, provider, silent, None)


def test_a_source_that_pauses_leaves_a_gap_that_is_filled(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    update = updated(yahoo, provider, stock(days=DAYS[40:], closes=CLOSES[40:]), on_file(30))
    assert (update.replace, days_of(update)) == (True, DAYS[40:])


def test_another_company(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    other = stock(closes=[17.0 + number % 7 for number in range(len(DAYS))], name="Zebra Mining plc")
    with pytest.raises(SourceFailedError) as failure:
        updated(yahoo, provider, other, on_file(len(DAYS) - 3), "Acme Corp")
    assert failure.value.message == "AAA now answers as “Zebra Mining plc”, not “Acme Corp”."


def test_a_source_that_tells_no_name_may_be_the_same_company(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    restated = stock(closes=[*CLOSES[:-4], CLOSES[-4] * 1.02, *CLOSES[-3:]], name="")
    assert updated(yahoo, provider, restated, on_file(len(DAYS) - 3), "Acme Corp").replace


def test_a_company_that_took_another_name(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    update = updated(yahoo, provider, stock(name="Zebra Mining plc"), on_file(len(DAYS) - 3), "Acme Corp")
    assert (update.replace, update.name) == (False, "Zebra Mining plc")


@pytest.mark.parametrize("times", [4.0, 0.25, 10.0])
def test_a_split_that_nobody_names(yahoo: ReplayYahoo, provider: YahooProvider, times: float) -> None:
    """The source's closes have all changed alike, but it names no split."""
    with pytest.raises(SourceFailedError, match="and no split that explains it"):
        updated(yahoo, provider, stock(), on_file(len(DAYS) - 1, times=times), "Acme Corp")


def test_a_split_that_is_named_does_not_explain_any_other_step(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    """Four for one, and closes twice as high as before: that mends nothing."""
    closes = [*CLOSES[:-2], *(round(close / 4, 2) for close in CLOSES[-2:])]
    told = stock(closes=closes, splits={DAYS[-2]: (4, 1)})
    with pytest.raises(SourceFailedError, match="2 times as high as before, and no split that explains it"):
        updated(yahoo, provider, told, on_file(len(DAYS) - 2, times=0.5))


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


@pytest.mark.parametrize("at", ["before its session", "after it"])
def test_closes_first_had_on_the_morning_of_a_split_are_mended(yahoo: ReplayYahoo, provider: YahooProvider, at: str) -> None:
    """Divided already, the split not named yet: without closes from before nothing could tell."""
    closes = [*CLOSES[:-1], round(CLOSES[-1] / 10, 2)]
    told = stock(closes=closes, splits={DAYS[-1]: (10, 1)})
    known = on_file(len(DAYS) - 1, times=0.1)
    if at == "after it":
        update = updated(yahoo, provider, told, known)
        assert (update.replace, days_of(update)) == (True, DAYS)
    else:
        told.closes, told.days = closes[:-1], DAYS[:-1]
        with pytest.raises(SourceFailedError, match="and no split that explains it"):
            updated(yahoo, provider, told, known)


def as_on_file(known: PriceHistory | None, update: Update) -> PriceHistory:
    """What is on file after an update, in plain steps."""
    if update.replace or known is None:
        return update.history
    closes = dict(zip(known.days, known.closes, strict=True)) | dict(zip(update.history.days, update.history.closes, strict=True))
    events = {(event.day, event.kind): event for event in (*known.events, *update.history.events)}
    days = sorted(closes)
    ordered = tuple(events[key] for key in sorted(events))
    return replace(known, days=array("i", days), closes=array("q", [closes[day] for day in days]), events=ordered)


def test_asked_day_by_day_or_all_at_once_it_is_the_same_history(yahoo: ReplayYahoo, session: Any) -> None:
    """A fund whose gains are among its dividends too, and a spin-off on the day of a dividend: both need the close before."""
    days = DAYS[:60]
    closes = [*([100.0] * 20), *([91.0] * 10), *([50.0] * 10), *([39.0] * 10), *([78.0] * 10)]
    splits = {days[30]: (91, 50), days[40]: (1281, 1000), days[50]: (1, 2)}
    told = stock(
        days=days,
        closes=closes,
        quote_type="MUTUALFUND",
        dividends={days[5]: 0.5, days[20]: 9.0, days[40]: 0.3},
        capital_gains={days[20]: 4.0},
    )
    yahoo.add(told)
    provider = YahooProvider(session, pause=Waits(), now=lambda: yahoo.now)
    known = None
    for day in days[15:]:
        yahoo.now = EVENING.replace(year=day.year, month=day.month, day=day.day)
        told.splits = {ex: split for ex, split in splits.items() if ex <= day}
        known = as_on_file(known, bring_up_to_date(provider, "AAA", known, SINCE))
    assert known == provider.history("AAA", SINCE).history
    assert [str(event.amount) for event in known.events] == ["0.5", "9", "1.82", "11.267993", "0.5"]


@pytest.mark.parametrize(
    ("before", "now"),
    [({DAYS[-3]: 1.0}, {DAYS[-2]: 1.0}), ({DAYS[-3]: 1.0}, {}), ({DAYS[-3]: 1.0}, {DAYS[-3]: 0.25})],
    ids=["another day", "none", "another amount"],
)
def test_a_dividend_that_is_told_otherwise_counts_once(
    yahoo: ReplayYahoo, provider: YahooProvider, before: dict[date, float], now: dict[date, float]
) -> None:
    known = updated(yahoo, provider, stock(dividends=before), None).history
    told = as_on_file(known, updated(yahoo, provider, stock(dividends=now), known))
    assert {event.day: float(event.amount) for event in told.events} == now


def test_a_split_that_is_taken_back_is_forgotten(yahoo: ReplayYahoo, provider: YahooProvider) -> None:
    known = replace(on_file(len(DAYS) - 1), events=(PriceEvent(DAYS[-3], PriceEventKind.SPLIT, Decimal(2)),))
    assert as_on_file(known, updated(yahoo, provider, stock(), known)).events == ()
    mended = replace(known, source="Yahoo Finance, file prices.csv")  # whose closes Yahoo does not have
    assert not updated(yahoo, provider, stock(), mended).replace


@pytest.mark.parametrize("at", [-3, 20], ids=["of these days", "of long ago"])
def test_a_list_of_splits_that_the_source_has_lost_is_kept(yahoo: ReplayYahoo, provider: YahooProvider, at: int) -> None:
    """As Yahoo lost its own for some days in December 2021: closes as traded, and no split named."""
    closes = [*CLOSES[:at], *(round(close / 4, 2) for close in CLOSES[at:])]
    known = updated(yahoo, provider, stock(closes=closes, splits={DAYS[at]: (4, 1)}, dividends={DAYS[-4]: 1.0}), None).history
    yahoo.add(stock(closes=closes))
    with pytest.raises(SourceFailedError, match="no longer names the split of AAA on"):
        bring_up_to_date(provider, "AAA", known, SINCE, whole=True)
    days, units = known.days[:-20], known.closes[:-20]  # but not for ever
    assert bring_up_to_date(provider, "AAA", replace(known, days=days, closes=units), SINCE, whole=True).replace


@pytest.mark.parametrize("day", [DAYS[10], DAYS[-1] + timedelta(5)], ids=["before its closes", "after them"])
def test_a_split_of_days_that_the_source_tells_no_closes_of_is_no_lost_one(
    yahoo: ReplayYahoo, provider: YahooProvider, day: date
) -> None:
    known = replace(on_file(len(DAYS) - 1), events=(PriceEvent(day, PriceEventKind.SPLIT, Decimal(4)),))
    known.closes[-2] = known.closes[-2] * 102 // 100
    update = updated(yahoo, provider, stock(days=DAYS[40:], closes=CLOSES[40:]), known)
    assert (update.replace, days_of(update), update.history.events) == (True, DAYS[40:], ())


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
