"""Numbers as people type them."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?")


def typed_number(text: str) -> Decimal | None:
    """ "$6,000", "-250.50", "−250", "1.0834"; None for nothing and for what is no number: a comma only groups thousands."""
    bare = text.strip().replace("−", "-").replace("$", "").replace(" ", "")
    if not _NUMBER.fullmatch(bare) or not any(sign.isdigit() for sign in bare):
        return None
    return Decimal(bare.replace(",", ""))
