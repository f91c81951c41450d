"""A household's taxes, the rates on its gains, and the brackets behind them, as JSON and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.advice.model.tax_profile import TaxProfile
from advisor.advice.model.taxes import RateStep, TaxRules
from advisor.domain.days import long_date
from advisor.domain.tax_tables import Bracket, FilingRates, TaxTable
from advisor.presentation import words
from advisor.presentation.json_values import Json, day_text, money_number


def taxes_json(profile: TaxProfile, rules: TaxRules) -> Json:
    """What was said, and what follows from it; amounts are numbers, rates fractions, null what was not said."""
    return {
        "profile": {
            "filing": profile.filing.value,
            "year": profile.year,
            "income": money_number(profile.ordinary_income),
            "investment_income": money_number(profile.investment_income),
            "state_rate": money_number(profile.state_rate),
            "short_rate": money_number(profile.short_rate),
            "long_rate": money_number(profile.long_rate),
            "short_so_far": money_number(profile.short_so_far),
            "long_so_far": money_number(profile.long_so_far),
            "carried_short": money_number(profile.carried_short),
            "carried_long": money_number(profile.carried_long),
        },
        "short_term": _steps(rules.ordinary),
        "long_term": _steps(rules.long_term),
        "loss_limit": money_number(rules.loss_limit),
        "loss_rate": money_number(rules.loss_rate),
        "short_before": money_number(rules.short_before),
        "long_before": money_number(rules.long_before),
        "assumed": list(rules.assumed),
        "as_of": day_text(rules.as_of),
    }


def taxes_lines(rules: TaxRules) -> Iterator[str]:
    """The rates on the next dollars of gain, and what was assumed for them."""
    yield f"Short-term gains: {_rates(rules.ordinary)}."
    yield f"Long-term gains: {_rates(rules.long_term)}."
    yield f"Losses count against other income up to {words.dollars(rules.loss_limit)} a year."
    yield from rules.assumed


def brackets_json(tables: Sequence[TaxTable]) -> Json:
    """Every year's brackets; amounts are numbers, rates fractions, statuses by name."""
    return {
        "tables": [
            {
                "year": table.year,
                "own": table.is_own,
                "as_of": day_text(table.as_of),
                "source": table.source,
                "surtax_rate": money_number(table.surtax_rate),
                "filings": {status.value: _filing(filing) for status, filing in table.filings.items()},
            }
            for table in tables
        ]
    }


def brackets_lines(tables: Sequence[TaxTable]) -> Iterator[str]:
    """A line for each year: where its brackets are from."""
    for table in tables:
        own = "; changed by you" if table.is_own else ""
        yield f"{table.year}: {table.source} ({long_date(table.as_of)}){own}."


def _filing(filing: FilingRates) -> Json:
    return {
        "ordinary": _brackets(filing.ordinary),
        "long_term": _brackets(filing.long_term),
        "standard_deduction": money_number(filing.standard_deduction),
        "surtax_threshold": money_number(filing.surtax_threshold),
        "loss_limit": money_number(filing.loss_limit),
    }


def _brackets(brackets: Sequence[Bracket]) -> list[Json]:
    return [{"above": money_number(bracket.above), "rate": money_number(bracket.rate)} for bracket in brackets]


def _steps(steps: Sequence[RateStep]) -> list[Json]:
    return [{"dollars": money_number(step.dollars), "rate": money_number(step.rate)} for step in steps]


def _rates(steps: Sequence[RateStep]) -> str:
    """ "12% of the first $4,000, 22% of the next $50,000, 24% beyond"."""
    told = []
    for place, step in enumerate(steps):
        rate = words.trimmed_share(float(step.rate))
        if step.dollars is None:
            told.append(f"{rate} beyond" if place else rate)
        else:
            told.append(f"{rate} of the {'next' if place else 'first'} {words.dollars(step.dollars)}")
    return ", ".join(told)
