"""The Advice page: from a target to trades, with both sides of the matter."""

from __future__ import annotations

from advisor.advice.model.plan import Plan
from advisor.advice.model.taxes import Term
from advisor.domain.portfolio import TaxType
from advisor.exposure.model import MeasuredPortfolio
from advisor.presentation import freshness, labels, sentences, words
from advisor.presentation.before_after import bands_of, company_rows_of, sector_rows_of, sleeve_rows_of
from advisor.presentation.both_sides import both_sides
from advisor.presentation.plan_costs import costs_note, costs_of, tax_text
from advisor.presentation.plan_notes import binding_rows, not_made_rows, rule_price_rows, window_rows
from advisor.presentation.sentences import seven_of_stocks
from advisor.presentation.trade_rows import NO_MARKS, LineMarks, trade_rows
from advisor.presentation.views import AdviceView, Rich

_WORKSHEET = "worksheet"


def build_advice(plan: Plan, measured: MeasuredPortfolio, marks: LineMarks = NO_MARKS) -> AdviceView:
    """A plan as the Advice page shows it.

    Args:
        marks: What the investor typed and locked in it.
    """
    dates = freshness.price_dates(measured.portfolio)
    return AdviceView(
        headline=plan_headline(plan),
        explanation=(*sentences.only_account(measured), *plan_explanation(plan), *_by_hand(marks)),
        dumbbells=sleeve_rows_of(plan),
        sectors=sector_rows_of(plan),
        companies=company_rows_of(plan),
        costs=costs_of(plan),
        costs_note=costs_note(plan),
        sides=both_sides(plan, measured),
        trades=trade_rows(plan, marks),
        warnings=plan.warnings,
        not_made=not_made_rows(plan),
        binding=binding_rows(plan),
        rule_prices=rule_price_rows(plan),
        windows=window_rows(plan),
        problems=plan.problems,
        footer_text=f"To reach your target. {sentences.NO_ADVICE} {_wash_sales(plan)}".rstrip(),
        dates_text=f"Prices {words.date_span(*dates)}" if dates else "",
    )


def _by_hand(marks: LineMarks) -> Rich:
    typed = len(marks.typed)
    return ((f" {words.capitalized(words.counted(typed, 'line'))} edited by hand.", False),) if typed else ()


def plan_headline(plan: Plan) -> str:
    """What a plan does, in one sentence."""
    if not plan.trades and plan.search.found_by == _WORKSHEET:
        return "No trades in this worksheet yet."
    if not plan.trades:
        return "No trade brings you closer to your target."
    trades = words.capitalized(words.counted(len(plan.trades), "trade"))
    take = "takes" if len(plan.trades) == 1 else "take"
    before, after = words.whole_share(seven_of_stocks(plan.before)), words.whole_share(seven_of_stocks(plan.after))
    if before == after:
        gap = f"{words.share_or_zero(plan.gap_before)} to {words.share_or_zero(plan.gap_to_target)}"
        return f"{trades} {take} the gap to your target from {gap} of your money."
    return f"{trades} {take} the seven from {before} to {after} of your stocks."


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
    inside = all(low <= plan.after.get(sleeve, 0.0) <= high for sleeve, (_, low, high) in bands_of(plan).items())
    return " The rest of the gap lies inside your bands." if inside and plan.gap_to_target > 0 else ""


def _wash_sales(plan: Plan) -> str:
    gains = [lot.gain for trade in plan.trades if trade.account.tax_type is TaxType.TAXABLE for lot in trade.lots]
    if any(gain is not None and gain < 0 for gain in gains):
        return "Something is sold at a loss: buying it within 30 days, in any account, would be a wash sale."
    if not plan.trades or None in gains:
        return ""
    return "No wash sale: nothing is sold at a loss."
