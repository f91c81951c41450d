"""Where a monthly contribution goes, month by month."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from advisor.advice.model.contributions import Contributions, MonthlyStep
from advisor.advice.model.target import TargetModel
from advisor.advice.targets import for_portfolio
from advisor.domain.classification import Sleeve
from advisor.domain.money import ZERO
from advisor.exposure.model import MeasuredPortfolio
from advisor.presentation import labels, words
from advisor.presentation.sentences import seven_of_stocks
from advisor.presentation.typed_numbers import typed_number
from advisor.presentation.views import Rich
from advisor.presentation.views.monthly import MonthlyView, MonthRow

_MOST_BUYS, _MOST_OUTSIDE = 6, 2


def build_monthly(found: Contributions, amount: Decimal, wished: TargetModel, measured: MeasuredPortfolio) -> MonthlyView:
    """The months as the Advice page shows them."""
    exposure = measured.exposure
    today = {sleeve: part.weight for sleeve, part in exposure.sleeves.items()} if exposure is not None else {}
    target = for_portfolio(wished, today)
    headline, _, outlook = found.sentence.partition(": ")
    return MonthlyView(
        headline=f"{headline.rstrip('.')}.",
        explanation=_explanation(found, amount, words.capitalized(outlook)),
        rows=tuple(_row(step, target, today) for step in found.steps),
        bought=tuple((symbol, words.dollars(value)) for symbol, value in found.bought),
        reached="" if found.reached is None else str(found.reached),
    )


def typed_amount(text: str) -> tuple[Decimal | None, str]:
    """The amount of each month, or what is wrong with it; None and no words before anything is typed."""
    if not text.strip():
        return None, ""
    amount = typed_number(text)
    if amount is None:
        return None, "Type an amount, such as $1,000."
    return (amount, "") if amount > 0 else (None, "A contribution is more than nothing.")


def _explanation(found: Contributions, amount: Decimal, outlook: str) -> Rich:
    months = words.numbered(len(found.steps), "month")
    spent = sum((value for _, value in found.bought), ZERO)
    return (
        (words.dollars(amount), True),
        (" a month for ", False),
        (months, True),
        (
            f" buys {words.dollars(spent)} of funds at today’s prices; nothing is sold, and no tax is due. {outlook}".rstrip(),
            False,
        ),
    )


def _row(step: MonthlyStep, target: TargetModel, today: Mapping[Sleeve, float]) -> MonthRow:
    spent = sum((trade.value for trade in step.trades), ZERO)
    after = step.after.sleeves
    return MonthRow(
        key=str(step.month),
        day_text=words.long_date(step.day),
        buys_text=_buys(step),
        spent_text=words.dollars(spent),
        cash_text=words.dollars_and_cents(step.cash_left),
        seven_text=words.share(seven_of_stocks(after)),
        gap_text=words.share_or_zero(step.gap),
        outside_text=_outside(step, _MOST_OUTSIDE),
        outside_tip=_outside(step, len(Sleeve)),
        after=tuple(_after(sleeve, today, after, target) for sleeve in Sleeve if _is_worth_saying(sleeve, after, target)),
        sort_values=(float(step.month), float(spent), float(step.cash_left), seven_of_stocks(after), step.gap),
    )


def _buys(step: MonthlyStep) -> str:
    if not step.trades:
        return "Nothing: it waits in cash"
    bought: dict[str, Decimal] = {}
    for trade in step.trades:
        bought[trade.symbol] = bought.get(trade.symbol, ZERO) + trade.quantity
    return words.listed([f"{words.quantity(quantity)} {symbol}" for symbol, quantity in bought.items()], _MOST_BUYS)


def _outside(step: MonthlyStep, at_most: int) -> str:
    return words.capitalized(words.listed([labels.SLEEVE_PHRASES[sleeve] for sleeve in step.outside], at_most)) or "None"


def _is_worth_saying(sleeve: Sleeve, after: Mapping[Sleeve, float], target: TargetModel) -> bool:
    return max(after.get(sleeve, 0.0), target.sleeves.get(sleeve, 0.0)) >= 0.0005


def _after(sleeve: Sleeve, today: Mapping[Sleeve, float], after: Mapping[Sleeve, float], target: TargetModel) -> tuple[str, str]:
    told = f"{words.share_or_zero(today.get(sleeve, 0.0))} → {words.share_or_zero(after.get(sleeve, 0.0))}"
    aimed = target.sleeves.get(sleeve)
    aim = "" if aimed is None or sleeve in target.kept else f", target {words.share_or_zero(aimed)}"
    return labels.SLEEVE_SHORT_LABELS[sleeve], f"{told}{aim}"
