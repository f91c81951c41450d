"""Closes as traded, through the real client, from answers in Yahoo's format."""

from __future__ import annotations

import subprocess
import sys
from array import array
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain.errors import SourceFailedError
from advisor.domain.prices import DayRanges, PriceEventKind, PriceHistory
from advisor.market.adjusted import adjusted_closes
from advisor.market.yahoo import FetchedHistory, YahooProvider
from advisor.market.yahoo.bars import Bars
from advisor.market.yahoo.chart import last_complete_day, ranges_within_days
from advisor.market.yahoo.quoted import as_quoted
from advisor.market.yahoo.symbols import yahoo_symbol
from tests.replay import EVENING, ReplayServer, ReplayYahoo, Waits, YahooInstrument, address_of, weekdays
from tests.replay.recorded import recorded

DAYS = [day for day in weekdays(date(2025, 1, 2), 240) if day <= EVENING.date()]
CLOSES = [round(100 + number * 0.37, 2) for number in range(len(DAYS))]
LAST = DAYS[-1]


def stock(symbol: str = "AAA", **told: Any) -> YahooInstrument:
    return YahooInstrument(symbol=symbol, **({"days": DAYS, "closes": CLOSES, "name": "Acme Corp"} | told))


def provider_of(session: Any, now: datetime = EVENING) -> YahooProvider:
    return YahooProvider(session, pause=Waits(), now=lambda: now)


def fetched(yahoo: ReplayYahoo, session: Any, instrument: YahooInstrument, since: date | None = None) -> FetchedHistory:
    yahoo.add(instrument)
    return provider_of(session, yahoo.now).history(instrument.symbol, since)


def prices(history: PriceHistory) -> list[float]:
    return [float(Decimal(close) / 10**8) for close in history.closes]


def events(history: PriceHistory, kind: PriceEventKind) -> dict[date, Decimal]:
    return {event.day: event.amount for event in history.events if event.kind is kind}


def test_closes_and_distributions_as_on_their_days(yahoo: ReplayYahoo, each_session: Any) -> None:
    told = stock(
        splits={DAYS[50]: (4, 1), DAYS[100]: (3, 2), DAYS[150]: (1, 10)},
        dividends={DAYS[10]: 0.77, DAYS[60]: 0.24, DAYS[100]: 0.1, DAYS[200]: 1.5},
    )
    answer = fetched(yahoo, each_session, told)
    assert [date.fromordinal(day) for day in answer.history.days] == DAYS
    assert prices(answer.history) == CLOSES
    assert (answer.ranges.days, set(answer.ranges.highs)) == (answer.history.days, {1.0})
    # 1,000 shares of now on every day: one share before the first split is 0.6 by now, one after it 0.15, one after the next 0.1.
    assert [answer.ranges.volumes[place] for place in (0, 50, 100, 150)] == pytest.approx([1000 / 0.6, 1000 / 0.15, 10_000, 1000])
    assert events(answer.history, PriceEventKind.SPLIT) == {
        DAYS[50]: Decimal(4),
        DAYS[100]: Decimal("1.5"),
        DAYS[150]: Decimal("0.1"),
    }
    assert events(answer.history, PriceEventKind.DIVIDEND) == {
        DAYS[10]: Decimal("0.77"),
        DAYS[60]: Decimal("0.24"),
        DAYS[100]: Decimal("0.1"),
        DAYS[200]: Decimal("1.5"),
    }
    assert (answer.name, answer.quote_type, answer.exchange) == ("Acme Corp", "EQUITY", "NMS")
    assert (answer.history.symbol, answer.history.currency, answer.history.source) == ("AAA", "USD", "Yahoo Finance")


def test_adjusted_as_yahoo_adjusts(yahoo: ReplayYahoo, session: Any) -> None:
    """Within 3e-7: Yahoo's columns are in single precision."""
    told = stock(splits={DAYS[50]: (7, 1), DAYS[120]: (1, 3)}, dividends=dict.fromkeys(DAYS[5::40], 0.31))
    ours = adjusted_closes(fetched(yahoo, session, told).history).closes
    assert ours == pytest.approx(np.array(told.fully_adjusted(), dtype=float), rel=3e-7)


def test_a_spin_off_hands_out_another_companys_shares_and_none_of_its_own(yahoo: ReplayYahoo, session: Any) -> None:
    """Yahoo names it a split: GE HealthCare left GE as 1281 for 1000."""
    closes = [*([83.80] * 100), *([65.42] * (len(DAYS) - 100))]
    told = stock(closes=closes, splits={DAYS[100]: (1281, 1000), DAYS[150]: (1, 8)}, dividends={DAYS[50]: 0.08})
    answer = fetched(yahoo, session, told).history
    assert prices(answer) == closes
    assert events(answer, PriceEventKind.SPLIT) == {DAYS[150]: Decimal("0.125")}
    paid = events(answer, PriceEventKind.DIVIDEND)
    assert paid[DAYS[50]] == Decimal("0.08")
    assert float(paid[DAYS[100]]) == pytest.approx(83.80 * (1 - 1 / 1.281), rel=1e-6)


@pytest.mark.parametrize("ratio", [(1025, 1000), (1120, 1000), (1281, 1000), (1050, 1000), (10003, 10000)])
def test_a_spin_off_is_told_for_a_thousand_shares(yahoo: ReplayYahoo, session: Any, ratio: tuple[int, int]) -> None:
    """However plain the ratio is: 1025 for 1000 is 41 for 40."""
    answer = fetched(yahoo, session, stock(splits={DAYS[100]: ratio})).history
    assert events(answer, PriceEventKind.SPLIT) == {}
    assert set(events(answer, PriceEventKind.DIVIDEND)) == {DAYS[100]}


@pytest.mark.parametrize(
    "ratio",
    [
        (21, 20),
        (41, 40),
        (103, 100),
        (105, 100),
        (28, 25),
        (13, 5),
        (4, 3),
        (1500, 1000),
        (25, 1),
        (1, 325),
        (31, 1000),
        (4725, 10000),
    ],
)
def test_true_splits_and_dividends_in_shares_are_no_spin_offs(yahoo: ReplayYahoo, session: Any, ratio: tuple[int, int]) -> None:
    answer = fetched(yahoo, session, stock(splits={DAYS[100]: ratio})).history
    assert events(answer, PriceEventKind.SPLIT) == {DAYS[100]: Decimal(ratio[0]) / Decimal(ratio[1])}


def test_one_question_per_history_and_only_of_the_days_wanted(yahoo: ReplayYahoo, session: Any) -> None:
    answer = fetched(yahoo, session, stock("ONE"), DAYS[-10])
    assert yahoo.server.count(address_of("chart")) == 1
    assert [date.fromordinal(day) for day in answer.history.days] == DAYS[-10:]


@pytest.mark.parametrize(
    ("clock", "last"),
    [((9, 0), DAYS[-2]), ((12, 0), DAYS[-2]), ((16, 5), DAYS[-2]), ((16, 15), LAST), ((23, 0), LAST)],
)
def test_a_session_that_still_runs_is_left_out(replay: ReplayServer, session: Any, clock: tuple[int, int], last: date) -> None:
    moment = EVENING.replace(hour=clock[0], minute=clock[1])
    assert fetched(ReplayYahoo(replay, moment), session, stock()).history.last_day == last


@pytest.mark.parametrize(
    ("now", "session", "traded", "last"),
    [
        ("2025-11-28T13:05-05:00", "2025-11-28T09:30/13:00", "2025-11-28T13:00", "2025-11-27"),  # a half day
        ("2025-11-28T13:15-05:00", "2025-11-28T09:30/13:00", "2025-11-28T13:00", "2025-11-28"),
        ("2025-11-27T12:00-05:00", "2025-11-26T09:30/16:00", "2025-11-26T16:00", "2025-11-26"),  # a holiday
        ("2025-11-23T12:00-05:00", "2025-11-21T09:30/16:00", "2025-11-21T16:00", "2025-11-21"),  # a Sunday, told either way
        ("2025-11-23T12:00-05:00", "2025-11-24T09:30/16:00", "2025-11-21T16:00", "2025-11-21"),
        ("2025-11-20T23:59+00:00", "2025-11-20T09:30/16:00", "2025-11-20T16:00", "2025-11-20"),
        ("2025-11-21T00:30+00:00", "2025-11-21T09:30/16:00", "2025-11-20T16:00", "2025-11-20"),
        ("2025-11-03T20:59+00:00", "2025-11-03T09:30/16:00", "2025-11-03T15:59", "2025-11-02"),  # clocks went back the day before
        ("2025-11-03T21:15+00:00", "2025-11-03T09:30/16:00", "2025-11-03T16:00", "2025-11-03"),
        ("2026-03-09T20:14+00:00", "2026-03-09T09:30/16:00", "2026-03-09T16:00", "2026-03-08"),  # and forward
        ("2026-03-09T20:15+00:00", "2026-03-09T09:30/16:00", "2026-03-09T16:00", "2026-03-09"),
        ("2025-11-20T18:00-05:00", "2025-11-20T09:30/16:00", "2025-10-02T11:00", "2025-10-02"),  # it trades seldom, or no more
    ],
)
def test_the_newest_day_that_is_over(now: str, session: str, traded: str, last: str) -> None:
    """Days up to which bars count; on holidays and weekends there are none."""
    zone = ZoneInfo("America/New_York")
    day, hours = session.split("T")
    start, end = (datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=zone) for hour in hours.split("/"))
    about = {
        "exchangeTimezoneName": zone.key,
        "currentTradingPeriod": {"regular": {"start": start, "end": end}},
        "regularMarketTime": datetime.fromisoformat(traded).replace(tzinfo=zone),
    }
    assert last_complete_day(about, datetime.fromisoformat(now)) == date.fromisoformat(last)


def test_a_coin_is_traded_until_midnight_in_greenwich(yahoo: ReplayYahoo, session: Any) -> None:
    days = [LAST - timedelta(days=number) for number in range(30)][::-1]
    yahoo.add(YahooInstrument("BTC-USD", days, [91234.5678 + number for number in range(30)], timezone="UTC"))
    answer = provider_of(session).history("BTC", None, is_coin=True).history
    assert (answer.symbol, answer.last_day) == ("BTC", days[-2])
    assert prices(answer)[0] == pytest.approx(91234.5678, abs=0.005)


def test_the_evening_knows_tomorrows_session_already(yahoo: ReplayYahoo, session: Any, shared: Path) -> None:
    """Recorded in the night: the session told is the next day's."""
    answer = recorded(shared, "yfinance-rs/history_chart_GS2C.DE.json")
    answer["chart"]["result"][0]["meta"]["symbol"] = "GS2C"
    yahoo.server.serve(address_of("chart"), answer)
    night = datetime(2025, 10, 29, 23, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    history = provider_of(session, night).history("GS2C", date(2025, 10, 20)).history
    assert (history.last_day, history.currency) == (date(2025, 10, 29), "EUR")
    assert prices(history) == [19.738, 20.17, 20.4, 20.08, 19.948]


def test_a_fund_that_is_not_priced_yet_repeats_no_price(yahoo: ReplayYahoo, session: Any) -> None:
    told = stock("VFIAX", quote_type="MUTUALFUND", priced_until=DAYS[-2])
    assert fetched(yahoo, session, told).history.last_day == DAYS[-2]


def test_holes_are_left_out_and_what_happened_there_is_not(yahoo: ReplayYahoo, session: Any) -> None:
    closes: list[float | None] = list(CLOSES)
    closes[20] = closes[40] = closes[0] = None
    answer = fetched(yahoo, session, stock(closes=closes, dividends={DAYS[20]: 0.5}, splits={DAYS[40]: (2, 1)})).history
    assert {DAYS[20], DAYS[40], DAYS[0]}.isdisjoint({date.fromordinal(day) for day in answer.days})
    assert prices(answer) == [close for close in closes if close is not None]
    assert [event.day for event in answer.events] == [DAYS[20], DAYS[40]]


@pytest.mark.parametrize("hour", [0, 11], ids=["at night", "in the next session"])
def test_a_hole_at_the_end_is_filled_by_the_quote(replay: ReplayServer, session: Any, hour: int) -> None:
    """In the night Yahoo empties the newest bar for some hours; its quote is that day's close then, and no later one."""
    yahoo = ReplayYahoo(replay, EVENING.replace(hour=hour))
    days = DAYS if hour else DAYS[:-1]
    closes = CLOSES[: len(days)]
    told = stock(days=days, closes=closes, empty_bars=[DAYS[-2]], dividends={DAYS[-3]: 0.5})
    answer = fetched(yahoo, session, told)
    if hour:  # the quote is today's by now: the hole stays one
        assert (answer.history.last_day, prices(answer.history)) == (DAYS[-3], closes[:-2])
    else:
        assert (answer.history.last_day, answer.ranges.days[-1]) == (DAYS[-2], DAYS[-3].toordinal())
        assert prices(answer.history) == closes


def test_no_quote_fills_a_longer_gap_or_counts_across_a_split(replay: ReplayServer, session: Any) -> None:
    yahoo = ReplayYahoo(replay, EVENING.replace(hour=0))
    told = stock(days=DAYS[:-1], closes=CLOSES[:-1], empty_bars=DAYS[-8:-1])
    assert fetched(yahoo, session, told).history.last_day == DAYS[-9]
    told = stock(days=DAYS[:-1], closes=CLOSES[:-1], empty_bars=[DAYS[-2]])
    told.announced_splits = {EVENING.date(): (4, 1)}
    assert fetched(yahoo, session, told).history.last_day == DAYS[-3]


def test_gains_of_a_fund_are_counted_once(yahoo: ReplayYahoo, session: Any) -> None:
    """Yahoo tells gains beside dividends, of late also among them."""
    closes = [100.0] * len(DAYS)
    closes[50:] = [96.0] * len(closes[50:])  # paid 1 and 3
    closes[100:] = [91.0] * len(closes[100:])  # paid 1 and 4, told as 5 and 4
    closes[150:] = [89.5] * len(closes[150:])  # paid 0.5 and 1
    closes[180:] = [86.5] * len(closes[180:])  # paid 2 and 1
    told = stock(
        "VFIAX",
        quote_type="MUTUALFUND",
        closes=closes,
        dividends={DAYS[50]: 1.0, DAYS[100]: 5.0, DAYS[150]: 0.5, DAYS[180]: 2.0},
        capital_gains={DAYS[50]: 3.0, DAYS[100]: 4.0, DAYS[150]: 1.0, DAYS[180]: 1.0},
    )
    paid = events(fetched(yahoo, session, told).history, PriceEventKind.DIVIDEND)
    assert paid == {DAYS[50]: Decimal(4), DAYS[100]: Decimal(5), DAYS[150]: Decimal("1.5"), DAYS[180]: Decimal(3)}


def test_pence_are_pounds(yahoo: ReplayYahoo, session: Any) -> None:
    told = stock("TSCO", currency="GBp", closes=[423.7] * len(DAYS), dividends={DAYS[9]: 9.45}, timezone="Europe/London")
    answer = fetched(yahoo, session, told).history
    assert (answer.currency, prices(answer)[0]) == ("GBP", 4.237)
    assert answer.events[0].amount == Decimal("0.0945")


def test_a_split_that_the_closes_do_not_show_yet(yahoo: ReplayYahoo, session: Any) -> None:
    """Yahoo's closes before the split are four times too high, as if there had been none."""
    closes = [*CLOSES[:-2], CLOSES[-2] / 4, CLOSES[-1] / 4]
    told = stock(closes=closes)
    told.announced_splits = {DAYS[60]: (2, 1), DAYS[-2]: (4, 1)}  # of the older one nothing can be told any more
    with pytest.raises(SourceFailedError, match=r"names a split of AAA on Nov 19, 2025 that its closes do not show yet"):
        fetched(yahoo, session, told)


def test_a_fall_on_the_day_of_a_small_dividend_in_shares_is_a_fall(yahoo: ReplayYahoo, session: Any) -> None:
    """As large as the dividend: whether Yahoo has divided the closes cannot be told, and matters little."""
    closes = [*CLOSES[:-2], *(round(close / 1.03 * 0.97, 2) for close in CLOSES[-2:])]
    assert prices(fetched(yahoo, session, stock(closes=closes, splits={DAYS[-2]: (103, 100)})).history) == closes


RECORDED = ["yfinance-rs/history_chart_AAPL.json", "yfinance-rs/history_chart_MSFT.json"]


@pytest.mark.parametrize("name", RECORDED)
def test_recorded_answers(replay: ReplayServer, yahoo: ReplayYahoo, session: Any, shared: Path, name: str) -> None:
    answer = recorded(shared, name)
    replay.serve(address_of("chart"), answer)
    chart = answer["chart"]["result"][0]
    after = datetime(2025, 10, 30, 9, 0, tzinfo=ZoneInfo("America/New_York"))
    history = provider_of(session, after).history(chart["meta"]["symbol"], date(2025, 4, 30)).history
    assert prices(history) == pytest.approx([round(close, 2) for close in chart["indicators"]["quote"][0]["close"]], abs=1e-3)
    theirs = np.array(chart["indicators"]["adjclose"][0]["adjclose"])
    assert adjusted_closes(history).closes == pytest.approx(theirs, rel=5e-7)


@given(
    st.integers(1, 1_000_000),
    st.sampled_from([1.0, 2.0, 4.0, 28.0, 224.0, 1.5, 0.1, 1 / 3, 20.0, 1.281]),
    st.booleans(),
)
def test_cents_survive_splits_and_single_precision(cents: int, factor: float, is_rounded: bool) -> None:
    adjusted = cents / 100 / factor
    told = float(np.float32(round(adjusted, 6) if is_rounded and factor > 1 else adjusted))
    found = as_quoted(np.array([told * factor]), np.array([factor]))
    assert found.tolist() == [cents * 1_000_000]


def test_prices_of_many_decimals_survive() -> None:
    told = [0.00001234, 0.1234, 12.3456, 1.0]
    found = as_quoted(np.float32(told).astype(np.float64), np.ones(4))
    assert found.tolist() == [1234, 12_340_000, 1_234_560_000, 100_000_000]


@pytest.mark.parametrize(
    ("symbol", "is_coin", "theirs"),
    [
        ("BRK.B", False, "BRK-B"),
        ("ABR.PRD", False, "ABR-PD"),
        ("BAC.PR.K", False, "BAC-PK"),
        ("XYZ.PR", False, "XYZ-P"),
        ("ABC.WS", False, "ABC-WT"),
        ("ABC.U", False, "ABC-UN"),
        ("^MID", False, "^MID"),
        ("BTC", True, "BTC-USD"),
        ("BTC-USD", True, "BTC-USD"),
        ("BTC", False, "BTC"),
        ("PRD", False, "PRD"),
    ],
)
def test_spelling(symbol: str, is_coin: bool, theirs: str) -> None:
    assert yahoo_symbol(symbol, is_coin=is_coin) == theirs


def test_nothing_heavy_loads_before_a_question_is_put() -> None:
    heavy = {"yfinance", "pandas", "curl_cffi", "requests", "peewee"}
    code = f"import advisor.market.yahoo, advisor.market.network, sys; print(sorted({heavy!r} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_nothing_is_written_or_said(yahoo: ReplayYahoo, tmp_path: Path) -> None:
    yahoo.add(stock())
    code = f"""
import sys
from datetime import UTC, datetime
from advisor.market.yahoo import YahooProvider
from tests.replay.sessions import replay_session
class Server: url = {yahoo.server.url!r}
provider = YahooProvider(replay_session(Server), pause=lambda seconds: None, now=lambda: datetime.now(UTC))
assert provider.history("AAA", None).history.days
try:
    provider.profile("NONE")
except Exception as error:
    sys.exit(0 if "does not know NONE" in str(error) else 1)
"""
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    home.mkdir()
    temporary.mkdir()
    folders = {"HOME": str(home), "XDG_CACHE_HOME": str(home / ".cache"), "TMPDIR": str(temporary)}
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=folders, cwd=root)
    assert (ran.stdout, ran.stderr) == ("", "")
    assert list(home.rglob("*")) == []
    assert list(temporary.rglob("*")) == []


def test_highs_and_lows_stand_over_the_close_and_days_without_are_left_out() -> None:
    days = np.array([DAYS[number].toordinal() for number in range(4)])
    closes, plain = np.array([50.0, 60.0, 70.0, 80.0]), np.zeros(4)
    highs, lows = np.array([51.0, 60.0, np.nan, 82.0]), np.array([49.0, 60.5, 69.0, 0.0])
    bars = Bars(days, closes, plain, plain, np.ones(4), np.ones(4), highs, lows, np.array([10.0, 20.0, 30.0, 40.0]))
    units = array("q", [int(close * 10**8) for close in closes])
    told = ranges_within_days(bars, PriceHistory("MDY", "USD", array("i", days.tolist()), units, (), "test"))
    assert told == DayRanges(
        "MDY", array("i", days[:2].tolist()), array("d", [1.02, 1.0]), array("d", [0.98, 1.0]), array("d", [10.0, 20.0])
    )
