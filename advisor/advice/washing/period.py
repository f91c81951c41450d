"""The 61 days around a sale at a loss (IRC section 1091)."""

from __future__ import annotations

from datetime import date, timedelta

from advisor.domain.portfolio import InstrumentKind

EITHER_SIDE = timedelta(days=30)

# Coins are no securities under section 1091, and section 1256 contracts are exempt by 1256(f)(5). An option on a share may wash
# a loss on the share, but no file tells which share it is on for sure: options are left out, and the investor is told.
WASHABLE = frozenset({InstrumentKind.SECURITY, InstrumentKind.STOCK, InstrumentKind.FUND, InstrumentKind.BOND})


def is_near(purchase: date, sale: date) -> bool:
    """Whether a purchase lies within 30 days before or after a sale, by trade date."""
    return abs(purchase - sale) <= EITHER_SIDE
