"""A plan on paper: target, both sides, every trade with its lots, tax by term, the calendar of wash sales, what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Plan, Trade
from advisor.advice.model.taxes import SoldLot
from advisor.advice.model.washing import WashWindow
from advisor.presentation import labels, sentences, words
from advisor.presentation.advice import plan_explanation, plan_headline
from advisor.presentation.before_after import sleeve_rows_of
from advisor.presentation.both_sides import sides_of_money
from advisor.presentation.plan_costs import tax_text
from advisor.presentation.plan_notes import not_made_rows, sentence, window_title
from advisor.presentation.summary import VERSION
from advisor.presentation.trade_rows import gain_text
from advisor.presentation.views.plan_print import PlanPrint, PrintedTrade

LOT_HEADS = ("Bought", "Shares", "Cost", "Gain", "Term", "Not deductible")


def build_plan_print(plan: Plan, name: str, day: date) -> PlanPrint:
    """A plan as it is printed.

    Args:
        name: The plan's; empty where it was not kept.
        day: Its trade date.
    """
    return PlanPrint(
        title=name or "Trading plan",
        subtitle=f"Target: {plan.target.name}",
        date_text=f"For {words.long_date(day)}",
        headline=plan_headline(plan),
        explanation=plan_explanation(plan),
        sleeves=sleeve_rows_of(plan),
        sides=sides_of_money(plan, plan.value),
        trades=_trades(plan),
        tax=tuple(_tax(plan)),
        calendar=tuple(_window(window) for window in plan.windows),
        beside=(
            *plan.problems,
            *plan.warnings,
            *(sentence(text) for text in plan.binding),
            *(f"Not traded: {row.title[0].lower()}{row.title[1:]}, {row.caption}. {row.text}" for row in not_made_rows(plan)),
        ),
        foot=f"{sentences.NO_ADVICE} Check prices before you trade.",
        version_text=VERSION,
    )


def _trades(plan: Plan) -> tuple[tuple[str, tuple[PrintedTrade, ...]], ...]:
    accounts = dict.fromkeys(trade.account for trade in plan.trades)
    return tuple(
        (
            f"{account.name} · {labels.account_caption(account)}",
            tuple(
                _trade(trade)
                for action in (TradeAction.SELL, TradeAction.BUY)
                for trade in plan.trades
                if trade.account == account and trade.action is action
            ),
        )
        for account in accounts
    )


def _trade(trade: Trade) -> PrintedTrade:
    action = "Sell" if trade.action is TradeAction.SELL else "Buy"
    return PrintedTrade(
        title=f"{action} {words.quantity(trade.quantity)} {trade.symbol} ({trade.name})",
        price_text=words.price(trade.price),
        value_text=words.dollars_and_cents(trade.value),
        gain_text=gain_text(trade) if trade.lots else "",
        why=trade.reason,
        lots=tuple(_lot(lot) for lot in trade.lots),
        lots_why=trade.why_these_lots,
    )


def _lot(lot: SoldLot) -> tuple[str, ...]:
    return (
        words.long_date(lot.acquired) if lot.acquired else "not known",
        words.quantity(lot.quantity),
        "unknown" if lot.cost_basis is None else words.dollars_and_cents(lot.cost_basis),
        "unknown" if lot.gain is None else words.dollar_and_cent_change(lot.gain),
        labels.TERM_LABELS[lot.term],
        words.dollars_and_cents(lot.disallowed) if lot.disallowed else "",
    )


def _tax(plan: Plan) -> Iterator[tuple[str, str]]:
    tax = plan.tax
    yield "Net short-term gain", words.dollar_and_cent_change(tax.short_term_gain)
    yield "Net long-term gain", words.dollar_and_cent_change(tax.long_term_gain)
    yield "Estimated tax", tax_text(plan)
    if not tax.complete and tax.high > tax.low:
        yield "Between", f"{words.dollars(tax.low)} and {words.dollars(tax.high)}, as what is missing turns out"
    if tax.carried:
        yield "Loss carried to later years", words.dollars_and_cents(tax.carried)
    if tax.disallowed:
        yield "Losses that wash sales take back", words.dollars_and_cents(tax.disallowed)
    if tax.lost_for_ever:
        yield "Of these lost for good, in an IRA or HSA", words.dollars_and_cents(tax.lost_for_ever)
    yield "Spread and fees", words.dollars_and_cents(plan.trading_cost)
    yield "Cash afterwards", words.dollars(sum(plan.cash_after.values(), Decimal(0)))


def _window(window: WashWindow) -> tuple[str, str, str, str]:
    return (
        window_title(window),
        words.long_date(window.begins),
        words.long_date(window.until),
        window.because,
    )
