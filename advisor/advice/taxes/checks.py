"""What a household's taxes and a table of brackets have to satisfy before they count."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from advisor.advice.model.tax_profile import TaxProfile
from advisor.domain.errors import InvalidRequestError
from advisor.domain.tax_tables import Bracket, FilingRates, FilingStatus, TaxTable

_YEARS = range(2000, 2101)


def check_profile(profile: TaxProfile) -> None:
    """Refuse what no household can have.

    Raises:
        InvalidRequestError: The message names the figure at fault and what it may be.
    """
    _check_year(profile.year)
    amounts = {
        "taxable income": profile.ordinary_income,
        "investment income": profile.investment_income,
        "short-term loss carried in": profile.carried_short,
        "long-term loss carried in": profile.carried_long,
    }
    for name, amount in amounts.items():
        _check_amount(name, amount)
    rates = {
        "state rate": profile.state_rate,
        "short-term rate": profile.short_rate,
        "long-term rate": profile.long_rate,
        "worth of a carried loss": profile.carried_loss_value,
    }
    for name, rate in rates.items():
        _check_rate(name, rate)


def check_table(table: TaxTable) -> None:
    """Refuse brackets that leave income untold, or that fall.

    Raises:
        InvalidRequestError: The message names what is at fault.
    """
    _check_year(table.year)
    _check_rate("net investment income tax", table.surtax_rate)
    for status in FilingStatus:
        if status not in table.filings:
            raise InvalidRequestError(f"The brackets of {table.year} lack those for “{status}”.", "Give all four.")
        _check_filing(table.filings[status], f"of {table.year} for “{status}”")


def _check_filing(filing: FilingRates, whose: str) -> None:
    _check_brackets(filing.ordinary, f"ordinary brackets {whose}")
    _check_brackets(filing.long_term, f"long-term brackets {whose}")
    _check_amount(f"standard deduction {whose}", filing.standard_deduction)
    _check_amount(f"threshold of the net investment income tax {whose}", filing.surtax_threshold)
    _check_amount(f"limit on losses {whose}", filing.loss_limit)


def _check_brackets(brackets: Sequence[Bracket], whose: str) -> None:
    edges = [bracket.above for bracket in brackets]
    rates = [bracket.rate for bracket in brackets]
    if not edges or edges[0] != 0:
        raise InvalidRequestError(f"The {whose} must begin at 0.")
    if edges != sorted(set(edges)):
        raise InvalidRequestError(f"The {whose} must each begin above the one before.")
    for rate in rates:
        _check_rate(f"rate in the {whose}", rate)
    if rates != sorted(rates):
        raise InvalidRequestError(f"The rates of the {whose} must not fall.")


def _check_year(year: int | None) -> None:
    if year is not None and year not in _YEARS:
        raise InvalidRequestError(f"{year} is no year that taxes are told for.", "Write it with four digits.")


def _check_amount(name: str, amount: Decimal | None) -> None:
    if amount is not None and amount < 0:
        raise InvalidRequestError(f"The {name} must not be below 0.")


def _check_rate(name: str, rate: Decimal | None) -> None:
    if rate is not None and not 0 <= rate <= 1:
        raise InvalidRequestError(f"The {name} must lie between 0 and 1.", "Write 5% as 0.05.")
