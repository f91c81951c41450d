"""Kept plans in words: the list, and one of them beside the books."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.advice.model.action import TradeAction
from advisor.advice.model.carried_out import CarriedOut, CarriedTrade, CashBeside, Fulfilment
from advisor.domain.kept_plans import KeptPlan, PlanState
from advisor.domain.money import CENT
from advisor.presentation import words
from advisor.presentation.views import Rich
from advisor.presentation.views.kept_plans import CarriedRow, CarriedView, KeptPlanRow, KeptPlansView

_STATES = {
    PlanState.DRAFT: ("Draft", "muted"),
    PlanState.KEPT: ("Kept", "plain"),
    PlanState.ORDERED: ("Ordered", "warning"),
    PlanState.DONE: ("Done", "positive"),
    PlanState.DROPPED: ("Dropped", "muted"),
}
_FULFILMENTS = {
    Fulfilment.IN_FULL: ("Done", "positive"),
    Fulfilment.IN_PART: ("In part", "warning"),
    Fulfilment.MORE: ("More than planned", "warning"),
    Fulfilment.NOT_YET: ("Not yet", "plain"),
    Fulfilment.THE_OTHER_WAY: ("The other way", "negative"),
    Fulfilment.NOT_TOLD: ("Not told", "muted"),
}
_ACTIONS = {TradeAction.BUY: "Buy", TradeAction.SELL: "Sell"}


def build_kept_plans(heads: Sequence[KeptPlan]) -> KeptPlansView:
    """The list, the newest first."""
    return KeptPlansView(_headline(heads), _explanation(heads), tuple(_row(head) for head in heads))


def build_carried_out(head: KeptPlan, seen: CarriedOut) -> CarriedView:
    """A plan beside the books, trade by trade."""
    since = f"Orders of {words.long_date(head.ordered_on)}" if head.ordered_on else f"Since {words.long_date(head.trade_date)}"
    return CarriedView(
        headline=f"{since}: {seen.headline}",
        rows=tuple(_carried(each, number) for number, each in enumerate(seen.trades)),
        notes=tuple(_cash(seen.cash)),
    )


def _headline(heads: Sequence[KeptPlan]) -> str:
    if not heads:
        return "No plan is kept yet."
    return f"{words.capitalized(words.counted(len(heads), 'plan'))} kept."


def _explanation(heads: Sequence[KeptPlan]) -> Rich:
    if not heads:
        return (("A plan that you keep stands here, with everything it was asked for.", False),)
    ordered = sum(head.state is PlanState.ORDERED for head in heads)
    if not ordered:
        return (("Mark a plan as ordered once its orders are given: what you import later is compared with it.", False),)
    if len(heads) == 1:
        return (("Its orders are given: what you import later is compared with it.", False),)
    wait = "waits for its" if ordered == 1 else "wait for their"
    return ((f"{ordered:,}", True), (f" of them {wait} orders to show in your books.", False))


def _row(head: KeptPlan) -> KeptPlanRow:
    state, tone = _STATES[head.state]
    ordered = f" {words.short_date(head.ordered_on, head.trade_date)}" if head.ordered_on else ""
    return KeptPlanRow(
        key=str(head.id),
        plan_id=head.id,
        name=head.name,
        day_text=words.long_date(head.trade_date),
        target=head.target,
        state_text=f"{state}{ordered}",
        tone=tone,
        carried_text=head.carried_out or words.NONE,
        can_order=head.state in (PlanState.DRAFT, PlanState.KEPT, PlanState.DROPPED),
        can_drop=head.state in (PlanState.DRAFT, PlanState.KEPT, PlanState.ORDERED),
        sort_values=(float(head.trade_date.toordinal()),),
    )


def _carried(each: CarriedTrade, number: int) -> CarriedRow:
    state, tone = _FULFILMENTS[each.fulfilment]
    trade = each.trade
    return CarriedRow(
        key=str(number),
        account=trade.account.name,
        action=_ACTIONS[trade.action],
        symbol=trade.symbol,
        planned_text=words.quantity(trade.quantity),
        done_text=words.quantity(each.quantity) if each.quantity else words.NONE,
        planned_price_text=words.price(trade.price),
        price_text=words.NONE if each.price is None else words.price(each.price),
        state_text=state,
        tone=tone,
        sentence=each.sentence,
        sort_values=(
            float(trade.quantity),
            float(each.quantity),
            float(trade.price),
            float(each.price) if each.price is not None else -1.0,
        ),
    )


def _cash(cash: Sequence[CashBeside]) -> Iterator[str]:
    for each in cash:
        if abs(each.difference) >= CENT:
            more = "more" if each.difference > 0 else "less"
            held, off = words.dollars_and_cents(each.held), words.dollars_and_cents(abs(each.difference))
            yield f"{each.account.name} holds {held} in cash, {off} {more} than planned."
