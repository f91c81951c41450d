"""What of a holdings list was not understood, in its publisher's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.domain.fund_holdings import HoldingLine, LineKind
from advisor.market.issuers.lines import ReadLine

_MOST = 8  # of one sort


def not_understood(headings: Iterable[str], reads: Sequence[ReadLine], lines: Sequence[HoldingLine]) -> tuple[str, ...]:
    """Headings, asset classes and sectors that say nothing to the program, and derivatives that do not say what they ride on.

    Args:
        reads, lines: The same lines, before and after weighing.
    """
    pairs = list(zip(reads, lines, strict=True))
    return (
        *_told("column", headings),
        *_told("asset class", (read.unknown_class for read in reads)),
        *_told("sector", (read.unknown_sector for read in reads)),
        *_told("what it rides on:", (line.name for line in lines if _rides_on_nothing(line))),
        *_told("how much it moves:", (line.name for read, line in pairs if _moves_nothing(read, line))),
    )


def _rides_on_nothing(line: HoldingLine) -> bool:
    return line.kind is LineKind.SWAP and not (line.symbol or line.cusip or line.isin)


def _moves_nothing(read: ReadLine, line: HoldingLine) -> bool:
    return line.kind.is_derivative and line.weight == 0.0 and (read.printed is None or read.printed != 0)


def _told(what: str, words: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(" ".join(word.split()) for word in words if word))
    more = [f"{what} and {len(found) - _MOST} more"] if len(found) > _MOST else []
    return [f"{what} “{word}”" for word in found[:_MOST]] + more
