"""What the form of a symbol tells."""

from __future__ import annotations

import re

_MUTUAL_FUND = re.compile(r"[A-Z]{4}X")


def is_mutual_fund(symbol: str) -> bool:
    """Whether it is spelled as US mutual funds are: five letters, the last an X."""
    return _MUTUAL_FUND.fullmatch(symbol) is not None
