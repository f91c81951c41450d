"""What is typed behind an option, as the values it stands for."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from advisor.domain.errors import InvalidRequestError


def symbols(text: str) -> frozenset[str]:
    """ "nvda, aapl" as symbols."""
    return frozenset(symbol.strip().upper() for symbol in text.split(",") if symbol.strip())


def money(text: str, option: str) -> Decimal:
    """An amount, grouping and a dollar sign allowed.

    Raises:
        InvalidRequestError: It is none; the message names the option.
    """
    try:
        amount = Decimal(text.replace(",", "").replace("$", ""))
    except InvalidOperation:
        amount = Decimal("nan")
    if not amount.is_finite():
        raise InvalidRequestError(f"{option} must be an amount of money, not “{text}”.", "For example 2500 or 2500.00.")
    return amount


def money_or_none(text: str | None, option: str) -> Decimal | None:
    """As `money`; None where nothing was typed."""
    return None if text is None else money(text, option)


def fraction(text: str, option: str) -> float:
    """ "12.5%" or 0.125.

    Raises:
        InvalidRequestError: It is no share between 0 and 1.
    """
    bare, per = (text.strip()[:-1], 100) if text.strip().endswith("%") else (text.strip(), 1)
    try:
        share = float(bare) / per
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise InvalidRequestError(f"{option} must be a share, not “{text}”.", "For example 5% or 0.05.")
    return share


def fraction_or_none(text: str | None, option: str) -> float | None:
    """As `fraction`; None where nothing was typed."""
    return None if text is None else fraction(text, option)
