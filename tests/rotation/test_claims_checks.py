"""Each kind of check, by pencil and paper on a few closes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain.claims import Article, Claim, Fact, Verdict
from advisor.domain.classification import Sector
from advisor.domain.figures import Figure, Measure
from advisor.rotation.claims.evidence import Evidence
from advisor.rotation.claims.ledger import OLD_AFTER, check_claims
from advisor.rotation.model_claims import verdict_counts
from advisor.rotation.model_series import Line
from advisor.rotation.model_synthesis import MemberWeights
from advisor.rotation.panel import Panel

START = date(2026, 1, 5)  # a Monday
ARTICLES = {0: Article(0, "An article", date(2026, 1, 9), is_day_known=True)}


def days(count: int) -> np.ndarray:
    """Weekdays from the start on."""
    every = np.arange(START.toordinal(), START.toordinal() + 2 * count + 7, dtype=np.int64)
    return every[(every - 1) % 7 < 5][:count]


def evidence(figures=(), facts=(), today: date | None = None, **closes) -> Evidence:
    symbols = tuple(closes) or ("SPY",)
    rows = np.array([closes[symbol] for symbol in closes] or [[1.0, 1.0]], dtype=np.float64)
    panel = Panel(days(rows.shape[1]), symbols, rows, {})
    return Evidence(
        panel,
        today or panel.last_day,
        figures={each.id: each for each in figures},
        facts={each.id: each for each in facts},
        indices={"sp500": MemberWeights(START, {"AAPL": 0.3, "GOOG": 0.1, "XOM": 0.6}, "")},
        sectors={"AAPL": Sector.TECHNOLOGY, "GOOG": Sector.COMMUNICATION, "XOM": Sector.ENERGY},
    )


def checked(check: str, arguments: str, on: Evidence, stated=None, tolerance=None, is_present=False):
    pairs = dict(each.strip().split("=") for each in arguments.split(";"))
    claim = Claim(
        "0-01",
        0,
        "",
        "",
        Decimal(stated) if stated is not None else None,
        Measure.FRACTION,
        Decimal(tolerance) if tolerance is not None else None,
        is_present,
        check,
        pairs,
        "",
    )
    (told,) = check_claims([claim], ARTICLES, on)
    return told


def at(session: int) -> str:
    return date.fromordinal(int(days(session + 1)[-1])).isoformat()


def test_return_within_its_tolerance():
    on = evidence(MDY=[100.0, 102.0, 104.4, 110.0])
    told = checked("return", f"symbols=MDY; from={at(0)}; to={at(2)}", on, "0.044", "0.002")
    assert (told.verdict, told.found) == (Verdict.HOLDS, pytest.approx(0.044))
    assert told.is_of_its_time
    assert checked("return", f"symbols=MDY; from={at(0)}; to={at(3)}", on, "0.044", "0.002").verdict is Verdict.DIFFERS


def test_the_worst_of_several_decides_and_the_present_can_pass():
    on = evidence(CAT=[10.0, 12.0, 13.0], DE=[10.0, 11.5, 10.0], SPY=[10.0, 11.0, 11.0])
    told = checked("ahead", f"symbols=CAT, DE; of=SPY; from={at(0)}; to={at(1)}", on, is_present=True)
    assert (told.verdict, told.found) == (Verdict.STALE, pytest.approx(0.05))
    assert told.live == pytest.approx(10.0 / 11.5 - 1)
    assert checked("ahead", f"symbols=CAT, DE; of=SPY; from={at(0)}; to={at(1)}", on).verdict is Verdict.HOLDS
    assert checked("behind", f"symbols=CAT; of=SPY; from={at(0)}; to={at(1)}", on).verdict is Verdict.DIFFERS


def test_open_spans_follow_the_last_close():
    told = checked("ahead", f"symbols=CAT; of=SPY; from={at(0)}; to=last", evidence(CAT=[1.0, 2.0], SPY=[1.0, 1.5]))
    assert (told.found, told.live, told.is_of_its_time) == (pytest.approx(0.5), pytest.approx(0.5), False)


def test_equal_parts_of_a_sector_and_of_a_list():
    on = evidence(AAPL=[1.0, 1.2], XOM=[1.0, 1.1], SPY=[1.0, 1.05])
    both = checked("return", f"symbols=AAPL+XOM; from={at(0)}; to={at(1)}; at_least=0", on)
    assert both.found == pytest.approx(0.15)
    one = checked("return", f"symbols=sp500:Energy; from={at(0)}; to={at(1)}; at_least=0", on)
    assert one.found == pytest.approx(0.1)


def test_a_stand_in_is_used_and_named():
    told = checked("return", f"symbols=^MID/MDY; from={at(0)}; to={at(1)}; at_least=0", evidence(MDY=[1.0, 1.1]))
    assert told.why.startswith("MDY +10.0%")


def test_what_is_not_on_file_cannot_be_checked():
    told = checked("return", f"symbols=^MID/IJH; from={at(0)}; to={at(1)}; at_least=0", evidence(MDY=[1.0, 1.1]))
    assert told.verdict is Verdict.CANNOT_BE_CHECKED
    assert told.why == "There are no closes of ^MID or IJH on file."
    late = checked("return", "symbols=MDY; from=2020-01-01; to=2020-02-01; at_least=0", evidence(MDY=[1.0, 1.1]))
    assert late.why == "There is no close of MDY on or shortly before Feb 1, 2020."


def test_rank_of_a_week():
    closes = [100.0] * 5 + [101.0] * 5 + [104.0] * 5 + [104.0] * 5 + [108.0] * 5
    on = evidence(MDY=closes, SPY=[100.0] * 25)
    third = checked("week_rank", f"symbol=MDY; of=SPY; week={at(14)}; since=2026-01-01", on)
    assert third.found == pytest.approx(104 / 101 - 1)
    assert third.verdict is Verdict.CANNOT_BE_CHECKED, "it is the best on file, which begins too late to tell"
    assert checked("week_rank", f"symbol=MDY; of=SPY; week={at(19)}; since=2026-01-01", on).verdict is Verdict.DIFFERS
    assert checked("week_rank", f"symbol=MDY; of=SPY; week={at(14)}; since=2027-01-01", on).verdict is Verdict.HOLDS


def test_records_and_runs_of_them():
    on = evidence(RSP=[10.0, 11.0, 12.0, 11.0, 13.0, 12.0])
    assert checked("records", f"symbols=RSP; from={at(1)}; to={at(4)}; at_least=3", on).found == 3
    assert checked("record_run", f"symbol=RSP; from={at(1)}; to={at(4)}; at_least=2", on).found == 2
    assert checked("records", f"symbols=RSP; from={at(5)}; to={at(5)}; at_least=1", on).verdict is Verdict.DIFFERS


def test_streak_counts_the_thinnest_step_and_shows_it():
    on = evidence(QQQ=[100.0, 101.0, 100.994, 100.0, 99.0, 100.0])
    told = checked("streak", f"symbol=QQQ; day={at(4)}", on, "-3", "0", is_present=True)
    assert (told.found, told.live, told.verdict) == (-3.0, 1.0, Verdict.STALE)
    assert "−0.006%" in told.why


def test_levels_of_an_index_from_its_fund():
    on = evidence(DIA=[480.0, 495.0, 490.0, 501.0, 520.0])
    arguments = f"symbol=^DJI/DIA; anchor={at(3)}; anchor_level=50100; from={at(1)}; to={at(2)}"
    told = checked("level", arguments, on, "50000", "1000", is_present=True)
    assert (told.found, told.live, told.verdict) == (pytest.approx(49500), pytest.approx(52000), Verdict.STALE)
    record = f"symbol=^DJI/DIA; anchor={at(3)}; anchor_level=50100; from={at(2)}; to={at(2)}"
    early = checked("record_level", record, on, "49500", "50")
    assert (early.found, early.verdict) == (pytest.approx(49500), Verdict.DIFFERS), "reached a day before the span"


def test_an_index_on_file_needs_no_fund():
    on = evidence(**{"^DJI": [48_000.0, 49_500.0], "DIA": [1.0, 1.0]})
    told = checked("level", f"symbol=^DJI/DIA; anchor={at(0)}; anchor_level=1; from={at(0)}; to={at(1)}", on, "50000", "1000")
    assert told.found == 49_500.0


def test_days_apart_runs_and_falls():
    on = evidence(SPY=[10.0, 9.9, 9.8, 9.9] * 8, RSP=[10.0, 10.1, 10.0, 10.2] * 8, IWM=[10.0, 10.0, 10.5, 10.0] * 8)
    split = checked("split_days", f"fell=SPY; rose=RSP; from={at(0)}; to={at(31)}; at_least=8", on)
    assert (split.found, split.verdict) == (8.0, Verdict.HOLDS)
    run = checked("winning_days", f"symbol=IWM; of=SPY; from={at(0)}; to={at(31)}", on)
    assert (run.found, run.verdict) == (2.0, Verdict.HOLDS)
    later = checked("winning_days", f"symbol=IWM; of=SPY; from={at(8)}; to={at(31)}", on)
    assert later.verdict is Verdict.DIFFERS, "not longer than the run before"
    fall = checked("fall", f"symbol=SPY; from={at(0)}; to={at(31)}; at_least=0.02", on)
    assert (fall.found, fall.verdict) == (pytest.approx(-0.02), Verdict.HOLDS)


def test_swings_and_likeness():
    random = np.random.default_rng(3)
    steps = random.normal(0, 0.01, 80)
    base = 100 * np.exp(np.cumsum(steps))
    wild = 100 * np.exp(np.cumsum(3 * steps))
    other = 100 * np.exp(np.cumsum(random.normal(0, 0.01, 80)))
    on = evidence(A=base, B=wild, C=other)
    span = f"from={at(0)}; to={at(79)}"
    assert checked("calmer", f"symbol=A; than=B; {span}", on).verdict is Verdict.HOLDS
    assert checked("calmer", f"symbol=B; than=A; {span}", on).verdict is Verdict.DIFFERS
    assert checked("less_alike", f"symbol=C; other=A; than=B; {span}", on).verdict is Verdict.HOLDS
    assert checked("less_alike", f"symbol=B; other=A; than=B; {span}", on).verdict is Verdict.DIFFERS
    assert checked("deeper_falls", f"symbol=B; than=A; spans={at(0)}..{at(79)}", on).verdict is Verdict.HOLDS
    assert checked("alike", f"symbols=A, A; {span}", on, None, "0.001").found == pytest.approx(0.0)
    halves = f"before={at(0)}..{at(39)}; after={at(40)}..{at(79)}"
    assert checked("came_apart", f"symbol=A; other=B; {halves}", on).verdict is Verdict.DIFFERS
    calm_then_wild = evidence(N=np.concatenate([base[:40], base[39] * wild[40:] / wild[39]]))
    assert checked("rougher", f"symbol=N; {halves}", calm_then_wild).verdict is Verdict.HOLDS


def test_what_an_index_is_made_of():
    on = evidence()
    weight = checked("index_weight", "index=sp500; at_least=0.25", on)
    assert (weight.found, weight.verdict) == (pytest.approx(0.4), Verdict.HOLDS)
    even = checked("evenness", "index=sp500", on)
    assert even.found == pytest.approx(1 / (0.09 + 0.01 + 0.36))
    share = checked("sector_share", "index=sp500; than=sp500; sectors=Energy", on)
    assert (share.found, share.verdict) == (pytest.approx(0.6), Verdict.DIFFERS)


def test_share_of_the_seven_over_a_span():
    without = checked("seven_weight", f"from={at(0)}; to={at(1)}; at_least=0.3", evidence())
    assert without.verdict is Verdict.CANNOT_BE_CHECKED
    on = Evidence(evidence().panel, START, seven_weight=Line("", days(2), np.array([0.28, 0.31]), ""))
    assert checked("seven_weight", f"from={at(0)}; to={at(1)}; at_least=0.3", on).verdict is Verdict.HOLDS


def figure(series: str, value: str, day: date, period: str = "") -> Figure:
    return Figure(f"{series}{period}{day}", series, period, series, Decimal(value), Measure.FRACTION, day, "a source", "")


def test_a_figure_then_and_now():
    then, now = figure("inflation", "0.027", date(2025, 12, 18)), figure("inflation", "0.042", date(2026, 6, 10))
    arguments = ("figure", "series=inflation")
    kept = evidence([then], today=date(2026, 1, 20))
    assert checked(*arguments, kept, "0.027", "0.0005", is_present=True).verdict is Verdict.HOLDS
    old = evidence([then], today=then.as_of + timedelta(days=OLD_AFTER + 1))
    assert checked(*arguments, old, "0.027", "0.0005", is_present=True).verdict is Verdict.STALE
    both = checked(*arguments, evidence([then, now], today=now.as_of), "0.027", "0.0005", is_present=True)
    assert (both.verdict, both.found, both.live) == (Verdict.STALE, 0.027, 0.042)
    assert checked(*arguments, evidence([then]), "0.031", "0.0005").verdict is Verdict.DIFFERS
    assert checked(*arguments, evidence(), "0.031", "0.0005").verdict is Verdict.CANNOT_BE_CHECKED


def test_gaps_and_directions_of_figures():
    day, later = date(2026, 1, 1), date(2026, 2, 1)
    figures = [
        *(figure("seven", value, day, period) for period, value in (("2024", "0.365"), ("2026", "0.228"))),
        *(figure("rest", value, day, period) for period, value in (("2024", "0.049"), ("2026", "0.121"))),
        figure("dollar", "0.98", day),
        figure("dollar", "0.96", later),
    ]
    on = evidence(figures)
    gap = checked("gap", "seven=seven; rest=rest; period=2024", on, "0.30", "0.02")
    assert (gap.found, gap.verdict) == (pytest.approx(0.316), Verdict.HOLDS)
    assert checked("converging", "seven=seven; rest=rest; before=2024; after=2026", on).verdict is Verdict.HOLDS
    assert checked("cheaper", "series=rest; than=dollar", on).verdict is Verdict.HOLDS
    assert checked("moved", f"series=dollar; from={day}; to={later}; direction=up", on).verdict is Verdict.DIFFERS
    assert checked("gap", "seven=seven; rest=rest; period=2030", on, "0", "1").verdict is Verdict.CANNOT_BE_CHECKED


def test_facts_speak_for_themselves():
    on = evidence(facts=[Fact("trial", False, "It was moved.", START, "A court")])
    told = checked("fact", "fact=trial", on)
    assert (told.verdict, told.why) == (Verdict.DIFFERS, "It was moved. (A court.)")


def test_verdicts_are_counted():
    assert verdict_counts([])[Verdict.STALE] == 0


@given(st.lists(st.tuples(st.floats(1, 100), st.floats(1, 100)), min_size=12, max_size=40), st.integers(6, 11))
def test_what_was_found_of_a_time_does_not_change_with_later_closes(closes, end):
    whole = evidence(MDY=[one for one, _ in closes], SPY=[other for _, other in closes])
    shown = whole.panel.until(date.fromisoformat(at(end)))
    then = Evidence(shown, shown.last_day, indices=whole.indices, sectors=whole.sectors)
    for check, arguments in (
        ("return", f"symbols=MDY; from={at(0)}; to={at(end)}; at_least=0"),
        ("ahead", f"symbols=MDY; of=SPY; from={at(0)}; to={at(end)}"),
        ("records", f"symbols=MDY; from={at(1)}; to={at(end)}; at_least=1"),
        ("record_run", f"symbol=MDY; from={at(1)}; to={at(end)}; at_least=2"),
        ("winning_days", f"symbol=MDY; of=SPY; from={at(1)}; to={at(end)}"),
        ("fall", f"symbol=MDY; from={at(0)}; to={at(end)}; at_least=0.1"),
        ("streak", f"symbol=MDY; day={at(end)}"),
        ("week_rank", f"symbol=MDY; of=SPY; week={at(4)}; since=2026-01-01"),
    ):
        first, second = (checked(check, arguments, on, "-2", "0" if check == "streak" else None) for on in (then, whole))
        assert (first.found, first.found_on, first.verdict) == (second.found, second.found_on, second.verdict), check
