"""Interactive Brokers: the activity statement as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.errors import MalformedFileError
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.ibkr.activity_facts import Facts, Row, gather, rows_of
from advisor.importers.ibkr.activity_rows import CLOSING, flex_fields, is_known
from advisor.importers.ibkr.flex_statement import FlexRow, FlexStatement, store_statement
from advisor.importers.importer import Source
from advisor.importers.reading.headings import width
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, cut_off
from advisor.importers.reading.tally import Tally

_NOT_DATA = {"header", "total", "subtotal", "notes"}


class Ibkr:
    """Sections one below the other: each row begins with its section's name and with what it is, heading, data or total.

    Dividends and interest that have accrued but are not paid belong to the statement's total, not to what is imported.
    """

    broker: ClassVar[str] = "ibkr"
    name: ClassVar[str] = "Interactive Brokers"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS, StatementKind.TRANSACTIONS, StatementKind.LOTS)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(
            len(record.cells) > 2 and record.cells[1].strip() == "Header" and is_known(record.cells[0].strip().lower())
            for record in head
        )

    def read(self, source: Source) -> Statement:
        """Every section.

        Raises:
            MalformedFileError: The file is cut off, or tells of no position and no transaction.
        """
        rows = list(rows_of(source.records))
        facts = gather(rows)
        _refuse_cut(source, rows)
        tally = Tally(self.broker, source)
        for statement in _statements(rows, facts, tally):
            store_statement(statement, tally)
        tally.skipped.sort()  # the accounts are stored one after the other
        if tally.structure == len(rows):
            raise MalformedFileError(
                f"{source.name} is an Interactive Brokers statement without a single position or transaction.",
                "Download an activity statement with the sections Open Positions, Trades and Cash Report.",
                file=source.name,
            )
        if not any(row.section in CLOSING for row in rows):
            tally.warn(None, "The closing section “Codes” is missing: if the file was cut off, rows are missing too.")
        if tally.skipped and not facts.lists_positions and any(row.section == "cash report" for row in rows):
            tally.warn(
                None, "No positions could be made out, so the cash was left out too: it is not all that the account holds."
            )
        kind = StatementKind.POSITIONS if facts.lists_positions else StatementKind.TRANSACTIONS
        return tally.close(kind, facts.as_of, labelled=True)


def _statements(rows: Sequence[Row], facts: Facts, tally: Tally) -> list[FlexStatement]:
    """One for each account; in a consolidated statement rows name theirs, and the total is no account's own."""
    accounts: dict[str, list[FlexRow]] = {}
    for row in rows:
        try:
            flex = _flex_row(row, facts)
        except RowRefusedError as refusal:
            tally.skip(row.record, str(refusal), _number_at(row))
            continue
        if flex is None:
            tally.structure += 1
        else:
            accounts.setdefault(flex.fields.text("accountId") or facts.account, []).append(flex)
    return [
        FlexStatement(
            *(account, facts.name, facts.currency, facts.rates, its_rows, facts.lists_positions, facts.as_of),
            net_asset_value=facts.net_asset_value if len(accounts) == 1 else None,
        )
        for account, its_rows in accounts.items()
    ]


def _flex_row(row: Row, facts: Facts) -> FlexRow | None:
    if row.kind in _NOT_DATA or (row.kind != "data" and row.section.startswith("total")):
        return None
    if row.kind != "data":
        raise RowRefusedError("the row does not say whether it is a heading, data or a total")
    if not row.cells:
        raise RowRefusedError("the row stands below no headings")
    found = flex_fields(row, facts)
    if found is None:
        return None
    if width(row.record.cells) > row.width:
        raise RowRefusedError(
            f"the row has {len(row.record.cells)} cells for {row.width} headings, so its columns cannot be told"
        )
    section, fields = found
    return FlexRow(row.record, section, fields, _number_at(row))


def _number_at(row: Row) -> int | None:
    names = list(row.cells)
    return names.index("account") + 2 if "account" in names else None


def _refuse_cut(source: Source, rows: Sequence[Row]) -> None:
    last = rows[-1]
    if source.ends_with_newline or last.kind != "data" or not is_known(last.section):
        return
    if len(last.record.cells) < last.width:
        raise cut_off(source, f"its last row has {len(last.record.cells)} of {last.width} cells")
