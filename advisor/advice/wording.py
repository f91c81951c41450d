"""How the advice room writes money, shares and sleeves in its sentences."""

from __future__ import annotations

from advisor.domain import amounts
from advisor.domain.classification import Sleeve

dollars = amounts.dollars
exact_dollars = amounts.dollars_and_cents
shares = amounts.quantity

SLEEVE_WORDS = {
    Sleeve.MEGA_CAP_TECH: "the seven",
    Sleeve.SP493: "the other S&P 500 companies",
    Sleeve.MID_CAP: "mid caps",
    Sleeve.SMALL_CAP: "small caps",
    Sleeve.US_OTHER: "other US companies",
    Sleeve.INTERNATIONAL: "international stocks",
    Sleeve.FIXED_INCOME: "bonds",
    Sleeve.CASH: "cash",
    Sleeve.ALTERNATIVES: "alternatives",
    Sleeve.UNCLASSIFIED: "what is not classified",
}
_SINGULAR = {Sleeve.CASH, Sleeve.UNCLASSIFIED}


def percent(fraction: float) -> str:
    """A share: "5.9%", "12%"; "under 0.1%" where it would print as nothing."""
    if 0 < fraction < 0.0005:
        return "under 0.1%"
    text = f"{abs(fraction) * 100:.1f}".removesuffix(".0")
    return f"{amounts.MINUS if fraction <= -0.0005 else ''}{text}%"


def sleeve_is(sleeve: Sleeve) -> str:
    """The sleeve with its verb: "mid caps are", "cash is"."""
    return f"{SLEEVE_WORDS[sleeve]} {'is' if sleeve in _SINGULAR else 'are'}"


def sentence(text: str) -> str:
    """With a capital at the start and a full stop at the end."""
    return f"{text[0].upper()}{text[1:]}."


def listed(names: list[str], most: int = 4) -> str:
    """ "A, B and C"; beyond `most` names "A, B, C, D and 3 more"."""
    shown = names if len(names) <= most else [*names[:most], f"{len(names) - most} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
