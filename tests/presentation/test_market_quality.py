"""What the checks on prices and lists found, in words with the right figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from advisor.domain.quality import Check, QualityIssue
from advisor.presentation.quality import build_quality, issue_sentence
from tests.presentation.invented import BROKERAGE

DAY = date(2026, 6, 10)


def issue(check: Check, **more: object) -> QualityIssue:
    return QualityIssue(check, symbol="ACME", as_of=DAY, **more)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            issue(Check.OTHER_COMPANY, account=BROKERAGE, said="Acme Brewing"),
            "The market’s ACME is “Acme Brewing”, which is not what the file calls ACME in Brokerage ····4821.",
        ),
        (
            issue(Check.OTHER_COMPANY, found=Decimal("7.5"), expected=Decimal("150.25")),
            "ACME is priced at 150.25 by the file of Jun 10, 2026, and at 7.50 by the market: the ticker may mean another "
            "company there.",
        ),
        (
            issue(Check.MISSING_SPLIT, found=Decimal("12"), expected=Decimal("1.5")),
            "On Jun 10, 2026 the price of ACME changes as a split of 1.5 for 1 would change it, but no split of that day is on "
            "file: quantities from before it may be wrong.",
        ),
        (
            issue(Check.BAD_PRICE, found=Decimal("1200"), expected=Decimal("120.5")),
            "The close of ACME on Jun 10, 2026, 1,200.00, stands alone among closes near 120.50: it is probably wrong.",
        ),
        (
            issue(Check.PRICE_JUMP, found=Decimal("60"), expected=Decimal("120")),
            "On Jun 10, 2026 ACME goes from 120.00 to 60.00 in one day, without a split or a distribution: look whether that is "
            "true.",
        ),
        (
            issue(Check.STALE_PRICE),
            "The last close of ACME is of Jun 10, 2026, while others are newer: it may have a new ticker, or be listed no more.",
        ),
        (
            issue(Check.FUND_WEIGHTS, found=Decimal("0.914"), said="Somebody’s list"),
            "The list of ACME (Somebody’s list) adds up to 91.4% of the fund.",
        ),
        (issue(Check.OLD_FUND_LIST, said="a list"), "ACME is looked through by what it held on Jun 10, 2026 (a list)."),
    ],
)
def test_each_finding_in_words(found, sentence) -> None:
    assert issue_sentence(found) == sentence


@pytest.mark.parametrize(("shares", "words"), [("10", "10 for 1"), ("0.1", "1 for 10"), ("0.3333333333", "1 for 3")])
def test_a_split_is_told_as_people_tell_it(shares, words) -> None:
    assert f"a split of {words} would" in issue_sentence(issue(Check.MISSING_SPLIT, expected=Decimal(shares)))


def test_prices_in_other_money_name_it() -> None:
    told = issue_sentence(issue(Check.PRICE_JUMP, found=Decimal(6), expected=Decimal(12), currency="EUR"))
    assert "goes from EUR 12.00 to EUR 6.00" in told


@pytest.mark.parametrize(("check", "verb"), [(Check.STALE_PRICE, "Refresh"), (Check.OLD_FUND_LIST, "Add the issuer’s file…")])
def test_each_finding_has_what_mends_it(check, verb) -> None:
    (row,) = build_quality([issue(check)]).rows
    assert (row.symbol, row.verb) == ("ACME", verb)
