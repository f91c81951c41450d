"""The household's taxes: kept with the books, refused in words, brackets changed and changed back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from advisor.advice.model.tax_profile import TaxProfile
from advisor.advice.model.taxes import RateStep, TaxRules
from advisor.advice.taxes.documents import profile_to_text
from advisor.domain.errors import InvalidRequestError, MalformedFileError
from advisor.domain.tax_tables import Bracket, FilingStatus, TaxTable
from advisor.services.clock import today
from advisor.services.import_files import import_files
from advisor.services.task import Task
from advisor.services.tax_settings import (
    forget_own_table,
    keep_own_table,
    keep_tax_profile,
    tax_profile,
    tax_rules,
    tax_tables,
)
from advisor.storage.database import open_database
from advisor.storage.engine import Database
from advisor.storage.settings import save_setting
from tests.services.wash_books import write_activity

NOTHING = Decimal(0)
WELL_OFF = TaxProfile(
    filing=FilingStatus.JOINT,
    year=2026,
    ordinary_income=Decimal("310000.50"),
    investment_income=Decimal(12000),
    state_rate=Decimal("0.0495"),
    short_so_far=Decimal(-1200),
    long_so_far=NOTHING,
    carried_long=Decimal("4000.25"),
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "books.db")) as database:
        yield database


def table_of(db: Database, year: int) -> TaxTable:
    return next(table for table in tax_tables(db, Task()) if table.year == year)


def test_before_anything_is_said_rates_are_flat(db: Database) -> None:
    assert tax_profile(db, Task()) == TaxProfile()
    assert replace(tax_rules(db, Task(), 2026), assumed=()) == TaxRules(ira_limit=Decimal(7500), ira_catch_up=Decimal(1100))
    assert tax_rules(db, Task(), 2031).ira_limit is None


def test_what_was_said_is_there_the_next_time(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "books.db")) as database:
        assert keep_tax_profile(database, Task(), WELL_OFF) == WELL_OFF
    with closing(open_database(tmp_path / "books.db")) as database:
        assert tax_profile(database, Task()) == WELL_OFF
        rules = tax_rules(database, Task(), 2026)
    assert (rules.short_before, rules.long_before) == (Decimal(-1200), Decimal("-4000.25"))
    # 32,200 of deduction lift the income above 250,000: all 12,000 of investment income is taxed already.
    assert rules.ordinary[0] == RateStep(Decimal("93549.50"), Decimal("0.3275"))
    assert rules.long_term[0].rate == Decimal("0.2375")


def test_what_was_said_of_one_year_does_not_count_in_the_next(db: Database) -> None:
    keep_tax_profile(db, Task(), WELL_OFF)
    rules = tax_rules(db, Task(), 2027)
    assert rules.short_before == rules.long_before == 0
    assert "There are no brackets for 2027: those of 2026 are used." in rules.assumed
    assert "What you said of your taxes is of 2026: no loss carried into 2027 is counted." in rules.assumed


def test_gains_so_far_are_those_on_file_where_the_investor_says_none(db: Database, tmp_path: Path) -> None:
    year = today().year
    rows = (f"01/01/{year - 3} Buy VTI 10 100.00", f"01/01/{year} Sell VTI 4 150.00")
    import_files(db, Task(), [write_activity(tmp_path / "activity.csv", *rows)])
    assert tax_rules(db, Task(), year).long_before == 200
    assert (
        "Counted in are $0 of short-term gain and $200 of long-term gain of the year so far, by the transactions on file, and"
        " $0 of short-term and $0 of long-term loss carried in." in tax_rules(db, Task(), year).assumed
    )
    assert tax_rules(db, Task(), year + 1).long_before == 0
    keep_tax_profile(db, Task(), TaxProfile(year=year, short_so_far=Decimal(5), long_so_far=Decimal(7)))
    rules = tax_rules(db, Task(), year)
    assert (rules.short_before, rules.long_before) == (Decimal(5), Decimal(7))


def test_a_profile_without_a_year_is_of_this_one(db: Database) -> None:
    assert keep_tax_profile(db, Task(), TaxProfile(carried_short=Decimal(5))).year is not None


def test_own_brackets_count_in_place_of_those_bundled_until_they_are_forgotten(db: Database) -> None:
    bundled = table_of(db, 2026)
    single = replace(bundled.filings[FilingStatus.SINGLE], long_term=(Bracket(Decimal(0), Decimal("0.25")),))
    own = keep_own_table(db, Task(), replace(bundled, filings={**bundled.filings, FilingStatus.SINGLE: single}))
    assert own.is_own and table_of(db, 2026) == own
    assert [table.is_own for table in tax_tables(db, Task())] == [False, True]
    keep_tax_profile(db, Task(), TaxProfile(year=2026, ordinary_income=Decimal(90000)))
    rules = tax_rules(db, Task(), 2026)
    assert (rules.long_term[0].rate, rules.as_of) == (Decimal("0.25"), None)
    assert "You changed the brackets of 2026." in rules.assumed
    assert forget_own_table(db, Task(), 2026)
    assert table_of(db, 2026) == bundled
    assert tax_rules(db, Task(), 2026).as_of == bundled.as_of
    assert not forget_own_table(db, Task(), 2026)


def test_brackets_of_a_year_that_is_not_bundled_can_be_added(db: Database) -> None:
    keep_own_table(db, Task(), replace(table_of(db, 2026), year=2027))
    keep_own_table(db, Task(), replace(table_of(db, 2026), year=2028))
    assert [table.year for table in tax_tables(db, Task())] == [2025, 2026, 2027, 2028]
    assert not any("There are no brackets" in each for each in tax_rules(db, Task(), 2027).assumed)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"ordinary_income": Decimal(-1)}, "The taxable income must not be below 0."),
        ({"carried_long": Decimal(-1)}, "The long-term loss carried in must not be below 0."),
        ({"state_rate": Decimal(5)}, "The state rate must lie between 0 and 1."),
        ({"short_rate": Decimal("-0.1")}, "The short-term rate must lie between 0 and 1."),
        ({"year": 26}, "26 is no year that taxes are told for."),
    ],
)
def test_what_no_household_can_have_is_refused(db: Database, said: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        keep_tax_profile(db, Task(), replace(WELL_OFF, **said))
    assert refused.value.message == says
    assert tax_profile(db, Task()) == TaxProfile()


def _brackets(*pairs: tuple[int, str]) -> tuple[Bracket, ...]:
    return tuple(Bracket(Decimal(above), Decimal(rate)) for above, rate in pairs)


@pytest.mark.parametrize(
    ("brackets", "says"),
    [
        (_brackets(), "must begin at 0"),
        (_brackets((10, "0.1")), "must begin at 0"),
        (_brackets((0, "0.1"), (50, "0.2"), (40, "0.3")), "must each begin above the one before"),
        (_brackets((0, "0.2"), (50, "0.1")), "must not fall"),
        (_brackets((0, "0.2"), (50, "12")), "must lie between 0 and 1"),
    ],
)
def test_brackets_that_cannot_be_are_refused(db: Database, brackets: tuple[Bracket, ...], says: str) -> None:
    table = table_of(db, 2026)
    head = replace(table.filings[FilingStatus.HEAD], ordinary=brackets)
    with pytest.raises(InvalidRequestError, match=says) as refused:
        keep_own_table(db, Task(), replace(table, filings={**table.filings, FilingStatus.HEAD: head}))
    assert "ordinary brackets of 2026 for “head”" in refused.value.message
    with pytest.raises(InvalidRequestError, match="lack those for “head”"):
        keep_own_table(
            db,
            Task(),
            replace(
                table,
                filings={
                    FilingStatus.SINGLE: table.filings[FilingStatus.SINGLE],
                    FilingStatus.JOINT: table.filings[FilingStatus.JOINT],
                    FilingStatus.SEPARATE: table.filings[FilingStatus.SEPARATE],
                },
            ),
        )
    assert table_of(db, 2026) == table


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"incom": "5"}, "“incom” is not known"),
        ({"ordinary_income": 90000}, "ordinary_income must be text"),
        ({"ordinary_income": "ninety"}, "“ninety” at ordinary_income is not an amount"),
        ({"filing": "widowed"}, "“widowed” at filing is not one of single, joint, separate, head"),
        ({"state_rate": "9"}, "The state rate must lie between 0 and 1."),
    ],
)
def test_a_profile_that_was_changed_outside_the_program_is_refused_in_words(
    db: Database, change: dict[str, Any], says: str
) -> None:
    document = json.loads(profile_to_text(WELL_OFF))
    save_setting(db, "tax_profile", json.dumps(document | {"content": document["content"] | change}))
    with pytest.raises(MalformedFileError) as refused:
        tax_profile(db, Task())
    assert says in refused.value.message


@pytest.mark.parametrize("text", ["", "[]", '{"format": "advisor-target"}', '{"format": "advisor-tax-profile", "version": 9}'])
def test_what_is_no_profile_at_all_is_refused(db: Database, text: str) -> None:
    save_setting(db, "tax_profile", text)
    with pytest.raises(MalformedFileError, match="What you said of your taxes cannot be read"):
        tax_rules(db, Task(), 2026)


def test_tables_that_were_changed_outside_the_program_are_refused_in_words(db: Database) -> None:
    save_setting(db, "own_tax_tables", '{"format": "advisor-tax-tables", "version": 1, "content": {"tables": [{"year": 2026}]}}')
    with pytest.raises(MalformedFileError, match=r"“filings” is missing in tables\[0\]"):
        tax_tables(db, Task())
