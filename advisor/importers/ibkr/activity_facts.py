"""What an activity statement says about itself and its account, gathered before its rows are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from advisor.domain.account_numbers import mask_numbers_in
from advisor.domain.money import ZERO
from advisor.importers.ibkr.flex_fields import flex_name
from advisor.importers.ibkr.money import likely_currency
from advisor.importers.reading.amounts import amount_if_readable
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.headings import width
from advisor.importers.reading.records import Record

POSITIONS = frozenset({"open positions", "long open positions", "short open positions"})
INSTRUMENTS = "financial instrument information"
_TOTALS_OF_MONEY = ("cash", "total")
_NUMBER = re.compile(r"[A-Z]{0,4}\d{4,}|\S+")


@dataclass(slots=True)
class Row:
    """One row of a section, its cells by `flex_name` of their headings.

    Attributes:
        section: In lower case.
        kind: "header", "data", "total", ... in lower case.
        width: How many cells a whole row of the section has.
    """

    record: Record
    section: str
    kind: str
    cells: Mapping[str, str]
    width: int

    @property
    def first(self) -> str:
        """What the row tells about, in a section of names and values."""
        return self.record.cells[2].strip() if self.cells else ""


def rows_of(records: Sequence[Record]) -> Iterator[Row]:
    """Each record with the headings that stand last above it in its section."""
    headings: dict[str, list[str]] = {}
    for record in records:
        section, kind = (cell.strip().lower() for cell in (*record.cells, "", "")[:2])
        if kind == "header":
            headings[section] = [flex_name(cell) for cell in record.cells[2 : width(record.cells)]]
        names = headings.get(section, [])
        yield Row(record, section, kind, dict(zip(names, record.cells[2:], strict=False)), len(names) + 2)


@dataclass(slots=True)
class Facts:
    """Of the statement and its account.

    Attributes:
        as_of: Last day of the period; None when the file does not say.
        currency: The account's.
        rates: What one unit of other currencies is worth in it.
        instruments: Rows of the financial instrument information, by category and symbol in upper case.
        net_asset_value: The statement's own total, without what is accrued but not paid; None when it has none.
        lists_positions: It tells everything that the account holds, if only cash.
        trades_by_order: Its trades are orders, below which executions may be repeated.
    """

    as_of: date | None = None
    account: str = ""
    name: str = ""
    currency: str = ""
    rates: dict[str, Decimal] = field(default_factory=dict)
    instruments: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    net_asset_value: Decimal | None = None
    lists_positions: bool = False
    trades_by_order: bool = False


def gather(rows: Sequence[Row]) -> Facts:
    """The facts of a whole statement."""
    facts = Facts()
    for row in rows:
        if row.kind == "data":
            _note(row, facts)
    # The section counts, not its rows: what is damaged there is skipped, and cash is told with positions only.
    facts.lists_positions = any(row.section in POSITIONS for row in rows) or _holds_only_cash(rows)
    facts.net_asset_value = _net_asset_value(rows)
    _note_converted_totals(rows, facts)
    facts.account = facts.account or _only_account(rows)
    positions = (row for row in rows if row.section in POSITIONS and row.kind == "data")
    facts.currency = likely_currency([facts.currency], (row.cells.get("currency", "").strip().upper() for row in positions))
    return facts


def _note(row: Row, facts: Facts) -> None:
    cells = row.cells
    if row.section == "statement" and row.first.lower() == "period":
        facts.as_of = find_date(cells.get("fieldvalue", "").split(" - ")[-1])
    elif row.section == "account information":
        _note_account(row.first.lower(), cells.get("fieldvalue", "").strip(), facts)
    elif row.section == "base currency exchange rate":
        _note_rate(cells.get("currency", ""), amount_if_readable(cells.get("rate", "")), facts)
    elif row.section == INSTRUMENTS:
        for symbol in cells.get("symbol", "").split(","):
            facts.instruments.setdefault((cells.get("assetcategory", "").strip(), symbol.strip().upper()), cells)
    elif row.section == "trades" and cells.get("datadiscriminator", "").strip().lower() == "order":
        facts.trades_by_order = True
    elif row.section == "forex balances":
        _note_balance(cells, facts)


def _note_account(field_name: str, text: str, facts: Facts) -> None:
    if field_name == "account" and (number := _NUMBER.search(text)):
        facts.account = number[0]
    elif field_name == "account alias":
        facts.name = mask_numbers_in(text)
    elif field_name == "base currency":
        facts.currency = text.upper()


def _note_balance(cells: Mapping[str, str], facts: Facts) -> None:
    """The value of a balance in the account's currency, told beside it, is a rate; the list of rates is more exact."""
    quantity = amount_if_readable(cells.get("quantity", ""))
    value = next((amount_if_readable(text) for name, text in cells.items() if name.startswith("valuein")), None)
    if quantity and value and facts.rates.get(cells.get("description", "").strip()) is None:
        _note_rate(cells.get("description", ""), value / quantity, facts)


def _note_rate(currency: str, rate: Decimal | None, facts: Facts) -> None:
    if rate and currency.strip():
        facts.rates[currency.strip().upper()] = rate


def _note_converted_totals(rows: Sequence[Row], facts: Facts) -> None:
    """Below the total of positions in another currency stands the same total in the account's own."""
    currency, total = "", None
    for row in rows:
        if row.section not in POSITIONS:
            continue
        stated, value = row.cells.get("currency", "").strip().upper(), amount_if_readable(row.cells.get("value", ""))
        if row.kind == "data":
            currency, total = stated, None
        elif row.kind == "total" and stated == currency:
            total = value
        elif row.kind == "total" and stated and total and value:
            facts.currency = facts.currency or stated
            facts.rates.setdefault(currency, value / total)


def _asset_classes(rows: Sequence[Row]) -> dict[str, Decimal]:
    named = {
        row.first.lower(): amount_if_readable(row.cells.get("currenttotal", ""))
        for row in rows
        if row.section == "net asset value"
    }
    return {name: total for name, total in named.items() if total is not None and name != "asset class"}


def _holds_only_cash(rows: Sequence[Row]) -> bool:
    """A statement leaves out the section of positions when there are none."""
    others = [total for name, total in _asset_classes(rows).items() if name not in _TOTALS_OF_MONEY and "accrual" not in name]
    return "total" in _asset_classes(rows) and not any(others)


def _net_asset_value(rows: Sequence[Row]) -> Decimal | None:
    classes = _asset_classes(rows)
    accrued = sum((total for name, total in classes.items() if "accrual" in name), ZERO)
    return classes["total"] - accrued if "total" in classes else None


def _only_account(rows: Sequence[Row]) -> str:
    named = {row.cells["account"].strip() for row in rows if row.kind == "data" and row.cells.get("account", "").strip()}
    return named.pop() if len(named) == 1 else ""
