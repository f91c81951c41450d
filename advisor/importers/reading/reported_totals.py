"""What a file says its rows add up to, beside what they do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.statement import StatementPosition, StatementTransaction

_ALL = "All accounts together"


class ReportedTotals:
    """The totals that a file prints, to the cent, in each account's currency.

    Attributes:
        of_account: Worth of an account, by its key.
        lost_in_rounding: What its rows' values lost when each was rounded to the cent.
        of_flows: Sum of the amounts of an account's transactions.
        of_file: Worth of all its accounts; None where the file does not say.
    """

    def __init__(self) -> None:
        self.of_account: dict[str, Decimal] = {}
        self.lost_in_rounding: dict[str, Decimal] = {}
        self.of_flows: dict[str, Decimal] = {}
        self.of_file: Decimal | None = None

    def of_everything(self, accounts: Sequence[str]) -> Decimal | None:
        """The file's own total, else the sum of its accounts' where each of these keys has one."""
        if self.of_file is not None:
            return self.of_file
        totals = [self.of_account[key] for key in accounts if key in self.of_account]
        return sum(totals, ZERO) if totals and len(totals) == len(accounts) else None

    def unlike(
        self, positions: Iterable[StatementPosition], transactions: Iterable[StatementTransaction]
    ) -> Iterator[tuple[str, Decimal, Decimal]]:
        """Whose rows add up to something else: key of the account, their sum, and what the file says."""
        values = [(position.account, position.value) for position in positions]
        amounts = ((each.account, each.amount or ZERO) for each in transactions)
        yield from _unlike(_sums((*values, *self.lost_in_rounding.items())), self.of_account)
        yield from _unlike(_sums(amounts), self.of_flows)
        if self.of_file is not None:
            yield from _unlike(_sums((_ALL, value) for _, value in values), {_ALL: self.of_file})


def _unlike(sums: Mapping[str, Decimal], reported: Mapping[str, Decimal]) -> Iterator[tuple[str, Decimal, Decimal]]:
    for key, told in reported.items():
        summed = round_to_cents(sums.get(key, ZERO))
        if summed != told:
            yield key, summed, told


def _sums(amounts: Iterable[tuple[str, Decimal]]) -> Mapping[str, Decimal]:
    """By account."""
    sums: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for key, amount in amounts:
        sums[key] += amount
    return sums
