"""What the tax figures take for granted, in sentences that are shown beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from advisor.advice.model.tax_profile import TaxProfile, YearSoFar
from advisor.advice.wording import dollars
from advisor.domain.money import ZERO
from advisor.domain.tax_tables import FilingStatus, TaxTable

_FILERS = {
    FilingStatus.SINGLE: "a single filer",
    FilingStatus.JOINT: "a couple filing together",
    FilingStatus.SEPARATE: "a spouse filing apart",
    FilingStatus.HEAD: "a head of household",
}
_LEFT_OUT = (
    "Left out are the lower rates on qualified dividends and the higher ones on collectibles, the alternative minimum tax, and"
    " credits, deductions and premiums that depend on income."
)


@dataclass(frozen=True, slots=True)
class Household:
    """What rules are made from.

    Attributes:
        profile: As it counts in the year of the rules.
        said: As the investor said it, maybe of another year.
        realised: What the transactions on file tell, where the investor does not.
    """

    profile: TaxProfile
    said: TaxProfile
    realised: YearSoFar | None = None


def assumptions(household: Household, table: TaxTable | None, first_rates: tuple[Decimal, Decimal]) -> tuple[str, ...]:
    """The sentences for a household's rules, most important first.

    Args:
        first_rates: On the first dollar of short- and of long-term gain.
    """
    rates = f"short-term gain at {_percent(first_rates[0])} and long-term gain at {_percent(first_rates[1])}"
    return (*_rates(household.profile, table, rates), *_so_far(household), *_later(household.profile), _LEFT_OUT)


def _rates(profile: TaxProfile, table: TaxTable | None, rates: str) -> Iterator[str]:
    if profile.short_rate is not None and profile.long_rate is not None:
        yield f"Your own rates tax {rates}, all taxes together."
        return
    if table is None or profile.ordinary_income is None:
        unknown = "Your income is not known" if profile.ordinary_income is None else "There is no table of tax brackets"
        yield f"{unknown}: flat rates tax {rates}, without net investment income tax."
    else:
        yield from _brackets(profile, table, profile.ordinary_income, rates)
    for rate, term in ((profile.short_rate, "short-term"), (profile.long_rate, "long-term")):
        if rate is not None:
            yield f"On {term} gain your own rate of {_percent(rate)} counts instead, all taxes together."
    yield from _state(profile)


def _brackets(profile: TaxProfile, table: TaxTable, income: Decimal, rates: str) -> Iterator[str]:
    filing = table.filings[profile.filing]
    yield (
        f"The federal brackets of {table.year} for {_FILERS[profile.filing]} with {dollars(income)} of other taxable income tax"
        f" the first dollar of {rates}."
    )
    if profile.year is not None and profile.year != table.year:
        yield f"There are no brackets for {profile.year}: those of {table.year} are used."
    if table.is_own:
        yield f"You changed the brackets of {table.year}."
    yield (
        f"Net investment income tax of {_percent(table.surtax_rate)} is counted above {dollars(filing.surtax_threshold)} of"
        f" income; that is taken to be your taxable income and the standard deduction of {dollars(filing.standard_deduction)},"
        f" with {dollars(profile.investment_income or ZERO)} of other investment income in it."
    )


def _state(profile: TaxProfile) -> Iterator[str]:
    if profile.state_rate:
        yield f"In that are {_percent(profile.state_rate)} for your state, on every gain and on every loss that counts."
    else:
        yield "No state tax is counted."


def _so_far(household: Household) -> Iterator[str]:
    profile, said = household.profile, household.said
    if said.year not in (None, profile.year):
        yield f"What you said of your taxes is of {said.year}: no loss carried into {profile.year} is counted."
    short, long = profile.short_so_far or ZERO, profile.long_so_far or ZERO
    if not any((short, long, profile.carried_short, profile.carried_long)):
        yield "No gain or loss of the year so far is counted, and none carried in."
    else:
        by_whom = ", by the transactions on file," if household.realised else ""
        yield (
            f"Counted in are {_result(short, 'short-term')} and {_result(long, 'long-term')} of the year so far{by_whom} and"
            f" {dollars(profile.carried_short)} of short-term and {dollars(profile.carried_long)} of long-term loss carried in."
        )
    if household.realised and household.realised.left_out:
        yield (
            f"Sales of the year so far that are left out, because their cost or date is not known: {household.realised.left_out}."
        )


def _later(profile: TaxProfile) -> Iterator[str]:
    if profile.carried_loss_value:
        yield (
            f"Plans are compared with a dollar of loss carried to later years worth {_percent(profile.carried_loss_value)} of it;"
            " no tax that is stated counts it."
        )


def _result(gain: Decimal, term: str) -> str:
    return f"{dollars(abs(gain))} of {term} {'loss' if gain < 0 else 'gain'}"


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f}%"
