"""The sentences over the Rotation page: who leads by how much, since when, and what the dates are."""

from __future__ import annotations

from datetime import date

from advisor.domain import ages
from advisor.domain.classification import EQUITY_SLEEVES
from advisor.presentation import words
from advisor.presentation.rotation.market_lines import Lead, base_day, lead_since
from advisor.presentation.rotation.symbol_words import SLEEVE_OF
from advisor.presentation.views import Rich
from advisor.presentation.views.rotation import RotationHead
from advisor.rotation.model import MarketRotation, RotationReport
from advisor.rotation.model_map import Quadrant, Step
from advisor.rotation.model_regime import Regime

_NO_SEVEN = "The seven cannot be told from the other 493 yet."
_REFRESH = "There are no closes of the seven or of the S&P 500 on file. Refresh to ask for them."


def build_head(report: RotationReport, since: date | None, *, today: date) -> RotationHead:
    """Headline and explanation counted from a day, or from the first mark; `today` decides whether the closes are old."""
    market = report.market
    lead = lead_since(market, since or base_day(market, report.marks))
    source = "" if market.is_live else ", as they came with the program"
    made = market.synthesis
    return RotationHead(
        headline=_NO_SEVEN if lead is None else headline(lead),
        explanation=((_REFRESH, False),) if lead is None else _explanation(market, lead),
        dates_text=f"Closes to {words.long_date(market.as_of)}{source}",
        is_stale=ages.prices_are_stale(market.as_of, today),
        notes=tuple(dict.fromkeys((*market.notes, *(made.notes if made else ())))),
    )


def headline(lead: Lead) -> str:
    """ "The other 493 lead the seven by 7.4 points since Jan 2." """
    day = words.short_date(lead.since, lead.to)
    if lead.is_level:
        return f"The other 493 and the seven are level since {day}."
    first, second = ("The other 493", "the seven") if lead.points > 0 else ("The seven", "the other 493")
    return f"{first} lead {second} by {words.points(lead.points)} since {day}."


def _explanation(market: MarketRotation, lead: Lead) -> Rich:
    runs: list[tuple[str, bool]] = [
        (words.share_change(lead.rest), True),
        (" against ", False),
        (words.share_change(lead.seven), True),
        (f" to {words.short_date(lead.to, lead.since)}.", False),
    ]
    votes = _votes(market.regime)
    if votes:
        runs.append((f" {votes}", False))
    lagging = _lagging(market)
    if lagging is not None:
        runs += [(" ", False), (f"{words.whole_share(lagging)} of your money", True), (" is in stocks that lag.", False)]
    return tuple(runs)


def _votes(regime: Regime) -> str:
    """ "One of five votes says that the market broadens, two that it narrows." """
    cast = [vote.lean for vote in regime.votes if vote.lean is not None]
    if not cast:
        return ""
    ahead, behind = cast.count(1), cast.count(-1)
    whole = words.count_word(len(cast))
    says = words.plural(ahead, "says", "say")
    narrows = f"{words.count_word(behind)} that it narrows"
    return f"{words.capitalized(words.count_word(ahead))} of {whole} votes {says} that the market broadens, {narrows}."


def _lagging(market: MarketRotation) -> float | None:
    """The part of the money in sleeves of stocks that stand in the lagging quadrant; None without a portfolio or a map."""
    sleeves = next((universe for universe in market.universes if universe.id == "sleeves"), None)
    if sleeves is None or not sleeves.weights or Step.WEEK not in sleeves.maps:
        return None
    behind = {tail.symbol for tail in sleeves.maps[Step.WEEK].tails(points=1) if tail.points[-1].quadrant is Quadrant.LAGGING}
    stocks = {symbol for symbol in sleeves.weights if SLEEVE_OF.get(symbol) in EQUITY_SLEEVES}
    return sum(sleeves.weights[symbol] for symbol in behind & stocks) if stocks else None
