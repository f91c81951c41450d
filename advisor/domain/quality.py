"""What is wrong or missing in the books, and what mends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from advisor.domain.portfolio import Account


class Check(StrEnum):
    """What was looked at."""

    TOTAL = "total"  # the file's own total against the sum of its rows
    VALUE = "value"  # value against quantity times price
    NEGATIVE = "negative"  # a short position that was not one before
    LOTS = "lots"  # the broker's lots against the position's quantity
    HISTORY = "history"  # a history that sells what it never bought
    CASH = "cash"  # a history that spends what was never paid in
    AMOUNT = "amount"  # trades of a history that do not say what they cost
    PRICE = "price"  # a position worked out from a history, without a price
    POSITIONS = "positions"  # an account with lots or trades of which nothing says what it holds
    RATE = "rate"  # money in a currency without exchange rate
    TICKER = "ticker"  # a symbol that nothing is known about
    COST_BASIS = "cost_basis"  # a position without cost basis
    STALE = "stale"  # an account whose figures are old
    OTHER_COMPANY = "other_company"  # a ticker that answers as another company, or at another price
    MISSING_SPLIT = "missing_split"  # a jump of the size of a split that is not on file
    BAD_PRICE = "bad_price"  # a jump that the next closes take back
    PRICE_JUMP = "price_jump"  # a jump without split or distribution
    RESTARTED = "restarted"  # closes that stopped for weeks and went on at quite another price
    OLD_PRICES = "old_prices"  # prices that are all old
    STALE_PRICE = "stale_price"  # a price that stopped while others went on
    FUND_WEIGHTS = "fund_weights"  # a fund's list whose weights do not add up
    OLD_FUND_LIST = "old_fund_list"  # a fund that is looked through by an old list


class Fix(StrEnum):
    """What the investor can do about it."""

    SHOW_IMPORT = "show_import"
    IMPORT_LOTS = "import_lots"
    IMPORT_HISTORY = "import_history"
    IMPORT_POSITIONS = "import_positions"
    STATE_RATE = "state_rate"
    CLASSIFY = "classify"
    STATE_COST_BASIS = "state_cost_basis"
    IMPORT_NEWER = "import_newer"
    REFRESH = "refresh"
    ADD_FUND_LIST = "add_fund_list"


FIXES = {
    Check.TOTAL: Fix.SHOW_IMPORT,
    Check.VALUE: Fix.SHOW_IMPORT,
    Check.NEGATIVE: Fix.SHOW_IMPORT,
    Check.LOTS: Fix.IMPORT_LOTS,
    Check.HISTORY: Fix.IMPORT_HISTORY,
    Check.CASH: Fix.IMPORT_HISTORY,
    Check.AMOUNT: Fix.IMPORT_HISTORY,
    Check.PRICE: Fix.IMPORT_HISTORY,
    Check.POSITIONS: Fix.IMPORT_POSITIONS,
    Check.RATE: Fix.STATE_RATE,
    Check.TICKER: Fix.CLASSIFY,
    Check.COST_BASIS: Fix.STATE_COST_BASIS,
    Check.STALE: Fix.IMPORT_NEWER,
    Check.OTHER_COMPANY: Fix.CLASSIFY,
    Check.MISSING_SPLIT: Fix.REFRESH,
    Check.BAD_PRICE: Fix.REFRESH,
    Check.PRICE_JUMP: Fix.REFRESH,
    Check.RESTARTED: Fix.REFRESH,
    Check.OLD_PRICES: Fix.REFRESH,
    Check.STALE_PRICE: Fix.REFRESH,
    Check.FUND_WEIGHTS: Fix.ADD_FUND_LIST,
    Check.OLD_FUND_LIST: Fix.ADD_FUND_LIST,
}


@dataclass(frozen=True, slots=True)
class QualityIssue:
    """One thing a check found.

    Attributes:
        account: None where the issue is that of a whole file.
        symbol: Empty where it is that of a whole account or file; for `Check.RATE` and `Check.CASH` the currency.
        found: What the books hold: a value, a quantity, a total, a number of entries.
        expected: What it should be, where that is known.
        as_of: The day of the figures at fault.
        import_id: The import to look at, where there is one.
        file: Its name.
        currency: ISO 4217 code of `found` and `expected`, where they are money; empty for a sum over several currencies.
        said: The name that another source gives for the symbol, or who the figures are from; empty where that says nothing.
        better_fix: A fix that suits this issue better than its check's usual one.
    """

    check: Check
    account: Account | None = None
    symbol: str = ""
    found: Decimal | None = None
    expected: Decimal | None = None
    as_of: date | None = None
    import_id: int | None = None
    file: str = ""
    currency: str = "USD"
    said: str = ""
    better_fix: Fix | None = None

    @property
    def fix(self) -> Fix:
        return self.better_fix or FIXES[self.check]
