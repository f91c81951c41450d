"""An option for each wish that a plan can heed."""

from __future__ import annotations

from collections.abc import Callable

import click

from advisor.cli.answering import ANY_PATH

_WISHES = (
    click.option("--cash", default="", help="New cash to invest; negative to withdraw."),
    click.option("--contribute", multiple=True, metavar="ACCOUNT=AMOUNT", help="Cash for one account; may be repeated."),
    click.option("--account", default="", help="Only this account."),
    click.option("--max-gain", default="", help="Realise at most this much net gain in taxable accounts."),
    click.option("--no-sell", default="", help="Symbols that must not be sold, separated by commas."),
    click.option("--no-buy", default="", help="Symbols that must not be bought, separated by commas."),
    click.option("--lock", "locked", default="", help="Symbols that must not be traded, separated by commas."),
    click.option("--buy-only", is_flag=True, help="Sell nothing."),
    click.option("--min-trade", "minimum_trade", default="", help="No smaller trade than this.  [default: 100]"),
    click.option("--max-trade", "maximum_trade", default="", help="No larger trade than this."),
    click.option("--turnover", default="", help="At most this share of the money changes place, as 10%."),
    click.option("--fractional", is_flag=True, help="Allow fractions of shares."),
    click.option("--lot-method", default="", help="minimum-tax (the usual), fifo, lifo, hifo, m1 or average-cost."),
    click.option("--bands", default="", help="How far a sleeve may wander: 5/25, 3 (points) or 2sigma; else as the target says."),
    click.option("--to", "destination", default="", help="Trade to the target, half-way, or to the edge of its band."),
    click.option("--company-max", default="", help="No company above this share through everything, as 5%."),
    click.option("--risk", type=click.FloatRange(min=0), help="What tracking error costs; 0 leaves it out.  [default: 4]"),
    click.option("--wash", default="", help="price: count washed losses at nothing (the usual); forbid: wash none."),
    click.option(
        "--prefer-bonds-in-ira", "prefer_location", is_flag=True, help="Bonds rather where their interest is not taxed."
    ),
    click.option("--candidates", default="", help="What may be bought: SYMBOL or SYMBOL=PRICE, separated by commas."),
    click.option("--fix", "fixed", type=ANY_PATH, help="A CSV of trades that are made as they stand; the rest is worked out."),
    click.option("--cost-per-trade", type=click.FloatRange(min=0), help="Dollars that a trade must be worth.  [default: 5]"),
    click.option("--spread", default="", help="Half the spread between bid and ask.  [default: 0.02%]"),
    click.option("--trade-date", type=click.DateTime(["%Y-%m-%d"]), help="The day of the trades (default: today)."),
    click.option("--time-limit", type=click.FloatRange(min=0.1), help="Seconds.  [default: 10]"),
)


def wishes(verb: Callable[..., object]) -> Callable[..., object]:
    """Give a verb an option for each wish, under the names of `TypedWishes`."""
    for option in reversed(_WISHES):
        verb = option(verb)
    return verb
