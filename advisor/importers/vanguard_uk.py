"""Vanguard UK: the cash report, alone or with the investment transactions below it. In pounds, days before months."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Source
from advisor.importers.reading.headings import has_headings
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, refuse_cut_row
from advisor.importers.reading.tally import Tally
from advisor.importers.vanguard_uk_rows import CashRows, InvestmentRows

_CASH_HEADINGS = ("date", "details", "amount", "balance")
_INVESTMENT_HEADINGS = ("date", "investmentname", "transactiondetails", "quantity", "price", "cost")
# Other banks' lists of cash movements bear the same four headings; these words are Vanguard's own.
_OWN_WORDS = re.compile(
    r"^(reversal of )?div: \S+ @ gbp|^(bought|sold) [\d,.]+ \S|^account fee |^deposit for investment|^cash account interest", re.I
)
_TITLES = {"cash transactions", "investment transactions"}
_TOTALS = {"balance", "cost"}


class VanguardUk:
    """One account, which the file calls by a name at most. A purchase or sale stands in both tables: the cash row says what it
    cost, the investment row when it was dealt and at which price; together they are one transaction."""

    broker: ClassVar[str] = "vanguard_uk"
    name: ClassVar[str] = "Vanguard UK"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_investment_heading(record.cells) for record in head) or (
            any(_is_cash_heading(record.cells) for record in head)
            and any(_OWN_WORDS.search(cell.strip()) for record in head for cell in record.cells)
        )

    def read(self, source: Source) -> Statement:
        """Both tables.

        Raises:
            MalformedFileError: The file holds no transaction, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        report = _Report(tally)
        for record in source.records:
            report.take(record)
        tally.refuse_empty("a Vanguard UK report without a single transaction", "Download it again, with a longer period chosen.")
        report.refuse_cut_file(source)
        return tally.close(StatementKind.TRANSACTIONS, None)


def _is_cash_heading(cells: Sequence[str]) -> bool:
    return has_headings(cells, *_CASH_HEADINGS) and sum(bool(cell.strip()) for cell in cells) == len(_CASH_HEADINGS)


def _is_investment_heading(cells: Sequence[str]) -> bool:
    return has_headings(cells, *_INVESTMENT_HEADINGS)


class _Report:
    """The records of one file, taken one by one."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._account = ""
        self._table: CashRows | InvestmentRows | None = None
        self._cash: CashRows | None = None
        self._has_two_tables = False
        self._total_is_due = False

    def take(self, record: Record) -> None:
        """One record becomes structure, a transaction, a part of one, or a skipped row."""
        if self._is_structure(record):
            self._tally.structure += 1
            return
        assert self._table is not None
        try:
            self._table.store(record)
        except RowRefusedError as refusal:
            self._tally.skip(record, str(refusal))

    def refuse_cut_file(self, source: Source) -> None:
        """Refuse half a row at the end; warn when a report of two tables ends before the total of the second.

        Raises:
            MalformedFileError: As above.
        """
        if self._cash is not None:
            self._cash.check_balances()
        if self._table is not None and self._total_is_due:
            refuse_cut_row(source, self._table.rows.width)
        if self._has_two_tables and (self._total_is_due or not isinstance(self._table, InvestmentRows)):
            self._tally.warn(
                None, "The report ends before its last total: if the file was cut off, transactions are missing too."
            )

    def _is_structure(self, record: Record) -> bool:
        first = record.cells[0].strip()
        if _is_cash_heading(record.cells):
            self._table = self._cash = CashRows(record, self._account, self._tally)
            self._total_is_due = True
        elif _is_investment_heading(record.cells):
            self._table = InvestmentRows(record, self._account, self._tally, self._cash)
            self._total_is_due = self._has_two_tables = True
        elif first.lower() in _TITLES and _filled(record.cells) == 1:
            self._has_two_tables = True
        elif first.lower() in _TOTALS and _filled(record.cells) <= len(_TOTALS):
            self._total_is_due = False
            if self._cash is not None and self._table is self._cash:
                self._cash.check_total("".join(record.cells[1:]))
        elif self._table is None:
            self._account = self._account or first
        else:
            return False
        return True


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)
