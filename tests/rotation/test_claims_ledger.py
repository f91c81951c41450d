"""The bundled ledger: every claim is there, each can be read and checked, and what real closes say of it."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pytest

from advisor.domain.claims import Verdict
from advisor.domain.classification import MAGNIFICENT_SEVEN
from advisor.domain.themes import Role
from advisor.market.rotation_tables import load_rotation_tables
from advisor.market.tables import load_reference_tables
from advisor.rotation.claims.evidence import Evidence
from advisor.rotation.claims.ledger import KINDS, check_claims
from advisor.rotation.dials import dials
from advisor.rotation.events import chart_marks
from advisor.rotation.model_claims import verdict_counts
from advisor.rotation.panel import Panel
from advisor.rotation.signals.compute import compute_signals
from tests.rotation.real_evidence import RESOURCES, bundled, real_evidence

EMPTY = Panel(np.array([date(2026, 7, 13).toordinal()]), ("SPY",), np.array([[1.0]]), {})
PLACES = {"claim", "theme", "figure", "event", "signal", "dial", "scenario", "page"}
PAGES = {"rotation", "lines", "map", "breadth", "exposure", "names", "ledger", "both_sides"}
TOPICS = (
    *(f"A{number}" for number in range(1, 10)),
    *(f"B{number}" for number in range(1, 19)),
    "C",
    *(f"D{number}" for number in range(1, 11)),
    "E",
    "F",
)


@pytest.fixture(scope="module")
def tables():
    return bundled()


@pytest.fixture(scope="module")
def ledger(data, tables):
    checked = check_claims(tables.claims, tables.articles, real_evidence(data))
    return {each.claim.id: each for each in checked}


def test_manifest_tells_of_every_table():
    folder = RESOURCES / "rotation"
    told = {table.name: table for table in load_reference_tables(folder)}
    assert set(told) == {path.stem for path in folder.glob("*.csv")}
    assert all(table.description and table.source for table in told.values())


def test_rows_of_the_manifest_are_those_of_the_tables():
    folder = RESOURCES / "rotation"
    for table in load_reference_tables(folder):
        assert len((folder / f"{table.name}.csv").read_text(encoding="utf-8").splitlines()) == table.rows + 1, table.name


def test_claims_are_numbered_without_a_gap(tables):
    by_article = {number: [claim.id for claim in tables.claims if claim.article == number] for number in tables.articles}
    for number, ids in by_article.items():
        first = int(ids[0][2:])
        assert ids == [f"{number}-{place:02}" for place in range(first, first + len(ids))]
    assert len(tables.claims) >= 140


def test_each_claim_can_be_checked_or_says_why_not(tables):
    for claim in tables.claims:
        assert claim.text.endswith("."), claim.id
        if claim.check:
            assert claim.check in KINDS, claim.id
        else:
            assert claim.note.endswith("."), claim.id


def test_every_kind_of_check_is_used(tables):
    assert {claim.check for claim in tables.claims} - {""} == set(KINDS)


def test_tables_name_only_what_is_there(tables):
    series = {figure.series for figure in tables.figures.values()}
    for claim in tables.claims:
        for name in ("series", "seven", "rest"):
            if name in claim.arguments:
                assert claim.arguments[name] in series, claim.id
        if "fact" in claim.arguments:
            assert claim.arguments["fact"] in tables.facts, claim.id
    assert {fact for claim in tables.claims if (fact := claim.arguments.get("fact"))} == set(tables.facts)
    assert all(event.first_day is None or event.first_day <= event.last_day for event in tables.events)


def test_themes_have_their_companies(tables):
    by_id = {theme.id: [member.symbol for member in theme.members] for theme in tables.themes}
    assert by_id["grid"] == ["ETN", "GEV"]
    assert by_id["ai_builders"] == ["AAPL", "MSFT", "NVDA", "AMZN", "GOOGL", "META", "TSLA"]
    assert len(by_id["blue_collar_ai"]) > 100, "members of two sectors of the S&P MidCap 400"


def test_every_company_that_the_articles_name_is_in_a_theme(tables):
    named = [
        "CAT",
        "DE",
        "ETN",
        "GEV",
        "NEE",
        "VST",
        "CEG",
        "OKLO",
        "JPM",
        "GS",
        "SOFI",
        "TSLA",
        "AAPL",
        "AMZN",
        "META",
        "GOOGL",
        "MSFT",
        "NVDA",
    ]
    members = {member.symbol: member for theme in tables.themes for member in theme.members if member.article is not None}
    assert set(members) == set(named)
    assert {symbol for symbol, member in members.items() if member.role is Role.PRESSURED} == set(MAGNIFICENT_SEVEN)


def test_charts_can_mark_the_days_of_the_articles(tables):
    assert [day for day, _ in chart_marks(tables.events)] == [date(2026, 1, 2), date(2026, 2, 6), date(2026, 2, 10)]


def test_days_of_rules_are_those_of_the_calendar(tables):
    for event in tables.events:
        if event.id.startswith("sp_"):
            assert (event.first_day.weekday(), (event.first_day.day - 1) // 7) == (4, 2), "the third Friday"


def test_without_anything_on_file_nothing_is_made_up(tables):
    told = check_claims(tables.claims, tables.articles, Evidence(EMPTY, date(2026, 7, 13)))
    assert len(told) == len(tables.claims)
    assert {each.verdict for each in told} == {Verdict.CANNOT_BE_CHECKED}
    assert all(each.why.endswith(".") for each in told)


def test_every_part_of_the_subject_has_its_place(tables):
    signals = {signal.id for signal in compute_signals(EMPTY)}
    known = {
        "claim": {claim.id for claim in tables.claims},
        "theme": {theme.id for theme in tables.themes},
        "figure": set(tables.figures),
        "event": {event.id for event in tables.events},
        "dial": {dial.id for dial in dials(tables.figures, None, date(2026, 7, 13))},
        "signal": signals,
        "page": PAGES,
        "scenario": {topic for topic in TOPICS if topic.startswith("D")},
    }
    assert tuple(tables.places) == TOPICS
    for topic, places in tables.places.items():
        assert places, topic
        for place in places:
            kind, _, name = place.partition(":")
            assert kind in PLACES, place
            assert name in known[kind], place


def test_tables_are_read_once():
    folder, reference = RESOURCES / "rotation", RESOURCES / "reference"
    assert load_rotation_tables(folder, reference) is load_rotation_tables(folder, reference)


def test_real_closes_on_the_breakout(ledger):
    assert ledger["0-01"].verdict is Verdict.HOLDS
    assert ledger["0-01"].found == pytest.approx(0.0442, abs=5e-4)
    assert ledger["0-02"].verdict is Verdict.DIFFERS  # the week of Apr 9, 2020 was better
    assert "Apr 9, 2020" in ledger["0-02"].why
    assert ledger["0-03"].found == pytest.approx(-0.0197, abs=5e-4)


def test_real_closes_on_records_and_streaks(ledger):
    assert ledger["1-04"].verdict is Verdict.STALE
    assert 49_000 < ledger["1-04"].found < 50_000 < ledger["1-04"].live
    assert (ledger["2-01"].found, ledger["2-01"].verdict) == (-5.0, Verdict.STALE)
    assert ledger["2-13"].verdict is Verdict.DIFFERS  # the level was reached, on Dec 11, 2025
    assert ledger["2-13"].found_on == date(2025, 12, 11)
    assert ledger["1-08"].found == 14.0


def test_quotes_are_the_closes_of_their_day(ledger):
    quotes = [each for id_, each in ledger.items() if each.claim.topic == "Quotes"]
    assert len(quotes) == 10
    assert {each.verdict for each in quotes} == {Verdict.HOLDS}


def test_outlooks_are_held_against_what_came(ledger):
    assert ledger["0-34"].verdict is Verdict.DIFFERS  # mid-caps did not stay ahead to the end of June
    assert ledger["2-38"].verdict is Verdict.HOLDS
    assert ledger["2-45"].found == pytest.approx(-0.158, abs=5e-3)


def test_no_claim_is_lost_and_the_verdicts_add_up(ledger, tables):
    assert sum(verdict_counts(ledger.values()).values()) == len(tables.claims)
    assert min(verdict_counts(ledger.values()).values()) > 0
    for each in ledger.values():
        assert each.how, each.claim.id
        assert re.search(r"[.)]$", each.why), each.claim.id
