"""The portable portfolio format: one JSON object with everything the books hold, which no broker's limits apply to.

    {"format": "advisor-portfolio", "version": 1, "as_of": DAY,
     "accounts": [{"name", "broker", "number_masked", "tax_type", "currency", "owner", "as_of": DAY,
       "cash": MONEY, "cash_parts": [POSITION],
       "positions": [{"symbol", "cusip", "name", "kind", "quantity", "price", "value", "cost_basis", "currency",
                      "lots": [{"acquired": DAY, "quantity", "cost_basis"}]}],
       "transactions": [{"date": DAY, "settled": DAY, "kind", "action", "symbol", "name", "quantity", "price", "fees", "amount",
                         "currency", "instrument"}]}],
     "targets": [{"format": "advisor-target", ...}], "overrides": [{"symbol", "sleeve", "sector"}]}

Days are ISO 8601, numbers decimal text, what is not known null. The words of `tax_type`, `kind` and `instrument` are those of
`TaxType`, `InstrumentKind` and `TransactionKind`. `value`, `cost_basis` and `cash` are in the account's currency, signs as in
`advisor.domain.statement`. `cash` is all money of the account; where it is not one plain balance, `cash_parts` stands beside it
and adds up to it. `as_of` of the whole is the oldest of the accounts'. A reader passes over keys that it does not know.
"""

from __future__ import annotations

FORMAT = "advisor-portfolio"
VERSION = 1

CASH_NAME = "Cash"  # of the position that `cash` alone stands for
