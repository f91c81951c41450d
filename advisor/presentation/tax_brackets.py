"""Tax brackets as a table that can be typed into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from advisor.advice.taxes.checks import check_table
from advisor.domain.errors import InvalidRequestError
from advisor.domain.tax_tables import Bracket, FilingRates, FilingStatus, TaxTable
from advisor.presentation import words
from advisor.presentation.tax_form import money_text, rate_text, read_rate
from advisor.presentation.typed_numbers import typed_number

BRACKET_HEADINGS = ("Income above", "Rate")
LIMIT_HEADINGS = {
    "standard_deduction": "Standard deduction",
    "surtax_threshold": "Net investment income tax above",
    "loss_limit": "Net loss against other income, at most",
}

_Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class TypedBrackets:
    """One filing status as typed: (income, rate) rows of both kinds, and the limits by field of `FilingRates`."""

    ordinary: _Rows
    long_term: _Rows
    limits: Mapping[str, str]


def typed_brackets(rates: FilingRates) -> TypedBrackets:
    """What stands in the fields for one filing status."""
    limits = {key: money_text(getattr(rates, key)) for key in LIMIT_HEADINGS}
    return TypedBrackets(_rows(rates.ordinary), _rows(rates.long_term), limits)


def read_brackets(table: TaxTable, filing: FilingStatus, typed: TypedBrackets) -> tuple[TaxTable | None, str]:
    """The table with one filing status as typed, or what is wrong with it."""
    limits = {key: typed_number(text) for key, text in typed.limits.items()}
    unread = next((LIMIT_HEADINGS[key] for key, amount in limits.items() if amount is None), "")
    if unread:
        return None, f"{unread} needs an amount, such as $3,000."
    try:
        rates = FilingRates(_brackets(typed.ordinary), _brackets(typed.long_term), **limits)  # type: ignore[arg-type]
        changed = replace(table, filings={**table.filings, filing: rates})
        check_table(changed)
    except InvalidRequestError as error:
        return None, f"{error.message} {error.hint}".strip()
    return changed, ""


def source_text(table: TaxTable) -> str:
    """Where brackets are from, and that they are the investor's own where they are."""
    if table.is_own:
        return f"Changed by you. Before that: {table.source}, {words.long_date(table.as_of)}."
    return f"{table.source}, {words.long_date(table.as_of)}."


def _rows(brackets: Sequence[Bracket]) -> _Rows:
    return tuple((money_text(bracket.above), rate_text(bracket.rate)) for bracket in brackets)


def _brackets(rows: _Rows) -> tuple[Bracket, ...]:
    found = []
    for above, rate in rows:
        if not above.strip() and not rate.strip():
            continue
        amount, share = typed_number(above), read_rate(rate)
        if amount is None or share is None:
            raise InvalidRequestError(f"“{above} {rate}” is no bracket.", "Type an amount and a share, such as $50,400 and 22%.")
        found.append(Bracket(_dollars(amount), share))
    return tuple(found)


def _dollars(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01")) if amount != amount.to_integral_value() else amount
