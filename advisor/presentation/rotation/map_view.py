"""The rotation map of one universe."""

from __future__ import annotations

import numpy as np

from advisor.domain.classification import Sleeve
from advisor.presentation import labels, words
from advisor.presentation.rotation.symbol_words import SECTOR_OF_NAME, SLEEVE_OF, benchmark_phrase, color_key
from advisor.presentation.views import MapPoint, RotationMapView
from advisor.rotation.model import MarketRotation, Universe
from advisor.rotation.model_map import Quadrant, RotationMap, Step
from advisor.rotation.relative_strength import METHODS, OURS, RATES, rotation_map

TAIL = 8
_NOTHING = {
    "holdings": "Nothing of yours has closes on file. Import a positions file, then refresh.",
    "themes": "No company of a theme has closes on file. Refresh to ask for them.",
}
_NO_CLOSES = "There are no closes for this map on file. Refresh to ask for them."
_MOST_REASONS = 3
_SHORT_METHODS = {RATES.id: "Rate of change"}
_BY_ID = {method.id: method for method in METHODS}
METHOD_CHOICES = tuple((method.id, _SHORT_METHODS.get(method.id, method.name)) for method in METHODS)
_NEEDS = "A point needs {needs} steps with closes."
_CAUSAL = "No point moves once its week is over: it knows only closes up to its own day. The week that runs still moves."
_NOT_DRAWN = "Bonds and cash stand far off and are not drawn."
_SHORT = {"RSP": "Equal weight"}
_UNSETTLED = "{names}: under three years of closes, so the first weeks still weigh in."


def build_map(market: MarketRotation, universe: Universe, step: Step, method: str = OURS.id) -> RotationMapView:
    """Every point of a universe, with the investor's shares where there are any.

    Args:
        method: Id of the way to compute the axes.

    Raises:
        KeyError: There is no such way.
    """
    found = map_of(market, universe, step, method)
    if found is None or not len(found.symbols):
        return _nothing_to_show(universe, step, _NOTHING.get(universe.id, _NO_CLOSES))
    first_end = found.first_end
    if first_end is None:
        return _nothing_to_show(universe, step, _reasons(found))
    return RotationMapView(
        accessible_name=_spoken(universe, found),
        days=found.days,
        points=tuple(_point(universe, found, row) for row, symbol in enumerate(found.symbols) if _is_drawn(universe, symbol)),
        benchmark_label=benchmark_phrase(market, found.benchmark),
        step=step,
        first_end=first_end,
        running=found.running,
        tail=TAIL,
    )


def map_of(market: MarketRotation, universe: Universe, step: Step, method: str) -> RotationMap | None:
    """The universe's map by any of the ways; those that are not ours are computed when they are asked for."""
    found = universe.maps.get(step)
    if found is None or method == found.method.id:
        return found
    return rotation_map(market.panel, universe.symbols, found.benchmark, step, _BY_ID[method])


def map_notes(market: MarketRotation, universe: Universe, step: Step, method: str = OURS.id) -> tuple[str, ...]:
    """What a tail is, and what cannot be seen in the map as of its last step, in sentences."""
    found = map_of(market, universe, step, method)
    if found is None:
        return ()
    caption = f"Tails of {TAIL} {words.plural(2, step.value)}, against {benchmark_phrase(market, found.benchmark)}."
    if found.first_end is None:
        return (caption,)
    missing = tuple(dict.fromkeys(found.why_missing().values()))
    if len(missing) > _MOST_REASONS:
        missing = (*missing[: _MOST_REASONS - 1], f"{len(missing) - _MOST_REASONS + 1} more have too few closes.")
    unsettled = [_label(universe, tail.symbol) for tail in found.tails(points=1) if not tail.points[-1].settled]
    young = (_UNSETTLED.format(names=words.listed(unsettled)),) if unsettled else ()
    left_out = (_NOT_DRAWN,) if any(not _is_drawn(universe, symbol) for symbol in found.symbols) else ()
    return (caption, *missing, *young, *left_out)


def map_explanation(method: str) -> tuple[str, ...]:
    """How the map is computed, and what the other ways would say otherwise, in paragraphs."""
    chosen = _BY_ID[method]
    formula = f"{chosen.name}. {chosen.formula}. B is the benchmark. {_NEEDS.format(needs=chosen.needs)}"
    others = (f"{each.name}: {each.compared}" for each in METHODS if each is not chosen)
    return (chosen.definition, formula, _CAUSAL, *others)


def _point(universe: Universe, found: RotationMap, row: int) -> MapPoint:
    symbol = found.symbols[row]
    share = universe.weights.get(symbol)
    is_reference = universe.id == "sleeves" and not _stands_for_sleeve(universe, symbol)
    return MapPoint(
        key=symbol,
        label=_label(universe, symbol),
        color_key="muted" if is_reference else color_key(symbol, _name(universe, symbol), is_owned=share is not None),
        strength=found.ratio[row],
        momentum=found.momentum[row],
        share=share,
        share_text="" if share is None else f"{words.share_or_zero(share)} of your money",
    )


def _name(universe: Universe, symbol: str) -> str:
    return universe.names.get(symbol, symbol)


def _label(universe: Universe, symbol: str) -> str:
    """As short as it can be told from the others: holdings by their ticker, sleeves and sectors by their short names."""
    if universe.id == "holdings":
        return symbol
    if universe.id == "sleeves" and _stands_for_sleeve(universe, symbol):
        return labels.SLEEVE_SHORT_LABELS[SLEEVE_OF[symbol]]
    sector = SECTOR_OF_NAME.get(_name(universe, symbol).casefold())
    return _SHORT.get(symbol, _name(universe, symbol)) if sector is None else labels.SECTOR_SHORT_LABELS[sector]


def _stands_for_sleeve(universe: Universe, symbol: str) -> bool:
    """Whether it is the first of the universe for its sleeve; others of the same are references beside it."""
    sleeve = SLEEVE_OF.get(symbol)
    return sleeve is not None and next(each for each in universe.symbols if SLEEVE_OF.get(each) is sleeve) == symbol


def _is_drawn(universe: Universe, symbol: str) -> bool:
    """Against stocks, bonds and bills stand so far off that nothing else could be told apart."""
    return universe.id != "sleeves" or SLEEVE_OF.get(symbol) not in (Sleeve.FIXED_INCOME, Sleeve.CASH)


def _nothing_to_show(universe: Universe, step: Step, why: str) -> RotationMapView:
    return RotationMapView(f"Rotation map, {universe.name}", np.empty(0, np.int64), (), "", step, nothing=why)


def _reasons(found: RotationMap) -> str:
    reasons = list(dict.fromkeys(found.why_missing().values()))
    return " ".join(reasons[:_MOST_REASONS]) or _NO_CLOSES


def _spoken(universe: Universe, found: RotationMap) -> str:
    """ "Rotation map, sleeves: small cap leading, the seven lagging" as of the last step."""
    placed = [
        f"{_label(universe, tail.symbol)} {tail.points[-1].quadrant.value}"
        for tail in found.tails(points=1)
        if tail.points[-1].quadrant is not Quadrant.LEVEL and _is_drawn(universe, tail.symbol)
    ]
    told = f": {words.listed(placed, at_most=8)}" if placed else ""
    return f"Rotation map, {universe.name.casefold()}{told}"
