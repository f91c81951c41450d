"""What Yahoo says of an instrument, in our vocabulary's fields and its own words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from advisor.domain.instruments import FUND_TYPES, NO_WEIGHTS, InstrumentProfile, TopHolding
from advisor.market.sessions import NEW_YORK, close_of_session
from advisor.market.yahoo.failures import SOURCE

FUND_PARTS = frozenset({"summaryProfile", "topHoldings", "fundProfile"})
_EXPENSES = "Annual Report Expense Ratio"


class FundDetails(NamedTuple):
    """What a fund is made of; see `InstrumentProfile`."""

    family: str = ""
    category: str = ""
    expense_ratio: float | None = None
    asset_classes: Mapping[str, float] = NO_WEIGHTS
    sector_weights: Mapping[str, float] = NO_WEIGHTS
    top_holdings: tuple[TopHolding, ...] = ()


def is_fund(info: Mapping[str, Any]) -> bool:
    """Whether Yahoo has details of what it is made of."""
    return info.get("quoteType") in FUND_TYPES


def read_fund_details(funds_data: Any) -> FundDetails:  # noqa: ANN401 - yfinance's class
    """A fund's details; the first word read puts the question."""
    positions = {name.removesuffix("Position"): weight for name, weight in funds_data.asset_classes.items()}
    overview = funds_data.fund_overview
    # The first column is the fund's own, the second its category's.
    expenses = funds_data.fund_operations.iloc[:, 0].get(_EXPENSES)
    rows = funds_data.top_holdings.itertuples(name=None)
    return FundDetails(
        _text(overview.get("family")),
        _text(overview.get("categoryName")),
        _number(expenses),
        _weights(positions),
        _weights(funds_data.sector_weightings),
        tuple(TopHolding(_text(symbol), _text(name), float(weight)) for symbol, name, weight in rows if _number(weight)),
    )


def read_profile(symbol: str, info: Mapping[str, Any], made_of: FundDetails, asked_at: datetime) -> InstrumentProfile:
    """Put together what Yahoo says.

    Args:
        symbol: Canonical.
        asked_at: With a time zone: it decides whether the quote is that of a session which is over.
    """
    price, priced_on = _last_close(info, asked_at)
    return InstrumentProfile(
        symbol=symbol,
        name=_text(info.get("longName")) or _text(info.get("shortName")),
        quote_type=_text(info.get("quoteType")),
        exchange=_text(info.get("exchange")),
        currency=_text(info.get("currency")),
        country=_text(info.get("country")),
        sector=_text(info.get("sector")),
        industry=_text(info.get("industry")),
        market_cap=_exact(info.get("marketCap")),
        price=price,
        priced_on=priced_on,
        family=made_of.family or _text(info.get("fundFamily")),
        category=made_of.category or _text(info.get("category")),
        expense_ratio=made_of.expense_ratio,
        as_of=asked_at.astimezone(NEW_YORK).date(),
        source=SOURCE,
        asset_classes=made_of.asset_classes,
        sector_weights=made_of.sector_weights,
        top_holdings=made_of.top_holdings,
        forward_pe=_price_earnings(info, "forward"),
        trailing_pe=_price_earnings(info, "trailing"),
    )


def _price_earnings(info: Mapping[str, Any], which: str) -> float | None:
    """Of a company; Yahoo leaves the ratio out where one loses money, but not its earnings per share."""
    if info.get("quoteType") != "EQUITY":
        return None
    ratio = _number(info.get(f"{which}PE"))
    if ratio:
        return ratio
    earnings, price = _number(info.get(f"{which}Eps")), _number(info.get("regularMarketPrice"))
    is_of_one_currency = info.get("financialCurrency") == info.get("currency")
    return price / earnings if price and earnings and is_of_one_currency else None


def _last_close(info: Mapping[str, Any], asked_at: datetime) -> tuple[Decimal | None, date | None]:
    """The last quote and its day; nothing while the session still runs: what stands beside closes is to be one.

    A mutual fund has one price a day, in the evening.
    """
    seconds, zone = _number(info.get("regularMarketTime")), _text(info.get("exchangeTimezoneName"))
    if not seconds or not zone:
        return None, None
    day = datetime.fromtimestamp(seconds, ZoneInfo(zone)).date()
    is_final = info.get("quoteType") == "MUTUALFUND" or asked_at >= close_of_session(day)
    price = _exact(info.get("regularMarketPrice")) if is_final else None
    return price, None if price is None else day


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    """A finite number; pandas marks what is missing by things of its own."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _exact(value: object) -> Decimal | None:
    return Decimal(str(value)) if (_number(value) or 0) > 0 else None


def _weights(told: Mapping[str, object]) -> Mapping[str, float]:
    return MappingProxyType({name: weight for name, value in told.items() if (weight := _number(value))})
