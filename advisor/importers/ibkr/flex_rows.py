"""Positions, lots and transactions from the elements or rows of a Flex Query."""

from __future__ import annotations

from decimal import Decimal

from advisor.domain.money import ZERO
from advisor.domain.portfolio import CASH, PRICE_UNITS, InstrumentKind, TransactionKind
from advisor.domain.statement import StatementLot, StatementPosition, StatementTransaction
from advisor.importers.ibkr.flex_fields import FlexFields
from advisor.importers.ibkr.money import BaseMoney
from advisor.importers.reading.actions import by_direction, kind_finder
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.transaction_rows import signed

# What these are worth is settled in cash every day: their value is a size, not a part of the account.
_SETTLED_DAILY = {"FUT", "CFD"}
_TRADES = {"BUY": TransactionKind.BUY, "SELL": TransactionKind.SELL}
_CASH_KINDS = kind_finder(
    (r"withholding|871\(m\)|\btax\b", TransactionKind.TAX),
    (r"dividend", TransactionKind.DIVIDEND),
    (r"interest", TransactionKind.INTEREST),
    (r"fees?\b|commission", TransactionKind.FEE),
    (r"deposit|withdrawal", TransactionKind.DEPOSIT),
)
_ACTION_KINDS = kind_finder(
    (r"\bsplit\b|^(FS|RS)$|stock dividend|^(HD|SD)$", TransactionKind.SPLIT), otherwise=TransactionKind.EXCHANGE
)


def flex_position(line: int, fields: FlexFields, account: str, money: BaseMoney) -> StatementPosition:
    """A summary element of the open positions; its value and cost in the account's currency.

    Raises:
        RowRefusedError: No symbol, quantity or value, or no rate for its currency.
    """
    symbol, kind = fields.instrument()
    if not symbol:
        raise RowRefusedError("it names no security")
    quantity, price = fields.needed("position"), fields.number("markPrice")
    return StatementPosition(
        *(line, account, symbol, fields.text("description") or symbol, kind, quantity, price),
        value=money.convert(_value(fields, kind, quantity, price), fields.currency, fields.number("fxRateToBase")),
        cost_basis=_cost(fields, money),
        currency=fields.currency or money.currency,
        cusip=fields.cusip,
    )


def flex_lot(line: int, fields: FlexFields, account: str, money: BaseMoney) -> StatementLot:
    """A lot element of the open positions; its cost in the account's currency.

    Raises:
        RowRefusedError: No symbol or quantity, or no rate for its currency.
    """
    symbol, _ = fields.instrument()
    if not symbol:
        raise RowRefusedError("it names no security")
    acquired = fields.day("openDateTime", "holdingPeriodDateTime")
    return StatementLot(line, account, symbol, acquired, fields.needed("position"), _cost(fields, money))


def flex_cash(line: int, fields: FlexFields, account: str, money: BaseMoney) -> StatementPosition:
    """The balance of one currency in the cash report.

    Raises:
        RowRefusedError: It has no balance, or no rate for its currency.
    """
    currency = fields.currency if fields.currency != "BASE_SUMMARY" else money.currency
    if not currency:
        raise RowRefusedError("it names no currency")
    value = money.convert(fields.needed("endingCash"), currency)
    return StatementPosition(
        line, account, CASH, f"Cash ({currency})", InstrumentKind.CASH, None, None, value, None, currency=currency
    )


def flex_trade(line: int, fields: FlexFields, account: str) -> StatementTransaction:
    """An execution, or an order where the query lists no executions.

    Raises:
        RowRefusedError: No date, quantity or amount.
    """
    day = fields.day("tradeDate", "dateTime", "reportDate")
    if day is None:
        raise RowRefusedError("it has no date")
    action = fields.text("buySell")
    symbol, instrument = fields.instrument()
    between_currencies = instrument is InstrumentKind.CASH or not symbol
    fees = fields.fees()
    kind = TransactionKind.OTHER if between_currencies else _trade_kind(fields, action, instrument)
    return StatementTransaction(
        *(line, account, day, fields.day("settleDateTarget", "settleDate"), action, symbol, fields.text("description")),
        quantity=signed(kind, fields.needed("quantity")) if symbol else None,
        price=fields.number("tradePrice"),
        fees=-fees if fees else None,
        amount=_trade_amount(fields, fees, between_currencies=between_currencies),
        kind=kind,
        currency=fields.currency,
        instrument=instrument,
    )


def flex_cash_transaction(line: int, fields: FlexFields, account: str) -> StatementTransaction:
    """A dividend, tax, fee, interest, deposit or withdrawal.

    Raises:
        RowRefusedError: No date, or no amount.
    """
    day = fields.day("dateTime", "reportDate", "settleDate")
    if day is None:
        raise RowRefusedError("it has no date")
    amount = fields.needed("amount")
    action, description = fields.text("type"), fields.text("description")
    kind = by_direction(_CASH_KINDS(action), amount)
    if kind is TransactionKind.DIVIDEND and "return of capital" in description.lower():
        kind = TransactionKind.RETURN_OF_CAPITAL
    symbol, instrument = fields.instrument()
    return StatementTransaction(
        *(line, account, day, fields.day("settleDate"), action or description, symbol, description, None, None, None, amount),
        kind=kind,
        currency=fields.currency,
        instrument=instrument,
    )


def flex_corporate_action(line: int, fields: FlexFields, account: str) -> StatementTransaction:
    """One leg of a split, merger, spin-off or tender.

    Raises:
        RowRefusedError: No date, or no quantity.
    """
    day = fields.day("reportDate", "dateTime")
    if day is None:
        raise RowRefusedError("it has no date")
    description = fields.text("actionDescription") or fields.text("description")
    symbol, instrument = fields.instrument()
    return StatementTransaction(
        *(line, account, day, None, description, symbol, description, fields.needed("quantity"), None, None),
        amount=fields.number("proceeds"),
        kind=_ACTION_KINDS(fields.text("type") or description),
        currency=fields.currency,
        instrument=instrument,
    )


def flex_transfer(line: int, fields: FlexFields, account: str) -> StatementTransaction:
    """Shares or cash that came from, or went to, another account.

    Raises:
        RowRefusedError: No date, or neither shares nor cash.
    """
    day = fields.day("date", "dateTime", "reportDate")
    if day is None:
        raise RowRefusedError("it has no date")
    quantity, cash = fields.number("quantity"), fields.number("cashTransfer")
    if not quantity and not cash:
        raise RowRefusedError("it moves neither shares nor cash")
    sign = -1 if fields.text("direction").upper() == "OUT" else 1
    symbol, instrument = fields.instrument()
    return StatementTransaction(
        *(line, account, day, None, f"{fields.text('type')} {fields.text('direction')}".strip(), symbol),
        name=fields.text("description"),
        quantity=sign * abs(quantity) if quantity and symbol else None,
        price=None,
        fees=None,
        amount=sign * abs(cash) if cash else None,
        kind=TransactionKind.TRANSFER,
        currency=fields.currency,
        instrument=instrument,
    )


def _value(fields: FlexFields, kind: InstrumentKind, quantity: Decimal, price: Decimal | None) -> Decimal:
    if _is_settled_daily(fields):
        return ZERO
    value = fields.number("positionValue")
    if value is not None:
        return value
    if price is None:
        raise RowRefusedError("it has neither a value nor a price")
    unit = PRICE_UNITS[kind] if kind is InstrumentKind.BOND else fields.multiplier
    return quantity * price * unit


def _is_settled_daily(fields: FlexFields) -> bool:
    return fields.text("assetCategory").upper() in _SETTLED_DAILY


def _cost(fields: FlexFields, money: BaseMoney) -> Decimal | None:
    cost = fields.number("costBasisMoney")
    return (
        None
        if cost is None or _is_settled_daily(fields)
        else money.convert_cost(cost, fields.currency, fields.number("fxRateToBase"))
    )


def _trade_kind(fields: FlexFields, action: str, instrument: InstrumentKind) -> TransactionKind:
    codes = set(fields.text("notes").replace(",", ";").split(";"))
    if instrument is InstrumentKind.OPTION and codes & {"A", "Ex", "Ep"}:
        return TransactionKind.EXPIRY
    return _TRADES.get(action.upper(), TransactionKind.OTHER)  # a cancellation takes back what came or went


def _trade_amount(fields: FlexFields, fees: Decimal, *, between_currencies: bool) -> Decimal:
    net = fields.number("netCash")
    if net is not None and not between_currencies:
        return net
    gross = fields.number("proceeds")
    if gross is None:
        paid = fields.number("tradeMoney")
        gross = None if paid is None else -paid
    if gross is not None:
        return gross + fees
    cost = fields.number("cost")
    if cost is not None and fields.text("buySell").upper() == "BUY":
        return -cost
    quantity, price = fields.number("quantity"), fields.number("tradePrice")
    if quantity is None or price is None:
        raise RowRefusedError("it tells no amount of money")
    bought = -abs(quantity) if fields.text("buySell").upper().startswith("BUY") else abs(quantity)
    return bought * price * fields.multiplier + fees
