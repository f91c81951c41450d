"""Positions and balances of an OFX statement."""

from __future__ import annotations

from decimal import Decimal

from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import CASH, InstrumentKind
from advisor.domain.statement import StatementPosition
from advisor.importers.ofx.fields import Fields, currency_of
from advisor.importers.ofx.securities import Securities
from advisor.importers.reading.amounts import dollars
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.sgml import Element
from advisor.importers.reading.tally import Tally

BALANCE_NAMES = {
    "LEDGERBAL": "Balance",
    "AVAILCASH": "Cash",
    "MARGINBALANCE": "Margin balance",
    "CASHBAL": "Cash in the plan",
}
_TYPES = {"POSSTOCK": "stock", "POSMF": "mutual fund", "POSDEBT": "fixed income", "POSOPT": "option", "POSOTHER": ""}
_COLUMNS = {
    "symbol": "TICKER",
    "name": "SECNAME",
    "quantity": "UNITS",
    "price": "UNITPRICE",
    "value": "MKTVAL",
    "type": "POSTYPE",
    "currency": "CURSYM",
    "cusip": "UNIQUEID",
}


class Positions:
    """Reads position elements as rows of one table, whose columns are their tags."""

    def __init__(self, securities: Securities, tally: Tally) -> None:
        self._securities = securities
        self._rows = PositionRows(
            Record(0, list(_COLUMNS.values())), {field: index for index, field in enumerate(_COLUMNS)}, tally
        )

    def position(self, element: Element, account: str, currency: str, *, in_plan: bool) -> StatementPosition:
        """One position.

        Raises:
            RowRefusedError: It names no security, or has no value and none can be computed, or a number that is none.
        """
        fields = Fields(element)
        security = self._securities.find(fields)
        own_currency, rate = currency_of(element)
        short = fields.text("POSTYPE").upper() == "SHORT"
        value = fields.number("MKTVAL")
        cells = [
            security.spelling(in_plan=in_plan),
            security.name,
            _signed(fields.needed("UNITS"), short=short),
            fields.text("UNITPRICE"),
            "" if value is None else _signed(value * rate, short=short),
            _TYPES[element.tag],
            own_currency or currency,
            security.cusip,
        ]
        position = self._rows.position(element.line, self._rows.fit(cells), account, currency)
        # Exchange-traded funds are told as stocks.
        stock = position.kind is InstrumentKind.STOCK
        return position._replace(kind=InstrumentKind.SECURITY) if stock else position


def balance_position(element: Element, account: str, currency: str) -> StatementPosition | None:
    """One of `BALANCE_NAMES` as a cash position; None when it is blank, or a margin balance of nothing.

    Raises:
        RowRefusedError: The balance is no number.
    """
    amount = _balance(element)
    if amount is None or (not amount and element.tag in {"MARGINBALANCE", "CASHBAL"}):
        return None
    return StatementPosition(
        element.line,
        account,
        CASH,
        BALANCE_NAMES[element.tag],
        InstrumentKind.CASH,
        None,
        None,
        round_to_cents(amount),
        None,
        currency,
    )


def store_balance(balance: StatementPosition, tally: Tally) -> None:
    """Account for a balance: cash and margin of one account are one position of cash."""
    for index, held in enumerate(tally.positions):
        if held.account == balance.account and held.symbol == CASH and held.quantity is None:
            tally.positions[index] = held._replace(value=held.value + balance.value, name=f"{held.name}, {balance.name.lower()}")
            tally.store_merged(balance.line)
            return
    tally.store_position(balance)


def reported_total(statement: Element) -> Decimal | None:
    """What the file itself says that the account is worth; None when it does not say, or prints zeros for want of a figure."""
    for element in statement.walk():
        try:
            total = _total_in(element)
        except RowRefusedError:
            continue
        if total:
            return round_to_cents(total)
    return None


_TOTAL_NAMES = {"networth", "netaccountvalue", "accountvalue", "totalaccountvalue", "accounttotal", "totalvalue"}


def _total_in(element: Element) -> Decimal | None:
    if element.tag == "INV401KBAL":
        return Fields(element).number("TOTAL")
    if element.tag != "BAL":
        return None
    fields = Fields(element)
    named = "".join(filter(str.isalpha, fields.text("NAME").lower())) in _TOTAL_NAMES
    return fields.number("VALUE") if named and fields.text("BALTYPE").upper() != "PERCENT" else None


def count_sweep_once(account: str, reported: Decimal | None, tally: Tally) -> None:
    """Take a money fund that stands among the positions out of the cash balance, where the balance contains it.

    OFX wants the sweep fund in the balance, and some institutions list it as a position too. It is certain where the
    account's own total says so, or, without one, where the two are equal to the cent.
    """
    held = [position for position in tally.positions if position.account == account]
    funds = sum((each.value for each in held if each.kind is InstrumentKind.CASH and each.symbol != CASH), ZERO)
    cash = next((each for each in held if each.symbol == CASH), None)
    if not funds or cash is None:
        return
    surplus = sum((each.value for each in held), ZERO) - (reported or ZERO)
    if funds == (cash.value if reported is None else surplus):
        tally.positions[tally.positions.index(cash)] = cash._replace(value=cash.value - funds)
        tally.warn(
            cash.line,
            f"The cash balance of {dollars(cash.value)} contains the money fund of {dollars(funds)} that is listed as a "
            "position; it is counted once.",
        )


def _balance(element: Element) -> Decimal | None:
    if element.tag == "LEDGERBAL":
        return Fields(element).number("BALAMT")
    holder = Element(element.tag, element.line, element.start, element.end, children=[element])
    return Fields(holder).number(element.tag)


def _signed(number: Decimal, *, short: bool) -> str:
    """As text for a cell; what is owed is negative, however the institution prints it."""
    return f"{min(number, ZERO - number) if short else number:f}"
