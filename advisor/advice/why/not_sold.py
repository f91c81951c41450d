"""Why something is not sold, or no more of it: a holding of what there is too much of, or a loss."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from advisor.advice.lots import lots_held
from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import NotMade
from advisor.advice.model.request import PlanPosition
from advisor.advice.why.rule_broken import rule_broken
from advisor.advice.why.trial import Made, Trial, first_units, left_of, try_selling, units_for
from advisor.advice.wording import SLEEVE_WORDS, dollars, percent, sentence, sleeve_is
from advisor.domain.classification import Sleeve
from advisor.domain.money import ZERO
from advisor.domain.portfolio import TaxType

# So many holdings are told of, at most, for each of the two questions.
_MOST = 3

# A holding is expected to be sold for a sleeve when this fraction of it lies there.
_ENOUGH_OF_A_SLEEVE = 0.25

# Shares of the portfolio: below the first nothing is worth a sentence, above the second a distance is visible.
_WORTH_SAYING = 0.002
_VISIBLE = 0.0005

# A holding that is this much of one company is that company.
_WHOLLY = 0.995

Lots = tuple[tuple[int, Decimal], ...]


def surplus_kept(made: Made) -> Iterator[NotMade]:
    """The largest holdings of the sleeve that lies furthest above its target, as far as the plan keeps them."""
    household, after = made.household, made.outcome.after.sleeves
    above = {sleeve: after[sleeve] - weight for sleeve, weight in household.target.sleeves.items() if sleeve is not Sleeve.CASH}
    if not above:
        return
    sleeve = max(above, key=lambda each: above[each])
    if above[sleeve] < _WORTH_SAYING:
        return
    kept = [
        (_money_left(made, position) * position.sleeves.get(sleeve, 0.0), position)
        for position in household.request.positions
        if position.sleeves.get(sleeve, 0.0) >= _ENOUGH_OF_A_SLEEVE
    ]
    for money, position in sorted(kept, key=lambda each: -each[0])[:_MOST]:
        if money >= _WORTH_SAYING * float(household.value):
            yield _not_sold(made, position, _why_keep_surplus(made, position, sleeve))


def limits_exceeded(made: Made) -> Iterator[NotMade]:
    """Holdings that the plan leaves above their own target, and those of a company above the limit."""
    target, value = made.household.target, float(made.household.value)
    for position in made.household.request.positions:
        kept = _money_left(made, position)
        beyond = kept - target.instruments.get(position.symbol, 1.0) * value
        if target.company_max is not None:
            exceeded = (
                (weight - target.company_max) * value
                for company, weight in made.outcome.after.companies.items()
                if position.contents.companies.get(company, 0.0) >= _WHOLLY
            )
            beyond = max(beyond, min(kept, max(exceeded, default=0.0)))
        if beyond >= _WORTH_SAYING * value:
            rule = _rule_against(made, position)
            yield _not_sold(made, position, rule or sentence(_because_of(made, position, _try_money(made, position, beyond))))


def losses_kept(made: Made) -> Iterator[NotMade]:
    """The largest losses in taxable accounts that the plan does not take."""
    found = []
    for position in made.household.request.positions:
        if position.account.tax_type is TaxType.TAXABLE and position.tradable:
            lots, loss = _losing(made, position)
            saving = loss * made.household.request.taxes.long_term[0].rate
            if loss > 0 and float(saving) > 2 * made.household.request.costs.per_trade:
                found.append((loss, position, lots))
    for loss, position, lots in sorted(found, key=lambda each: -each[0])[:_MOST]:
        yield _not_sold(made, position, _why_keep_loss(made, position, lots, loss))


def _not_sold(made: Made, position: PlanPosition, reason: str) -> NotMade:
    sold = any(order.position is position for order in made.orders.sales)
    told = f"No more is sold: {reason[0].lower()}{reason[1:]}" if sold else reason
    return NotMade(position.account, TradeAction.SELL, position.symbol, told)


def _money_left(made: Made, position: PlanPosition) -> float:
    return float(sum((units for _, units in left_of(made, position)), ZERO) * position.unit_value)


def _losing(made: Made, position: PlanPosition) -> tuple[Lots, Decimal]:
    """Lots left that are worth less than they cost, and by how much."""
    held, losing, loss = lots_held(position, made.household.request.lot_method), [], ZERO
    for place, units in left_of(made, position):
        lot = held[place]
        if lot.cost_basis is not None and lot.cost_basis > lot.quantity * position.unit_value:
            losing.append((place, units))
            loss += units * (lot.cost_basis / lot.quantity - position.unit_value)
    return tuple(losing), loss


def _why_keep_surplus(made: Made, position: PlanPosition, sleeve: Sleeve) -> str:
    household = made.household
    if (rule := _rule_against(made, position)) is not None:
        return rule
    share, weight = made.outcome.after.sleeves[sleeve], household.target.sleeves[sleeve]
    surplus = share - weight
    inside = surplus <= household.half_widths[sleeve] + _VISIBLE
    trial = _try_money(made, position, surplus * float(household.value) / position.sleeves[sleeve])
    if inside and trial.total > 0:
        band = f"{sleeve_is(sleeve)} {percent(share)} after the plan, inside the band around {percent(weight)}"
        return sentence(f"{band}{_what_more_would_cost(trial)}")
    return sentence(_because_of(made, position, trial))


def _try_money(made: Made, position: PlanPosition, money: float) -> Trial:
    """Sell for so much more, as far as there is any."""
    left = left_of(made, position)
    units = units_for(made.household, money, position.unit_value, at_least=True)
    there_is = max(ZERO, sum((each for _, each in left), ZERO) - position.pledged)
    return try_selling(made, position, first_units(left, min(units, there_is)))


def _what_more_would_cost(trial: Trial) -> str:
    return f"; selling {dollars(trial.value)} more would cost {dollars(Decimal(trial.tax))} in tax" if trial.tax >= 1 else ""


def _why_keep_loss(made: Made, position: PlanPosition, lots: Lots, loss: Decimal) -> str:
    if (rule := _rule_against(made, position)) is not None:
        return f"There is a loss of {dollars(loss)}, but {rule[0].lower()}{rule[1:]}"
    trial = try_selling(made, position, lots)
    washed = trial.outcome.tax.disallowed - made.outcome.tax.disallowed
    opening = f"there is a loss of {dollars(loss)}"
    if washed >= loss / 2:
        return sentence(f"{opening}, of which {dollars(min(washed, loss))} would not count (wash sale)")
    if trial.total > 0 and trial.tax <= -1:
        away = SLEEVE_WORDS[max(position.sleeves, key=lambda each: position.sleeves[each])]
        return sentence(
            f"{opening} that would save {dollars(Decimal(-trial.tax))} of tax, but without {position.symbol} the portfolio lies "
            f"further from its target in {away}, and nothing that may be bought replaces it well enough"
        )
    return sentence(f"{opening}; {_because_of(made, position, trial)}")


def _rule_against(made: Made, position: PlanPosition) -> str | None:
    """A rule that keeps the position from being sold, or sold in full, whatever it would bring; a whole sentence."""
    request = made.household.request
    line = made.household.fixed_trade(position.account, TradeAction.SELL, position.symbol)
    rules = (
        (not position.tradable, "It cannot be priced or traded here."),
        (_is_all_pledged(made, position), "Shares of it stand behind calls that you wrote."),
        (position.symbol in request.locked, "It is locked."),
        (position.symbol in request.no_sell, "It is on the no-sell list."),
        (line is not None and line.quantity > 0, "You set this line yourself."),
        (line is not None and line.quantity == 0, "You struck this sale out."),
        (request.buy_only, "The plan only buys."),
        (
            position.value < request.minimum_trade,
            f"It is worth less than the minimum trade of {dollars(request.minimum_trade)}.",
        ),
        (
            position.symbol in {order.candidate.symbol for order in made.orders.purchases},
            "The plan buys it in another account: selling it here would undo that.",
        ),
    )
    return next((sentence for applies, sentence in rules if applies), None)


def _is_all_pledged(made: Made, position: PlanPosition) -> bool:
    """Whether what the plan leaves stands behind calls, but for a fraction of a share."""
    sold = sum((order.quantity for order in made.orders.sales if order.position is position), ZERO)
    return position.pledged > 0 and sold >= position.most_to_sell(made.household.request.whole_shares)


def _because_of(made: Made, position: PlanPosition, trial: Trial) -> str:
    """What forcing the sale showed, without capital and full stop."""
    price = f"selling {dollars(trial.value)} of it"
    if (broken := rule_broken(made, trial, price)) is not None:
        return broken
    baseless = any(lot.cost_basis is None for lot in lots_held(position, made.household.request.lot_method))
    if baseless and position.account.tax_type is TaxType.TAXABLE and trial.tax >= 1:
        return f"its cost is not known: {price} could cost up to {dollars(Decimal(trial.tax))} in tax"
    if trial.closer < 1:
        return f"{price} would bring the portfolio no closer to its target, whatever is bought there instead"
    if trial.total <= 0:
        return f"{price} {_left_open(made, trial)}"
    cost = f"{dollars(Decimal(trial.tax))} in tax" if trial.tax >= 1 else f"{dollars(Decimal(trial.cost))} in trading"
    return f"{price} would cost {cost}, and coming closer by it counts for {dollars(Decimal(trial.closer))}"


def _left_open(made: Made, trial: Trial) -> str:
    """What is said of a trade that the numbers speak for: it is small, or the rules on whole plans stand against it."""
    if trial.total > -1:
        return "would make no difference that counts"
    if -trial.total <= made.gap:
        return f"would better the plan by {dollars(Decimal(-trial.total))}, which is less than the search settles"
    return "would pay by itself, but not together with the rest of the plan"
