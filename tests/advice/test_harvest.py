"""Losses that could be realised, against cases worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advisor.advice.harvest import find_losses
from advisor.advice.harvest_lines import lines_of_harvest
from advisor.advice.model.request import Candidate, PlanPosition, PlanRequest, TradingCost
from advisor.advice.model.target import TargetModel
from advisor.advice.model.taxes import RateStep, TaxRules, Term
from advisor.advice.model.washing import Likeness, Move, MoveKind, WashHistory
from advisor.advice.replacements import shared
from advisor.domain.classification import Sector, Sleeve
from advisor.domain.portfolio import TaxLot
from advisor.exposure.contents import Contents
from tests.advice.households import BROKERAGE, ROTH, TRADE_DAY

BROAD = Contents(
    {Sleeve.SP493: 0.7, Sleeve.MEGA_CAP_TECH: 0.3},
    {Sector.TECHNOLOGY: 0.4, Sector.FINANCIALS: 0.6},
    {"AAPL": 0.3, "JPM": 0.4, "BAC": 0.3},
    is_fund=True,
)
NEARLY = replace(BROAD, companies={"AAPL": 0.25, "JPM": 0.4, "C": 0.35})
FAR = Contents({Sleeve.INTERNATIONAL: 1.0}, {Sector.FINANCIALS: 1.0}, {"HSBC": 1.0}, is_fund=True)
RULES = TaxRules(
    ordinary=(RateStep(None, Decimal("0.30")),),
    long_term=(RateStep(None, Decimal("0.15")),),
    loss_rate=Decimal("0.30"),
    carried_loss_value=Decimal("0.05"),
)
OLD, NEW = date(2020, 1, 2), date(2026, 3, 2)


def held(symbol: str, *lots: TaxLot, account=BROKERAGE, contents: Contents = BROAD, price: str = "100") -> PlanPosition:
    quantity = sum((lot.quantity for lot in lots), Decimal(0))
    value = quantity * Decimal(price)
    return PlanPosition(account, symbol, symbol, quantity, Decimal(price), value, None, lots, contents, True)


def lot(acquired: date | None, quantity: int, basis: int | None) -> TaxLot:
    return TaxLot(acquired, Decimal(quantity), None if basis is None else Decimal(basis))


def request(*positions: PlanPosition, **changes: object) -> PlanRequest:
    asked = PlanRequest(
        positions=positions,
        cash={BROKERAGE.id: Decimal(0), ROTH.id: Decimal(0)},
        accounts=(BROKERAGE, ROTH),
        target=TargetModel("t", "T", "", {}),
        candidates=(),
        trade_date=TRADE_DAY,
        taxes=RULES,
        costs=TradingCost(5.0, 0.001),
        history=WashHistory(complete_since={1: date(2025, 1, 1), 2: date(2025, 1, 1)}),
    )
    return replace(asked, **changes)


def offer(symbol: str, contents: Contents) -> Candidate:
    return Candidate(symbol, symbol, Decimal(50), contents)


def test_a_loss_first_meets_the_gains_of_the_year_then_other_income_and_the_rest_is_carried() -> None:
    # 5,000 of loss beside 1,000 of long-term gain: 1,000 x 15% + 3,000 x 30% = 1,050 saved, 1,000 carried, worth 50.
    view = find_losses(request(held("FUND", lot(OLD, 100, 15000)), taxes=replace(RULES, long_before=Decimal(1000))), ())
    (found,) = view.lots
    saving = found.saving
    assert (saving.loss, saving.washed) == (5000, 0)
    assert (saving.against_gains, saving.against_income, saving.carried) == (1000, 3000, 1000)
    assert (saving.tax_saved, saving.later_worth) == (1050, 50)
    assert saving.cost == Decimal("30.00")  # two trades of 10,000 at a tenth of a percent, and 5 each
    assert saving.net == Decimal("1070.00")
    assert (found.term, found.do_not_buy_until) == (Term.LONG, date(2026, 7, 31))


def test_the_most_dollars_come_first_and_together_they_save_less_than_by_themselves() -> None:
    gains = replace(RULES, short_before=Decimal(2000), loss_limit=Decimal(0))
    view = find_losses(request(held("A", lot(OLD, 10, 2500)), held("B", lot(NEW, 10, 3000)), taxes=gains), ())
    assert [each.symbol for each in view.lots] == ["B", "A"]
    assert [each.saving.tax_saved for each in view.lots] == [600, 450]
    assert view.together.loss == 3500
    assert (view.together.tax_saved, view.together.carried) == (600, 1500)


def test_losses_that_do_not_pay_for_their_trades_are_counted_and_left_out() -> None:
    view = find_losses(request(held("A", lot(OLD, 10, 1020), lot(OLD, 10, 500), lot(OLD, 10, None))), ())
    assert view.lots == ()
    assert (view.left_out, view.left_out_loss) == (1, 20)
    assert view.notes == ("The cost of A is not known, wholly or in part: a loss there would not show here.",)


@pytest.mark.parametrize(
    "changes",
    [{"no_sell": frozenset({"A"})}, {"locked": frozenset({"A"})}, {"positions": (held("A", lot(OLD, 9, 9000), account=ROTH),)}],
)
def test_nothing_is_proposed_that_is_locked_or_not_taxed(changes: dict[str, object]) -> None:
    assert find_losses(request(held("A", lot(OLD, 9, 9000)), **changes), ()).lots == ()


def test_the_replacement_is_the_fund_with_most_of_the_same_companies_and_never_the_same_thing() -> None:
    history = WashHistory(groups={"FUND": "one", "CLASS": "one"}, ask={"FUND": frozenset({"TWIN"})})
    funds = [offer("CLASS", BROAD), offer("FAR", FAR), offer("TWIN", BROAD), offer("NEAR", NEARLY), offer("FUND", BROAD)]
    view = find_losses(request(held("FUND", lot(OLD, 100, 15000)), history=history), funds)
    replacements = view.lots[0].replacements
    assert [(each.symbol, each.likeness) for each in replacements] == [("NEAR", Likeness.DIFFERENT), ("TWIN", Likeness.ASK)]
    assert replacements[0].companies == pytest.approx(0.65)
    assert view.lots[0].do_not_buy == {"FUND", "CLASS"}


def test_a_fund_that_is_itself_to_be_sold_at_a_loss_replaces_nothing() -> None:
    positions = held("FUND", lot(OLD, 100, 15000)), held("NEAR", lot(OLD, 100, 12000), contents=NEARLY)
    view = find_losses(request(*positions), [offer("NEAR", NEARLY)])
    assert [each.replacements for each in view.lots] == [(), ()]


def test_a_purchase_of_the_last_days_takes_its_part_of_the_loss_back() -> None:
    bought = Move(ROTH, "FUND", date(2026, 6, 20), MoveKind.BOUGHT, Decimal(40), Decimal(4000))
    view = find_losses(request(held("FUND", lot(OLD, 100, 15000)), history=WashHistory((bought,))), ())
    (found,) = view.lots
    assert (found.saving.loss, found.saving.washed) == (5000, 2000)
    assert (found.saving.against_income, found.saving.carried) == (3000, 0)
    assert found.notes == (
        "$2,000 of this loss would not count, because FUND was bought within 30 days. "
        "Sold after Jul 20, 2026, with no purchase in between, all of it would.",
    )


def test_a_washed_part_of_a_short_term_loss_is_no_long_term_loss() -> None:
    bought = Move(ROTH, "FUND", date(2026, 6, 20), MoveKind.BOUGHT, Decimal(40), Decimal(4000))
    history, taxes = WashHistory((bought,)), replace(RULES, short_before=Decimal(9000))
    (found,) = find_losses(request(held("FUND", lot(NEW, 100, 15000)), history=history, taxes=taxes), ()).lots
    assert (found.saving.washed, found.saving.against_gains, found.saving.carried) == (2000, 3000, 0)
    assert found.saving.tax_saved == 900


def test_a_lot_that_is_worth_what_it_cost_is_no_loss() -> None:
    view = find_losses(request(held("A", lot(OLD, 10, 1000))), ())
    assert (view.lots, view.left_out) == ((), 0)


def test_what_a_fund_is_only_estimated_to_hold_is_no_likeness() -> None:
    estimated = replace(NEARLY, unseen=0.2)
    (found,) = find_losses(request(held("FUND", lot(OLD, 100, 15000))), [offer("NEAR", estimated)]).lots
    assert found.replacements[0].companies == pytest.approx(0.8 * 0.65)


def test_a_loss_that_would_not_count_now_is_shown_last_and_left_out_of_the_sum() -> None:
    bought = Move(ROTH, "FUND", date(2026, 6, 20), MoveKind.BOUGHT, Decimal(100), Decimal(10000))
    positions = held("FUND", lot(OLD, 100, 15000)), held("OTHER", lot(OLD, 10, 2000))
    view = find_losses(request(*positions, history=WashHistory((bought,))), ())
    assert [(each.symbol, each.saving.net > 0) for each in view.lots] == [("OTHER", True), ("FUND", False)]
    assert (view.together.loss, view.left_out) == (1000, 0)


def test_a_planned_reinvestment_and_accounts_without_history_are_told() -> None:
    history = WashHistory(reinvesting={"FUND": date(2026, 7, 15)}, complete_since={1: date(2026, 1, 1), 2: None})
    view = find_losses(request(held("FUND", lot(OLD, 100, 15000)), history=history), ())
    assert "the next one on Jul 15, 2026" in view.lots[0].notes[0]
    assert "of Roth IRA is on file" in view.notes[0]


def test_at_average_cost_the_whole_holding_counts() -> None:
    # Sold one by one the second lot would not pay for its trades; at average cost it can only go with the first.
    fund = replace(held("FUND", lot(OLD, 100, 15000), lot(OLD, 1, 105)), average_cost=True)
    view = find_losses(request(fund), ())
    assert [each.quantity for each in view.lots] == [100, 1]
    assert all("sold oldest first" in each.notes[0] for each in view.lots)
    (line,) = lines_of_harvest([(each, None) for each in view.lots])
    assert (line.quantity, line.lots) == (101, ())


def test_lots_chosen_become_lines_that_buy_what_replaces_them_with_the_money() -> None:
    view = find_losses(request(held("FUND", lot(OLD, 100, 15000), lot(NEW, 3, 900))), [offer("NEAR", NEARLY)])
    sale, purchase = lines_of_harvest([(each, each.replacements[0]) for each in view.lots])
    assert (sale.symbol, sale.quantity, sale.lots) == ("FUND", 103, ((0, 100), (1, 3)))
    assert (purchase.symbol, purchase.quantity) == ("NEAR", 206)


def test_what_is_sold_short_shares_nothing() -> None:
    assert shared({"A": -0.5, "B": 0.6}, {"A": -0.5, "B": 0.2, "C": 0.3}) == pytest.approx(0.2)


@pytest.mark.parametrize(("pledged", "found"), [(0, [30, 20]), (15, [30]), (40, [])])
def test_lots_that_calls_need_are_left_alone(pledged: int, found: list[int]) -> None:
    losing = replace(held("BALL", lot(OLD, 30, 6000), lot(NEW, 20, 4000)), pledged=Decimal(pledged))
    assert sorted((each.quantity for each in find_losses(request(losing), ()).lots), reverse=True) == found
