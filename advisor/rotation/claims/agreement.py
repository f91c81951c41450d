"""When a number agrees with what a claim states."""

from __future__ import annotations

from decimal import Decimal

from advisor.domain.claims import Claim
from advisor.rotation.claims.arguments import Arguments


def agrees(claim: Claim, arguments: Arguments, value: float) -> bool:
    """Within the tolerance of the stated number where there is one; beyond the threshold that the arguments name otherwise."""
    found = Decimal(str(round(value, 9)))  # through text: 206.96 is to be 206.96, not its nearest binary fraction
    if claim.stated is not None and claim.tolerance is not None:
        return abs(found - claim.stated) <= claim.tolerance
    if "at_most" in arguments:
        return found <= Decimal(arguments.text("at_most"))
    return found >= Decimal(arguments.text("at_least"))
