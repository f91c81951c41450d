"""What a swap rides on, where the list tells it by the name of a share it also holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from advisor.domain.fund_holdings import HoldingLine, LineKind

_WORDS_OF_SWAPS = re.compile(r"\b(TOTAL RETURN|EQUITY|SWAPS?|TRS)\b|[^A-Z0-9 ]")


def with_underlyings(lines: Sequence[HoldingLine]) -> tuple[HoldingLine, ...]:
    """The lines; a swap without ticker and numbers has those of the share that is called alike ("TESLA INC SWAP")."""
    shares = {_bare(line.name): line for line in lines if line.kind is LineKind.SHARE and line.symbol}
    return tuple(_told(line, shares.get(_bare(line.name))) for line in lines)


def _bare(name: str) -> str:
    return " ".join(_WORDS_OF_SWAPS.sub(" ", name.upper()).split())


def _told(line: HoldingLine, share: HoldingLine | None) -> HoldingLine:
    if line.kind is not LineKind.SWAP or share is None or line.symbol or line.cusip or line.isin:
        return line
    same = replace(line, symbol=share.symbol, cusip=share.cusip, isin=share.isin)
    return replace(same, sector=share.sector, is_foreign=share.is_foreign, country=share.country)
