"""Shares that stand behind calls the investor wrote: once they are sold, the calls are covered no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from advisor.domain.portfolio import InstrumentKind, price_unit

_CALL = re.compile(r"(?P<root>[A-Z][A-Z0-9.]*?)\d{6}C\d{8}")


def shares_behind_calls(lines: Iterable[tuple[int, str, Decimal]]) -> Mapping[tuple[int, str], Decimal]:
    """Shares by account id and symbol.

    Args:
        lines: Account id, symbol and quantity of everything held; calls that were written have a quantity below 0.
    """
    behind: dict[tuple[int, str], Decimal] = {}
    for account, symbol, quantity in lines:
        call = _CALL.fullmatch(symbol)
        if call is not None and quantity < 0:
            key = account, call["root"]
            behind[key] = behind.get(key, Decimal(0)) - quantity * price_unit(InstrumentKind.OPTION)
    return behind
