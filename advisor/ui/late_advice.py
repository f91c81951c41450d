"""Services of the Advice page beside the plan, each loaded when it first runs, as in `late`."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.services.clock import today

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlite_utils import Database

    from advisor.advice.model.contributions import Contributions
    from advisor.advice.model.curve import RotationPoint
    from advisor.advice.model.harvest import HarvestView, LosingLot, Replacement
    from advisor.advice.model.tax_profile import TaxProfile
    from advisor.advice.model.washing import IdenticalGroup
    from advisor.domain.kept_plans import KeptPlan, StoredPlan
    from advisor.domain.tax_tables import TaxTable
    from advisor.services.compare_plan import PlanComparison
    from advisor.services.cost_of_rotating import WorkedOutCurve
    from advisor.services.harvest_losses import HarvestOptions
    from advisor.services.keep_plans import PlanForgotten, PlanKept
    from advisor.services.realised_gains import RealisedGains
    from advisor.services.spread_contributions import ContributionOptions
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


def kept_plans(db: Database, task: Task) -> tuple[KeptPlan, ...]:
    from advisor.services.keep_plans import list_plans

    return list_plans(db, task)


def read_plan(db: Database, task: Task, plan_id: int) -> Suggestion:
    """A kept plan, as the plan that stands."""
    from advisor.services.keep_plans import read_plan as read
    from advisor.services.suggest_trades import Suggestion

    kept = read(db, task, plan_id)
    return Suggestion(kept.request, kept.plan)


def point_of_curve(worked_out: WorkedOutCurve, point: RotationPoint) -> Suggestion:
    """The plan that the curve found for one of its points."""
    from dataclasses import replace

    from advisor.services.suggest_trades import Suggestion

    return Suggestion(replace(worked_out.request, target=point.target), point.plan)


def compare_plan(db: Database, task: Task, plan_id: int) -> PlanComparison:
    from advisor.services.compare_plan import compare_plan as compare

    return compare(db, task, plan_id)


def order_plan(db: Database, task: Task, plan_id: int, day: date) -> PlanComparison:
    from advisor.services.compare_plan import mark_as_ordered

    return mark_as_ordered(db, task, plan_id, day)


def drop_plan(db: Database, task: Task, plan_id: int) -> PlanKept:
    from advisor.services.keep_plans import drop_plan as drop

    return drop(db, task, plan_id)


def forget_plan(db: Database, task: Task, plan_id: int) -> PlanForgotten:
    from advisor.services.keep_plans import forget_plan as forget

    return forget(db, task, plan_id)


def bring_plan_back(db: Database, task: Task, forgotten: StoredPlan) -> PlanKept:
    from advisor.services.keep_plans import bring_plan_back as bring_back

    return bring_back(db, task, forgotten)


def contributions(db: Database, task: Task, options: ContributionOptions) -> Contributions:
    from advisor.services.spread_contributions import spread_contributions

    return spread_contributions(db, task, options)


def themes(db: Database, task: Task) -> tuple[tuple[str, str], ...]:
    """Id and name of every theme that a target may limit."""
    from advisor.services.plan_themes import list_themes

    task.step(0, 1, "Looking up the themes")
    return tuple((theme.id, theme.name) for theme in list_themes(db))
