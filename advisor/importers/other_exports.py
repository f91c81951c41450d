"""Exports that are known and not read by themselves: what each is called, and what to do with it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.domain.errors import UnmappedFileError
from advisor.importers.identify import GET_POSITIONS
from advisor.importers.reading.headings import has_headings
from advisor.importers.reading.records import Record

_COMMENT_LINES = 40
_DELIMITERS = ",;\t"
_MAP_COLUMNS = "Say what its columns mean (`import --mapping`)."


@dataclass(frozen=True, slots=True)
class _Export:
    """An export known by the start of a line or by headings, in the form of `heading_words`."""

    what: str
    headings: tuple[str, ...] = ()
    title: str = ""
    no_other_headings: bool = False

    def begins(self, cells: Sequence[str]) -> bool:
        if self.title:
            return re.search(self.title, cells[0].strip().lower()) is not None
        if self.no_other_headings and sum(bool(cell.strip()) for cell in cells) > len(self.headings):
            return False
        return has_headings(cells, *self.headings)


# These cannot tell what somebody owns, whatever their columns mean.
_NO_HOLDINGS = (
    _Export("a Schwab list of realized gains (lots that were sold)", title=r"^realized gain/loss"),
    _Export("a Schwab list of realized gains (lots that were sold)", ("symbol", "closed date", "opened date", "cost basis (cb)")),
    _Export("a Fidelity NetBenefits list of sold lots", ("date acquired", "quantity", "proceeds", "gain/loss", "term")),
    _Export("an E*TRADE benefit history (grants and vesting dates of an employer's plan)", ("record type", "grant number")),
    _Export("an E*TRADE benefit history (purchases of an employer's plan)", ("record type", "purchase date", "grant date")),
    _Export("an E*TRADE list of realized gains (lots that were sold)", ("record type", "date sold", "total proceeds")),
    _Export("a list of cash movements, as banks export them", ("date", "details", "amount", "balance"), no_other_headings=True),
    _Export("a Mint list of payments", ("original description", "transaction type", "category", "account name")),
    _Export("a tastytrade list of realized gains (lots that were sold)", ("account_nr", "sec_type", "open_date", "close_date")),
    _Export("a tax form (1099)", title=r"^1099-"),
    _Export("a Sharesight income report", title=r" - taxable income report between "),
)
_ABROAD = (
    _Export("an Avanza export", ("datum", "konto", "typ av transaktion", "antal", "kurs")),
    _Export("a BUX export", ("transaction time (cet)", "transaction category", "asset id")),
    _Export("a Delta export", ("way", "base amount", "quote amount")),
    _Export("a Directa export", ("data operazione", "tipo operazione", "protocollo")),
    _Export("a Disnat export", ("date de transaction", "type de transaction", "classe d'actif", "symbole")),
    _Export("an eToro export", ("details", "units", "realized equity change", "position id")),
    _Export("a finpension export", ("category", "asset name", "asset currency", "cash flow")),
    _Export("a Freetrade export", ("title", "timestamp", "buy / sell", "stamp duty")),
    _Export("an InvestEngine export", ("security / isin", "transaction type", "total trade value")),
    _Export("an Investimental export", ("order id", "order number", "settlement term", "trigger type")),
    _Export("a Parqet export", ("datetime", "holding", "assettype", "realizedgains", "wkn")),
    _Export("a Rabobank export", ("portefeuille", "type mutatie", "valuta mutatie")),
    _Export("an RBC Direct Investing export", ("activity", "symbol description", "settlement date", "value")),
    _Export("a Revolut export", ("ticker", "price per share", "total amount", "fx rate")),
    _Export("a Saxo export", ("client id", "instrument symbol", "event", "conversion rate")),
    _Export("a Sharesight list of trades", ("market", "code", "brokerage *", "exchange rate")),
    _Export("a Trade Republic export", ("datum", "transactietype", "waarde (netto)")),
    _Export("a Trade Republic export", ("account_type", "asset_class", "transaction_id", "original_amount")),
    _Export("a Webull trade record from outside the United States", ("symbol & name", "traded price", "comm/fee/tax")),
    _Export("an XTB export", ("id", "type", "time", "symbol", "comment", "amount"), no_other_headings=True),
)


def unknown_layout(name: str, head: Sequence[Record]) -> UnmappedFileError:
    """The refusal of a table that none of the importers recognises: by its own name where it has one."""
    for record in head[:_COMMENT_LINES]:
        for cells in _cut_by_any_delimiter(record):
            for export in _NO_HOLDINGS:
                if export.begins(cells):
                    message = f"{name} is {export.what}; a positions file is needed to see what you hold."
                    return UnmappedFileError(message, GET_POSITIONS, file=name, line=record.line)
            for export in _ABROAD:
                if export.begins(cells):
                    message = f"{name} is {export.what}; what its columns mean has to be said before it can be read."
                    return UnmappedFileError(message, _MAP_COLUMNS, file=name, line=record.line)
    return UnmappedFileError(
        f"{name} is of no known layout: no line holds the column headings of a broker's export.",
        "Say what its columns mean (`import --mapping`), or download another export from your broker.",
        file=name,
        line=head[0].line if head else None,
    )


def _cut_by_any_delimiter(record: Record) -> Iterator[list[str]]:
    """The record as it was cut, and as it is when something else stands between its cells."""
    yield record.cells
    text = ",".join(record.cells)
    for delimiter in _DELIMITERS:
        if delimiter in text and not re.search(r"[\r\n]", text):
            yield next(csv.reader((text,), delimiter=delimiter))
