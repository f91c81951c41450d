"""Services of the Advice page beside the plan, each loaded when it first runs, as in `late`."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.services.clock import today

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlite_utils import Database

    from advisor.advice.model.harvest import HarvestView, LosingLot, Replacement
    from advisor.advice.model.tax_profile import TaxProfile
    from advisor.advice.model.washing import IdenticalGroup
    from advisor.domain.tax_tables import TaxTable
    from advisor.services.cost_of_rotating import WorkedOutCurve
    from advisor.services.harvest_losses import HarvestOptions
    from advisor.services.realised_gains import RealisedGains
    from advisor.services.suggest_options import SuggestOptions
    from advisor.services.suggest_trades import Suggestion
    from advisor.services.task import Task
    from advisor.services.wash_calendar import WashCalendar


def taxes(db: Database, task: Task) -> tuple[TaxProfile, tuple[TaxTable, ...]]:
    """What was said of the household's taxes, and the brackets of every year."""
    from advisor.services.tax_settings import tax_profile, tax_tables

    return tax_profile(db, task), tax_tables(db, task)


def keep_taxes(db: Database, task: Task, profile: TaxProfile) -> TaxProfile:
    from advisor.services.tax_settings import keep_tax_profile

    return keep_tax_profile(db, task, profile)


def keep_brackets(db: Database, task: Task, table: TaxTable) -> tuple[TaxTable, ...]:
    """Count these brackets from now on; answers with those of every year."""
    from advisor.services.tax_settings import keep_own_table, tax_tables

    keep_own_table(db, task, table)
    return tax_tables(db, task)


def forget_brackets(db: Database, task: Task, year: int) -> tuple[TaxTable, ...]:
    """Count the bundled brackets of a year again; answers with those of every year."""
    from advisor.services.tax_settings import forget_own_table, tax_tables

    forget_own_table(db, task, year)
    return tax_tables(db, task)


def gains_so_far(db: Database, task: Task) -> RealisedGains:
    """What the transactions on file tell of this year's gains."""
    from advisor.services.realised_gains import realised_gains

    return realised_gains(db, task, today())


def rotation_cost(db: Database, task: Task, options: SuggestOptions) -> WorkedOutCurve:
    from advisor.services.cost_of_rotating import cost_of_rotating

    return cost_of_rotating(db, task, options)


def losses(db: Database, task: Task, options: HarvestOptions) -> HarvestView:
    from advisor.services.harvest_losses import harvest_losses

    return harvest_losses(db, task, options)


def take_losses(
    db: Database, task: Task, options: HarvestOptions, chosen: Iterable[tuple[LosingLot, Replacement | None]]
) -> Suggestion:
    from advisor.services.harvest_losses import take_losses as take

    return take(db, task, options, chosen)


def wash_calendar(db: Database, task: Task, day: date) -> WashCalendar:
    from advisor.services.wash_calendar import wash_calendar as read

    return read(db, task, day)


def keep_group(db: Database, task: Task, group: IdenticalGroup) -> IdenticalGroup:
    from advisor.services.identical_groups import keep_group as keep

    return keep(db, task, group)


def forget_group(db: Database, task: Task, group: IdenticalGroup) -> bool:
    from advisor.services.identical_groups import forget_group as forget

    return forget(db, task, group.name)
