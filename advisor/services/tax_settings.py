"""The household's taxes and the brackets they are worked out with: bundled, or as the investor changed them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from advisor.advice.model.tax_profile import TaxProfile, YearSoFar
from advisor.advice.model.taxes import TaxRules
from advisor.advice.taxes.checks import check_profile, check_table
from advisor.advice.taxes.documents import profile_from_text, profile_to_text, tables_from_text, tables_to_text
from advisor.advice.taxes.rules import nearest_table, rules_for
from advisor.domain.tax_tables import TaxTable
from advisor.locations import resources_folder
from advisor.market.tax_tables import load_tax_tables
from advisor.services.clock import today
from advisor.services.realised_gains import realised_gains
from advisor.services.task import Task
from advisor.storage.engine import Database
from advisor.storage.settings import save_setting, setting

_PROFILE, _TABLES = "tax_profile", "own_tax_tables"


def tax_profile(db: Database, task: Task) -> TaxProfile:
    """What the investor said of the household's taxes; nothing but the usual before that.

    Raises:
        MalformedFileError: What is stored is no tax profile.
    """
    task.step(0, 1, "Reading what you said of your taxes")
    kept = setting(db, _PROFILE)
    return TaxProfile() if kept is None else profile_from_text(kept, "What you said of your taxes")


def keep_tax_profile(db: Database, task: Task, profile: TaxProfile) -> TaxProfile:
    """Remember a profile in place of the one before; returns it as it counts from now on.

    Without a year it is of this one: gains so far and losses carried in count in one year only.

    Raises:
        InvalidRequestError: It says what no household can have; nothing was changed.
    """
    task.step(0, 1, "Keeping what you said of your taxes")
    check_profile(profile)
    dated = replace(profile, year=profile.year or today().year)
    save_setting(db, _PROFILE, profile_to_text(dated))
    return dated


def tax_tables(db: Database, task: Task) -> tuple[TaxTable, ...]:
    """The brackets of every year that is known, oldest first; the investor's own in place of those bundled.

    Raises:
        MalformedFileError: What is stored are no tables.
    """
    task.step(0, 1, "Reading tax brackets")
    by_year = {table.year: table for table in (*load_tax_tables(resources_folder() / "tax"), *_own_tables(db))}
    return tuple(by_year[year] for year in sorted(by_year))


def keep_own_table(db: Database, task: Task, table: TaxTable) -> TaxTable:
    """Remember brackets of the investor's own for a year; returns them as they count from now on.

    Raises:
        InvalidRequestError: They leave income untold, or fall; nothing was changed.
        MalformedFileError: What is stored are no tables.
    """
    task.step(0, 1, f"Keeping your tax brackets of {table.year}")
    check_table(table)
    own = replace(table, is_own=True)
    others = tuple(each for each in _own_tables(db) if each.year != table.year)
    save_setting(db, _TABLES, tables_to_text((*others, own)))
    return own


def forget_own_table(db: Database, task: Task, year: int) -> bool:
    """Forget the investor's own brackets of a year, so that those bundled count again; False when there were none.

    Raises:
        MalformedFileError: What is stored are no tables.
    """
    task.step(0, 1, f"Forgetting your tax brackets of {year}")
    own = _own_tables(db)
    others = tuple(each for each in own if each.year != year)
    if len(others) == len(own):
        return False
    save_setting(db, _TABLES, tables_to_text(others))
    return True


def tax_rules(db: Database, task: Task, year: int) -> TaxRules:
    """What gains cost this household in a year; what is assumed for it goes along.

    Gains of the year so far are those that the investor told for it, else what the transactions on file tell.

    Raises:
        MalformedFileError: What is stored is no tax profile, or are no tables.
        TaskCancelled: The investor stopped it.
    """
    profile, tables = tax_profile(db, task), tax_tables(db, task)
    is_told = profile.year == year and profile.short_so_far is not None and profile.long_so_far is not None
    realised = None if is_told else _realised(db, task, year)
    return rules_for(profile, nearest_table(tables, year), year, realised)


def _realised(db: Database, task: Task, year: int) -> YearSoFar | None:
    if year > today().year:
        return None
    gains = realised_gains(db, task, min(today(), date(year, 12, 31)))
    return YearSoFar(gains.short_term, gains.long_term, len(gains.unknown))


def _own_tables(db: Database) -> tuple[TaxTable, ...]:
    kept = setting(db, _TABLES)
    return () if kept is None else tables_from_text(kept, "Your own tax brackets")
