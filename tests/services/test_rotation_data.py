"""What the rotation stands on: the bundled tables alone, closes on file, and both together."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from advisor.domain.prices import PRICE_UNIT, DayRanges, PriceEvent, PriceEventKind, PriceHistory
from advisor.rotation.signals.compute import compute_signals
from advisor.services import rotation_data, rotation_members
from advisor.services.import_choices import ImportChoices
from advisor.services.import_files import import_files
from advisor.services.market_book import followed_benchmarks
from advisor.services.rotation_bars import mid_cap_bars
from advisor.services.rotation_prices import price_panel
from advisor.services.task import Task
from advisor.storage.database import open_database
from advisor.storage.day_ranges import save_ranges
from advisor.storage.engine import Database
from advisor.storage.prices import save_history
from advisor.storage.refusals import changing
from tests.replay import weekdays

LAST_DAY = date(2026, 7, 13)
LATER = weekdays(date(2026, 7, 14), 10)
ASKED = datetime(2026, 7, 28, tzinfo=UTC)
FILE = """Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type
Z00000001,Brokerage,NFLX,NETFLIX INC,10,$100.00,"$1,000.00",$500.00,Cash

"Date downloaded Jul-01-2026"
"""


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "books.db")) as db:
        yield db


def bundled(symbol: str) -> dict[date, float]:
    days, closes = rotation_data.bundled_closes()[symbol]
    return dict(zip(map(date.fromordinal, days.tolist()), closes.tolist(), strict=True))


def continued(symbol: str, since: date) -> dict[date, float]:
    """The bundled closes from a day on, at another level, and ten sessions more."""
    told = {day: 0.8 * close for day, close in bundled(symbol).items() if day >= since}
    last = told[LAST_DAY]
    return told | {day: last * 1.01**number for number, day in enumerate(LATER, start=1)}


def save(
    db: Database, symbol: str, closes: Mapping[date, float], *, currency: str = "USD", events: Iterable[PriceEvent] = ()
) -> None:
    days = sorted(closes)
    units = array("q", [round(closes[day] / float(PRICE_UNIT)) for day in days])
    history = PriceHistory(symbol, currency, array("i", [day.toordinal() for day in days]), units, tuple(events), "Yahoo Finance")
    save_history(db, history, ASKED, replace=True)


def save_all(db: Database, since: date) -> None:
    with changing(db):
        for symbol in rotation_data.bundled_closes():
            save(db, symbol, continued(symbol, since))


def test_with_nothing_on_file_the_bundled_closes_stand_with_their_day(books: Database) -> None:
    panel = rotation_data.rotation_panel(books)
    assert panel.last_day == LAST_DAY
    assert panel.notes == ()
    assert panel.sources["MDY"] == "Bundled with the program, until Jul 13, 2026"
    assert panel.of("SPY").tolist() == list(bundled("SPY").values())
    assert np.isnan(panel.of("MAGS")[0])


def test_closes_on_file_are_continued_backwards_by_the_bundled_ones(books: Database) -> None:
    save_all(books, date(2026, 3, 2))
    panel = rotation_data.rotation_panel(books)
    assert panel.last_day == LATER[-1]
    assert panel.notes == ()
    assert panel.sources["MDY"] == "Yahoo Finance, Mar 2, 2026 to Jul 27, 2026; the rest bundled, at the ratio of the two"
    own, before = panel.of("MDY"), np.array(list(bundled("MDY").values()))
    rates = own[1:] / own[:-1]
    np.testing.assert_allclose(rates[: len(before) - 1], before[1:] / before[:-1], rtol=1e-7)
    np.testing.assert_allclose(rates[len(before) - 1 :], 1.01, rtol=1e-7)
    assert own[-1] == pytest.approx(before[-1] * 0.8 * 1.01 ** len(LATER))


def test_closes_on_file_that_reach_as_far_back_stand_alone(books: Database) -> None:
    save_all(books, date(2016, 1, 4))
    assert rotation_data.rotation_panel(books).sources["SPY"] == "Yahoo Finance, until Jul 27, 2026"


def test_distributions_on_file_count(books: Database) -> None:
    save_all(books, date(2026, 3, 2))
    closes = {day: 100.0 for day in (*bundled("SPY"), *LATER) if day >= date(2026, 1, 2)}
    paid = PriceEvent(date(2026, 7, 20), PriceEventKind.DIVIDEND, Decimal(2))
    save(books, "ZZZZ", closes, events=[paid])
    own = rotation_data.rotation_panel(books).of("ZZZZ")
    told = own[~np.isnan(own)]
    assert sorted(set(told.round(9).tolist())) == [98.0, 100.0]
    assert told[-1] == 100.0


def test_closes_told_without_distributions_only_continue_the_bundled_ones(books: Database) -> None:
    save_all(books, date(2026, 3, 2))
    closes = {day: close * (1.02 if day < date(2026, 5, 1) else 1.0) for day, close in continued("TLT", date(2026, 3, 2)).items()}
    save(books, "TLT", closes)
    panel = rotation_data.rotation_panel(books)
    before = np.array(list(bundled("TLT").values()))
    rates = panel.of("TLT")[1:] / panel.of("TLT")[:-1]
    np.testing.assert_allclose(rates[: len(before) - 1], before[1:] / before[:-1], rtol=1e-7)
    assert panel.sources["TLT"] == "Yahoo Finance, Jul 14, 2026 to Jul 27, 2026; the rest bundled, at the ratio of the two"


def test_another_thing_under_a_symbol_is_not_joined(books: Database) -> None:
    save_all(books, date(2026, 3, 2))
    save(books, "GLD", {day: 50.0 + number % 7 for number, day in enumerate(continued("GLD", date(2026, 3, 2)))})
    panel = rotation_data.rotation_panel(books)
    assert panel.notes == ("Closes of GLD on file do not continue the bundled ones: the longer of the two count alone.",)
    own = panel.of("GLD")
    assert own[~np.isnan(own)].tolist() == list(bundled("GLD").values())


def test_a_refresh_that_did_not_get_far_moves_nothing(books: Database) -> None:
    for symbol in ("SPY", "MDY"):
        save(books, symbol, continued(symbol, date(2016, 1, 4)))
    panel = rotation_data.rotation_panel(books)
    assert panel.last_day == LAST_DAY
    assert panel.notes == ("Closes after Jul 13, 2026 are left out: most symbols have none yet. Refresh to bring them in.",)


def test_indexes_and_holdings_come_in_and_members_do_not(books: Database, tmp_path: Path) -> None:
    save_all(books, date(2026, 3, 2))
    closes = continued("SPY", date(2026, 3, 2))
    for symbol in ("^MID", "NFLX", "KO", "ACME"):
        save(books, symbol, closes)
    save(books, "SAP", closes, currency="EUR")
    assert {"^MID", "ACME"} == set(rotation_data.rotation_panel(books).symbols) - set(rotation_data.bundled_closes())
    file = tmp_path / "Portfolio_Positions_Jul-01-2026.csv"
    file.write_text(FILE, encoding="utf-8")
    import_files(books, Task(), (file,), ImportChoices())
    panel = rotation_data.rotation_panel(books)
    assert {"^MID", "ACME", "NFLX"} == set(panel.symbols) - set(rotation_data.bundled_closes())
    assert panel.notes == ("SAP is left out: its closes are in EUR, not in dollars.",)


def test_the_panel_is_worked_out_again_only_when_something_is_new(books: Database) -> None:
    first = rotation_data.rotation_panel(books)
    assert rotation_data.rotation_panel(books) is first
    save(books, "ACME", continued("SPY", date(2026, 3, 2)))
    assert rotation_data.rotation_panel(books) is not first


def test_mid_caps_by_week_go_back_to_the_first_fund(books: Database) -> None:
    alone = rotation_data.mid_cap_weeks(books)
    assert (alone.first_day, alone.last_day) == (date(1995, 5, 5), LAST_DAY)
    save_all(books, date(2016, 1, 4))
    line = rotation_data.mid_cap_weeks(books)
    assert (line.first_day, line.last_day) == (date(1995, 5, 5), LATER[-1])
    weeks = len(alone.days) - 1  # the last is running
    assert line.days[:weeks].tolist() == alone.days[:weeks].tolist()
    ratios = line.values[:weeks] / alone.values[:weeks]
    np.testing.assert_allclose(ratios, ratios[0], rtol=2e-5)


def test_without_members_closes_breadth_is_the_bundled_one(books: Database) -> None:
    assert rotation_members.member_panel(books) is None
    told = rotation_members.rotation_breadth(books)
    assert [each.breadth.name for each in told] == ["S&P 500", "S&P MidCap 400", "S&P SmallCap 600"]
    for each, members in zip(told, rotation_members.index_weights().values(), strict=True):
        latest = each.breadth.above[200].latest
        assert latest is not None
        assert not each.is_live
        assert (latest.day, latest.counted + latest.left_out) == (LAST_DAY, len(members.weights))


def test_members_closes_on_file_give_breadth_of_newer_days(books: Database) -> None:
    save_all(books, date(2024, 7, 1))
    large = rotation_members.index_weights()["sp500"].weights
    rising, days = list(large)[:300], list(continued("SPY", date(2024, 7, 1)))
    with changing(books):
        for symbol in set(large) - set(rotation_data.bundled_closes()):
            step = 1.001 if symbol in rising else 0.999
            save(books, symbol, {day: 100 * step**number for number, day in enumerate(days)})
    panel = rotation_members.member_panel(books)
    assert panel is not None
    assert panel.last_day == LATER[-1]
    assert set(large) <= set(panel.symbols)
    told = rotation_members.rotation_breadth(books)
    assert [each.is_live for each in told] == [True, False, False]
    assert [date.fromordinal(int(each.beating.days[-1])) for each in told] == [LATER[-1], LAST_DAY, LAST_DAY]


def test_members_that_were_not_refreshed_hold_nothing_else_back(books: Database) -> None:
    save_all(books, date(2024, 7, 1))
    told = continued("SPY", date(2024, 7, 1))
    early = {day: close for day, close in told.items() if day <= LATER[4]}
    with changing(books):
        for symbol in set(rotation_members.index_weights()["sp500"].weights) - set(rotation_data.bundled_closes()):
            save(books, symbol, early)
    members = rotation_members.member_panel(books)
    assert members is not None
    assert members.last_day == LATER[4]
    assert rotation_members.newest_panel(books).last_day == LATER[-1]
    assert rotation_members.rotation_breadth(books)[0].beating.days[-1] == LATER[4].toordinal()


def test_too_few_members_closes_are_as_good_as_none(books: Database) -> None:
    save_all(books, date(2024, 7, 1))
    large = rotation_members.index_weights()["sp500"].weights
    with changing(books):
        for symbol in list(large)[:440]:
            save(books, symbol, continued("SPY", date(2025, 1, 2)))
    assert rotation_members.member_panel(books) is None


def test_weights_and_days_of_joining_are_of_the_same_members() -> None:
    weights = rotation_members.index_weights()["sp500"]
    assert weights.as_of == date(2026, 6, 19)
    assert len(set(weights.weights) - set(rotation_members.joining_days())) == 2


def test_the_other_493_by_month_without_closes_of_members() -> None:
    apart = rotation_members.months_of_the_rest()
    assert apart is not None
    assert apart.mean_absolute < 0.003
    assert len(apart.months) == 125


def test_everything_that_is_followed_is_asked_for(books: Database) -> None:
    assert set(rotation_data.rotation_panel(books).symbols) < set(followed_benchmarks())


def test_market_values_are_of_closes_without_distributions_where_those_reach_as_far(books: Database) -> None:
    save_all(books, date(2016, 1, 4))
    paid = PriceEvent(date(2026, 7, 20), PriceEventKind.DIVIDEND, Decimal(2))
    save(books, "AAPL", dict.fromkeys(continued("AAPL", date(2016, 1, 4)), 100.0), events=[paid])
    panel = rotation_data.rotation_panel(books)
    prices = price_panel(books, panel, ("SPY",), ("AAPL", "NFLX"))
    assert prices is not None
    assert (prices.symbols, prices.days.tolist()) == (panel.symbols, panel.days.tolist())
    assert set(prices.of("AAPL")[~np.isnan(panel.of("AAPL"))]) == {100.0}
    assert panel.of("AAPL")[-7] == 98.0


def test_market_values_stay_with_distributions_where_closes_on_file_are_short(books: Database) -> None:
    save_all(books, date(2026, 3, 2))
    assert price_panel(books, rotation_data.rotation_panel(books), ("SPY", "AAPL")) is None


def mid_cap_ranges(days: Sequence[int], volumes: Iterable[float]) -> DayRanges:
    count = len(days)
    return DayRanges("MDY", array("i", days), array("d", [1.01] * count), array("d", [0.98] * count), array("d", volumes))


def test_bars_of_mid_caps_count_once_highs_lows_and_volumes_of_two_years_are_on_file(books: Database) -> None:
    panel = rotation_data.rotation_panel(books)
    days = panel.days[~np.isnan(panel.of("MDY"))][-600:].tolist()
    assert mid_cap_bars(books, panel) is None
    save_ranges(books, mid_cap_ranges(days[-400:], [1e6] * 400), replace=True)
    assert mid_cap_bars(books, panel) is None
    save_ranges(books, mid_cap_ranges(days, [1e6] * 600), replace=True)
    bars = mid_cap_bars(books, panel)
    assert bars is not None
    assert (bars.days.tolist(), bars.of_closes) == (days, False)
    np.testing.assert_allclose(bars.highs / bars.closes, 1.01)
    assert bars.volumes is not None
    flag = next(signal for signal in compute_signals(panel, mid_cap_bars=bars) if signal.id == "mid_cap_flag")
    assert not any("Highs and lows are those of daily closes" in note for note in flag.notes)


def test_bars_of_mid_caps_begin_after_the_last_day_without_highs_and_lows(books: Database) -> None:
    panel = rotation_data.rotation_panel(books)
    days = panel.days[~np.isnan(panel.of("MDY"))].tolist()
    save_ranges(books, mid_cap_ranges([*days[-900:-700], *days[-699:]], [1e6] * 899), replace=True)
    bars = mid_cap_bars(books, panel)
    assert bars is not None
    assert bars.days.tolist() == days[-699:]


def test_volumes_of_mid_caps_are_in_shares_of_now(books: Database) -> None:
    """Two for one, a year ago: as many dollars change hands as before, for twice as many shares."""
    closes = continued("MDY", date(2016, 1, 4))
    split = PriceEvent(date(2025, 7, 14), PriceEventKind.SPLIT, Decimal(2))
    save(books, "MDY", {day: close * (2 if day < split.day else 1) for day, close in closes.items()}, events=[split])
    panel = rotation_data.rotation_panel(books)
    days = panel.days[~np.isnan(panel.of("MDY"))][-600:]
    traded = np.where(days < split.day.toordinal(), 1e6, 2e6)
    save_ranges(books, mid_cap_ranges(days.tolist(), traded), replace=True)
    bars = mid_cap_bars(books, panel)
    assert bars is not None
    assert bars.volumes is not None
    assert set(bars.volumes.tolist()) == {2e6}


@pytest.mark.parametrize("day", [date(2019, 3, 8), date(2022, 6, 17), date(2025, 11, 28)])
def test_bars_of_mid_caps_grow_and_never_change(books: Database, day: date) -> None:
    panel = rotation_data.rotation_panel(books)
    days = panel.days[~np.isnan(panel.of("MDY"))].tolist()
    save_ranges(books, mid_cap_ranges(days, [1e6] * len(days)), replace=True)
    early, late = mid_cap_bars(books, panel.until(day)), mid_cap_bars(books, panel)
    assert early is not None
    assert late is not None
    for name in ("days", "highs", "lows", "closes", "volumes"):
        was, now = getattr(early, name), getattr(late, name)
        np.testing.assert_array_equal(was, now[: len(was)], err_msg=name)
