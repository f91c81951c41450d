"""The case for a broadening market beside the case against it: only what the closes on file say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from advisor.presentation import words
from advisor.presentation.rotation.market_lines import lead_since
from advisor.presentation.rotation.window_words import WINDOW_PHRASES
from advisor.presentation.views import Side
from advisor.presentation.views.rotation import SidesView
from advisor.rotation.model import MarketRotation
from advisor.rotation.model_regime import WalkForward
from advisor.rotation.model_series import Window
from advisor.rotation.returns import line_returns

_LONG_YEARS = 5
_LEVEL = 0.0005
_NOTHING = "Nothing on file speaks for it now."
_NO_HISTORY = "There is too little on file to say what followed such a market before."
_ENDING = "What followed before need not follow again."


def market_sides(market: MarketRotation) -> SidesView:
    """For, against, and what neither can know."""
    ahead, behind = _windows(market)
    votes = [(vote.name, vote.lean) for vote in market.regime.votes if vote.lean]
    broadening = [name for name, lean in votes if lean == 1]
    narrowing = [name for name, lean in votes if lean == -1]
    pro = [_led("The other 493", "the seven", ahead), _voted(broadening)]
    contra = [_led("The seven", "the other 493", behind), _voted(narrowing), _long_run(market)]
    return SidesView(
        (
            Side("trending-up", "positive", "For a broadening market", _joined(pro)),
            Side("trending-down", "negative", "Against it", _joined(contra)),
            Side("circle-question-mark", "muted", "Not known", _not_known(market.followed)),
        )
    )


def _windows(market: MarketRotation) -> tuple[list[Window], list[Window]]:
    """Windows over which the other 493 returned more than the seven, and those over which they returned less."""
    made = market.synthesis
    if made is None:
        return [], []
    rest, seven = line_returns(made.rest, market.as_of), line_returns(made.seven, market.as_of)
    ahead: list[Window] = []
    behind: list[Window] = []
    for window in Window:
        one, other = rest[window].rate, seven[window].rate
        if one is not None and other is not None and abs(one - other) >= _LEVEL:
            (ahead if one > other else behind).append(window)
    return ahead, behind


def _led(first: str, second: str, windows: Sequence[Window]) -> str:
    if not windows:
        return ""
    spans = words.listed([WINDOW_PHRASES[window] for window in windows], at_most=len(Window))
    return f"{first} are ahead of {second} {spans}."


def _voted(names: Sequence[str]) -> str:
    if not names:
        return ""
    told = words.listed([f"“{name}”" for name in names], at_most=4)
    return f"{told} {words.plural(len(names), 'says', 'say')} so."


def _long_run(market: MarketRotation) -> str:
    """What the seven made of a dollar over years, where they made more: who left them early went without."""
    last = market.as_of
    since = date(last.year - _LONG_YEARS, last.month, min(last.day, 28))
    lead = lead_since(market, since)
    if lead is None or lead.points >= 0 or (last - lead.since).days < 365 * _LONG_YEARS - 10:
        return ""
    years = words.count_word(_LONG_YEARS)
    rest, seven = words.share_change(lead.rest), words.share_change(lead.seven)
    return f"Over {years} years the seven returned {seven}, the other 493 {rest}: whoever left early went without it."


def _not_known(followed: Sequence[WalkForward]) -> str:
    told = [table.sentence for table in followed if table.sentence]
    return f"{told[0]} {_ENDING}" if told else _NO_HISTORY


def _joined(sentences: Sequence[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence) or _NOTHING
