"""The Advice page: from a target to trades, with both sides of the matter."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal

from advisor.advice.model.plan import Plan
from advisor.advice.model.taxes import Term
from advisor.domain.classification import EQUITY_SLEEVES, Sleeve
from advisor.domain.portfolio import TaxType
from advisor.exposure.model import MeasuredPortfolio
from advisor.presentation import freshness, labels, sentences, words
from advisor.presentation.both_sides import both_sides
from advisor.presentation.trade_rows import trade_rows
from advisor.presentation.views import AdviceView, DumbbellRow, Rich

_LIMITS_SAID = 2
_TOO_LITTLE = frozenset({words.NONE, "<0.1%"})


def build_advice(plan: Plan, measured: MeasuredPortfolio) -> AdviceView:
    """A plan as the Advice page shows it."""
    dates = freshness.price_dates(measured.portfolio)
    return AdviceView(
        headline=plan_headline(plan),
        explanation=(*sentences.only_account(measured), *plan_explanation(plan)),
        dumbbells=sleeve_rows_of(plan),
        costs=_costs(plan),
        costs_note=_costs_note(plan),
        sides=both_sides(plan, measured),
        trades=trade_rows(plan),
        warnings=plan.warnings,
        footer_text=f"To reach your target. {sentences.NO_ADVICE} {_wash_sales(plan)}".rstrip(),
        dates_text=f"Prices {words.date_span(*dates)}" if dates else "",
    )


def tax_text(plan: Plan) -> str:
    """ "$461", or "at least $461" where the cost of something sold is not known."""
    tax = words.dollars(plan.tax.estimated_tax)
    return tax if plan.tax.complete else f"at least {tax}"


def plan_headline(plan: Plan) -> str:
    """What a plan does, in one sentence."""
    if not plan.trades:
        return "No trade brings you closer to your target."
    trades = words.capitalized(words.counted(len(plan.trades), "trade"))
    take = "takes" if len(plan.trades) == 1 else "take"
    before, after = _seven_of_stocks(plan.before), _seven_of_stocks(plan.after)
    if before is None or after is None or words.whole_share(before) == words.whole_share(after):
        gap = f"{words.share_or_zero(plan.gap_before)} to {words.share_or_zero(plan.gap_to_target)}"
        return f"{trades} {take} the gap to your target from {gap} of your money."
    return f"{trades} {take} the seven from {words.whole_share(before)} to {words.whole_share(after)} of your stocks."


def _seven_of_stocks(sleeves: Mapping[Sleeve, float]) -> float | None:
    stocks = sum(weight for sleeve, weight in sleeves.items() if sleeve in EQUITY_SLEEVES)
    return sleeves.get(Sleeve.MEGA_CAP_TECH, 0.0) / stocks if stocks > 0 else None


def plan_explanation(plan: Plan) -> Rich:
    """Its tax and how much money it moves."""
    if not plan.trades:
        return (
            (
                f"The gap to {plan.target.name} is {words.share_or_zero(plan.gap_to_target)} of your money.{_rest_of_gap(plan)}",
                False,
            ),
        )
    return (
        ("Estimated tax ", False),
        (tax_text(plan), True),
        (f"{_terms(plan)}. ", False),
        (words.share(plan.turnover), True),
        (f" of your money changes place.{_rest_of_gap(plan)}", False),
    )


def _terms(plan: Plan) -> str:
    terms = {lot.term for trade in plan.trades if trade.account.tax_type is TaxType.TAXABLE for lot in trade.lots}
    return f", all {labels.TERM_LABELS[terms.pop()]}" if len(terms) == 1 and Term.UNKNOWN not in terms else ""


def _rest_of_gap(plan: Plan) -> str:
    inside = all(low <= plan.after.get(sleeve, 0.0) <= high for sleeve, (_, low, high) in _bands(plan).items())
    return " The rest of the gap lies inside your bands." if inside and plan.gap_to_target > 0 else ""


def _bands(plan: Plan) -> dict[Sleeve, tuple[float, float, float]]:
    """Target, low and high end of the band of each sleeve that has a target."""
    bands = {}
    for sleeve, target in plan.target.sleeves.items():
        half = plan.half_widths.get(sleeve, plan.target.half_width(sleeve))
        bands[sleeve] = (target, target - half, target + half)
    return bands


def sleeve_rows_of(plan: Plan) -> tuple[DumbbellRow, ...]:
    """Each sleeve before, after, and where the target wants it; those that print as nothing are left out."""
    bands = _bands(plan)
    rows = []
    for sleeve in Sleeve:
        before, after = plan.before.get(sleeve, 0.0), plan.after.get(sleeve, 0.0)
        target, low, high = bands.get(sleeve, (None, 0.0, 0.0))
        if {words.share(before), words.share(after), words.share(target or 0.0)} - _TOO_LITTLE:
            rows.append(
                DumbbellRow(
                    sleeve=sleeve.value,
                    label=labels.SLEEVE_SHORT_LABELS[sleeve],
                    before=before,
                    after=after,
                    target=target,
                    band_low=low,
                    band_high=high,
                    before_text=words.share(before),
                    after_text=words.share(after),
                    target_text=words.NONE if target is None else words.trimmed_share(target),
                )
            )
    return tuple(rows)


def _costs(plan: Plan) -> tuple[tuple[str, str], ...]:
    cash = sum(plan.cash_after.values(), Decimal(0))
    rows = [("Changes place", words.dollars(plan.changes_place)), ("Cash afterwards", words.dollars(cash))]
    if plan.tax.short_term_gain:
        rows.append(("Short-term gain", words.dollar_change(plan.tax.short_term_gain)))
    if plan.tax.long_term_gain:
        rows.append(("Long-term gain", words.dollar_change(plan.tax.long_term_gain)))
    rows.append(("Estimated tax", tax_text(plan)))
    rows.append(("Gap to target", f"{words.share_or_zero(plan.gap_before)} → {words.share_or_zero(plan.gap_to_target)}"))
    return tuple(rows)


def _costs_note(plan: Plan) -> str:
    if not math.isfinite(plan.optimality_gap):
        certificate = "How near this is to the best plan is not known."
    elif plan.optimality_gap < 1:
        certificate = "No plan is better by a dollar or more."
    else:
        certificate = f"Within ${math.ceil(plan.optimality_gap):,} of the best plan there is."
    unsaid = len(plan.binding) - _LIMITS_SAID
    more = [f"{words.capitalized(words.counted(unsaid, 'more limit'))} like these."] if unsaid > 0 else []
    return " ".join([certificate, *(_sentence(text) for text in plan.binding[:_LIMITS_SAID]), *more])


def _sentence(text: str) -> str:
    return f"{words.capitalized(text.rstrip('. '))}."


def _wash_sales(plan: Plan) -> str:
    gains = [lot.gain for trade in plan.trades if trade.account.tax_type is TaxType.TAXABLE for lot in trade.lots]
    if any(gain is not None and gain < 0 for gain in gains):
        return "Something is sold at a loss: buying it within 30 days, in any account, would be a wash sale."
    if not plan.trades or None in gains:
        return ""
    return "No wash sale: nothing is sold at a loss."
