"""DEGIRO: `Account.csv`, every movement of money, in the language of the account."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar, NamedTuple

from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import Statement, StatementKind, StatementTransaction
from advisor.importers.degiro.cells import PRODUCT, mark_of, money_columns, number_in
from advisor.importers.importer import Source
from advisor.importers.reading.actions import by_direction, kind_finder
from advisor.importers.reading.amounts import DecimalMark
from advisor.importers.reading.currencies import is_currency, money_of
from advisor.importers.reading.dates import DateOrder, find_date
from advisor.importers.reading.flat_table import FlatTable
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, Rows, undated
from advisor.importers.reading.symbols import canonical_symbol
from advisor.importers.reading.tally import Tally

_SYNONYMS = {
    "traded": ("date", "datum", "data", "fecha"),
    "settled": ("value date", "valutadatum", "date de valeur", "data valuta", "fecha valor", "data valor"),
    "name": PRODUCT,
    "isin": ("isin", "code isin"),
    "action": ("description", "omschrijving", "beschreibung", "descrizione", "descripción", "descrição"),
    "change": ("change", "mutatie", "änderung", "mouvements", "variazioni", "variación", "mudança"),
    "balance": ("balance", "saldo", "solde"),
    "order": ("order id", "order-id", "id ordre", "id ordine", "id orden", "id da ordem"),
}
_NEEDED = {"traded", "name", "isin", "action", "change", "balance"}
_BUY = r"buy|koop|kauf|achat|acquisto|compra"
_SELL = r"sell|verkoop|verkauf|vente|vendita|venta|venda"
_TRADE = re.compile(
    rf"(?P<prefix>.*?):?\s*\b(?:(?P<buy>{_BUY})|(?P<sell>{_SELL})) "
    r"(?P<quantity>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?=\s*@)|\d[\d.,]*)"
    r"(?P<name> .*?)?\s*(?:@| at )\s*(?P<price>\d[\d.,]*) (?P<currency>[A-Z]{3})\b",
    re.IGNORECASE,
)
_MONEY_FUND = r"money market|fonds monétaires|geldmarkt|mercato monetario|mercado monetario"
_BETWEEN_CURRENCIES = (
    r"^fx |^valuta |währungswechsel|opération de change|cambio (de divisa|valuta)|(levantamento|crédito) de divisa"
)
_KINDS = kind_finder(
    (_BETWEEN_CURRENCIES, TransactionKind.OTHER),
    (rf"{_MONEY_FUND}|cash sweep|^(over|um)boeking|^reserv|^processed ", TransactionKind.OTHER),
    (r"dividendbelasting|dividend tax|dividendensteuer|imp[ôo]t|ritenuta|retenci[oó]n|imposto", TransactionKind.TAX),
    (r"capital return|kapitaaluitkering|kapitalrückzahlung|remboursement de capital", TransactionKind.RETURN_OF_CAPITAL),
    (r"kosten|\bfees?\b|\bfrais\b|courtage|gebühr|entgelt|comisi|comiss|commissioni|\bcosti\b", TransactionKind.FEE),
    (r"dividend|fund distribution|ausschüttung", TransactionKind.DIVIDEND),
    (r"interest|\brente\b|zinsen|intér[êe]ts|interessi|intereses|\bjuros\b", TransactionKind.INTEREST),
    (r"withdrawal|terugstorting|auszahlung|retrait|retirada|prelievo|levantamento", TransactionKind.WITHDRAWAL),
    (r"deposit|storting|einzahlung|versement|dépôt|ingreso|depósito", TransactionKind.DEPOSIT),
)
_EXCHANGES = kind_finder(
    (_MONEY_FUND, TransactionKind.OTHER), (r"split", TransactionKind.SPLIT), otherwise=TransactionKind.EXCHANGE
)
# No account is kept in dollars: what stands in them comes from shares in the United States.
_NEVER_THE_ACCOUNTS = "USD"
_USUAL_CURRENCY = "EUR"
_ACCOUNT = ""


class DegiroAccount:
    """One row for each movement: a purchase, its fee and the currency bought for it stand in rows of their own.

    The number of shares stands in the description only. An order's number too long for its cell goes on in the next row.
    """

    broker: ClassVar[str] = "degiro"
    name: ClassVar[str] = "DEGIRO"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every row below the headings.

        Raises:
            MalformedFileError: The file holds no row, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        table = FlatTable(source, _is_heading, "a DEGIRO account statement")
        table.read(tally, _Rows(table.heading, table.rows, tally).store, leaves_out_blanks=True)
        return tally.close(StatementKind.TRANSACTIONS, None)


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _NEEDED


class _Trade(NamedTuple):
    """What a description tells of shares that came or went."""

    kind: TransactionKind
    quantity: Decimal | None
    price: Decimal | None


class _Rows:
    def __init__(self, heading: Record, rows: Sequence[Record], tally: Tally) -> None:
        self._tally = tally
        columns = dict(find_columns(heading.cells, _SYNONYMS))
        change = money_columns(heading, rows, columns["change"])
        balance = money_columns(heading, rows, columns["balance"])
        self._amount = change["amount"]
        self._amount_heading = heading.cells[columns["change"]].strip()
        columns["currency"] = change.get("currency", columns["change"])
        self._order = columns.get("order")
        self._rows = Rows(heading, columns, ("traded", "settled", "name", "isin", "action", "currency"))
        self._mark = mark_of(rows)
        self._order_goes_on = False
        self._currency = _account_currency(rows, balance.get("currency"))
        tally.open_account(_ACCOUNT, "", "", self._currency)

    def store(self, record: Record) -> None:
        filled = [index for index, cell in enumerate(record.cells) if cell.strip()]
        if self._order_goes_on and filled == [self._order]:
            self._tally.store_merged(record.line)
            return
        self._order_goes_on = False
        self._tally.store_transaction(self._transaction(record.line, self._rows.fit(record.cells)))
        self._order_goes_on = (
            self._order is not None and self._order < len(record.cells) and _ends_open(record.cells[self._order])
        )

    def _transaction(self, line: int, cells: Sequence[str]) -> StatementTransaction:
        traded_text, settled_text, name, isin, action, stated = (" ".join(text.split()) for text in self._rows.pick(cells))
        traded = _day(traded_text)
        if traded is None:
            raise undated(traded_text)
        if not action:
            raise RowRefusedError("the row does not say what happened")
        amount = number_in(cells, self._amount, self._amount_heading, self._mark)
        currency, unit = money_of(stated if is_currency(stated) else self._currency)
        amount = amount and amount * unit
        trade = _trade(action, currency, self._mark)
        kind = trade.kind if trade else by_direction(_KINDS(action), amount)
        if amount is None and kind is not TransactionKind.OTHER:
            raise RowRefusedError(f"the row tells no amount in the column “{self._amount_heading}”")
        symbol, instrument = canonical_symbol(isin) if isin else ("", InstrumentKind.SECURITY)
        return StatementTransaction(
            *(line, _ACCOUNT, traded, _day(settled_text), action, symbol, name),
            quantity=trade.quantity if trade else None,
            price=trade.price if trade else None,
            fees=None,
            amount=amount,
            kind=kind,
            currency=currency,
            instrument=instrument,
        )


def _day(text: str) -> date | None:
    return find_date(text, DateOrder.DAY_FIRST)


def _ends_open(order: str) -> bool:
    return order.strip().endswith("-")


def _account_currency(rows: Sequence[Record], index: int | None) -> str:
    """The one in which most balances stand."""
    if index is None:
        return _USUAL_CURRENCY
    stated = Counter(record.cells[index].strip().upper() for record in rows if index < len(record.cells))
    ranked = (code for code, _ in stated.most_common() if is_currency(code) and code != _NEVER_THE_ACCOUNTS)
    return next(ranked, _USUAL_CURRENCY)


def _trade(action: str, currency: str, mark: DecimalMark) -> _Trade | None:
    """“Koop 1 @ 33,9 USD”, “Buy 5 HP Inc@21.31 USD”, “STOCK DIVIDEND: Koop 9 @ 0 EUR”; None where no shares are told of."""
    found = _TRADE.search(action)
    if not found:
        return None
    quantity = number_in([found["quantity"]], 0, "Description", mark)
    price = number_in([found["price"]], 0, "Description", mark)
    price_currency, unit = money_of(found["currency"])
    if found["prefix"].strip():
        kind = _EXCHANGES(found["prefix"])
    else:
        kind = TransactionKind.BUY if found["buy"] else TransactionKind.SELL
    signed = quantity if found["buy"] else quantity and -quantity
    return _Trade(kind, signed, price * unit if price is not None and price_currency == currency else None)
