"""A household's taxes as somebody types them, and what follows for gains."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from advisor.advice.model.tax_profile import TaxProfile
from advisor.advice.model.taxes import RateStep
from advisor.advice.taxes.checks import check_profile
from advisor.advice.taxes.rules import nearest_table, rules_for
from advisor.domain.errors import InvalidRequestError
from advisor.domain.tax_tables import FilingStatus, TaxTable
from advisor.presentation import words
from advisor.presentation.typed_numbers import typed_number

FILING_LABELS = {
    FilingStatus.SINGLE: "Single",
    FilingStatus.JOINT: "Married, filing jointly",
    FilingStatus.SEPARATE: "Married, filing separately",
    FilingStatus.HEAD: "Head of household",
}

_FROM_BRACKETS = "brackets"
_FROM_FILE = "as on file"
_PER_CENT = 100


@dataclass(frozen=True, slots=True)
class TaxField:
    """One figure of the form.

    Attributes:
        key: Of `TaxProfile`.
        is_rate: Typed in per cent; else dollars.
        empty: What stands in the empty field: what counts then.
    """

    key: str
    heading: str
    explanation: str
    is_rate: bool
    empty: str


TAX_FIELDS: tuple[tuple[str, tuple[TaxField, ...]], ...] = (
    (
        "Your income",
        (
            TaxField("ordinary_income", "Taxable income", "After deductions, without capital gains.", False, "not said"),
            TaxField("investment_income", "Of it, from investments", "Interest, dividends and rent.", False, "$0"),
            TaxField("state_rate", "State rate", "Added to every federal rate.", True, "0%"),
        ),
    ),
    (
        "Your own rates, in place of the brackets",
        (
            TaxField("short_rate", "On short-term gain", "All taxes together.", True, _FROM_BRACKETS),
            TaxField("long_rate", "On long-term gain", "All taxes together.", True, _FROM_BRACKETS),
            TaxField(
                "carried_loss_value",
                "Worth of a carried loss",
                "What a dollar of loss left for later years counts as when plans are compared.",
                True,
                "5%",
            ),
        ),
    ),
    (
        "Gains this year, before any plan",
        (
            TaxField("short_so_far", "Short-term, net", "A loss with a minus sign.", False, _FROM_FILE),
            TaxField("long_so_far", "Long-term, net", "A loss with a minus sign.", False, _FROM_FILE),
        ),
    ),
    (
        "Losses carried in from earlier years",
        (
            TaxField("carried_short", "Short-term", "Without a sign.", False, "$0"),
            TaxField("carried_long", "Long-term", "Without a sign.", False, "$0"),
        ),
    ),
)

_ALL_FIELDS = tuple(field for _, fields in TAX_FIELDS for field in fields)


@dataclass(frozen=True, slots=True)
class ReadProfile:
    """What was typed: a profile, or by the key of a field what is wrong with it ("" for the whole)."""

    profile: TaxProfile | None
    faults: Mapping[str, str]


def typed_profile(profile: TaxProfile) -> dict[str, str]:
    """What stands in each field for a profile, by key; empty where the field's own word says it."""
    usual = TaxProfile()
    texts = {}
    for field in _ALL_FIELDS:
        value = getattr(profile, field.key)
        if value is None or value == getattr(usual, field.key):
            texts[field.key] = ""
        else:
            texts[field.key] = rate_text(value) if field.is_rate else money_text(value)
    return texts


def money_text(amount: Decimal) -> str:
    """As one would type it: "$1,234", cents only where there are any."""
    return words.dollars(amount) if amount == amount.to_integral_value() else words.dollars_and_cents(amount)


def rate_text(rate: Decimal) -> str:
    """As one would type it: "5%", "5.75%"."""
    return f"{(rate * _PER_CENT).normalize():f}%"


def read_profile(filing: FilingStatus, year: int, texts: Mapping[str, str]) -> ReadProfile:
    """The profile that the fields say; an empty field is as if nothing had been said."""
    faults: dict[str, str] = {}
    said: dict[str, Decimal] = {}
    for field in _ALL_FIELDS:
        text = texts.get(field.key, "").strip()
        value = read_rate(text) if field.is_rate else typed_number(text)
        if text and value is None:
            faults[field.key] = "Type a share, such as 5%." if field.is_rate else "Type an amount, such as $2,500."
        elif value is not None:
            said[field.key] = value
    profile = replace(TaxProfile(filing=filing, year=year), **said)  # type: ignore[arg-type] # every key is a figure
    if not faults:
        faults = _refused(profile)
    return ReadProfile(None if faults else profile, faults)


def read_rate(text: str) -> Decimal | None:
    """ "5%", "5" and "5.75 %" as a fraction; None for what is no share from 0 to 100%."""
    number = typed_number(text.strip().removesuffix("%"))
    return number / _PER_CENT if number is not None and 0 <= number <= _PER_CENT else None


def what_follows(profile: TaxProfile, tables: Sequence[TaxTable]) -> tuple[str, ...]:
    """The rates on the next dollars of gain, and the limit on losses, in sentences."""
    year = profile.year or max((table.year for table in tables), default=0)
    rules = rules_for(profile, nearest_table(tables, year), year)
    return (
        f"The next dollars of short-term gain: {rate_steps_text(rules.ordinary)}.",
        f"The next dollars of long-term gain: {rate_steps_text(rules.long_term)}.",
        f"A net loss counts against other income up to {words.dollars(rules.loss_limit)} a year.",
        rules.assumed[0],
    )


def rate_steps_text(steps: Sequence[RateStep]) -> str:
    """ "12% of the first $4,000, 22% of the next $50,000, 24% beyond"; at most three of them."""
    told = []
    for place, step in enumerate(steps[:3]):
        rate = rate_text(step.rate)
        if step.dollars is None:
            told.append(f"{rate} beyond" if place else rate)
        else:
            told.append(f"{rate} of the {'next' if place else 'first'} {words.dollars(step.dollars)}")
    return f"{', '.join(told)}{', then more' if len(steps) > 3 else ''}"


def gains_found_text(sales: int, left_out: int, since: Collection[date | None]) -> str:
    """What the transactions on file tell of this year's gains, and what they cannot.

    Args:
        sales: Lots sold of which gain and term are known.
        left_out: Lots sold of which they are not.
        since: For each taxable account the day since when its transactions are on file; None where none are.
    """
    told = [f"From {words.numbered(sales, 'sale')} on file."]
    if left_out:
        told.append(f"{words.capitalized(words.counted(left_out, 'sale'))} left out: cost or day is not known.")
    known = [day for day in since if day is not None]
    missing = len(since) - len(known)
    if known:
        told.append(f"Transactions reach back to {words.long_date(max(known))}.")
    if missing:
        told.append(f"Nothing is on file for {words.counted(missing, 'taxable account')}: add what was sold there.")
    return " ".join(told)


def _refused(profile: TaxProfile) -> dict[str, str]:
    for field in _ALL_FIELDS:
        try:
            check_profile(replace(TaxProfile(), **{field.key: getattr(profile, field.key)}))
        except InvalidRequestError as error:
            return {field.key: error.message}
    return {}
