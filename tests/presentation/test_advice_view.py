"""A plan in words: every figure worked out by hand from the invented plan below."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Plan, RulePrice, Search, Shape, Trade
from advisor.advice.model.target import Band, TargetModel
from advisor.advice.model.taxes import SoldLot, TaxEstimate, Term
from advisor.advice.model.washing import WashWindow, WindowRule
from advisor.domain.classification import Sector, Sleeve
from advisor.presentation.advice import build_advice
from advisor.presentation.trade_rows import LineMarks
from tests.presentation import invented
from tests.presentation.invented import BROKERAGE, ROLLOVER, money


@pytest.fixture
def plan() -> Plan:
    """Sell 40 NVDA (8,000, gain 3,200) for 8,000 of a mid-cap fund; sell and buy in the rollover account too."""
    lot = SoldLot(date(2021, 3, 4), Decimal(40), money(4_800), money(3_200), Term.LONG)
    trades = (
        Trade(
            BROKERAGE, TradeAction.SELL, "NVDA", "NVIDIA", Decimal(40), Decimal(200), money(8_000), (lot,), money(3_200), "Why."
        ),
        Trade(BROKERAGE, TradeAction.BUY, "IJH", "Mid caps", Decimal(80), Decimal(100), money(8_000), (), None, "Because."),
        Trade(ROLLOVER, TradeAction.SELL, "BND", "Bonds", Decimal(10), Decimal(75), money(750), (), None, "Frees."),
    )
    before = {
        Sleeve.MEGA_CAP_TECH: 0.235,
        Sleeve.SP493: 0.2475,
        Sleeve.MID_CAP: 0.2655,
        Sleeve.FIXED_INCOME: 0.155,
        Sleeve.CASH: 0.097,
    }
    after = {
        Sleeve.MEGA_CAP_TECH: 0.195,
        Sleeve.SP493: 0.2475,
        Sleeve.MID_CAP: 0.3055,
        Sleeve.FIXED_INCOME: 0.155,
        Sleeve.CASH: 0.097,
    }
    target = TargetModel("broad", "Broader", "", {Sleeve.MEGA_CAP_TECH: 0.20, Sleeve.MID_CAP: 0.30}, band=Band())
    return Plan(
        target=target,
        trades=trades,
        value=money(200_000),
        shape_before=Shape(before, {}, {}, {}, 0.0, None, None, None),
        shape_after=Shape(after, {}, {}, {}, 0.0, None, None, None),
        cash_after={1: money(19_000), 2: money(750)},
        tax=TaxEstimate(money(0), money(3_200), money(480), complete=True),
        turnover=0.0438,
        changes_place=money(8_750),
        gap_before=0.035,
        gap_to_target=0.005,
        trading_cost=money(0),
        objective=480.0,
        search=Search("search", 1.0, 0.5, 0.1, None),
        optimality_gap=24.2,
        binding=("held back by whole shares",),
        warnings=(),
    )


def test_headline_costs_and_trades(plan: Plan) -> None:
    view = build_advice(plan, invented.measured())
    # Stocks are 74.8% before and after: 0.235 / 0.748 = 31.4%, 0.195 / 0.748 = 26.1%.
    assert view.headline == "Three trades take the seven from 31% to 26% of your stocks."
    assert "".join(text for text, _ in view.explanation) == (
        "Estimated tax $480, all long-term. 4.4% of your money changes place. The rest of the gap lies inside your bands."
    )
    assert dict(view.costs) == {
        "Changes place": "$8,750",
        "Cash afterwards": "$19,750",
        "Long-term gain": "+$3,200",
        "Estimated tax": "$480",
        "Gap to target": "3.5% → 0.5%",
    }
    assert view.costs_note == "Within $25 of the best plan there is."
    assert [note.text for note in view.binding] == ["Held back by whole shares."]
    assert [(row.level, row.action, row.symbol, row.gain_text) for row in view.trades] == [
        (0, "", "Brokerage", ""),
        (1, "Sell", "NVDA", "+$3,200"),
        (1, "Buy", "IJH", "–"),
        (0, "", "Rollover IRA", ""),
        (1, "Sell", "BND", "deferred"),
    ]
    assert view.trades[1].lots_text == "40 bought Mar 4, 2021: +$3,200.00, long-term"
    assert "This informs; it is no financial advice." in view.footer_text
    assert "No wash sale" in view.footer_text


def test_a_trade_in_full_tells_its_lots_and_its_tax(plan: Plan) -> None:
    sale = replace(plan.trades[0], tax_alone=money(480))
    detail = build_advice(replace(plan, trades=(sale,)), invented.measured()).trades[1].detail
    assert detail is not None
    assert detail.title == "Sell 40 NVDA"
    assert detail.why == sale.reason
    assert dict(detail.figures)["Estimated tax, taken alone"] == "$480"
    assert [(lot.bought_text, lot.shares_text, lot.gain_text) for lot in detail.lots] == [("Mar 4, 2021", "40", "+$3,200.00")]
    assert not any("No purchase date" in note for note in detail.tax_notes)


def test_a_trade_without_purchase_date_says_so(plan: Plan) -> None:
    undated = replace(plan.trades[0].lots[0], acquired=None, term=Term.UNKNOWN)
    sale = replace(plan.trades[0], lots=(undated,), tax_alone=money(480))
    detail = build_advice(replace(plan, trades=(sale,)), invented.measured()).trades[1].detail
    assert detail is not None
    assert dict(detail.figures)["Estimated tax, taken alone"] == "at least $480"
    assert detail.lots[0].bought_text == "not known"
    assert detail.tax_notes[0].startswith("No purchase date is known for 40 shares")


def test_a_sale_that_is_not_taxed_says_why(plan: Plan) -> None:
    deferred = build_advice(plan, invented.measured()).trades[4].detail
    assert deferred is not None
    assert "Estimated tax, taken alone" not in dict(deferred.figures)
    assert deferred.tax_notes == ("A sale in this account is not taxed now; what is taken out of it later is.",)


def test_both_sides_can_be_worked_out(plan: Plan) -> None:
    # 30% of 23.5% and of 19.5% of $200,000: 14,100 and 11,700; the difference 2,400.
    pro, contra, unknown = build_advice(plan, invented.measured()).sides
    assert pro.text.startswith("If the seven fell 30%, you would lose about $14,100 as you are, about $11,700 after.")
    assert contra.text == (
        "If the seven gained 30%, you would gain about $2,400 less. Selling costs an estimated $480 in tax this year."
    )
    assert unknown.text == "Accounts elsewhere, your needs."


def test_a_gap_that_grows_or_stays_speaks_against_a_plan(plan: Plan) -> None:
    farther = replace(plan, gap_to_target=0.05)
    pro, contra, _ = build_advice(farther, invented.measured()).sides
    assert "gap" not in pro.text
    assert contra.text.endswith("The gap to your target goes from 3.5% to 5.0% of your money.")
    idle = replace(plan, trades=(), gap_to_target=plan.gap_before, shape_after=plan.shape_before)
    pro, contra, _ = build_advice(idle, invented.measured()).sides
    assert pro.text == "Nothing is traded: no tax, no cost."
    assert contra.text == "The gap to your target stays at 3.5% of your money."


def test_what_is_not_known_is_said(plan: Plan) -> None:
    sale = replace(plan.trades[0], gain=None, lots=(SoldLot(None, Decimal(40), None, None, Term.UNKNOWN),))
    unsure = replace(plan, trades=(sale,), tax=replace(plan.tax, complete=False))
    view = build_advice(unsure, invented.measured())
    assert view.headline.startswith("One trade takes the seven")
    assert ("Estimated tax", "at least $480") in view.costs
    assert view.trades[1].gain_text == "unknown"
    assert view.trades[1].lots_text == "40 bought on a day not known: gain unknown, term not known"
    assert view.sides[2].text.endswith(
        "What some of the shares cost is not in the books. When some of the shares were bought is not in the books."
    )
    assert "wash sale" not in view.footer_text


def test_a_sale_at_a_loss_names_the_wash_sale(plan: Plan) -> None:
    lot = replace(plan.trades[0].lots[0], gain=money(-500))
    view = build_advice(replace(plan, trades=(replace(plan.trades[0], lots=(lot,)),)), invented.measured())
    assert "would be a wash sale" in view.footer_text


def test_every_limit_in_the_way_is_a_sentence_of_its_own(plan: Plan) -> None:
    view = build_advice(replace(plan, binding=("one.", "two", "three", "four"), optimality_gap=0.2), invented.measured())
    assert view.costs_note == "No plan is better by a dollar or more."
    assert [note.text for note in view.binding] == ["One.", "Two.", "Three.", "Four."]


def test_limits_are_told_by_what_they_cost_the_dearest_first(plan: Plan) -> None:
    prices = (RulePrice("cash", 2.0, "Cash."), RulePrice("max_gain", 1157.2, "Gains."))
    rows = build_advice(replace(plan, rule_prices=prices), invented.measured()).rule_prices
    assert [(row.title, row.text, row.rule) for row in rows] == [("$1,157", "Gains.", "max_gain"), ("$2", "Cash.", "cash")]


def test_typed_locked_and_refused_lines_are_marked(plan: Plan) -> None:
    keys = [(trade.account.id, trade.action, trade.symbol) for trade in plan.trades]
    marks = LineMarks(frozenset({keys[0]}), frozenset({keys[1]}), (keys[2], Decimal(9), "Too many."))
    view = build_advice(plan, invented.measured(), marks)
    first, second, third = (row for row in view.trades if row.level)
    assert (first.typed, first.locked, first.problem) == (True, False, "")
    assert (second.typed, second.locked) == (False, True)
    assert (third.shares_text, third.problem) == ("9", "Too many.")
    assert "One line edited by hand." in "".join(text for text, _ in view.explanation)


def test_a_problem_stands_at_its_line_and_at_its_account(plan: Plan) -> None:
    sold = plan.trades[0]
    problems = (
        f"The line to sell 5 {sold.symbol} in {sold.account.name} is not of whole shares.",
        f"{sold.account.name} lacks $5.00 of cash for these lines: sell more there, or buy less.",
    )
    rows = build_advice(replace(plan, problems=problems), invented.measured()).trades
    assert next(row for row in rows if row.symbol == sold.symbol).problem == problems[0]
    assert next(row for row in rows if not row.level and row.problem).name == problems[1]


def test_without_trades(plan: Plan) -> None:
    view = build_advice(replace(plan, trades=(), shape_after=plan.shape_before), invented.measured())
    assert view.headline == "No trade brings you closer to your target."
    assert view.trades == ()


def test_dumbbells_show_target_and_band(plan: Plan) -> None:
    seven = build_advice(plan, invented.measured()).dumbbells[0]
    assert (seven.before_text, seven.after_text, seven.target_text) == ("23.5%", "19.5%", "20%")
    assert (seven.band_low, seven.band_high) == pytest.approx((0.15, 0.25))  # five points are less than a quarter of a fifth


def test_only_what_the_plan_itself_forbids_stands_below_it(plan: Plan) -> None:
    window = WashWindow(
        WindowRule.DO_NOT_BUY,
        "MAGS",
        frozenset({"MAGS"}),
        date(2026, 7, 1),
        date(2026, 7, 31),
        Decimal(4),
        None,
        "Sold.",
        planned=True,
    )
    rows = build_advice(replace(plan, windows=(window, replace(window, planned=False))), invented.measured()).windows
    assert [(row.title, row.caption, row.text) for row in rows] == [("Do not buy MAGS", "until Jul 31, 2026", "Sold.")]


def test_sectors_and_companies_are_told_like_sleeves_with_what_may_be_unseen(plan: Plan) -> None:
    before = replace(plan.shape_before, sectors={Sector.ENERGY: 0.25}, companies={"NVDA": 0.2, "XOM": 0.01})
    after = replace(plan.shape_after, sectors={Sector.ENERGY: 0.2}, companies={"NVDA": 0.1, "XOM": 0.01}, unseen=0.03)
    changed = replace(plan, shape_before=before, shape_after=after, target=replace(plan.target, company_max=0.05))
    view = build_advice(changed, invented.measured())
    energy, (nvidia, exxon) = view.sectors[0], view.companies
    assert (energy.label, energy.before_text, energy.after_text, energy.target, energy.unseen) == (
        "Energy",
        "25.0%",
        "20.0%",
        None,
        0.03,
    )
    assert (nvidia.label, nvidia.target, nvidia.band_low, nvidia.band_high, nvidia.color) == (
        "NVDA",
        0.05,
        0.0,
        0.05,
        "mega_cap_tech",
    )
    assert exxon.color == "accent"


def test_costs_tell_the_range_of_the_tax_and_what_the_shape_costs(plan: Plan) -> None:
    tax = replace(plan.tax, complete=False, low=Decimal(480), high=Decimal(900), disallowed=Decimal(70), carried=Decimal(1200))
    before = replace(plan.shape_before, tracking_error=0.031, income=Decimal(4000), fund_cost=Decimal(300))
    after = replace(plan.shape_after, tracking_error=0.014, income=Decimal(4100), fund_cost=Decimal(210))
    costs = dict(build_advice(replace(plan, tax=tax, shape_before=before, shape_after=after), invented.measured()).costs)
    assert costs["Estimated tax"].startswith("at least")
    assert costs["Range of the tax"] == "$480 to $900"
    assert (costs["Washed losses"], costs["Loss carried on"]) == ("$70", "$1,200")
    assert (costs["Tracking error"], costs["Income a year"]) == ("3.1% → 1.4%", "$4,000 → $4,100")
    assert costs["Fund costs a year"] == "$300 → $210"
