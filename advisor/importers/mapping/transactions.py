"""Rows of transactions in a mapped table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from advisor.domain.column_mapping import AmountSigns, ColumnMapping, Meaning
from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import TransactionKind, price_unit
from advisor.domain.statement import StatementKind, StatementTransaction
from advisor.importers.mapping.actions import kinds_by_words
from advisor.importers.mapping.rows import MappedRows, Places, under, with_instrument, with_symbol_column
from advisor.importers.reading.actions import by_direction
from advisor.importers.reading.records import Record
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows

FIELDS = (
    ("traded", Meaning.DATE),
    ("settled", Meaning.SETTLED),
    ("action", Meaning.ACTION),
    ("symbol", Meaning.SYMBOL),
    ("name", Meaning.NAME),
    ("quantity", Meaning.QUANTITY),
    ("price", Meaning.PRICE),
    ("fees", Meaning.FEES),
    ("amount", Meaning.AMOUNT),
    ("currency", Meaning.CURRENCY),
)
_TRADES = {TransactionKind.BUY, TransactionKind.SELL, TransactionKind.REINVEST}
_MONEY_GOES = {
    TransactionKind.BUY,
    TransactionKind.REINVEST,
    TransactionKind.WITHDRAWAL,
    TransactionKind.FEE,
    TransactionKind.TAX,
}
_MONEY_COMES = {TransactionKind.SELL, TransactionKind.DEPOSIT, TransactionKind.DIVIDEND, TransactionKind.CAPITAL_GAIN}


class MappedTransactions(MappedRows):
    """Transactions; without a column of actions, the sign of the quantity tells a purchase from a sale.

    Without a column of amounts, those of purchases and sales are quantity times price; of anything else it stays unknown.
    """

    kind = StatementKind.TRANSACTIONS

    def __init__(self, heading: Record, places: Places, mapping: ColumnMapping, tally: Tally) -> None:
        if Meaning.ACTION not in places and Meaning.DIRECTION in places:
            places = {**places, Meaning.ACTION: places[Meaning.DIRECTION]}
        if Meaning.AMOUNT not in places and Meaning.PAID_OUT in places:
            places = {**places, Meaning.AMOUNT: places[Meaning.PAID_OUT]}
        super().__init__(heading, with_symbol_column(places), mapping, tally)
        self._totals: list[Decimal] = []
        self._worked_out = 0
        self._rows = TransactionRows(
            heading,
            under(self.places, FIELDS),
            kinds_by_words(mapping.action_words),
            mapping.date_order,
            mapping.decimal_mark,
        )

    def store(self, record: Record) -> None:
        cells = with_instrument(self.fit(record.cells), self.places)
        action, direction = self.places.get(Meaning.ACTION), self.places.get(Meaning.DIRECTION)
        if action is not None and direction is not None and action != direction:
            cells[action] = f"{cells[action]} {cells[direction]}"
        day, settled = self.places[Meaning.DATE], self.places.get(Meaning.SETTLED)
        if settled is not None and not cells[day].strip(" -"):
            cells[day] = cells[settled]
        self._take_what_was_paid(cells)
        key, number, name = self.account(cells)
        transaction = self._rows.transaction(record.line, cells, key, self.mapping.currency)
        self.tally.open_account(key, number, name, self.mapping.currency)
        self.tally.store_transaction(self._settled(transaction))

    def note_total(self, cells: Sequence[str]) -> None:
        total = self.amount(self.cell(cells, Meaning.AMOUNT))
        if total is not None and Meaning.PAID_OUT not in self.places:
            self._totals.append(total)

    def finish(self) -> None:
        accounts = {each.account for each in self.tally.transactions}
        signs = self.mapping.amount_signs
        if len(self._totals) == 1 and len(accounts) == 1 and signs is not AmountSigns.UNSIGNED:
            total = self._totals[0]
            self.tally.report_cash_flow(accounts.pop(), total if signs is AmountSigns.AS_PRINTED else -total)
        if self._worked_out:
            self.tally.warn(None, _worked_out_words(self._worked_out))

    def _take_what_was_paid(self, cells: list[str]) -> None:
        """An amount that stands in the column of payments is money that went."""
        paid = self.places.get(Meaning.PAID_OUT)
        if paid is not None and self.amount(cells[paid]):
            cells[self.places[Meaning.AMOUNT]] = f"-{cells[paid].strip().lstrip('-−–')}"

    def _settled(self, transaction: StatementTransaction) -> StatementTransaction:
        """The transaction in the signs that hold here: money that goes is negative, and its fees are contained."""
        kind, quantity = transaction.kind, transaction.quantity
        if kind is TransactionKind.OTHER and quantity and not transaction.action:
            kind = TransactionKind.BUY if quantity > 0 else TransactionKind.SELL
        if Meaning.AMOUNT not in self.places:
            amount = _amount_of_trade(kind, transaction)
            self._worked_out += amount is not None
            return transaction._replace(kind=kind, amount=amount)
        amount = _signed_amount(kind, transaction.amount, self.mapping.amount_signs)
        if self.mapping.amount_signs is AmountSigns.AS_PRINTED:
            kind = by_direction(kind, amount)
        return _net_of_fees(transaction._replace(kind=kind, amount=amount))


def _signed_amount(kind: TransactionKind, amount: Decimal | None, signs: AmountSigns) -> Decimal | None:
    """The amount with the sign that says whether money came or went."""
    if amount is None or signs is AmountSigns.AS_PRINTED:
        return amount
    if signs is AmountSigns.OUTFLOWS_POSITIVE:
        return -amount
    if kind in _MONEY_GOES:
        return -abs(amount)
    return abs(amount) if kind in _MONEY_COMES else amount


def _amount_of_trade(kind: TransactionKind, transaction: StatementTransaction) -> Decimal | None:
    """What a purchase or sale moved, its fees contained; None where quantity and price do not tell."""
    quantity, price = transaction.quantity, transaction.price
    if kind not in {TransactionKind.BUY, TransactionKind.SELL} or quantity is None or price is None:
        return None
    return round_to_cents(-quantity * price * price_unit(transaction.instrument)) - (transaction.fees or ZERO)


def _worked_out_words(count: int) -> str:
    those = "that of one purchase or sale was" if count == 1 else f"those of {count:,} purchases and sales were"
    return f"The file has no column of amounts: {those} worked out from quantity, price and fees."


def _net_of_fees(transaction: StatementTransaction) -> StatementTransaction:
    """Where the amount is exactly quantity times price, the fees printed beside it are not in it yet."""
    quantity, price, fees, amount = transaction.quantity, transaction.price, transaction.fees, transaction.amount
    if transaction.kind not in _TRADES or not fees or quantity is None or price is None or amount is None:
        return transaction
    if round_to_cents(abs(quantity * price)) != abs(amount):
        return transaction
    return transaction._replace(amount=amount - fees)
