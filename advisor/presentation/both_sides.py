""" "Read both sides": what speaks for a plan, what against it, and what it cannot know. Only what can be worked out now."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from advisor.advice.model.plan import Plan
from advisor.domain.classification import Sleeve
from advisor.domain.portfolio import TaxType
from advisor.exposure.model import MeasuredPortfolio
from advisor.presentation import words
from advisor.presentation.views import Side

_MOVE = Decimal("0.30")
# Below this an effect prints as "less than $100" and argues for nothing.
_SMALLEST_EFFECT = Decimal(50)


def both_sides(plan: Plan, measured: MeasuredPortfolio) -> tuple[Side, ...]:
    """For, against, and not known, whichever way the plan moves the seven."""
    return sides_of_money(plan, measured.portfolio.total_value)


def sides_of_money(plan: Plan, total: Decimal) -> tuple[Side, ...]:
    """As `both_sides`, for a plan that moves `total` account currency."""
    before, after = _moved(plan.before, total), _moved(plan.after, total)
    falls = f"If the seven fell 30%, you would lose {words.about_dollars(before)} as you are, {words.about_dollars(after)} after."
    rises = f"If the seven gained 30%, you would gain {words.about_dollars(abs(before - after))} {_more_or_less(before, after)}."
    deeper = f"If the seven fell 30%, you would lose {words.about_dollars(abs(before - after))} more."
    closer, further = _gap(plan)
    taxes = f"{_taxes(plan)} {further}".strip()
    if not plan.trades:
        pro, contra = "Nothing is traded: no tax, no cost.", further
    elif abs(before - after) < _SMALLEST_EFFECT:
        pro, contra = closer or "The seven stay as they are.", taxes or "Every trade costs its spread."
    elif after < before:
        pro, contra = f"{falls} {closer}".rstrip(), f"{rises} {taxes}"
    else:
        pro, contra = f"{rises} {closer}".rstrip(), f"{deeper} {taxes}"
    return (
        Side("trending-up", "positive", "For", pro),
        Side("trending-down", "negative", "Against", contra.rstrip()),
        Side("circle-question-mark", "muted", "Not known to the plan", _not_known(plan)),
    )


def _gap(plan: Plan) -> tuple[str, str]:
    """What the gap to the target says for the plan, and what against it; one of them is empty."""
    before, after = words.share_or_zero(plan.gap_before), words.share_or_zero(plan.gap_to_target)
    if before == after:
        return "", f"The gap to your target stays at {after} of your money."
    sentence = f"The gap to your target goes from {before} to {after} of your money."
    return (sentence, "") if plan.gap_to_target < plan.gap_before else ("", sentence)


def _moved(sleeves: Mapping[Sleeve, float], total: Decimal) -> Decimal:
    """What a 30% move of the seven is worth, account currency."""
    return _MOVE * total * Decimal(repr(float(sleeves.get(Sleeve.MEGA_CAP_TECH, 0.0))))


def _more_or_less(before: Decimal, after: Decimal) -> str:
    return "less" if after < before else "more"


def _taxes(plan: Plan) -> str:
    if plan.tax.estimated_tax <= 0:
        return "" if plan.tax.complete else "What selling costs in tax is not known in full."
    tax = words.dollars(plan.tax.estimated_tax)
    return f"Selling costs {'an estimated' if plan.tax.complete else 'at least'} {tax} in tax this year."


def _not_known(plan: Plan) -> str:
    lots = [lot for trade in plan.trades if trade.account.tax_type is TaxType.TAXABLE for lot in trade.lots]
    cost = " What some of the shares cost is not in the books." if any(lot.gain is None for lot in lots) else ""
    day = " When some of the shares were bought is not in the books." if any(lot.acquired is None for lot in lots) else ""
    return f"Accounts elsewhere, your needs.{cost}{day}"
