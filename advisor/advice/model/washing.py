"""Wash sales: losses that do not count because the same thing was bought within 30 days (IRC section 1091)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from advisor.domain.portfolio import Account


class Likeness(StrEnum):
    """How sure it is that two securities are substantially identical."""

    IDENTICAL = "identical"  # the same security, or share classes of one fund: counts
    ASK = "ask"  # funds on one index, classes of a company's stock: no ruling says; told, counted only if the investor says so
    DIFFERENT = "different"  # the investor says they are not


@dataclass(frozen=True, slots=True)
class IdenticalGroup:
    """Securities that are, or may be, substantially identical.

    Attributes:
        symbols: Two or more.
        why: One plain sentence.
        own: The investor made or changed it.
    """

    name: str
    symbols: frozenset[str]
    likeness: Likeness
    why: str
    own: bool = False


class MoveKind(StrEnum):
    BOUGHT = "bought"
    REINVESTED = "reinvested"
    SOLD = "sold"


@dataclass(frozen=True, slots=True)
class Move:
    """Shares that came or went on one day in one account.

    Attributes:
        quantity: Shares, above 0.
        cost_basis: What they cost, or what those sold had cost without what other moves washed into it; of a planned sale as
            the books state it. Account currency; None when not known.
        proceeds: Of a sale; None for a purchase or when not known.
        acquired: Of a sale, the day on which the shares sold were bought; None when not known.
        planned: Part of the plan, not of the books.
    """

    account: Account
    symbol: str
    day: date
    kind: MoveKind
    quantity: Decimal
    cost_basis: Decimal | None = None
    proceeds: Decimal | None = None
    acquired: date | None = None
    planned: bool = False


@dataclass(frozen=True, slots=True)
class WashedShares:
    """Shares sold at a loss and the shares that replaced them.

    Attributes:
        sale, replacement: The two moves.
        quantity: Shares matched.
        disallowed: Loss that does not count; 0 only for parts of a share that lost less than half a cent.
        basis_carried: Added to the basis of the replacement: `disallowed`, or 0 where an IRA or HSA holds it (Rev. Rul. 2008-5).
        holding_from: Day from which the replacement counts as held: the holding period of the shares sold is added to it. None
            where the day of their purchase is not known, and in an IRA or HSA.
    """

    sale: Move
    replacement: Move
    quantity: Decimal
    disallowed: Decimal
    basis_carried: Decimal
    holding_from: date | None


class WindowRule(StrEnum):
    DO_NOT_BUY = "do_not_buy"  # something was sold at a loss
    DO_NOT_SELL_AT_A_LOSS = "do_not_sell"  # something was bought


@dataclass(frozen=True, slots=True)
class WashWindow:
    """What an investor had better not do with a symbol, and until when.

    Attributes:
        symbols: The symbol and whatever is identical to it.
        until: The last day on which it would matter.
        quantity: Shares that it concerns.
        at_stake: Loss that would not count, account currency; None when not known.
        because: One plain sentence.
        planned: Follows from the plan, not from the books.
    """

    rule: WindowRule
    symbol: str
    symbols: frozenset[str]
    begins: date
    until: date
    quantity: Decimal
    at_stake: Decimal | None
    because: str
    planned: bool = False


class WashPolicy(StrEnum):
    PRICE = "price"  # a loss that would not count is counted at nothing; the plan may still take it
    FORBID = "forbid"  # no trade of the plan may wash a loss


@dataclass(frozen=True, slots=True)
class WashHistory:
    """What the household did within 61 days of the trade date, all accounts.

    Attributes:
        moves: Purchases, reinvestments and sales, oldest first.
        groups: What counts as identical: symbol → the name of its group; a symbol that is not named stands alone.
        ask: Symbols → others that may be identical: told beside a plan that touches both.
        reinvesting: Symbols whose distributions were reinvested lately, with the day of the next one where it can be told.
        complete_since: By account id, the day since when its transactions are on file; None where none are: then a purchase or
            sale may be missing, and the plan says so.
    """

    moves: tuple[Move, ...] = ()
    groups: Mapping[str, str] | None = None
    ask: Mapping[str, frozenset[str]] | None = None
    reinvesting: Mapping[str, date | None] | None = None
    complete_since: Mapping[int, date | None] | None = None

    def group_of(self, symbol: str) -> str:
        """The name under which everything identical to a symbol goes."""
        return (self.groups or {}).get(symbol, symbol)
