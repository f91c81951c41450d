"""Where the investor's money stands: each sleeve against what leads and lags, over one window."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from advisor.domain.classification import EQUITY_SLEEVES, Sleeve
from advisor.presentation import labels, words
from advisor.presentation.rotation.leadership import tone_of
from advisor.presentation.rotation.symbol_words import SLEEVE_OF, ticker
from advisor.presentation.rotation.window_words import WINDOW_PHRASES
from advisor.presentation.views import Rich
from advisor.presentation.views.rotation import StandingRow, StandingView
from advisor.rotation.model import MarketRotation
from advisor.rotation.model_map import Quadrant, Step
from advisor.rotation.model_series import Window
from advisor.rotation.model_standing import MarketReturn, OwnReturn, SleeveStanding, Standing
from advisor.rotation.standing import STANDING_DEFINITION

_EMPTY = StandingView((), "", STANDING_DEFINITION, ())


def build_standing(market: MarketRotation, window: Window) -> StandingView:
    """The sleeves over a window, the total last; no rows without a portfolio."""
    standing = market.standings.get(window)
    if standing is None or not standing.sleeves:
        return _EMPTY
    quadrants = _quadrants(market)
    rows = [_row(market, each, standing.covered, quadrants.get(each.sleeve)) for each in standing.sleeves]
    return StandingView(
        sentence=_sentence(standing),
        note=" ".join(
            filter(None, (_note(standing), _diversified(market.diversification), *map(_own_return, market.own_returns)))
        ),
        definition=STANDING_DEFINITION,
        rows=(*sorted(rows, key=lambda row: -row.sort_values[1]), _total(standing)),
    )


def _sentence(standing: Standing) -> Rich:
    """ "Over 3 months small caps led with +10.3%: 1.0% of your money. …" Stocks are compared with stocks."""
    stocks = [each for each in standing.markets if each.sleeve in EQUITY_SLEEVES]
    span = words.capitalized(WINDOW_PHRASES[standing.window])
    yours = (words.share_change(standing.rate), True)
    if len(stocks) < 2:
        return ((f"{span} your money made ", False), yours, (".", False))
    first, last = stocks[0], stocks[-1]
    return (
        (f"{span} {_phrase(first)} led with {words.share_change(first.rate)}, where ", False),
        (f"{words.share_or_zero(first.weight_now * standing.covered)} of your money", True),
        (f" is; {_phrase(last)} came last with {words.share_change(last.rate)}, where ", False),
        (words.share_or_zero(last.weight_now * standing.covered), True),
        (" is.", False),
        *_compared(standing),
    )


def _compared(standing: Standing) -> Rich:
    theirs = standing.benchmark_rate
    if theirs is None:
        return ((f" Your sleeves together made {words.share_change(standing.rate)}.", False),)
    ahead = standing.rate - theirs
    than = "as much as" if abs(ahead) < 0.0005 else f"{words.points(ahead)} {'more' if ahead > 0 else 'less'} than"
    return ((f" Your sleeves together made {words.share_change(standing.rate)}, {than} the benchmark’s.", False),)


def _note(standing: Standing) -> str:
    dates = ""
    if standing.from_day is not None and standing.to_day is not None:
        dates = f"{words.date_span(standing.from_day, standing.to_day)}."
    if not standing.uncovered:
        return dates
    left_out = words.listed([labels.SLEEVE_PHRASES[sleeve] for sleeve in standing.uncovered])
    return f"{dates} {words.share_or_zero(1.0 - standing.covered)} of your money ({left_out}) has nothing that stands for it."


def _diversified(ratio: float | None) -> str:
    if ratio is None:
        return ""
    return (
        f"One by one your sleeves swing {ratio:.2f} times as much as together: the diversification ratio of what stands for "
        "them, on weekly returns of the last year; 1.00 would be all moving as one."
    )


def _own_return(own: OwnReturn) -> str:
    yearly = "" if own.yearly is None else f", and {words.share_change(own.yearly)} a year on what was paid in and out"
    span, rate = words.date_span(own.from_day, own.to_day), words.share_change(own.rate)
    return f"By its own statements of {span} “{own.account}” made {rate}, deposits and withdrawals left out{yearly}."


def _row(market: MarketRotation, each: SleeveStanding, covered: float, quadrant: Quadrant | None) -> StandingRow:
    return StandingRow(
        sleeve=each.sleeve.value,
        label=labels.SLEEVE_SHORT_LABELS[each.sleeve],
        symbol=each.symbol,
        share_text=words.share(each.weight_now * covered),
        quadrant="" if quadrant is None else quadrant.value,
        quadrant_text=words.NONE if quadrant is None else words.capitalized(quadrant.value),
        rate_text=words.share_change(each.rate),
        rate_tone=tone_of(each.rate),
        contribution_text=words.points_change(each.contribution),
        contribution_tone=tone_of(each.contribution),
        against_text=words.NONE if each.allocation is None else words.points_change(each.allocation),
        against_tone=tone_of(each.allocation),
        sort_values=(
            each.weight_now * covered,
            each.rate,
            each.contribution,
            -inf if each.allocation is None else each.allocation,
        ),
        tip=_tip(market, each),
    )


def _total(standing: Standing) -> StandingRow:
    ahead = None if standing.benchmark_rate is None else standing.rate - standing.benchmark_rate
    return StandingRow(
        sleeve="",
        label="Together",
        symbol="",
        share_text=words.share(standing.covered),
        quadrant="",
        quadrant_text="",
        rate_text=words.share_change(standing.rate),
        rate_tone=tone_of(standing.rate),
        contribution_text=words.points_change(standing.rate),
        contribution_tone=tone_of(standing.rate),
        against_text=words.NONE if ahead is None else words.points_change(ahead),
        against_tone=tone_of(ahead),
        sort_values=(standing.covered, standing.rate, standing.rate, -inf if ahead is None else ahead),
        tip=STANDING_DEFINITION,
        is_total=True,
    )


def _tip(market: MarketRotation, each: SleeveStanding) -> str:
    if not each.symbol:
        return "Counted as earning nothing: no fund of Treasury bills is on file for this span."
    return f"Return of {ticker(market, each.symbol)}, which stands for it. Share at the start: {words.share(each.weight_before)}."


def _quadrants(market: MarketRotation) -> Mapping[Sleeve, Quadrant]:
    """Where each sleeve stands on the weekly map."""
    sleeves = next((universe for universe in market.universes if universe.id == "sleeves"), None)
    if sleeves is None or Step.WEEK not in sleeves.maps:
        return {}
    tails = sleeves.maps[Step.WEEK].tails(points=1)
    return {SLEEVE_OF[tail.symbol]: tail.points[-1].quadrant for tail in tails if tail.symbol in SLEEVE_OF}


def _phrase(market: MarketReturn) -> str:
    return labels.SLEEVE_PHRASES[market.sleeve]
