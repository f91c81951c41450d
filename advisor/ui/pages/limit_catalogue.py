"""The limits that an investor may set beyond the fields in sight."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.advice.model.defaults import (
    DEFAULT_COST_PER_TRADE,
    DEFAULT_MINIMUM_TRADE,
    DEFAULT_SPREAD,
    DEFAULT_TIME_LIMIT,
)
from advisor.advice.model.target import Destination
from advisor.advice.model.taxes import LotMethod
from advisor.advice.model.washing import WashPolicy
from advisor.domain.portfolio import Account
from advisor.ui.pages.limit_fields import Choice, ChosenLimit, Limit, TypedLimit
from advisor.ui.pages.plan_typing import as_percent

_STRONGLY = "20.0"


def all_limits() -> Iterator[Limit]:
    """Every limit that concerns the whole plan, in the order of their fields."""
    yield from _trade_limits()
    yield from _aims()
    yield from _ways()
    yield from _costs()


def _trade_limits() -> Iterator[Limit]:
    yield TypedLimit(
        "no_sell", "Never sell", "VTI, AAPL", "Symbols the plan must not sell, separated by commas", "Never sell {}".format
    )
    yield TypedLimit(
        "no_buy", "Never buy", "QQQ, NVDA", "Symbols the plan must not buy, separated by commas", "Never buy {}".format
    )
    yield TypedLimit(
        "minimum_trade",
        "Smallest trade",
        f"${DEFAULT_MINIMUM_TRADE}",
        "Smaller trades are not proposed",
        "No trade under {}".format,
    )
    yield TypedLimit(
        "maximum_trade", "Largest trade", "no limit", "Larger trades are not proposed, in dollars", "No trade over {}".format
    )
    yield TypedLimit(
        "max_turnover",
        "Changes place at most",
        "no limit",
        "The most of your money that may change place, for example 20%",
        lambda text: f"At most {as_percent(text)} changes place",
    )
    yield ChosenLimit("buy_only", "Sales", (Choice("", "Allowed"), Choice("yes", "None: buy only", "Buy only")),
                      "Whether the plan may sell at all")  # fmt: skip
    yield TypedLimit(
        "company_max",
        "One company at most",
        "as the target says",
        "No company above this share of your money, through every fund, for example 5%",
        lambda text: f"No company over {as_percent(text)}",
    )


def _aims() -> Iterator[Limit]:
    yield TypedLimit(
        "band",
        "Bands",
        "as the target says",
        "How far a part may lie from its target before it counts: 5/25 (points / percent of the target), 3 (points), or 2 sigma",
        "Bands of {}".format,
    )
    yield ChosenLimit(
        "destination",
        "Brought back",
        (
            Choice("", "As the target says"),
            Choice(Destination.TARGET, "To the target", "Back to the target"),
            Choice(Destination.HALF_WAY, "Half-way", "Half-way back to the target"),
            Choice(Destination.EDGE, "To the band’s edge", "Back to the edge of the band"),
        ),
        "How far a part that left its band is brought back",
    )
    yield ChosenLimit(
        "risk_price",
        "Tracking error counts",
        (
            Choice("", "As usual"),
            Choice("0.0", "Not at all", "Tracking error does not count"),
            Choice(_STRONGLY, "Strongly", "Tracking error counts strongly"),
        ),
        "How much it matters that the whole moves like the target",
    )
    yield ChosenLimit(
        "prefer_location",
        "Bonds",
        (Choice("", "In any account"), Choice("yes", "Rather tax-deferred", "Bonds rather in tax-deferred accounts")),
        "Whether bonds had better lie where their interest is not taxed every year",
    )


def _ways() -> Iterator[Limit]:
    yield ChosenLimit(
        "lot_method",
        "Lots sold",
        (
            Choice("", "Least tax"),
            Choice(LotMethod.FIFO, "Oldest first", "Oldest lots first"),
            Choice(LotMethod.LIFO, "Newest first", "Newest lots first"),
            Choice(LotMethod.HIFO, "Highest cost first", "Lots of the highest cost first"),
            Choice(LotMethod.M1, "M1’s order", "Lots in M1’s order"),
            Choice(LotMethod.AVERAGE_COST, "Average cost", "Lots at average cost"),
        ),
        "Which lots a sale takes",
    )
    yield ChosenLimit(
        "wash_policy",
        "Wash sales",
        (Choice("", "Count at nothing"), Choice(WashPolicy.FORBID, "Avoid", "No wash sale")),
        "Whether a loss that a wash sale takes back may be in the plan at all",
    )


def _costs() -> Iterator[Limit]:
    yield TypedLimit(
        "cost_per_trade",
        "Cost per trade",
        f"${DEFAULT_COST_PER_TRADE:g}",
        "What a trade has to be worth, fees included, in dollars",
        "{} a trade".format,
    )
    yield TypedLimit(
        "spread",
        "Half the spread",
        f"{DEFAULT_SPREAD:.2%}",
        "Part of a trade’s value that its spread costs",
        lambda text: f"Spread {as_percent(text)}",
    )
    yield ChosenLimit(
        "time_limit",
        "Search at most",
        (
            Choice("", f"{DEFAULT_TIME_LIMIT:g} seconds"),
            Choice("3", "3 seconds", "Search for 3 seconds"),
            Choice("30", "30 seconds", "Search for 30 seconds"),
            Choice("60", "1 minute", "Search for 1 minute"),
            Choice("300", "5 minutes", "Search for 5 minutes"),
        ),
        "The best plan found by then is shown",
    )


def contribution(key: str, account: Account) -> Limit:
    """What goes into one account."""
    return TypedLimit(
        key,
        f"Into {account.name}",
        "$0",
        f"Dollars that go into {account.name} with this plan; a minus sign takes money out",
        lambda text: f"{text} into {account.name}",
    )
