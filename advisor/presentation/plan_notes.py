"""What stands below a plan's trades: what was not traded, what limits cost, wash sales to come, what is not known."""

from __future__ import annotations

from decimal import Decimal

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Plan
from advisor.advice.model.washing import WashWindow, WindowRule
from advisor.presentation import words
from advisor.presentation.views import NoteRow

_WINDOWS = {WindowRule.DO_NOT_BUY: "Do not buy {}", WindowRule.DO_NOT_SELL_AT_A_LOSS: "Do not sell {} at a loss"}


def window_title(window: WashWindow) -> str:
    """ "Do not buy SPY, VOO"."""
    return _WINDOWS[window.rule].format(words.listed(sorted(window.symbols)))


def not_made_rows(plan: Plan) -> tuple[NoteRow, ...]:
    """Trades that one would expect, and why they are not made."""
    return tuple(
        NoteRow(
            title=f"{'Sell' if each.action is TradeAction.SELL else 'Buy'} {each.symbol}",
            caption=each.account.name,
            text=each.reason,
        )
        for each in plan.not_made
    )


def sentence(text: str) -> str:
    """Words as a sentence."""
    return f"{words.capitalized(text.rstrip('. '))}."


def binding_rows(plan: Plan) -> tuple[NoteRow, ...]:
    """What stands in the way of the target."""
    return tuple(NoteRow("", "", sentence(text)) for text in plan.binding)


def rule_price_rows(plan: Plan) -> tuple[NoteRow, ...]:
    """What each limit costs; `rule` is what a button takes away."""
    return tuple(
        NoteRow(title=words.dollars(Decimal(repr(price.dollars))), caption="", text=price.sentence, rule=price.rule)
        for price in sorted(plan.rule_prices, key=lambda price: -price.dollars)
    )


def window_rows(plan: Plan) -> tuple[NoteRow, ...]:
    """What not to do once the plan is carried out, and until when; what the books alone forbid stands elsewhere."""
    return tuple(
        NoteRow(title=window_title(window), caption=f"until {words.long_date(window.until)}", text=window.because)
        for window in plan.windows
        if window.planned
    )
