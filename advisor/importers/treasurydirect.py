"""TreasuryDirect: the list of holdings, copied from its web page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.money import round_to_cents
from advisor.domain.portfolio import InstrumentKind
from advisor.domain.security_numbers import is_cusip
from advisor.domain.statement import Statement, StatementKind, StatementPosition
from advisor.importers.importer import Source
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, Rows, amount_in, refuse_cut_row, undated
from advisor.importers.reading.tally import Tally

_SYNONYMS = {
    "confirmation": ("confirm #", "confirmation #", "confirm number"),
    "cusip": ("cusip", "cusip number"),
    "type": ("security type", "product type", "type", "series"),
    "issued": ("issue date",),
    "matures": ("maturity date",),
    "rate": ("interest rate", "rate"),
    "price": ("price per $100", "price per 100", "price"),
    "amount": ("amount", "par amount", "face amount", "face value"),
    "value": ("current value", "value"),
}
_ACCOUNT_NUMBER = re.compile(r"\b[A-Z]-\d{3}-\d{3}-\d{3}\b")
_ACCOUNT = "TreasuryDirect"
_SAVINGS_BOND = re.compile(r"series (?P<series>ee|hh|e|h|i)\b|\b(?P<short>ee|i)[ -]bonds?\b", re.IGNORECASE)
_MARKETABLE = re.compile(r"\b(?P<what>bill|note|bond|tips|frn)s?\b", re.IGNORECASE)


class TreasuryDirect:
    """A table for each kind of security, pasted as tab-separated text: its rows begin with an empty cell for which there is no
    heading. Savings bonds show what they are worth; bills, notes and bonds may show no more than their face value."""

    broker: ClassVar[str] = "treasurydirect"
    name: ClassVar[str] = "TreasuryDirect"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every table.

        Raises:
            MalformedFileError: The text holds no security, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        start = next(index for index, record in enumerate(source.records) if _is_heading(record.cells))
        titles = " ".join(cell for record in source.records[:start] for cell in record.cells)
        number = _ACCOUNT_NUMBER.search(titles)
        tally.structure = start
        tally.open_account(_ACCOUNT, number[0] if number else "", _ACCOUNT)
        page = _Page(source.records, tally, title=titles)
        for index in range(start, len(source.records)):
            page.take(index)
        tally.refuse_empty("a list from TreasuryDirect without a single security", "Copy the whole table, its rows included.")
        refuse_cut_row(source, page.width)
        return tally.close(StatementKind.POSITIONS, None)


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= {"confirmation", "issued", "amount"}


class _Page:
    """The tables of one page, taken record by record."""

    def __init__(self, records: Sequence[Record], tally: Tally, title: str) -> None:
        self.width = 0
        self._records = records
        self._tally = tally
        self._title = title

    def take(self, index: int) -> None:
        """One record becomes structure, a position or a skipped row."""
        record = self._records[index]
        following = self._records[index + 1].cells if index + 1 < len(self._records) else []
        if _is_heading(record.cells):
            self._heading = record.cells
            self._rows = Rows(record, find_columns(record.cells, _SYNONYMS), tuple(_SYNONYMS))
            self.width = self._rows.width
            self._tally.structure += 1
        elif self._is_title_or_total(record.cells, following):
            self._tally.structure += 1
        else:
            try:
                position = self._position(record)
            except RowRefusedError as refusal:
                self._tally.skip(record, str(refusal))
            else:
                self._tally.store_position(position)

    def _is_title_or_total(self, cells: Sequence[str], following: Sequence[str]) -> bool:
        filled = [cell.strip() for cell in cells if cell.strip()]
        if len(filled) == 1 and _is_heading(following):
            self._title = filled[0]
            return True
        return filled[0].lower().startswith("total")

    def _position(self, record: Record) -> StatementPosition:
        shifted = not record.cells[0].strip() and self._heading[0].strip()
        fields = self._rows.pick(self._rows.fit(record.cells[1:] if shifted else record.cells))
        _, cusip, stated, issued_text, matures, rate, *numbers = fields
        issued = find_date(issued_text)
        if issued is None:
            raise undated(issued_text, of="issue")
        price, face, value = map(amount_in, numbers)
        if face is None:
            raise RowRefusedError("the row has no amount")
        what, is_savings_bond = _security(f"{stated} {self._title}")
        if value is None:
            value = face if price is None else face * price / 100
            self._tell_how_valued(record.line, what, issued.isoformat(), has_price=price is not None)
        cusip = cusip.strip().upper()
        parts = (what, f"issued {issued.isoformat()}", _matures(matures), rate.strip())
        return StatementPosition(
            line=record.line,
            account=_ACCOUNT,
            symbol=cusip if is_cusip(cusip) else f"{what.upper()} {issued.isoformat()}",
            name=", ".join(filter(None, parts)),
            kind=InstrumentKind.BOND,
            quantity=face,
            price=price,
            value=round_to_cents(value),
            cost_basis=round_to_cents(face) if is_savings_bond else None,
            cusip=cusip,
        )

    def _tell_how_valued(self, line: int, what: str, issued: str, *, has_price: bool) -> None:
        how = "its amount times its price per $100" if has_price else "its face value"
        self._tally.warn(line, f"{what} issued {issued}: the list shows no current value, so {how} is taken.")


def _security(words: str) -> tuple[str, bool]:
    """What the security is called, and whether it is a savings bond, which is sold at face value."""
    savings = _SAVINGS_BOND.search(words)
    if savings:
        return f"Series {(savings['series'] or savings['short']).upper()} savings bond", True
    marketable = _MARKETABLE.search(words)
    if marketable:
        what = marketable["what"]
        return f"Treasury {what.upper() if what.lower() in {'tips', 'frn'} else what.lower()}", False
    return "Treasury security", False


def _matures(text: str) -> str:
    day = find_date(text)
    return f"matures {day.isoformat()}" if day else ""
