"""`taxes` on the command line: what is said is kept, what follows is told, nonsense changes nothing."""

from __future__ import annotations

from functools import partial

import pytest
from click.testing import CliRunner

from advisor.cli import main


@pytest.fixture
def taxes(advisor):
    """`taxes("--income", "90000")` → (exit code, JSON object, standard error)."""
    return partial(advisor, "taxes")


def test_without_a_word_the_usual_is_told(taxes):
    code, answer, _ = taxes()
    assert (code, answer["profile"]["filing"], answer["profile"]["income"]) == (0, "single", None)
    assert answer["short_term"][-1]["dollars"] is None
    assert answer["assumed"]


def test_what_is_said_stays_and_is_added_to(taxes):
    taxes("--filing", "joint", "--income", "$150,000", "--state-rate", "5%", "--year", "2026")
    _, answer, _ = taxes("--carried-long", "4000")
    profile = answer["profile"]
    assert (profile["filing"], profile["income"], profile["state_rate"]) == ("joint", 150_000.0, 0.05)
    assert (profile["carried_long"], profile["year"], answer["long_before"]) == (4000.0, 2026, -4000.0)
    rates = [step["rate"] for step in answer["long_term"]]
    assert rates == sorted(rates)
    assert len(rates) > 1
    assert taxes("--usual")[1]["profile"]["income"] is None


def test_own_rates_go_before_brackets(taxes):
    _, answer, _ = taxes("--short-rate", "0.4", "--long-rate", "20%")
    assert answer["short_term"] == [{"dollars": None, "rate": 0.4}]
    assert answer["long_term"] == [{"dollars": None, "rate": 0.2}]


@pytest.mark.parametrize("words", [("--income", "plenty"), ("--state-rate", "500%"), ("--income", "-5"), ("--filing", "alone")])
def test_nonsense_changes_nothing(taxes, words):
    taxes("--income", "90000")
    code, answer, said = taxes(*words)
    assert code == 2
    assert answer["error"]["message"] in said
    assert taxes()[1]["profile"]["income"] == 90_000.0


def test_rates_in_words(tmp_path):
    words = ["--db", str(tmp_path / "books.db"), "taxes", "--short-rate", "40%", "--long-rate", "20%"]
    assert "Short-term gains: 40%." in CliRunner().invoke(main, words).stdout
