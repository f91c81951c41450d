"""Transactions of an OFX statement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import StatementTransaction
from advisor.importers.ofx.fields import BUY_TAGS, SELL_TAGS, Fields, currency_of
from advisor.importers.ofx.securities import Securities, Security
from advisor.importers.reading.actions import kind_finder
from advisor.importers.reading.rows import undated
from advisor.importers.reading.sgml import Element
from advisor.importers.reading.transaction_rows import signed, traded_instrument

_KINDS = {
    **dict.fromkeys(BUY_TAGS, TransactionKind.BUY),
    **dict.fromkeys(SELL_TAGS, TransactionKind.SELL),
    "REINVEST": TransactionKind.REINVEST,
    "INCOME": TransactionKind.DIVIDEND,
    "INVEXPENSE": TransactionKind.FEE,
    "TRANSFER": TransactionKind.TRANSFER,
    "RETOFCAP": TransactionKind.RETURN_OF_CAPITAL,
    "SPLIT": TransactionKind.SPLIT,
    "MARGININTEREST": TransactionKind.INTEREST,
    "JRNLFUND": TransactionKind.TRANSFER,
    "JRNLSEC": TransactionKind.TRANSFER,
    "CLOSUREOPT": TransactionKind.EXPIRY,
}
_INCOME = {
    "CGLONG": TransactionKind.CAPITAL_GAIN,
    "CGSHORT": TransactionKind.CAPITAL_GAIN,
    "INTEREST": TransactionKind.INTEREST,
    "MISC": TransactionKind.OTHER,
}
_BANK = {
    "INT": TransactionKind.INTEREST,
    "DIV": TransactionKind.DIVIDEND,
    "FEE": TransactionKind.FEE,
    "SRVCHG": TransactionKind.FEE,
    "XFER": TransactionKind.TRANSFER,
}
# Brokers call interest a deposit, and fees a debit; what a bank's payee is called tells nothing.
_BROKERAGE_WORDS = kind_finder(
    (r"^interest\b", TransactionKind.INTEREST),
    (r"\bfee\b", TransactionKind.FEE),
    (r"^transfer", TransactionKind.TRANSFER),
)
_MOVES_SHARES = {*BUY_TAGS, *SELL_TAGS, "REINVEST", "TRANSFER", "JRNLSEC", "CLOSUREOPT"}
_NO_SECURITY = {"MARGININTEREST", "JRNLFUND"}
_PERHAPS_NO_SECURITY = {"INCOME", "INVEXPENSE"}
_COSTS = {"INVEXPENSE", "MARGININTEREST"}
_NO_NET_MONEY = {"REINVEST", "JRNLFUND"}  # it comes and goes at once, or from one pocket to another
_NO_MONEY = {"TRANSFER", "JRNLSEC", "CLOSUREOPT"}
_FEES = ("COMMISSION", "FEES", "LOAD")
_TYPES_WITHIN = ("BUYTYPE", "SELLTYPE", "INCOMETYPE", "TFERACTION", "OPTACTION")


class Trades:
    """Reads investment transactions."""

    def __init__(self, securities: Securities) -> None:
        self._securities = securities

    def transaction(self, element: Element, account: str, currency: str, *, in_plan: bool) -> StatementTransaction:
        """One of `INVESTMENT_TAGS`.

        Raises:
            RowRefusedError: It lacks a date, a security, shares or an amount that its kind cannot do without, or one of them is
                unreadable.
        """
        tag, fields = element.tag, Fields(element)
        security, price = self._security(tag, fields), fields.number("UNITPRICE")
        symbol, instrument = _instrument(tag, security, price, in_plan=in_plan)
        kind = _kind(tag, fields)
        quantity, amount = _quantity(tag, kind, fields), _amount(tag, fields)
        if tag in BUY_TAGS and quantity is not None and quantity > 0 and amount is not None:
            amount = -abs(amount)
        return StatementTransaction(
            line=element.line,
            account=account,
            traded=_day(fields, "DTTRADE"),
            settled=fields.day("DTSETTLE"),
            action=_action(tag, fields),
            symbol=symbol,
            name=security.name if security else "",
            quantity=quantity,
            price=price,
            fees=_fees(fields),
            amount=amount,
            kind=kind,
            currency=currency_of(element)[0] or currency,
            instrument=instrument,
        )

    def _security(self, tag: str, fields: Fields) -> Security | None:
        unnamed = tag in _PERHAPS_NO_SECURITY and not fields.text("UNIQUEID")
        return None if unnamed or tag in _NO_SECURITY else self._securities.find(fields)


def bank_transaction(element: Element, account: str, currency: str, *, at_broker: bool) -> StatementTransaction:
    """An entry of a bank's statement, or money that came to or went from a brokerage account.

    Raises:
        RowRefusedError: It lacks a date or an amount, or one is unreadable.
    """
    fields = Fields(element)
    amount = fields.needed("TRNAMT")
    name = fields.text("NAME") or fields.text("MEMO")
    kind = _BANK.get(fields.text("TRNTYPE").upper(), TransactionKind.OTHER)
    if at_broker and kind is TransactionKind.OTHER:
        kind = _BROKERAGE_WORDS(name)
    if kind is TransactionKind.OTHER:
        kind = TransactionKind.WITHDRAWAL if amount < 0 else TransactionKind.DEPOSIT
    return StatementTransaction(
        line=element.line,
        account=account,
        traded=_day(fields, "DTPOSTED"),
        settled=None,
        action=" ".join(filter(None, (fields.text("TRNTYPE").upper(), fields.text("CHECKNUM")))),
        symbol="",
        name=name,
        quantity=None,
        price=None,
        fees=None,
        amount=round_to_cents(amount),
        kind=kind,
        currency=currency_of(element)[0] or currency,
    )


def _instrument(tag: str, security: Security | None, price: Decimal | None, *, in_plan: bool) -> tuple[str, InstrumentKind]:
    if security is None:
        return "", InstrumentKind.SECURITY
    spelling = security.spelling(in_plan=in_plan)
    symbol, spelt = traded_instrument(spelling, security.name, price) if spelling else (security.name, InstrumentKind.FUND)
    if spelt is InstrumentKind.CASH and not tag.endswith("OPT"):
        return symbol, spelt
    return symbol, security.kind or spelt


def _kind(tag: str, fields: Fields) -> TransactionKind:
    memo = fields.text("MEMO").lower()
    if tag == "INCOME":
        return _INCOME.get(fields.text("INCOMETYPE").upper(), TransactionKind.DIVIDEND)
    if tag in BUY_TAGS and "reinvest" in memo:
        return TransactionKind.REINVEST
    if tag == "TRANSFER" and ("expense" in memo or "fee" in memo.split()):
        return TransactionKind.FEE  # a plan sells shares to pay for itself
    return _KINDS[tag]


def _quantity(tag: str, kind: TransactionKind, fields: Fields) -> Decimal | None:
    if tag == "SPLIT":
        return fields.needed("NEWUNITS") - fields.needed("OLDUNITS")
    if tag not in _MOVES_SHARES:
        return None
    units = fields.needed("UNITS")
    if tag == "JRNLSEC":
        return ZERO  # from one pocket of the account to another
    if tag == "CLOSUREOPT":
        return abs(units) if fields.text("SUBACCTSEC").upper() == "SHORT" else -abs(units)
    if tag == "TRANSFER":
        return {"OUT": -abs(units), "IN": abs(units)}.get(fields.text("TFERACTION").upper(), units)
    total = fields.number("TOTAL")
    reverses = total is not None and (units < 0 < total if tag in BUY_TAGS else total < 0 < units)
    return units if reverses else signed(kind, units)


def _amount(tag: str, fields: Fields) -> Decimal | None:
    if tag in _NO_NET_MONEY:
        fields.needed("TOTAL")
        return ZERO
    if tag in _NO_MONEY:
        return None
    if tag == "SPLIT":
        paid = fields.number("FRACCASH")
        return None if paid is None else round_to_cents(paid)
    total = round_to_cents(fields.needed("TOTAL"))
    return -abs(total) if tag in _COSTS else total


def _fees(fields: Fields) -> Decimal | None:
    paid = [abs(fee) for fee in map(fields.number, _FEES) if fee is not None]
    return round_to_cents(sum(paid, ZERO)) if paid else None


def _day(fields: Fields, tag: str) -> date:
    day = fields.day(tag)
    if day is None:
        raise undated(fields.text(tag))
    return day


def _action(tag: str, fields: Fields) -> str:
    words = [fields.text(each).upper() for each in _TYPES_WITHIN]
    return " ".join(filter(None, (tag, *words, fields.text("MEMO"))))
