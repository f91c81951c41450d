"""A plan as lines of text, for the command line."""

from __future__ import annotations

from advisor.advice.model.plan import Plan
from advisor.presentation import sentences


def plan_text(plan: Plan) -> str:
    """The trades, what they do to the gap, what binds, and what is not known."""
    trades = [
        f"{trade.account.name:<22} {trade.action.value:<5} {trade.symbol:<8} {trade.quantity:>10} at {trade.price:>10}"
        f" = {trade.value:>12,.2f}  {trade.reason}"
        for trade in plan.trades
    ]
    gap = f"Gap to target: {plan.gap_before:.1%} before, {plan.gap_to_target:.1%} after."
    windows = [window.because for window in plan.windows]
    return "\n".join([*trades, gap, *plan.problems, *plan.binding, *windows, *plan.warnings, sentences.NO_ADVICE])
