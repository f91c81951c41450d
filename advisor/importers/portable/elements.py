"""What the accounts of a portable portfolio file hold, element by element."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portable import CASH_NAME
from advisor.domain.portfolio import CASH, InstrumentKind, TaxType, TransactionKind, price_unit
from advisor.domain.statement import AccountOrigin, StatementLot, StatementPosition, StatementTransaction
from advisor.importers.mapping.actions import kinds_by_words
from advisor.importers.portable.fields import Fields
from advisor.importers.reading.amounts import dollars
from advisor.importers.reading.json_records import json_text
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.symbols import canonical_symbol

Outcome = StatementPosition | StatementLot | StatementTransaction | str
_KIND_OF_WORDS = kinds_by_words({})


@dataclass(frozen=True, slots=True)
class PortableAccount:
    """An account of the file; `key` is made of broker, name and number, so that accounts of several brokers stay apart."""

    key: str
    number: str
    name: str
    currency: str
    origin: AccountOrigin


class Elements:
    """Every element of every account, in the file's order.

    Attributes:
        records: One for each element, its JSON as its text.
        outcomes: What each became, or the reason why it became nothing.
    """

    def __init__(self, accounts: Sequence[object]) -> None:
        self.accounts: list[PortableAccount] = []
        self.records: list[Record] = []
        self.outcomes: list[Outcome] = []
        self.warnings: list[str] = []
        for value in accounts:
            self._take_account(value)

    def _add(self, element: object, read: Callable[[int], Outcome]) -> Outcome:
        line = len(self.records) + 1
        self.records.append(Record(line, [json.dumps(element, default=json_text, ensure_ascii=False)]))
        try:
            outcome = read(line)
        except RowRefusedError as refusal:
            outcome = str(refusal)
        self.outcomes.append(outcome)
        return outcome

    def _take_account(self, value: object) -> None:
        try:
            fields = Fields(value)
            account = self._account(fields)
            parts, positions, transactions = (fields.items(key) for key in ("cash_parts", "positions", "transactions"))
        except RowRefusedError as refusal:
            reason = f"the account cannot be read: {refusal}"
            self._add(value, lambda _: reason)
            return
        self.accounts.append(account)
        self._take_cash(fields, parts, account)
        for element in positions:
            self._take_position(element, account)
        for element in transactions:
            self._add(element, partial(_transaction, element, account))

    def _account(self, fields: Fields) -> PortableAccount:
        number, name, broker = fields.text("number_masked"), fields.text("name"), fields.text("broker")
        origin = AccountOrigin(broker, fields.word("tax_type", TaxType), fields.text("owner"), fields.day("as_of"))
        key = " · ".join(filter(None, (broker, name, number))) or "account"
        taken = sum(account.key == key or account.key.startswith(f"{key} (") for account in self.accounts)
        return PortableAccount(f"{key} ({taken + 1})" if taken else key, number, name, _currency(fields, "USD"), origin)

    def _take_cash(self, fields: Fields, parts: Sequence[object], account: PortableAccount) -> None:
        try:
            cash = fields.number("cash")
        except RowRefusedError as refusal:
            reason = str(refusal)
            self._add(fields.alone("cash"), lambda _: reason)
            cash = None
        if parts:
            stored = [self._take_position(element, account) for element in parts]
            added = sum((part.value for part in stored if isinstance(part, StatementPosition)), ZERO)
            if cash is not None and added != cash:
                self.warnings.append(f"{account.key}: “cash” is {dollars(cash)}, its parts add up to {dollars(added)}.")
        elif cash:
            kind, value, currency = InstrumentKind.CASH, round_to_cents(cash), account.currency
            self._add(
                fields.alone("cash"),
                lambda line: StatementPosition(line, account.key, CASH, CASH_NAME, kind, None, None, value, None, currency),
            )

    def _take_position(self, element: object, account: PortableAccount) -> Outcome:
        alone = {key: value for key, value in element.items() if key != "lots"} if isinstance(element, dict) else element
        position = self._add(alone, partial(_position, element, account))
        try:
            lots = Fields(element).items("lots")
        except RowRefusedError:
            lots = []
        for lot in lots:
            self._add(lot, partial(_lot, lot, position))
        return position


def _currency(fields: Fields, otherwise: str) -> str:
    return fields.text("currency").strip().upper() or otherwise


def _position(element: object, account: PortableAccount, line: int) -> StatementPosition:
    fields = Fields(element)
    fields.items("lots")
    cusip = fields.text("cusip")
    symbol = fields.text("symbol") or cusip or fields.text("name")
    if not symbol.strip():
        raise RowRefusedError("the position names no symbol")
    kind = fields.word("kind", InstrumentKind) or canonical_symbol(symbol)[1]
    quantity, price, value = fields.number("quantity"), fields.number("price"), fields.number("value")
    if value is None:
        if quantity is None or price is None:
            raise RowRefusedError("the position has no value, and without quantity and price none can be computed")
        value = quantity * price * price_unit(kind)
    cost = fields.number("cost_basis")
    return StatementPosition(
        line=line,
        account=account.key,
        symbol=symbol,
        name=fields.text("name", symbol),
        kind=kind,
        quantity=quantity,
        price=price,
        value=round_to_cents(value),
        cost_basis=None if cost is None else round_to_cents(cost),
        currency=_currency(fields, account.currency),
        cusip=cusip,
    )


def _lot(element: object, position: Outcome, line: int) -> StatementLot:
    fields = Fields(element)
    if not isinstance(position, StatementPosition):
        raise RowRefusedError("its position was left out")
    quantity, cost = fields.number("quantity"), fields.number("cost_basis")
    if quantity is None:
        raise RowRefusedError("the lot has no quantity")
    cost = None if cost is None else round_to_cents(cost)
    return StatementLot(line, position.account, position.symbol, fields.day("acquired"), quantity, cost)


def _transaction(element: object, account: PortableAccount, line: int) -> StatementTransaction:
    fields = Fields(element)
    traded, action, symbol = fields.day("date"), fields.text("action"), fields.text("symbol")
    if traded is None:
        raise RowRefusedError("the transaction has no date")
    return StatementTransaction(
        line=line,
        account=account.key,
        traded=traded,
        settled=fields.day("settled"),
        action=action,
        symbol=symbol,
        name=fields.text("name"),
        quantity=fields.number("quantity"),
        price=fields.number("price"),
        fees=fields.number("fees"),
        amount=fields.number("amount"),
        kind=fields.word("kind", TransactionKind) or _KIND_OF_WORDS(action),
        currency=_currency(fields, account.currency),
        instrument=fields.word("instrument", InstrumentKind) or canonical_symbol(symbol)[1],
    )
