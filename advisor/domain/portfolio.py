"""What an investor owns: accounts, positions, tax lots, transactions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from advisor.domain.money import CENT


class TaxType(StrEnum):
    """How gains in an account are taxed."""

    TAXABLE = "taxable"
    TRADITIONAL = "traditional"
    ROTH = "roth"
    HSA = "hsa"


class InstrumentKind(StrEnum):
    """What a position is, as far as the broker's file tells; the market reference knows more."""

    SECURITY = "security"  # a stock or a fund: the file does not say which
    STOCK = "stock"
    FUND = "fund"
    BOND = "bond"  # priced per 100 of face value
    OPTION = "option"  # quantity in contracts of 100 shares
    CRYPTO = "crypto"
    CASH = "cash"
    OTHER = "other"


# Their symbols are tickers. A bond's or an option's is a number of its own, and a coin has that of some share.
QUOTED_BY_TICKER = frozenset({InstrumentKind.SECURITY, InstrumentKind.STOCK, InstrumentKind.FUND})
CASH = "CASH"  # the symbol of money in the books

# What a quantity of one times the price is worth: a bond is priced per 100 of face value, an option covers 100 shares.
PRICE_UNITS = {InstrumentKind.BOND: Decimal("0.01"), InstrumentKind.OPTION: Decimal(100)}


def price_unit(kind: InstrumentKind) -> Decimal:
    """What quantity times price is multiplied by to give money."""
    return PRICE_UNITS.get(kind, Decimal(1))


def is_worth_its_price(kind: InstrumentKind, quantity: Decimal, price: Decimal, value: Decimal) -> bool:
    """Whether a value is quantity times price, as far as the rounding of the printed figures allows."""
    unit = price_unit(kind)
    slack = _half_last_place(price) * abs(quantity) + _half_last_place(quantity) * abs(price)
    return abs(quantity * price * unit - value) <= CENT + slack * unit


def _half_last_place(number: Decimal) -> Decimal:
    """How far a printed number may be from the true one; whole numbers are taken as exact."""
    exponent = number.as_tuple().exponent
    return Decimal((0, (5,), exponent - 1)) if isinstance(exponent, int) and exponent < 0 else Decimal(0)


class TransactionKind(StrEnum):
    """What a transaction does to an account, whatever words its broker has for it."""

    BUY = "buy"
    SELL = "sell"
    REINVEST = "reinvest"  # shares bought with a distribution of the same day
    DIVIDEND = "dividend"
    CAPITAL_GAIN = "capital_gain"  # a fund's distribution of realized gains
    INTEREST = "interest"
    RETURN_OF_CAPITAL = "return_of_capital"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    TRANSFER = "transfer"  # shares or cash moved from or to another account
    SPLIT = "split"  # quantity is the number of shares that came or went
    EXCHANGE = "exchange"  # one leg of a merger, spin-off, conversion or change of ticker
    EXPIRY = "expiry"  # an option lapses, is exercised or is assigned
    FEE = "fee"
    TAX = "tax"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TaxLot:
    """Shares of one position bought together.

    Attributes:
        acquired: Purchase date; None when the broker does not say.
        quantity: Shares; negative for a short position.
        cost_basis: Account currency, for the whole lot; None when the broker does not know it.
    """

    acquired: date | None
    quantity: Decimal
    cost_basis: Decimal | None


@dataclass(frozen=True, slots=True)
class Account:
    """One account at one broker.

    Attributes:
        id: Database key.
        broker: Importer id, e.g. "fidelity".
        number_masked: Last characters only, e.g. "····4821".
        name: The investor's name for it; at first the broker's.
        currency: ISO 4217 code in which its money is told.
        owner: Whose account it is, in the investor's words; empty when nothing was said.
    """

    id: int
    broker: str
    number_masked: str
    name: str
    tax_type: TaxType
    currency: str = "USD"
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """One line of one account on its newest date.

    Attributes:
        symbol: Canonical ticker ("BRK.B"), CUSIP, or option symbol; "CASH" for a cash balance; a plan fund without
            ticker has its name as symbol.
        quantity: Shares, contracts or face value; negative for shorts; None for a cash balance without quantity.
        price: In `currency` per unit (bonds per 100 of face); None when the file gives none.
        value: Account currency, to the cent; negative for shorts and margin debt.
        cost_basis: Account currency for the whole position; None when the broker does not know it.
        as_of: The day the broker's figures are from; of a rebuilt position the day of its price.
        currency: ISO 4217 code of the currency it trades in.
        cusip: As the file gives it beside the symbol; may be empty.
        rebuilt: Worked out from the account's transactions: its broker hands out no positions.
        cost_stated: The investor typed the cost basis in.
        lots_worked_out: The lots are what first in, first out leaves of the transactions; the broker lists none that fit.
        priced_on: The day of the market's close that it is valued at; None where the price is the file's own.
        as_imported: The same position as its files tell it, where price, value, quantity or lots are others by now.
    """

    account: Account
    symbol: str
    name: str
    kind: InstrumentKind
    quantity: Decimal | None
    price: Decimal | None
    value: Decimal
    cost_basis: Decimal | None
    as_of: date
    lots: tuple[TaxLot, ...] = ()
    currency: str = "USD"
    cusip: str = ""
    rebuilt: bool = False
    cost_stated: bool = False
    lots_worked_out: bool = False
    priced_on: date | None = None
    as_imported: Position | None = None

    @property
    def stated(self) -> Position:
        """As its files tell it."""
        return self.as_imported or self

    @property
    def valued_on(self) -> date:
        """The day of its price."""
        return self.priced_on or self.as_of

    @property
    def value_currency(self) -> str:
        """In which value and cost basis are told: its account's, except that a history adds up each currency by itself."""
        return self.currency if self.rebuilt else self.account.currency


@dataclass(frozen=True, slots=True)
class Transaction:
    """One entry of an account's history; fields as in `statement.StatementTransaction`."""

    account: Account
    traded: date
    settled: date | None
    kind: TransactionKind
    action: str
    symbol: str
    name: str
    quantity: Decimal | None
    price: Decimal | None
    fees: Decimal | None
    amount: Decimal | None
    currency: str = "USD"
    instrument: InstrumentKind = InstrumentKind.SECURITY


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One file that was imported, as the books remember it.

    Attributes:
        rows_read: Records of the file without its structure.
        structure: Records that are titles, headings, totals, footers or disclaimers.
        warnings: How many remarks the import made.
        currency: ISO 4217 code of the totals; empty where accounts in several currencies are added up.
    """

    id: int
    file: str
    sha256: str
    broker: str
    kind: str
    as_of: date | None
    imported_at: datetime
    rows_read: int
    rows_stored: int
    rows_skipped: int
    reported_total: Decimal | None
    imported_total: Decimal
    structure: int = 0
    warnings: int = 0
    currency: str = "USD"


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Everything the investor owns now: the newest snapshot of each account, or what its history adds up to.

    Attributes:
        positions: Value, cost basis and lots in dollars, whatever the account's currency.
        unconverted: Positions of accounts in a currency without exchange rate; they count nowhere. In account currency.
    """

    accounts: tuple[Account, ...]
    positions: tuple[Position, ...]
    imports: tuple[ImportRecord, ...]
    unconverted: tuple[Position, ...] = ()

    @property
    def total_value(self) -> Decimal:
        return sum((position.value for position in self.positions), Decimal(0))

    def rather_with_positions(self, accounts: Sequence[Account]) -> Sequence[Account]:
        """Which of several accounts are meant: those that hold something, if one of them does."""
        holding = {position.account.id for position in self.positions}
        return [account for account in accounts if account.id in holding] or accounts

    @property
    def as_of(self) -> date | None:
        """The oldest date among the positions."""
        return min((position.as_of for position in self.positions), default=None)
