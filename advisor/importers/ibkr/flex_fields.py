"""What one element or row of a Flex Query says, by the names that Interactive Brokers gives its attributes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from advisor.domain.money import ZERO
from advisor.domain.portfolio import InstrumentKind
from advisor.domain.security_numbers import cusip_in
from advisor.importers.reading.amounts import read_amount
from advisor.importers.reading.currencies import money_of
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.symbols import canonical_symbol

_ONE = Decimal(1)
_SHARES_OF_AN_OPTION = Decimal(100)
_KINDS = {
    "STK": InstrumentKind.SECURITY,
    "FUND": InstrumentKind.FUND,
    "BOND": InstrumentKind.BOND,
    "BILL": InstrumentKind.BOND,
    "CRYPTO": InstrumentKind.CRYPTO,
    "CASH": InstrumentKind.CASH,
}
_KINDS_OF_SHARES = {
    **dict.fromkeys(("COMMON", "PREFERRED", "PREFERENCE", "ADR", "REIT"), InstrumentKind.STOCK),
    **dict.fromkeys(("ETF", "CLOSED-END FUND"), InstrumentKind.FUND),
}
# Confirmations of trades and the CSV form name some things differently.
_OTHER_NAMES = {
    "tradePrice": ("price",),
    "ibCommission": ("commission",),
    "ibCommissionCurrency": ("commissionCurrency",),
    "taxes": ("tax",),
    "notes": ("notesCodes", "code"),
    "assetCategory": ("assetClass",),
    "position": ("quantity",),
    "accountId": ("clientAccountId",),
    "acctAlias": ("accountAlias",),
    "currency": ("currencyPrimary",),
}
_NOTHING = {"", "-", "--"}


@lru_cache(maxsize=4096)
def flex_name(heading: str) -> str:
    """How a name is compared: "ClientAccountID" and "clientAccountId", "Buy/Sell" and "buySell" are one."""
    return "".join(filter(str.isalnum, heading)).lower()


class FlexFields:
    """The attributes of one element, absent ones reading as blank: which there are is up to who made the query.

    Args:
        attributes: By `flex_name`.
    """

    def __init__(self, attributes: Mapping[str, str]) -> None:
        self._attributes = attributes

    def text(self, name: str) -> str:
        for each in (name, *_OTHER_NAMES.get(name, ())):
            text = self._attributes.get(each.lower(), "").strip()
            if text not in _NOTHING:
                return " ".join(text.split())
        return ""

    def number(self, name: str) -> Decimal | None:
        """The number, None where it is blank.

        Raises:
            RowRefusedError: The text is none.
        """
        try:
            return read_amount(self.text(name))
        except ValueError as error:
            raise RowRefusedError(f"in “{name}”, {error}") from None

    def needed(self, name: str) -> Decimal:
        """As `number`.

        Raises:
            RowRefusedError: It is blank, or no number.
        """
        number = self.number(name)
        if number is None:
            raise RowRefusedError(f"its “{name}” is missing")
        return number

    def day(self, *names: str) -> date | None:
        """The date in the first of these that has one: 20250101, 2025-01-01, 20260419 144528."""
        return next((day for name in names if (day := find_date(self.text(name)))), None)

    @property
    def currency(self) -> str:
        return money_of(self.text("currency"))[0]

    @property
    def is_summary(self) -> bool:
        return self.text("levelOfDetail").upper() == "SUMMARY"

    @property
    def multiplier(self) -> Decimal:
        """Units of one contract; 0 stands where there is nothing to multiply."""
        return self.number("multiplier") or _ONE

    def fees(self) -> Decimal:
        """Commissions and taxes, negative when paid; a commission in another currency than the trade's is no part of it."""
        charged_in = self.text("ibCommissionCurrency")
        commission = self.number("ibCommission") if charged_in in {"", self.text("currency")} else None
        return (commission or ZERO) + (self.number("taxes") or ZERO)

    def instrument(self) -> tuple[str, InstrumentKind]:
        """The canonical symbol, empty where there is none, and the kind."""
        category = self.text("assetCategory").upper()
        kind = _kind(category, self.text("subCategory").upper(), self.multiplier)
        if kind is InstrumentKind.BOND and self.cusip:
            return self.cusip, kind
        spelling = self.text("symbol") or self.text("isin") or self.text("securityID") or self.text("cusip")
        if not spelling:
            return "", kind or InstrumentKind.SECURITY
        symbol, spelled = canonical_symbol(spelling)
        return symbol, kind or spelled

    @property
    def cusip(self) -> str:
        return self.text("cusip") or cusip_in(self.text("isin"))


def _kind(category: str, sub_category: str, multiplier: Decimal) -> InstrumentKind | None:
    """None where the spelling of the symbol must tell."""
    if not category:
        return None
    if category == "STK":
        return _KINDS_OF_SHARES.get(sub_category, InstrumentKind.SECURITY)
    if category == "OPT" and multiplier in {_ONE, _SHARES_OF_AN_OPTION}:
        return InstrumentKind.OPTION
    return _KINDS.get(category, InstrumentKind.OTHER)
