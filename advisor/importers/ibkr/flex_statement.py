"""One account in a Flex Query, whichever form it came in: which of its rows count, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from advisor.domain.money import CENT, ZERO, round_to_cents
from advisor.domain.statement import StatementPosition, StatementTransaction
from advisor.importers.ibkr.flex_fields import FlexFields
from advisor.importers.ibkr.flex_rows import (
    flex_cash,
    flex_cash_transaction,
    flex_corporate_action,
    flex_lot,
    flex_position,
    flex_trade,
    flex_transfer,
)
from advisor.importers.ibkr.money import BaseMoney
from advisor.importers.reading.amounts import money as in_words
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.tally import Tally

BASE_SUMMARY = "BASE_SUMMARY"
_HALF_CENT = CENT / 2


class Section(StrEnum):
    """What a row of a Flex Query tells about."""

    POSITION = "position"
    BALANCE = "balance"
    TRADE = "trade"
    SUMMARY = "summary"  # of trades: per order, symbol or kind of asset
    CASH = "cash"
    ACTION = "action"
    TRANSFER = "transfer"


_TRANSACTIONS: Mapping[Section, Callable[[int, FlexFields, str], StatementTransaction]] = {
    Section.TRADE: flex_trade,
    Section.CASH: flex_cash_transaction,
    Section.ACTION: flex_corporate_action,
    Section.TRANSFER: flex_transfer,
}


class FlexRow(NamedTuple):
    """One element, or one row of the CSV form.

    Attributes:
        number_at: Index of the cell that names the account; None when there is none.
    """

    record: Record
    section: Section
    fields: FlexFields
    number_at: int | None


@dataclass(frozen=True, slots=True)
class FlexStatement:
    """The rows of one account and one period.

    Attributes:
        account: Number as the file prints it; empty when it prints none.
        currency: The account's.
        rates: What one unit of other currencies is worth in it.
        lists_positions: The query asked for positions, even if there are none.
        is_outdated: The file has a later statement of the same account, whose positions count.
        net_asset_value: The file's own total without accrued interest and dividends; None when it has none.
    """

    account: str
    name: str
    currency: str
    rates: Mapping[str, Decimal]
    rows: Sequence[FlexRow]
    lists_positions: bool
    as_of: date | None
    is_outdated: bool = False
    net_asset_value: Decimal | None = None


def store_statement(statement: FlexStatement, tally: Tally) -> None:
    """Each row becomes structure, a position, a lot, a transaction or a skipped row."""
    tally.open_account(statement.account, statement.account, statement.name, statement.currency)
    _Rows(statement, tally).store()


class _Rows:
    def __init__(self, statement: FlexStatement, tally: Tally) -> None:
        self._statement = statement
        self._tally = tally
        self._money = BaseMoney(statement.currency, statement.rates)
        rows = statement.rows
        self._has_details = any(row.section is Section.CASH and not row.fields.is_summary for row in rows)
        self._has_sums = any(row.section is Section.POSITION and not _is_lot(row) for row in rows)
        self._has_balances = any(row.section is Section.BALANCE and not _is_base_summary(row) for row in rows)
        self._summed: dict[str, StatementPosition] = {}
        self._cash_total: Decimal | None = None

    def store(self) -> None:
        for row in self._statement.rows:
            try:
                self._store(row)
            except RowRefusedError as refusal:
                self._tally.skip(row.record, str(refusal), row.number_at)
        self._tally.positions += self._summed.values()
        self._compare_cash()
        if self._statement.net_asset_value is not None and self._statement.lists_positions:
            total = round_to_cents(self._statement.net_asset_value)
            self._tally.report_total(self._statement.account, total, self._money.lost_in_rounding)

    def _store(self, row: FlexRow) -> None:
        if row.section is Section.POSITION:
            self._store_position(row)
        elif row.section is Section.BALANCE:
            self._store_balance(row)
        elif row.section is Section.SUMMARY or (row.section is Section.CASH and row.fields.is_summary and self._has_details):
            self._tally.structure += 1
        else:
            read = _TRANSACTIONS[row.section](row.record.line, row.fields, self._statement.account)
            self._tally.store_transaction(read)

    def _store_position(self, row: FlexRow) -> None:
        self._refuse_outdated()
        line, account = row.record.line, self._statement.account
        if not _is_lot(row):
            self._tally.store_position(flex_position(line, row.fields, account, self._money))
            return
        lot = flex_lot(line, row.fields, account, self._money)
        if not self._has_sums:
            part = flex_position(line, row.fields, account, self._money)
            self._summed[part.symbol] = _together(self._summed.get(part.symbol), part)
        self._tally.store_lot(lot)

    def _store_balance(self, row: FlexRow) -> None:
        """Cash is a position only beside others: alone, it would say that everything else was sold."""
        if not self._statement.lists_positions:
            self._tally.structure += 1
            return
        self._refuse_outdated()
        if self._has_balances and _is_base_summary(row):
            self._cash_total = row.fields.needed("endingCash")
            self._tally.structure += 1
        else:
            self._tally.store_position(flex_cash(row.record.line, row.fields, self._statement.account, self._money))

    def _refuse_outdated(self) -> None:
        if self._statement.is_outdated:
            raise RowRefusedError("the file has a later statement of the same account, whose positions count")

    def _compare_cash(self) -> None:
        if self._cash_total is None:
            return
        lines = {row.record.line for row in self._statement.rows if row.section is Section.BALANCE}
        balances = [
            each.value for each in self._tally.positions if each.line in lines and each.account == self._statement.account
        ]
        difference = sum(balances, ZERO) - self._cash_total
        if abs(difference) > _HALF_CENT * (len(balances) + 1):
            self._tally.warn(
                None,
                f"{self._statement.account or 'The account'}: the file's own total of cash is "
                f"{in_words(self._cash_total, self._statement.currency)}; the balances differ from it by "
                f"{in_words(difference, self._statement.currency)}.",
            )


def _is_lot(row: FlexRow) -> bool:
    return row.fields.text("levelOfDetail").upper() == "LOT"


def _is_base_summary(row: FlexRow) -> bool:
    return row.fields.text("currency").upper() == BASE_SUMMARY


def _together(first: StatementPosition | None, second: StatementPosition) -> StatementPosition:
    if first is None:
        return second
    costs = (first.cost_basis, second.cost_basis)
    return first._replace(
        quantity=(first.quantity or ZERO) + (second.quantity or ZERO),
        value=first.value + second.value,
        cost_basis=None if None in costs else sum((cost for cost in costs if cost is not None), ZERO),
    )
