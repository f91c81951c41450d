"""How a check says no."""

from __future__ import annotations

from decimal import Decimal

from advisor.domain.errors import PlanNotSoundError

_HINT = "The plan is kept back, and nothing has changed. Ask for it anew, or with other limits."


def demand(kept: bool, fault: str) -> None:
    """Go on only where a plan is in order.

    Args:
        kept: Whether it is.
        fault: What is wrong otherwise, as a sentence.

    Raises:
        PlanNotSoundError: It is not.
    """
    if not kept:
        raise PlanNotSoundError(fault, _HINT)


def demand_equal(stated: Decimal, true: Decimal, what: str) -> None:
    """Two amounts of money are the same to the cent.

    Raises:
        PlanNotSoundError: They are not.
    """
    demand(stated == true, f"The plan states {stated} as {what}; worked out again it is {true}.")


def demand_close(stated: float, true: float, what: str, within: float) -> None:
    """Two fractions, or amounts of analysis, agree within `within`.

    Raises:
        PlanNotSoundError: They do not.
    """
    fault = f"The plan states {stated:.8g} as {what}; worked out again it is {true:.8g}."
    demand(abs(stated - true) <= within, fault)
