"""What an investor types of the household's taxes, as the profile it stands for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from advisor.advice.model.tax_profile import TaxProfile
from advisor.advice.model.taxes import TaxRules
from advisor.domain.tax_tables import FilingStatus
from advisor.services.clock import today
from advisor.services.task import Task
from advisor.services.tax_settings import keep_tax_profile, tax_profile, tax_rules
from advisor.services.typed_values import read_amount, read_share
from advisor.storage.engine import Database


@dataclass(frozen=True, slots=True)
class TypedTaxes:
    """The words behind each option; empty or None where nothing was typed, and what was said before stays.

    Attributes:
        usual: Forget what was said before.
    """

    filing: FilingStatus | None = None
    year: int | None = None
    income: str = ""
    investment_income: str = ""
    state_rate: str = ""
    short_rate: str = ""
    long_rate: str = ""
    short_so_far: str = ""
    long_so_far: str = ""
    carried_short: str = ""
    carried_long: str = ""
    usual: bool = False


@dataclass(frozen=True, slots=True)
class HouseholdTaxes:
    """What was said, and the rates on gains that follow from it."""

    profile: TaxProfile
    rules: TaxRules


def say_taxes(db: Database, task: Task, typed: TypedTaxes) -> HouseholdTaxes:
    """Remember what was typed, if anything, and say what follows.

    Raises:
        InvalidRequestError: A word stands for nothing, or for what no household can have; nothing was changed.
        MalformedFileError: What is stored is no tax profile, or are no tables.
    """
    if typed != TypedTaxes():
        before = TaxProfile() if typed.usual else tax_profile(db, task)
        keep_tax_profile(db, task, replace(before, **_said(typed)))
    profile = tax_profile(db, task)
    return HouseholdTaxes(profile, tax_rules(db, task, profile.year or today().year))


def _said(typed: TypedTaxes) -> dict[str, Any]:
    """By field of the profile; only what was typed."""
    amounts = {
        "ordinary_income": (typed.income, "--income"),
        "investment_income": (typed.investment_income, "--investment-income"),
        "short_so_far": (typed.short_so_far, "--short-so-far"),
        "long_so_far": (typed.long_so_far, "--long-so-far"),
        "carried_short": (typed.carried_short, "--carried-short"),
        "carried_long": (typed.carried_long, "--carried-long"),
    }
    rates = {
        "state_rate": (typed.state_rate, "--state-rate"),
        "short_rate": (typed.short_rate, "--short-rate"),
        "long_rate": (typed.long_rate, "--long-rate"),
    }
    said: dict[str, Any] = {field: read_amount(*words) for field, words in amounts.items() if words[0]}
    said |= {field: read_share(*words) for field, words in rates.items() if words[0]}
    if typed.filing is not None:
        said["filing"] = typed.filing
    if typed.year is not None:
        said["year"] = typed.year
    return said
