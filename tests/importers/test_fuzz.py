"""Golden files damaged in every way, a bounded number of them; `packaging/dev.py fuzz` reads a million."""

from __future__ import annotations

import pytest
from families import BOOKS, families, files_of, make_case
from fuzzed_books import keep_books
from hypothesis import given, settings
from hypothesis import strategies as st
from promises import read_or_refuse

IMPORTED = sorted(family for family in families() if family != BOOKS)


@pytest.mark.parametrize("family", IMPORTED)
@settings(max_examples=80, deadline=None, derandomize=True, database=None)
@given(number=st.integers(0, 2**32))
def test_a_damaged_file_is_refused_or_accounted_for(family: str, number: int) -> None:
    read_or_refuse(make_case(family, number))


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(number=st.integers(0, 2**32))
def test_what_a_damaged_file_says_can_be_kept_measured_and_exported(number: int) -> None:
    keep_books(make_case(BOOKS, number))


def test_every_golden_file_is_in_a_family_and_has_its_turn() -> None:
    for family in families():
        paths = files_of(family, None)
        assert {make_case(family, number).path for number in range(len(paths))} == set(paths)
    assert set(files_of(BOOKS, None)) <= {path for family in IMPORTED for path in families()[family]}


def test_the_same_number_makes_the_same_case() -> None:
    for family in families():
        assert make_case(family, 17).content == make_case(family, 17).content


def test_most_damaged_files_are_still_read() -> None:
    """A fuzzer whose files are refused at the first bracket tests nothing but brackets."""
    for family in IMPORTED:
        read = sum(read_or_refuse(make_case(family, number)) is not None for number in range(40))
        assert read >= 15, family
