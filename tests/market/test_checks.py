"""Prices and lists with one thing wrong each; and healthy ones, of which nothing may be said."""

from __future__ import annotations

from array import array
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.domain.instruments import InstrumentProfile
from advisor.domain.market import Fund, Source
from advisor.domain.portfolio import Account, InstrumentKind, Position, TaxType
from advisor.domain.prices import PriceEvent, PriceEventKind, PriceHistory
from advisor.domain.quality import Check, Fix
from advisor.market.checks import old_lists, other_companies, price_jumps, stale_prices, unbalanced_lists
from advisor.market.identifiers import read_identifiers
from advisor.market.identity import Identities
from advisor.market.jumps import JumpKind, find_jumps, find_restarts
from advisor.market.snapshot import load_snapshot
from advisor.presentation.quality import issue_sentence

REFERENCE = Path(__file__).parents[2] / "resources" / "reference"
BOOK = load_snapshot(REFERENCE)
KNOWN = Identities(BOOK, read_identifiers(REFERENCE))
TODAY = date(2026, 11, 20)
BROKERAGE = Account(1, "schwab", "····1", "Brokerage", TaxType.TAXABLE)
few = settings(max_examples=60, deadline=None)


def sessions(count: int, last: date = TODAY) -> list[date]:
    days = [last - timedelta(days=back) for back in range(2 * count)]
    return [day for day in reversed(days) if day.weekday() < 5][-count:]


def history(closes, events=(), last: date = TODAY, symbol: str = "ABC") -> PriceHistory:
    days = sessions(len(closes), last)
    units = [round(close * 10**8) for close in closes]
    return PriceHistory(symbol, "USD", array("i", [day.toordinal() for day in days]), array("q", units), tuple(events), "test")


def walk(seed: int, count: int = 300, daily: float = 0.015) -> np.ndarray:
    """Closes of a share that moves by about so much a day, and never by 40 %."""
    steps = np.random.default_rng(seed).normal(0, daily, count).clip(-5 * daily, 5 * daily)
    return 100 * np.exp(np.cumsum(steps))


places = st.integers(40, 250)
seeds = st.integers(0, 10_000)


@few
@given(seeds)
def test_an_ordinary_share_never_jumps(seed):
    assert not list(find_jumps(history(walk(seed))))


@few
@given(seeds, places, st.sampled_from([2, 3, 4, 5, 10, 20, Decimal("0.1"), Decimal("0.25")]))
def test_a_split_is_missed_unless_it_is_on_file(seed, place, shares):
    closes = walk(seed)
    closes[place:] /= float(shares)
    bare = history(closes)
    day = date.fromordinal(bare.days[place])
    (jump,) = find_jumps(bare)
    assert jump.day == day
    assert jump.kind is JumpKind.PLAIN or jump.shares == pytest.approx(Decimal(shares))
    told = replace(bare, events=(PriceEvent(day, PriceEventKind.SPLIT, Decimal(shares)),))
    assert not list(find_jumps(told))


@few
@given(seeds, places, st.sampled_from([0.01, 0.1, 3.0, 10.0, 100.0]))
def test_a_close_that_stands_alone_is_one_wrong_close(seed, place, times):
    closes = walk(seed)
    closes[place] *= times
    (jump,) = find_jumps(history(closes))
    assert (jump.kind, jump.day) == (JumpKind.TAKEN_BACK, sessions(len(closes))[place])


def test_a_distribution_of_half_the_price_is_no_jump():
    closes = walk(1)
    closes[150:] -= closes[149] / 2
    bare = history(closes)
    assert [jump.kind for jump in find_jumps(bare)] != []
    paid = PriceEvent(date.fromordinal(bare.days[150]), PriceEventKind.DIVIDEND, Decimal(str(round(closes[149] / 2, 4))))
    assert not list(find_jumps(replace(bare, events=(paid,))))


def test_a_share_that_often_moves_far_is_measured_by_itself():
    closes = walk(2, daily=0.08)
    closes[200:] *= 1.45
    assert not list(find_jumps(history(closes)))


def test_a_gap_of_weeks_is_no_jump():
    early, late = history([100.0] * 30, last=TODAY - timedelta(days=60)), history([20.0] * 30)
    joined = replace(late, days=early.days + late.days, closes=early.closes + late.closes)
    assert not list(find_jumps(joined))


def test_a_true_jump_is_news_for_a_while():
    closes = walk(3)
    closes[290:] *= 0.55
    fresh = history(closes)
    (issue,) = price_jumps({"ABC": fresh}, TODAY)
    assert (issue.check, issue.symbol, issue.as_of) == (Check.PRICE_JUMP, "ABC", sessions(300)[290])
    assert not list(price_jumps({"ABC": fresh}, TODAY + timedelta(days=120)))


def test_of_many_wrong_closes_the_newest_is_told():
    closes = walk(4)
    closes[[100, 150, 200]] *= 10
    (issue,) = price_jumps({"ABC": history(closes)}, TODAY)
    assert (issue.check, issue.as_of) == (Check.BAD_PRICE, sessions(300)[200])


@pytest.mark.parametrize("closes", [[], [5.0], [0.0, 5.0, 0.0]])
def test_histories_too_short_or_of_nothing(closes):
    assert not list(find_jumps(history(closes)))


def test_two_closes_alone_can_jump():
    (jump,) = find_jumps(history([5.0, 12.0]))
    assert (jump.kind, jump.before, jump.close) == (JumpKind.PLAIN, 5, 12)


@pytest.mark.parametrize("shares", [Decimal(2), Decimal(7), Decimal(30), Decimal("0.1")])
def test_a_calm_share_that_jumps_by_a_split_shows_which(shares):
    closes = walk(5, daily=0.001)
    closes[150:] /= float(shares)
    (jump,) = find_jumps(history(closes))
    assert (jump.kind, jump.shares) == (JumpKind.SPLIT, shares)


@pytest.mark.parametrize(("sessions_wrong", "kinds"), [(2, [JumpKind.TAKEN_BACK]), (3, [JumpKind.PLAIN, JumpKind.PLAIN])])
def test_closes_that_are_taken_back_within_two_sessions_are_one_wrong_close(sessions_wrong, kinds):
    closes = walk(6)
    closes[150 : 150 + sessions_wrong] *= 3.45
    assert [jump.kind for jump in find_jumps(history(closes))] == kinds


@pytest.mark.parametrize(("days_apart", "jumps"), [(10, 1), (11, 0)])
def test_closes_more_than_ten_days_apart_say_nothing_of_one_another(days_apart, jumps):
    days = [TODAY.toordinal() - days_apart - 1, TODAY.toordinal() - days_apart, TODAY.toordinal(), TODAY.toordinal() + 1]
    closes = [price * 10**8 for price in (100, 101, 55, 55)]
    paid = PriceEvent(TODAY, PriceEventKind.DIVIDEND, Decimal("0.5"))
    joined = PriceHistory("ABC", "USD", array("i", days), array("q", closes), (paid,), "test")
    assert len(list(find_jumps(joined))) == jumps


@pytest.mark.parametrize(
    ("gap", "times", "told"), [(60, 0.05, True), (60, 20.0, True), (60, 0.5, False), (40, 0.05, False), (60, 2.0, False)]
)
def test_a_ticker_that_goes_on_as_another_company(gap, times, told):
    early, late = walk(7, 100), walk(8, 100)
    earlier = history(early, last=sessions(100)[0] - timedelta(days=gap))
    later = history(late * times * early[-1] / late[0])
    joined = replace(later, days=earlier.days + later.days, closes=earlier.closes + later.closes)
    issues = [issue for issue in price_jumps({"ABC": joined}, TODAY) if issue.check is Check.RESTARTED]
    assert [(issue.as_of, issue.fix) for issue in issues] == ([(sessions(100)[0], Fix.REFRESH)] if told else [])
    split = PriceEvent(sessions(100)[0], PriceEventKind.SPLIT, Decimal(str(1 / times)))
    assert not list(price_jumps({"ABC": replace(joined, events=(split,))}, TODAY))
    assert all("another company’s before" in issue_sentence(issue) for issue in issues)


def test_a_close_a_month_is_no_gap():
    months = array("i", [TODAY.toordinal() - 31 * back for back in range(24, -1, -1)])
    closes = array("q", [10**10 // (1 + 9 * (place > 12)) for place in range(25)])
    assert not list(find_restarts(PriceHistory("ABC", "USD", months, closes, (), "file monthly.csv")))


def test_closes_that_ended_before_others():
    going = history([100.0] * 40)
    lagging = history([100.0] * 40, last=sessions(5)[0])  # four sessions behind
    ended = history([100.0] * 40, last=sessions(6)[0])
    issues = list(stale_prices({"GOING": going, "LAGGING": lagging, "ENDED": ended}, {}))
    assert [(issue.symbol, issue.as_of, issue.fix) for issue in issues] == [("ENDED", sessions(6)[0], Fix.REFRESH)]
    assert not list(stale_prices({"ENDED": ended}, {}))  # nothing is newer


@pytest.mark.parametrize(("asked", "fix"), [(sessions(6)[0], Fix.REFRESH), (TODAY, Fix.IMPORT_NEWER)])
def test_what_the_source_has_no_more_is_mended_by_a_newer_file(asked, fix):
    histories = {"GOING": history([100.0] * 40), "ENDED": history([100.0] * 40, last=sessions(7)[0])}
    (issue,) = stale_prices(histories, {"GOING": TODAY, "ENDED": asked})
    assert issue.fix is fix
    assert ("nothing newer" in issue_sentence(issue)) is (fix is Fix.IMPORT_NEWER)


@pytest.mark.parametrize(
    ("place", "source", "check"),
    [
        (150, "file prices.csv", Check.MISSING_SPLIT),
        (150, "Yahoo Finance", None),  # it has named all splits of that time: the share truly fell by half
        (280, "Yahoo Finance", Check.PRICE_JUMP),
        (296, "Yahoo Finance", Check.MISSING_SPLIT),  # it may yet name one
    ],
)
def test_what_a_service_called_no_split_in_time_is_none(place, source, check):
    closes = walk(5, daily=0.001)
    closes[place:] /= 2
    issues = price_jumps({"ABC": replace(history(closes), source=source)}, TODAY)
    assert [issue.check for issue in issues] == ([check] if check else [])


def test_prices_a_hundredfold_are_told_as_pence():
    closes = walk(5, daily=0.001)
    closes[280:] *= 100
    (issue,) = price_jumps({"ABC": history(closes)}, TODAY)
    assert "some in hundredths" in issue_sentence(issue)


def fund(symbol="FUND", source=Source.HOLDINGS, as_of=TODAY, **legs) -> Fund:
    return Fund(symbol, "A Fund", source, as_of, legs or {"AAPL": 1.0}, "Issuer’s list")


@pytest.mark.parametrize(
    ("total", "told"), [(0.969, True), (0.97, False), (1.0, False), (1.03, False), (1.031, True), (0.0, True)]
)
def test_lists_that_do_not_add_up(total, told):
    issues = list(unbalanced_lists([fund(AAPL=total / 2, MSFT=total / 2)], {}))
    assert bool(issues) is told
    assert not list(unbalanced_lists([fund(source=Source.CATEGORY, AAPL=total)], {}))  # an estimate says so itself


def test_swaps_and_shorts_add_up_with_their_cash():
    assert not list(unbalanced_lists([fund(CASH=-0.2, AAPL=0.4, NVDA=0.9, TSLA=-0.1)], {}))


def test_old_lists_and_what_mends_them():
    old, recent = fund("OLD", as_of=TODAY - timedelta(days=121)), fund("NEW", as_of=TODAY - timedelta(days=120))
    (issue,) = old_lists([old, recent], {}, TODAY)
    assert (issue.symbol, issue.fix) == ("OLD", Fix.ADD_FUND_LIST)
    (issue,) = old_lists([old, recent], {"OLD"}, TODAY)
    assert issue.fix is Fix.REFRESH
    assert issue_sentence(issue) == "OLD is looked through by what it held on Jul 22, 2026 (Issuer’s list)."


@pytest.mark.parametrize("symbol", ["SPY", "VTI", "QQQ", "MAGS", "TQQQ", "VTTSX", "SCHD", "IWM", "VXUS"])
def test_the_bundled_lists_add_up(symbol):
    assert not list(unbalanced_lists([BOOK.funds[symbol]], {}))


def position(symbol: str, name: str, kind=InstrumentKind.SECURITY) -> Position:
    return Position(BROKERAGE, symbol, name, kind, Decimal(1), None, Decimal(1), None, TODAY)


def profile(symbol: str, name: str) -> InstrumentProfile:
    nothing = (None, None, None, "", "", None)
    return InstrumentProfile(symbol, name, "EQUITY", "NMS", "USD", "", "", "", *nothing, TODAY, "Yahoo Finance")


@pytest.mark.parametrize(
    ("symbol", "name"),
    [
        ("AAPL", "APPLE INC"),
        ("BRK.B", "BERKSHIRE HATHAWAY INC DEL CL B NEW"),
        ("GE", "GENERAL ELECTRIC CO COM NEW"),
        ("IBM", "INTL BUSINESS MACHINES"),
        ("VTI", "VANGUARD INDEX FDS TOTAL STK MKT"),
        ("AAPL", ""),
        ("AAPL", "AAPL"),
        ("ZZQXW", "A COMPANY THAT NO TABLE HAS"),
    ],
)
def test_names_in_brokers_words_are_no_other_company(symbol, name):
    assert not list(other_companies([position(symbol, name)], KNOWN, {}))


def test_a_name_that_is_another_companys():
    (issue,) = other_companies([position("P", "PANDORA MEDIA INC")], KNOWN, {})
    assert (issue.check, issue.symbol, issue.said) == (Check.OTHER_COMPANY, "P", "Everpure")
    assert "“Everpure”" in issue_sentence(issue)
    assert not list(other_companies([position("P", "PANDORA MEDIA INC", InstrumentKind.BOND)], KNOWN, {}))


def test_a_service_that_answers_with_another_company():
    held = [position("ZZQXW", "NORTHERN LIGHTS BREWING"), position("AAPL", "")]
    right = {"ZZQXW": profile("ZZQXW", "Northern Lights Brewing Co."), "AAPL": profile("AAPL", "Apple Inc.")}
    assert not list(other_companies(held, KNOWN, right))
    wrong = {"ZZQXW": profile("ZZQXW", "Quantum Zinc Mining"), "AAPL": profile("AAPL", "Applied Petroleum Ltd")}
    assert [issue.said for issue in other_companies(held, KNOWN, wrong)] == ["Quantum Zinc Mining", "Applied Petroleum Ltd"]


@pytest.mark.parametrize("fund_symbol", ["stockjeokrib", "dsturdy"])
def test_real_closes_are_rarely_called_wrong(shared, fund_symbol):
    """Adjusted closes of ten years and some 2,000 names: splits are made good in them, so that nearly every jump is true."""
    pd = pytest.importorskip("pandas")
    path = next((shared / "data" / "prices").glob(f"adjclose_*_{fund_symbol}_*.parquet"))
    table = pd.read_parquet(path).iloc[:-1]
    table = table[[name for name in table.columns if name in BOOK.securities or name in BOOK.funds]]
    ordinals = np.array([day.toordinal() for day in pd.to_datetime(table.index)])
    found, names = [], 0
    for name in table.columns:
        closes = table[name].to_numpy()
        known = ~np.isnan(closes)
        days = array("i", ordinals[known].tolist())
        units = array("q", np.rint(closes[known] * 10**8).astype(int).tolist())
        names += 1
        found += [jump.kind for jump in find_jumps(PriceHistory(name, "USD", days, units, (), "test"))]
    assert names > 500
    assert found.count(JumpKind.TAKEN_BACK) + found.count(JumpKind.SPLIT) < 0.08 * names
