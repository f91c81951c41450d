"""Which way a fund is looked through, and what is said of the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.fund_holdings import FundHoldingsFile, HoldingLine, LineKind
from advisor.domain.market import MarketBook, Source
from advisor.exposure.measure import measure
from advisor.market.identity import Identities
from advisor.market.resolution import ResolvedBook, resolve_book
from advisor.market.snapshot import load_snapshot
from tests.exposure.books import book, fund, position, stock
from tests.market.histories import by_symbol, history
from tests.market.profiles import NASDAQ_LARGEST, fund_profile

REFERENCE = Path(__file__).parents[2] / "resources" / "reference"
TODAY = date(2026, 11, 21)
A, B, C = (stock(symbol) for symbol in ("AA", "BB", "CC"))
BONDS = stock("@bonds", Sleeve.FIXED_INCOME, Sector.FIXED_INCOME, named=False)
UNSIZED = stock("@unclassified", Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED, named=False)


def line(symbol: str, weight: float, kind: LineKind = LineKind.SHARE, name: str = "") -> HoldingLine:
    return HoldingLine(symbol, name, weight, Sector.INDUSTRIALS, kind, None, None, None, False, 1)


def listed(symbol: str, as_of: date, *lines: HoldingLine, publisher: str = "State Street") -> FundHoldingsFile:
    return FundHoldingsFile(symbol, f"{symbol} Fund", publisher, as_of, lines, (), sum(each.weight for each in lines))


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def resolve(known: MarketBook, *lists: FundHoldingsFile, profiles=(), histories=()) -> ResolvedBook:
    told = {profile.symbol: profile for profile in profiles}
    return resolve_book(known, lists, told, by_symbol(histories), Identities(known), TODAY)


INDEX = {"AA": 0.6, "BB": 0.4}
TABLES = book(
    *(A, B, C, BONDS, UNSIZED),
    fund("ONE", INDEX, Source.INDEX, as_of=ago(100)),
    fund("TWO", INDEX, Source.INDEX, as_of=ago(100)),
    fund("ACTIVE", {"@pool": 0.9, "CASH": 0.1}, Source.CATEGORY, as_of=ago(700)),
    fund("MIXED", {"AA": 0.5, "@bonds": 0.5}, Source.PROFILE, as_of=ago(300)),
    fund("@pool", INDEX, Source.CATEGORY, pool=True, as_of=ago(100)),
)


def full(symbol: str, days: int, **more) -> FundHoldingsFile:
    return listed(symbol, ago(days), line("AA", 0.55), line("BB", 0.45), **more)


@pytest.mark.parametrize(
    ("days", "source", "reason_of_the_other"),
    [
        pytest.param(5, Source.HOLDINGS, "95 days older", id="newer than the index"),
        pytest.param(129, Source.HOLDINGS, "more than 30 days newer", id="older, but not by more than 30 days"),
        pytest.param(131, Source.INDEX, "31 days older", id="older by more"),
    ],
)
def test_a_full_list_holds_until_its_index_is_thirty_days_newer(days, source, reason_of_the_other):
    resolved = resolve(TABLES, full("ONE", days))
    assert resolved.book.funds["ONE"].source is source
    chosen, other = resolved.candidates["ONE"]
    assert (chosen.chosen, other.chosen) == (True, False)
    assert reason_of_the_other in other.reason


def test_never_an_older_list_for_a_newer_one_that_explains_as_much():
    resolved = resolve(TABLES, full("ONE", 20), full("ONE", 90, publisher="SEC N-PORT"), full("ONE", 10, publisher="Other"))
    assert [candidate.as_of for candidate in resolved.candidates["ONE"][:3]] == [ago(10), ago(20), ago(90)]
    assert resolved.book.funds["ONE"].as_of == ago(10)
    assert resolved.candidates["ONE"][0].reason == "It is the newest that explains as much of the fund."


def test_what_explains_more_comes_before_what_is_newer():
    part = listed("ONE", ago(1), line("AA", 0.5), line("ZZ CORP", 0.4, LineKind.OTHER))
    resolved = resolve(TABLES, part, full("ONE", 60))
    assert resolved.book.funds["ONE"].as_of == ago(60)
    assert resolved.candidates["ONE"][-1].seen == pytest.approx(0.5)
    assert "50.0%" in resolved.candidates["ONE"][-1].reason
    # 96 % and 99.9 % are alike: the newer counts.
    nearly = listed("ONE", ago(1), line("AA", 0.56), line("BB", 0.4))
    assert resolve(TABLES, nearly, full("ONE", 60)).book.funds["ONE"].as_of == ago(1)


def test_the_issuers_list_comes_before_the_secs_of_the_same_day():
    resolved = resolve(TABLES, full("ONE", 9), full("ONE", 9, publisher="SEC N-PORT"))
    assert resolved.book.funds["ONE"].origin == "State Street list of ONE, 2 lines"
    assert resolved.candidates["ONE"][0].reason == "It is a list of its holdings, and not too old beside the others."
    assert "tells no more" in resolved.candidates["ONE"][1].reason


def test_an_estimate_explains_nothing_however_whole_it_looks():
    profile = fund_profile("ACTIVE", "Large Growth", {"AA": 0.3, "BB": 0.1}, asset_classes={"stock": 1.0})
    resolved = resolve(TABLES, profiles=[profile])
    assert resolved.book.funds["ACTIVE"].source is Source.PROFILE
    assert [candidate.seen for candidate in resolved.candidates["ACTIVE"]] == pytest.approx([0.4, 0.1])
    partly = listed("ACTIVE", ago(300), line("AA", 0.5), line("CC", 0.43))
    assert resolve(TABLES, partly, profiles=[profile]).book.funds["ACTIVE"].source is Source.HOLDINGS


def test_a_profile_does_not_replace_a_stated_mix_that_is_whole():
    profile = fund_profile("MIXED", "Moderate Allocation", asset_classes={"bond": 1.0})
    resolved = resolve(TABLES, profiles=[profile])
    assert resolved.book.funds["MIXED"].legs == {"AA": 0.5, "@bonds": 0.5}
    assert "only if more than 365 days newer" in resolved.candidates["MIXED"][1].reason


def test_a_list_serves_the_other_funds_on_its_index():
    resolved = resolve(TABLES, full("ONE", 5))
    other = resolved.book.funds["TWO"]
    assert (other.source, other.as_of, other.name) == (Source.INDEX, ago(5), "TWO Fund")
    assert other.origin == "State Street list of ONE, 2 lines"
    assert resolved.book.funds["@pool"].legs == INDEX, "a pool stays the index it is made like"


def test_a_list_serves_the_share_classes_of_its_fund_as_their_own():
    classes = {symbol: replace(TABLES.funds[symbol], portfolio="Whole Fund") for symbol in ("ONE", "TWO")}
    resolved = resolve(replace(TABLES, funds={**TABLES.funds, **classes}), full("ONE", 5))
    assert resolved.book.funds["TWO"].source is Source.HOLDINGS


def test_a_list_serves_the_classes_of_a_fund_that_is_only_estimated():
    estimated = {
        symbol: replace(TABLES.funds["ONE"], symbol=symbol, source=Source.CATEGORY, legs={"@pool": 1.0}, portfolio="Growth Fund")
        for symbol in ("AGROW", "RGROW")
    }
    resolved = resolve(replace(TABLES, funds={**TABLES.funds, **estimated}), full("AGROW", 5))
    assert resolved.book.funds["RGROW"].source is Source.HOLDINGS
    assert resolved.book.funds["RGROW"].legs == resolved.book.funds["AGROW"].legs


def test_a_fund_that_only_a_list_names_is_known_by_it():
    resolved = resolve(TABLES, listed("NEWX", ago(3), line("AA", 0.7), line("CASH BALANCE", 0.3, LineKind.CASH)))
    assert resolved.book.funds["NEWX"].legs == {"AA": 0.7, "CASH": 0.3}
    assert resolved.candidates["NEWX"][0].reason == "Nothing else is known of this fund."


def test_funds_inside_funds_are_followed_to_the_bottom_by_the_same_rule():
    outer = listed("OUTER", ago(9), line("INNER", 0.5, LineKind.FUND), line("ONE", 0.3, LineKind.FUND), line("AA", 0.2))
    inner = listed("INNER", ago(8), line("ONE", 0.4, LineKind.FUND), line("CC", 0.6))
    resolved = resolve(TABLES, outer, inner, full("ONE", 5))
    exposure = measure([position("OUTER", 1000)], resolved.book, "NONE")
    found = {company.symbol: float(company.value) for company in exposure.companies}
    one = 0.5 * 0.4 + 0.3
    assert found == pytest.approx({"AA": 200 + 1000 * one * 0.55, "BB": 1000 * one * 0.45, "CC": 300})
    assert resolved.candidates["OUTER"][0].seen == pytest.approx(1)


def test_a_fund_inside_that_nobody_knows_stays_unseen_and_is_told():
    outer = listed("OUTER", ago(9), line("", 0.3, LineKind.FUND, "Private Opportunities Fund"), line("AA", 0.7))
    resolved = resolve(TABLES, outer)
    exposure = measure([position("OUTER", 1000)], resolved.book, "NONE")
    assert exposure.coverage[Source.UNKNOWN] == pytest.approx(0.3)
    assert exposure.sleeves[Sleeve.SP493].high == pytest.approx(1)
    assert "Private Opportunities Fund" in exposure.problems[0]
    assert resolved.candidates["OUTER"][0].seen == pytest.approx(0.7)


def test_funds_that_hold_one_another_explain_nothing_of_each_other():
    one = listed("RING", ago(9), line("RONG", 0.5, LineKind.FUND), line("AA", 0.5))
    other = listed("RONG", ago(9), line("RING", 0.5, LineKind.FUND), line("AA", 0.5))
    resolved = resolve(TABLES, one, other)
    exposure = measure([position("RING", 10)], resolved.book, "NONE")
    for symbol in ("RING", "RONG"):
        assert resolved.candidates[symbol][0].seen == pytest.approx(1 - exposure.unseen) == pytest.approx(0.5)
    assert any("circle" in problem for problem in exposure.problems)


def test_a_fund_that_holds_itself_explains_the_rest():
    """More would lift it over a limit: a list of its index, which is older, tells more."""
    itself = listed("ONE", ago(5), line("ONE", 0.1, LineKind.FUND), line("AA", 0.5), line("BB", 0.4))
    resolved = resolve(TABLES, itself)
    assert resolved.book.funds["ONE"].source is Source.INDEX
    assert resolved.candidates["ONE"][1].seen == pytest.approx(0.9)


def test_swaps_futures_and_shorts_stand_beside_their_cash_leg():
    lines = (
        line("AA", 0.2),
        line("AA", 0.3, LineKind.SWAP),
        line("BB", -0.1, LineKind.SWAP),
        line("", 0.05, LineKind.FUTURE, "10-YEAR TREASURY NOTE FUTURE DEC26"),
        line("CC", -0.15),
        line("", 0.8, LineKind.BOND, "UNITED STATES TREASURY BILL 0 03/11/27"),
        line("", 0.15, LineKind.BOND, "ACME INC 5% 2031"),
    )
    legs = resolve(TABLES, listed("LONGS", ago(4), *lines)).book.funds["LONGS"].legs
    assert legs == pytest.approx({"AA": 0.5, "BB": -0.1, "CC": -0.15, "@bonds": 0.2, "CASH": 0.8 - 0.3 + 0.1 - 0.05})
    assert sum(legs.values()) == pytest.approx(1)


def test_the_chosen_lists_are_moved_with_prices_and_say_so():
    day, start = date(2026, 11, 20), ago(5)
    prices = [history("AA", {start: 10, day: 13}), history("BB", {start: 10, day: 10})]
    resolved = resolve(TABLES, full("ONE", 5), histories=prices)
    moved = resolved.book.funds["ONE"]
    assert moved.legs == pytest.approx({"AA": 0.715 / 1.165, "BB": 0.45 / 1.165})
    assert (moved.as_of, moved.moved_to) == (start, day)
    assert resolved.book.funds["TWO"].legs is moved.legs, "worked out once"


def test_companies_that_only_a_profile_or_a_list_knows_are_in_the_book():
    share = fund_profile("NEWCO", "", quote_type="EQUITY", country="Japan", sector="Technology", name="Newco KK")
    resolved = resolve(TABLES, listed("ONE", ago(5), line("AA", 0.5), line("QQZZ", 0.5, name="QQZZ Inc")), profiles=[share])
    assert resolved.book.securities["NEWCO"].sleeve is Sleeve.INTERNATIONAL
    assert resolved.book.securities["QQZZ"].sleeve is Sleeve.US_OTHER


def test_with_nothing_new_the_bundled_tables_stay_as_they_are():
    bundled = load_snapshot(REFERENCE)
    resolved = resolve_book(bundled, (), {}, {}, Identities(bundled), TODAY)
    assert resolved.book.funds == bundled.funds
    assert resolved.book.securities == bundled.securities
    assert set(resolved.candidates) == {symbol for symbol, each in bundled.funds.items() if not each.pool}
    assert all(len(ways) == 1 and ways[0].chosen for ways in resolved.candidates.values())


def test_a_real_profile_does_not_displace_a_real_list():
    bundled = load_snapshot(REFERENCE)
    profile = fund_profile("QQQ", "Large Growth", NASDAQ_LARGEST, asset_classes={"stock": 1.0})
    resolved = resolve_book(bundled, (), {"QQQ": profile}, {}, Identities(bundled), TODAY)
    assert resolved.book.funds["QQQ"] == bundled.funds["QQQ"]
    kept, other = resolved.candidates["QQQ"]
    assert kept.seen > 0.99
    assert other.seen == pytest.approx(sum(NASDAQ_LARGEST.values()))


def test_what_a_fund_of_funds_explains_depends_on_the_ways_chosen_inside_it():
    outer = listed("OUTER", ago(9), line("ONE", 1.0, LineKind.FUND))
    poor = listed("ONE", ago(1), line("AA", 0.4))
    resolved = resolve(TABLES, poor, outer)
    assert resolved.book.funds["ONE"].source is Source.INDEX
    assert resolved.candidates["OUTER"][0].seen == pytest.approx(1)


@pytest.mark.parametrize(
    ("older", "newer", "is_fuller"),
    [
        *((most, least, True) for most, least in ((0.95, 0.94), (0.75, 0.74), (0.5, 0.49), (0.25, 0.24))),
        *((most, least, False) for most, least in ((1.0, 0.95), (0.94, 0.75), (0.74, 0.5), (0.49, 0.25), (0.24, 0.01))),
    ],
)
def test_what_explains_nearly_all_most_half_a_quarter_or_less_of_a_fund(older, newer, is_fuller):
    lists = (listed("NEWX", ago(days), line("AA", weight)) for days, weight in ((600, older), (1, newer)))
    chosen = resolve(TABLES, *lists).candidates["NEWX"][0]
    assert chosen.seen == pytest.approx(older if is_fuller else newer)
    told = f"{older:.1%} of the fund, more than anything" if is_fuller else "the newest that explains as much"
    assert told in chosen.reason


@pytest.mark.parametrize(
    ("source", "older_by"),
    [(Source.INDEX, 30), (Source.PROFILE, 365), (Source.CATEGORY, 5 * 365)],
    ids=["members of its index", "a stated mix", "the typical mix of its category"],
)
@pytest.mark.parametrize("days_more", [0, 1])
def test_how_much_older_a_closer_way_may_be(source, older_by, days_more):
    """On a tie the closer way comes first; a day more, and the other does."""
    tables = book(A, B, fund("ONE", INDEX, source, as_of=ago(10)))
    resolved = resolve(tables, full("ONE", 10 + older_by + days_more))
    assert resolved.book.funds["ONE"].source is (source if days_more else Source.HOLDINGS)


@pytest.mark.parametrize("days_more", [0, 1])
def test_a_service_s_profile_may_be_two_years_newer_than_a_list(days_more):
    profile = fund_profile("ONE", "Large Blend", {"AA": 0.6, "BB": 0.39}, asset_classes={"stock": 1.0}, as_of=ago(10))
    resolved = resolve(book(A, B), full("ONE", 10 + 2 * 365 + days_more), profiles=[profile])
    assert resolved.book.funds["ONE"].source is (Source.PROFILE if days_more else Source.HOLDINGS)


def test_what_is_owed_of_an_unknown_thing_is_open_and_so_is_what_the_legs_have_too_much():
    shorts = listed("SHORTS", ago(1), line("AA", 1.2), line("ODD", -0.2, LineKind.OTHER, "ODD THING"))
    much = listed("MUCH", ago(1), line("AA", 0.7), line("BB", 0.4))
    candidates = resolve(TABLES, shorts, much).candidates
    assert candidates["SHORTS"][0].seen == pytest.approx(0.8)
    assert candidates["MUCH"][0].seen == pytest.approx(0.9)


def test_a_fund_of_funds_explains_as_much_as_the_funds_inside_it():
    outer = listed("OUTER", ago(9), line("ACTIVE", 0.5, LineKind.FUND), line("ONE", 0.3, LineKind.FUND), line("AA", 0.2))
    assert resolve(TABLES, outer).candidates["OUTER"][0].seen == pytest.approx(0.5 * 0.1 + 0.3 + 0.2)


def test_the_newest_is_not_said_of_one_that_is_older_than_another():
    """A list is used though members of its index are ten days newer, and another list much older."""
    resolved = resolve(TABLES, full("ONE", 110), full("ONE", 600, publisher="SEC N-PORT"))
    assert resolved.candidates["ONE"][0].reason == "It is a list of its holdings, and not too old beside the others."


def test_a_list_of_tomorrow_is_no_newer_than_one_of_today():
    """Issuers east of the investor date their lists ahead."""
    resolved = resolve(TABLES, full("ONE", 0), full("ONE", -1, publisher="SEC N-PORT"))
    assert resolved.book.funds["ONE"].as_of == TODAY
