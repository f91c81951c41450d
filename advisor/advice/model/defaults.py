"""What counts where the investor says nothing."""

from __future__ import annotations

from decimal import Decimal

DEFAULT_TIME_LIMIT = 10.0  # seconds
DEFAULT_MINIMUM_TRADE = Decimal(100)  # account currency
DEFAULT_COST_PER_TRADE = 5.0  # dollars
DEFAULT_SPREAD = 0.0002  # half of it, fraction of a trade's value
DEFAULT_RISK_PRICE = 4.0  # as `PlanRequest.risk_price`

# Without an income, these stand for the federal brackets that most taxable accounts are in.
DEFAULT_SHORT_RATE = Decimal("0.24")
DEFAULT_LONG_RATE = Decimal("0.15")
DEFAULT_LOSS_LIMIT = Decimal(3000)  # dollars a year
DEFAULT_CARRIED_LOSS_VALUE = Decimal("0.05")  # fraction of a dollar of loss
