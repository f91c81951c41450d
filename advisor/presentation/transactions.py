"""What happened in the accounts, entry by entry."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from advisor.domain.portfolio import Transaction, TransactionKind
from advisor.presentation import labels, words
from advisor.presentation.sorting import sortable
from advisor.presentation.views import TransactionRow

_FEW_LETTERS = 20


def transaction_rows(transactions: Sequence[Transaction]) -> tuple[TransactionRow, ...]:
    """Every entry as a row of its table, in the order given."""
    accounts = {entry.account: labels.account_label(entry.account.name, entry.account.number_masked) for entry in transactions}
    days = {entry.traded: words.long_date(entry.traded) for entry in transactions}
    return tuple(_row(entry, days[entry.traded], accounts[entry.account]) for entry in transactions)


def _row(entry: Transaction, day: str, account: str) -> TransactionRow:
    return TransactionRow(
        date_text=day,
        account=account,
        kind_text=_what(entry),
        symbol=labels.symbol_label(entry.symbol),
        name=entry.name or entry.action,
        quantity_text="" if entry.quantity is None else words.quantity(entry.quantity),
        price_text=words.price_in(entry.price, entry.currency) if entry.price else "",
        fees_text=_money(entry.fees or None, entry.currency),
        amount_text=_money(entry.amount, entry.currency),
        sort_values=sortable(entry.traded.toordinal(), entry.quantity, entry.price, entry.fees, entry.amount),
    )


def _what(entry: Transaction) -> str:
    """What no word of ours fits is told in the broker's, where they are few."""
    told = entry.kind is not TransactionKind.OTHER or not 0 < len(entry.action) <= _FEW_LETTERS
    return labels.TRANSACTION_LABELS[entry.kind] if told else entry.action


def _money(amount: Decimal | None, currency: str) -> str:
    return "" if amount is None else words.money_in(amount, currency)
