"""A plan on paper: everything that its reader may ask for, and the disclaimer."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from advisor.presentation.plan_print import build_plan_print
from advisor.presentation.plan_print_html import plan_html
from tests.advice.households import TRADE_DAY
from tests.advice.kept import BUY, PLAN


def test_every_part_is_on_the_sheets():
    view = build_plan_print(PLAN, "Autumn", TRADE_DAY)
    assert (view.title, view.subtitle, view.date_text) == ("Autumn", "Target: A", "For Jul 1, 2026")
    assert [title for title, _ in view.trades] == ["Brokerage · Fidelity ····1 · Taxable", "Roth IRA · Schwab ····2 · Roth"]
    sold, bought = view.trades[0][1]
    assert sold.title == "Sell 10 SEVEN (Seven Fund)"
    assert sold.lots[1] == ("May 5, 2026", "4", "$1,400.00", "\N{MINUS SIGN}$200.00", "short-term", "$50.00")
    assert (bought.lots, bought.gain_text) == ((), "")
    assert dict(view.tax)["Net long-term gain"] == "+$600.00"
    assert dict(view.tax)["Losses that wash sales take back"] == "$50.00"
    assert view.calendar == (("Do not buy MAGS and SEVEN", "Jul 1, 2026", "Jul 31, 2026", "It is sold at a loss."),)
    assert view.beside == (
        "The cost of some shares is not known.",
        "No account may fall below zero cash.",
        "Not traded: sell GROWTH, Roth IRA. It is locked.",
    )
    assert [side.title for side in view.sides] == ["For", "Against", "Not known to the plan"]


def test_the_range_of_a_tax_that_is_not_complete():
    tax = replace(PLAN.tax, complete=False, low=Decimal(-40), high=Decimal(310), carried=Decimal(900), lost_for_ever=Decimal(7))
    rows = dict(build_plan_print(replace(PLAN, tax=tax), "", TRADE_DAY).tax)
    assert rows["Estimated tax"] == "at least $60"
    assert rows["Between"] == "\N{MINUS SIGN}$40 and $310, as what is missing turns out"
    assert rows["Loss carried to later years"] == "$900.00"
    assert rows["Of these lost for good, in an IRA or HSA"] == "$7.00"


def test_the_web_page_stands_alone_and_repeats_its_foot():
    page = plan_html(build_plan_print(PLAN, "", TRADE_DAY))
    assert "Trading plan" in page
    assert "This informs; it is no financial advice." in page
    assert re.search(r"@media print .*footer \{ position: fixed", page)
    assert "http" not in page
    assert "<script" not in page
    assert page.count("<table") == page.count("</table>")


def test_names_are_text_and_nothing_else():
    trade = replace(BUY, name="<img src=x>", reason="a & b")
    page = plan_html(build_plan_print(replace(PLAN, trades=(trade,)), "<b>", TRADE_DAY))
    assert "&lt;img src=x&gt;" in page
    assert "a &amp; b" in page
    assert "<img" not in page


def test_a_plan_without_trades_prints_too():
    page = plan_html(build_plan_print(replace(PLAN, trades=(), windows=(), warnings=(), binding=()), "", TRADE_DAY))
    assert "No trade brings you closer to your target." in page
    assert "Wash sales: until when" not in page
