"""The answer of `rotation`: the market's state with every figure's day and definition."""

from __future__ import annotations

import math
from collections.abc import Mapping

from advisor.presentation import words
from advisor.presentation.json_ledger import claim_json, event_json, figure_json, valuation_json
from advisor.presentation.json_values import Json, day_text
from advisor.rotation.model import MarketRotation, RotationReport, Universe
from advisor.rotation.model_breadth import Breadth
from advisor.rotation.model_map import Step
from advisor.rotation.model_regime import Regime, WalkForward
from advisor.rotation.model_series import Window, WindowReturn
from advisor.rotation.model_signals import Signal
from advisor.rotation.model_standing import OwnReturn, Standing
from advisor.rotation.model_synthesis import Synthesis

_LARGE = "S&P 500"


def rotation_json(report: RotationReport) -> Json:
    """Everything the Rotation page knows. Returns, shares and weights are fractions; levels of the map stand around 100."""
    market = report.market
    return {
        "as_of": day_text(market.as_of),
        "is_live": market.is_live,
        "regime": market.regime.state.value,
        "regime_details": _regime(market.regime),
        "followed": [_followed(table) for table in market.followed],
        "signals": [_signal(signal) for signal in market.signals],
        "leadership": [_leader(market, symbol) for symbol in market.panel.symbols if symbol in market.returns],
        "rotation_map": [point for universe in market.universes for point in _points(universe)],
        "breadth": _breadth(market),
        "synthesis": None if market.synthesis is None else _synthesis(market.synthesis),
        "standing": {window.value: _standing(standing) for window, standing in market.standings.items()},
        "diversification_ratio": market.diversification,
        "own_returns": [_own_return(own) for own in market.own_returns],
        "themes": [
            {"id": each.theme.id, "name": each.theme.name, "weight": each.weight, "high": each.high, "value": float(each.value)}
            for each in market.themes
        ],
        "figures": [figure_json(figure) for figure in report.figures.values()],
        "valuations": [valuation_json(each) for each in report.valuations],
        "claims": [claim_json(claim) for claim in report.claims],
        "events": [event_json(entry) for entry in report.events],
        "notes": list(market.notes),
    }


def rotation_text(report: RotationReport) -> str:
    """The regime, the signals and the leaders of the year in lines."""
    market = report.market
    lines = [market.regime.sentence, ""]
    lines += [f"{signal.state.value:<16} {signal.name}: {signal.sentence}" for signal in market.signals]
    year = {symbol: windows[Window.YEAR_TO_DATE].rate for symbol, windows in market.returns.items()}
    ranked = sorted(((rate, symbol) for symbol, rate in year.items() if rate is not None), reverse=True)
    lines += ["", "Since the year began:"]
    lines += [f"  {words.share_change(rate):>8}  {market.names.get(symbol, symbol)}" for rate, symbol in ranked]
    return "\n".join([*lines, "", f"Closes to {words.long_date(market.as_of)}.", *market.notes])


def _leader(market: MarketRotation, symbol: str) -> Json:
    return {
        "symbol": symbol,
        "name": market.names.get(symbol, symbol),
        "returns": _returns(market.returns[symbol]),
        **_falls_and_captures(market, symbol),
    }


def _own_return(own: OwnReturn) -> Json:
    return {
        "account": own.account,
        "from": day_text(own.from_day),
        "to": day_text(own.to_day),
        "return": own.rate,
        "yearly": own.yearly,
        "paid_in": own.paid_in,
    }


def _regime(regime: Regime) -> Json:
    return {
        "as_of": day_text(regime.as_of),
        "since": day_text(regime.since),
        "score": regime.score,
        "rule": regime.rule,
        "sentence": regime.sentence,
        "votes": [{"signal": vote.signal, "lean": vote.lean, "why": vote.why} for vote in regime.votes],
    }


def _followed(table: WalkForward) -> Json:
    rows = [
        {
            "state": None if row.state is None else row.state.value,
            "months": row.months,
            "weeks": row.weeks,
            "separate": row.separate,
            "median": row.median,
            "positive": row.positive,
            "enough": row.enough,
        }
        for row in table.rows
    ]
    return {"name": table.name, "definition": table.definition, "caution": table.caution, "rows": rows}


def _signal(signal: Signal) -> Json:
    return {
        "id": signal.id,
        "name": signal.name,
        "value": signal.value,
        "unit": signal.unit.value,
        "threshold": signal.threshold,
        "state": signal.state.value,
        "as_of": day_text(signal.as_of),
        "since": day_text(signal.since),
        "rule": signal.rule,
        "sentence": signal.sentence,
        "definition": signal.definition,
        "criteria": [{"name": c.name, "value": c.value, "limit": c.limit, "met": c.met} for c in signal.criteria],
        "notes": list(signal.notes),
    }


def _returns(windows: Mapping[Window, WindowReturn]) -> Json:
    return {window.value: found.rate for window, found in windows.items()}


def _falls_and_captures(market: MarketRotation, symbol: str) -> Json:
    """Percent of the S&P 500's rising and falling months; falls as fractions of the highest close before."""
    capture, fall = market.captures.get(symbol), market.drawdowns.get(symbol)
    return {
        "up_capture": None if capture is None else capture.up,
        "down_capture": None if capture is None else capture.down,
        "drawdown": None if fall is None else fall.now,
        "deepest_drawdown": None if fall is None else fall.deepest,
    }


def _points(universe: Universe) -> list[Json]:
    found = universe.maps.get(Step.WEEK)
    if found is None:
        return []
    return [
        {
            "universe": universe.id,
            "symbol": tail.symbol,
            "name": universe.names.get(tail.symbol, tail.symbol),
            "rs_ratio": tail.points[-1].ratio,
            "rs_momentum": tail.points[-1].momentum,
            "quadrant": tail.points[-1].quadrant.value,
            "as_of": day_text(tail.points[-1].day),
            "final": tail.points[-1].final,
            "settled": tail.points[-1].settled,
        }
        for tail in found.tails(points=1)
    ]


def _breadth(market: MarketRotation) -> Json:
    """The S&P 500's latest shares on top, every index below."""
    indices = {each.name: _latest(each) for each in market.breadth}
    first: Json = indices.get(_LARGE, {"above_50d": None, "above_200d": None, "members": 0})
    ahead = {name: shares.latest for name, shares in market.beating.items()}
    beating = {name: None if share is None else share.share for name, share in ahead.items()}
    return first | {"indices": indices, "ahead_of_index": beating}


def _latest(breadth: Breadth) -> Json:
    latest = {days: shares.latest for days, shares in breadth.above.items()}
    any_share = next((share for share in latest.values() if share is not None), None)
    line = breadth.advance_decline.line
    return {
        **{f"above_{days}d": None if share is None else share.share for days, share in latest.items()},
        "members": 0 if any_share is None else any_share.counted + any_share.left_out,
        "as_of": None if any_share is None else day_text(any_share.day),
        "new_highs": None if breadth.new_highs.latest is None else breadth.new_highs.latest.part,
        "new_lows": None if breadth.new_lows.latest is None else breadth.new_lows.latest.part,
        "advance_decline_line": float(line[-1]) if len(line) else None,
        "notes": list(breadth.notes),
    }


def _synthesis(synthesis: Synthesis) -> Json:
    difference = synthesis.difference
    weight = synthesis.seven_weight.values
    return {
        "seven_weight": None if not len(weight) or math.isnan(weight[-1]) else float(weight[-1]),
        "mean_absolute_difference": None if difference is None else difference.mean_absolute,
        "largest_difference": None if difference is None else difference.largest,
        "months": 0 if difference is None else len(difference.months),
        "notes": list(synthesis.notes),
    }


def _standing(standing: Standing) -> Json:
    return {
        "from": day_text(standing.from_day),
        "to": day_text(standing.to_day),
        "return": standing.rate,
        "benchmark_return": standing.benchmark_rate,
        "covered": standing.covered,
        "sleeves": {
            each.sleeve.value: {"return": each.rate, "weight_before": each.weight_before, "contribution": each.contribution}
            for each in standing.sleeves
        },
    }
