"""Events of an equity award at Charles Schwab: vesting, deposits, sales, dividends and taxes, from whatever kind of file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from advisor.domain.money import ZERO
from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import StatementTransaction
from advisor.importers.reading.actions import by_direction, kind_finder
from advisor.importers.reading.amounts import read_amount
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.rows import RowRefusedError, undated
from advisor.importers.reading.symbols import canonical_symbol
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import signed
from advisor.importers.schwab.accounts import NamedAccount, account_of_file

_ACCOUNT_NAME = "Equity Awards"
# The web page's own JSON of 2022 has other names for the same fields.
_OTHER_NAMES = {"eventdate": "date", "totalcommissionsandfees": "feesandcommissions", "awardname": "awardid"}
_KINDS = kind_finder(
    (r"^deposit", TransactionKind.BUY),
    (r"\b(sale|sell)\b", TransactionKind.SELL),
    (r"dividend", TransactionKind.DIVIDEND),
    (r"\btax\b", TransactionKind.TAX),
    (r"journal|share transfer", TransactionKind.TRANSFER),
    (r"wire|disbursement|check|payment", TransactionKind.DEPOSIT),
)
# Vesting alone moves no shares: those that are left after taxes come with a deposit, here or in the brokerage account.
_VESTING = "lapse"
_ACQUIRED = ("vestdate", "purchasedate")
_COSTS = ("purchaseprice", "vestfairmarketvalue", "fairmarketvalueprice")

Fields = Mapping[str, str]


class AwardEvent(NamedTuple):
    """One transaction, and a detail for each award or lot it concerns; texts by the names of `award_field`."""

    line: int
    fields: Fields
    details: Sequence[Fields]


def award_field(name: str) -> str:
    """The name of a field in the form in which fields are looked up: "VestDate" and "vestDate" → "vestdate"."""
    bare = "".join(filter(str.isalnum, name)).lower()
    return _OTHER_NAMES.get(bare, bare)


def award_account(file_name: str) -> NamedAccount:
    """The account of an awards file, which never names it: one for all of them, unless the file's name has a number."""
    account = account_of_file(file_name, _ACCOUNT_NAME)
    return account._replace(is_known=True)


def award_transaction(event: AwardEvent, account: str, tally: Tally) -> StatementTransaction:
    """What an event is as a transaction: shares count from the day they vested or were bought, priced at their cost.

    Warns where the lots of a sale are not all of it.

    Raises:
        RowRefusedError: The event has no date, or a number that is none.
    """
    action = " ".join(event.fields.get("action", "").split())
    booked = _day(event.fields.get("date", ""))
    amount = _number(event.fields, "amount")
    fees = _number(event.fields, "feesandcommissions")
    quantity = _number(event.fields, "quantity")
    kind = _KINDS(action)
    acquired = _acquired(event) if kind is TransactionKind.BUY else None
    if kind is TransactionKind.SELL:
        _check_shares_sold(event, quantity, tally)
    symbol, instrument = _instrument(event.fields.get("symbol", ""))
    return StatementTransaction(
        line=event.line,
        account=account,
        traded=acquired or booked,
        settled=booked if acquired else None,
        action=action,
        symbol=symbol,
        name=_description(event),
        quantity=None if action.lower() == _VESTING else signed(kind, quantity),
        price=_price(event, ("saleprice",) if kind is TransactionKind.SELL else _COSTS),
        fees=None if fees is None else abs(fees),
        amount=amount,
        kind=by_direction(kind, amount),
        instrument=instrument,
    )


def _instrument(spelling: str) -> tuple[str, InstrumentKind]:
    return canonical_symbol(spelling) if spelling.strip() else ("", InstrumentKind.SECURITY)


def _day(text: str) -> date:
    day = find_date(text)
    if day is None:
        raise undated(text)
    return day


def _number(fields: Fields, name: str) -> Decimal | None:
    try:
        return read_amount(fields.get(name, ""))
    except ValueError as error:
        raise RowRefusedError(f"in the field “{name}”, {error}") from None


def _acquired(event: AwardEvent) -> date | None:
    """The day on which all the shares of a deposit became the owner's; None where there are several."""
    days = {find_date(detail.get(name, "")) for detail in event.details for name in _ACQUIRED} - {None}
    return days.pop() if len(days) == 1 else None


def _price(event: AwardEvent, names: Sequence[str]) -> Decimal | None:
    """What a share cost or brought, by the first name that the details have; None where they have several prices."""
    found = [{_number(detail, name) for detail in event.details} - {None} for name in names]
    prices = next((prices for prices in found if prices), set())
    return prices.pop() if len(prices) == 1 else None


def _check_shares_sold(event: AwardEvent, quantity: Decimal | None, tally: Tally) -> None:
    shares = [_number(detail, "shares") for detail in event.details]
    sold = sum((each for each in shares if each is not None), ZERO)
    if quantity is not None and any(shares) and sold != abs(quantity):
        tally.warn(event.line, f"The lots of the sale add up to {sold:f} shares, the sale is of {abs(quantity):f}.")


def _description(event: AwardEvent) -> str:
    """The broker's words, and those of its details that no field of a transaction can hold."""
    details = "; ".join(filter(None, map(_detail_words, event.details)))
    words = " ".join(event.fields.get("description", "").split())
    return f"{words} ({details})" if details else words


def _detail_words(detail: Fields) -> str:
    texts = {name: text.strip() for name, text in detail.items() if text.strip()}
    templates = (
        ("{shares} shares", "shares"),
        ("award {awardid}", "awardid"),
        ("grant {grantid}", "grantid"),
        ("of {awarddate}", "awarddate"),
        ("vested {vestdate}", "vestdate"),
        ("at {vestfairmarketvalue}", "vestfairmarketvalue"),
        ("bought {purchasedate}", "purchasedate"),
        ("worth {purchasefairmarketvalue}", "purchasefairmarketvalue"),
        ("{netsharesdeposited} shares deposited", "netsharesdeposited"),
        ("{sharessoldwithheldfortaxes} withheld", "sharessoldwithheldfortaxes"),
        ("taxes {taxes}", "taxes"),
    )
    return " ".join(template.format_map(texts) for template, name in templates if name in texts)
