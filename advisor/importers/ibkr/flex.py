"""Interactive Brokers: a Flex Query as XML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import ClassVar
from xml.etree.ElementTree import Element

from advisor.domain.account_numbers import mask_numbers_in
from advisor.domain.errors import MalformedFileError
from advisor.domain.money import ZERO
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.ibkr.flex_fields import FlexFields, flex_name
from advisor.importers.ibkr.flex_statement import FlexRow, FlexStatement, Section, store_statement
from advisor.importers.ibkr.money import likely_currency
from advisor.importers.importer import Document, Form
from advisor.importers.reading.documents import lines_of_elements
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.tally import Tally

# Read here by name: the library for Flex Queries refuses a file for one element that stands where it does not expect it.
_SECTIONS = {
    "OpenPositions": Section.POSITION,
    "CashReport": Section.BALANCE,
    "Trades": Section.TRADE,
    "TradeConfirms": Section.TRADE,
    "CashTransactions": Section.CASH,
    "CorporateActions": Section.ACTION,
    "Transfers": Section.TRANSFER,
}
_TRADE_TAGS = ("Trade", "TradeConfirm", "Order")  # the first of these that a statement has is what it trades in
_ACCRUALS = ("interestAccruals", "dividendAccruals")
_NO_ACCOUNT = {"", "-"}


class IbkrFlex:
    """Statements of one or several accounts; the query's maker chose which sections and attributes there are.

    A record is one element of a section that is read. Conversion rates, performance, accruals and the like are no records.
    """

    broker: ClassVar[str] = "ibkr"
    name: ClassVar[str] = "Interactive Brokers"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS, StatementKind.TRANSACTIONS, StatementKind.LOTS)
    form: ClassVar[Form] = Form.XML

    def recognises(self, document: Document) -> bool:
        return isinstance(document.value, Element) and document.value.tag == "FlexQueryResponse"

    def read(self, document: Document) -> Statement:
        """Every statement.

        Raises:
            MalformedFileError: It holds no row that tells of a position or a transaction.
        """
        root = document.value
        if not isinstance(root, Element):
            raise AssertionError("the document was recognised as XML")
        statements = _statements(root, lines_of_elements(document.text, root))
        records = [row.record for statement in statements for row in statement.rows]
        tally = Tally(self.broker, document.cut_into(records))
        for statement in statements:
            store_statement(statement, tally)
        if tally.structure == len(records) and not any(each.lists_positions for each in statements):
            raise MalformedFileError(
                f"{document.name} is a Flex Query without a single position or transaction.",
                "Add the sections Open Positions, Trades and Cash Transactions to the query, and run it again.",
                file=document.name,
            )
        positions = any(statement.lists_positions for statement in statements)
        days = [statement.as_of for statement in statements if statement.as_of]
        return tally.close(StatementKind.POSITIONS if positions else StatementKind.TRANSACTIONS, max(days, default=None))


def _statements(root: Element, lines: Mapping[Element, int]) -> list[FlexStatement]:
    found = [each for element in root.iter("FlexStatement") for each in _by_account(element, root, lines)]
    newest: dict[str, date] = {}
    for statement in found:
        if statement.as_of and statement.lists_positions:
            newest[statement.account] = max(statement.as_of, newest.get(statement.account, statement.as_of))
    return [_marked(statement, newest.get(statement.account)) for statement in found]


def _marked(statement: FlexStatement, newest: date | None) -> FlexStatement:
    is_outdated = statement.as_of is not None and newest is not None and statement.as_of < newest
    return replace(statement, is_outdated=is_outdated, net_asset_value=None) if is_outdated else statement


def _by_account(element: Element, root: Element, lines: Mapping[Element, int]) -> Iterator[FlexStatement]:
    """A consolidated statement holds the rows of several accounts; their total is then no account's own."""
    own = _fields(element).text("accountId")
    rows: dict[str, list[FlexRow]] = {}
    for row in _rows(element, lines):
        number = row.fields.text("accountId")
        rows.setdefault(own if number in _NO_ACCOUNT else number, []).append(row)
    lists_positions = element.find("OpenPositions") is not None
    currency = _base_currency(element, root)
    day = _fields(element).day("toDate")
    for account, its_rows in (rows or {own: []}).items():
        reported = [row.fields.day("reportDate") for row in its_rows if row.section is Section.POSITION]
        yield FlexStatement(
            *(account, _alias(element), currency, _rates(element, currency), its_rows, lists_positions),
            as_of=max((each for each in reported if each), default=None) or day,
            net_asset_value=_net_asset_value(element) if len(rows) <= 1 else None,
        )


def _rows(statement: Element, lines: Mapping[Element, int]) -> Iterator[FlexRow]:
    for container in statement:
        section = _SECTIONS.get(container.tag)
        if section is None:
            continue
        tags = {element.tag for element in container}
        traded = next((tag for tag in _TRADE_TAGS if tag in tags), "")
        for element in container:
            is_summary = section is Section.TRADE and element.tag != traded
            yield FlexRow(_record(element, lines), Section.SUMMARY if is_summary else section, _fields(element), number_at=1)


def _record(element: Element, lines: Mapping[Element, int]) -> Record:
    said = [f'{name}="{text}"' for name, text in element.attrib.items() if text and name != "accountId"]
    return Record(lines[element], [element.tag, element.get("accountId", ""), *said])


def _fields(element: Element) -> FlexFields:
    return FlexFields({flex_name(name): text for name, text in element.attrib.items()})


def _alias(statement: Element) -> str:
    information = statement.find("AccountInformation")
    return "" if information is None else mask_numbers_in(_fields(information).text("acctAlias"))


def _base_currency(statement: Element, root: Element) -> str:
    """As the file states it; else that of an element whose rate to it is 1, or the one that its rates lead to."""
    stated = [_fields(each).currency for each in (*statement.iter("AccountInformation"), *root.findall("AccountInformation"))]
    at_par = (each.get("currency", "") for each in statement.iter() if each.get("fxRateToBase") == "1")
    led_to = (each.get("toCurrency", "") for each in statement.iter("ConversionRate"))
    return likely_currency((*stated, *at_par, *led_to), (each.get("currency", "") for each in statement.iter("OpenPosition")))


def _rates(statement: Element, currency: str) -> dict[str, Decimal]:
    """What one unit of other currencies was worth on the last day: as positions state it, else the list of rates."""
    rates: dict[str, Decimal] = {}
    listed = [_fields(each) for each in statement.iter("ConversionRate") if each.get("toCurrency") == currency]
    newest = max((day for each in listed if (day := each.day("reportDate"))), default=None)
    for each in listed:
        if each.day("reportDate") == newest:
            rates |= _rate(each.text("fromCurrency"), each, "rate")
    for element in statement.iter("OpenPosition"):
        fields = _fields(element)
        rates |= _rate(fields.currency, fields, "fxRateToBase")
    return rates


def _rate(currency: str, fields: FlexFields, name: str) -> dict[str, Decimal]:
    try:
        rate = fields.number(name)
    except RowRefusedError:
        return {}
    return {currency: rate} if currency and rate else {}


def _net_asset_value(statement: Element) -> Decimal | None:
    """The newest total, without what is accrued but not paid: no row of the file tells of that."""
    totals = [_fields(each) for each in statement.iter("EquitySummaryByReportDateInBase")]
    dated = [(day, fields) for fields in totals if (day := fields.day("reportDate"))]
    if not dated:
        return None
    _, newest = max(dated, key=lambda each: each[0])
    try:
        total, accrued = newest.number("total"), [newest.number(name) or ZERO for name in _ACCRUALS]
    except RowRefusedError:
        return None
    return None if total is None else total - sum(accrued, ZERO)
