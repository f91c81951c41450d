"""What leaving the seven costs, which losses could be realised, and where new money goes, as JSON and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.advice.model.contributions import Contributions
from advisor.advice.model.curve import RotationCurve
from advisor.advice.model.harvest import HarvestView, LosingLot, LossSaving, Replacement
from advisor.presentation import sentences, words
from advisor.presentation.json_values import Json, day_text, money_number


def curve_json(curve: RotationCurve) -> Json:
    """Tax, cost, turnover and tracking error against concentration removed; shares are fractions of the portfolio."""
    return {
        "today": curve.today,
        "aimed": curve.aimed,
        "complete": curve.complete,
        "points": [
            {
                "level": point.level,
                "share": point.share,
                "removed": point.removed,
                "cost": money_number(point.cost),
                "estimated_tax": money_number(point.plan.tax.estimated_tax),
                "trading_cost": money_number(point.plan.trading_cost),
                "turnover": point.plan.turnover,
                "tracking_error": point.plan.shape_after.tracking_error,
                "trades": len(point.plan.trades),
            }
            for point in curve.points
        ],
        "marks": [{"kind": mark.kind.value, "place": mark.place, "sentence": mark.sentence} for mark in curve.marks],
    }


def curve_lines(curve: RotationCurve) -> Iterator[str]:
    """A line for each point, then what is worth a name."""
    yield "The seven   Tax and cost   Changes place"
    for point in curve.points:
        yield f"{words.share(point.share):>9} {words.dollars(point.cost):>14} {words.share(point.plan.turnover):>15}"
    yield from (mark.sentence for mark in curve.marks)
    yield sentences.NO_ADVICE


def harvest_json(harvest: HarvestView) -> Json:
    """Every loss worth a look, most dollars first."""
    return {
        "lots": [_losing_lot(lot) for lot in harvest.lots],
        "together": _saving(harvest.together),
        "left_out": harvest.left_out,
        "left_out_loss": money_number(harvest.left_out_loss),
        "notes": list(harvest.notes),
    }


def harvest_lines(harvest: HarvestView) -> Iterator[str]:
    """A line for each lot, then what all of them would do."""
    for lot in harvest.lots:
        instead = f"; {lot.replacements[0].symbol} keeps most of it" if lot.replacements else ""
        yield (
            f"{lot.account.name:<22} {lot.symbol:<8} {words.quantity(lot.quantity):>10} loses {words.dollars(lot.saving.loss)},"
            f" worth {words.dollars(lot.saving.net)}{instead}. Not to be bought until {words.long_date(lot.do_not_buy_until)}."
        )
        yield from (f"  {note}" for note in lot.notes)
    if harvest.lots:
        loss, saved = words.dollars(harvest.together.loss), words.dollars(harvest.together.tax_saved)
        yield f"All together: {loss} of losses, {saved} of tax saved this year."
    else:
        yield "No loss is worth realising."
    yield from harvest.notes
    yield sentences.NO_ADVICE


def contributions_json(spread: Contributions) -> Json:
    """Each month's purchases, at today's prices."""
    return {
        "months": [
            {
                "month": step.month,
                "day": day_text(step.day),
                "trades": [
                    {
                        "account": trade.account.name,
                        "action": trade.action.value,
                        "symbol": trade.symbol,
                        "quantity": money_number(trade.quantity),
                        "value": money_number(trade.value),
                    }
                    for trade in step.trades
                ],
                "cash_left": money_number(step.cash_left),
                "gap": step.gap,
                "outside": [sleeve.value for sleeve in step.outside],
            }
            for step in spread.steps
        ],
        "bought": {symbol: money_number(value) for symbol, value in spread.bought},
        "reached": spread.reached,
        "sentence": spread.sentence,
    }


def contributions_lines(spread: Contributions) -> Iterator[str]:
    """A line for each month, then when the bands are reached."""
    for step in spread.steps:
        bought = ", ".join(f"{words.quantity(trade.quantity)} {trade.symbol}" for trade in step.trades) or "nothing"
        yield f"{step.day.isoformat()}: {bought}; gap {words.share_or_zero(step.gap)}."
    yield spread.sentence
    yield sentences.NO_ADVICE


def _losing_lot(lot: LosingLot) -> Json:
    return {
        "account": lot.account.name,
        "symbol": lot.symbol,
        "name": lot.name,
        "acquired": day_text(lot.acquired),
        "quantity": money_number(lot.quantity),
        "price": money_number(lot.price),
        "value": money_number(lot.value),
        "cost_basis": money_number(lot.cost_basis),
        "term": lot.term.value,
        **_saving(lot.saving),
        "replacements": [_replacement(each) for each in lot.replacements],
        "do_not_buy": sorted(lot.do_not_buy),
        "do_not_buy_until": day_text(lot.do_not_buy_until),
        "notes": list(lot.notes),
    }


def _saving(saving: LossSaving) -> Json:
    return {
        "loss": money_number(saving.loss),
        "washed": money_number(saving.washed),
        "against_gains": money_number(saving.against_gains),
        "against_income": money_number(saving.against_income),
        "carried": money_number(saving.carried),
        "tax_saved": money_number(saving.tax_saved),
        "later_worth": money_number(saving.later_worth),
        "cost": money_number(saving.cost),
        "net": money_number(saving.net),
    }


def _replacement(each: Replacement) -> Json:
    return {
        "symbol": each.symbol,
        "name": each.name,
        "price": money_number(each.price),
        "companies": each.companies,
        "sleeves": each.sleeves,
        "sectors": each.sectors,
        "likeness": each.likeness.value,
        "expense": each.expense,
    }
