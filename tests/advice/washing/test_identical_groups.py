"""What counts as substantially identical by nature, and what the investor makes of it."""

from __future__ import annotations

import pytest

from advisor.advice.model.washing import IdenticalGroup, Likeness
from advisor.advice.washing.group_file import groups_to_json, parse_groups
from advisor.advice.washing.groups import doubtful_neighbours, identical_names, natural_groups, with_own
from advisor.domain.errors import MalformedFileError
from advisor.services.market_book import bundled_book, fund_indices


@pytest.fixture(scope="module")
def natural() -> tuple[IdenticalGroup, ...]:
    return natural_groups(bundled_book(), fund_indices())


def _group(name: str, symbols: str, likeness: Likeness = Likeness.IDENTICAL) -> IdenticalGroup:
    return IdenticalGroup(name, frozenset(symbols.split()), likeness, "", own=True)


@pytest.mark.parametrize(("one", "other"), [("VTI", "VTSAX"), ("VXUS", "VTIAX"), ("VOO", "VFIAX"), ("VEA", "VTMGX")])
def test_share_classes_of_one_fund_are_identical(natural: tuple[IdenticalGroup, ...], one: str, other: str) -> None:
    names = identical_names(natural)
    assert names[one] == names[other]


@pytest.mark.parametrize(
    ("one", "other"), [("VOO", "IVV"), ("IVV", "SPY"), ("QQQ", "QQQM"), ("GOOG", "GOOGL"), ("BRK.A", "BRK.B")]
)
def test_funds_on_one_index_and_classes_of_a_stock_are_left_to_the_investor(
    natural: tuple[IdenticalGroup, ...], one: str, other: str
) -> None:
    names = identical_names(natural)
    assert names.get(one, one) != names.get(other, other)
    assert other in doubtful_neighbours(natural)[one]
    assert all("ask your adviser" in group.why for group in natural if {one, other} <= group.symbols)


@pytest.mark.parametrize(
    ("one", "other"), [("VTI", "ITOT"), ("VTI", "SCHB"), ("VTI", "VOO"), ("VASGX", "VASIX"), ("FXIFX", "FBIFX")]
)
def test_funds_on_other_indexes_are_different(natural: tuple[IdenticalGroup, ...], one: str, other: str) -> None:
    assert not any({one, other} <= group.symbols for group in natural)


def test_the_investor_may_say_that_funds_on_one_index_are_identical(natural: tuple[IdenticalGroup, ...]) -> None:
    groups = with_own(natural, [_group("S&P 500 Index", "VOO IVV SPY")])
    names = identical_names(groups)
    assert names["IVV"] == names["SPY"] == names["VFIAX"]
    assert "SWPPX" not in names


def test_the_investor_may_say_that_they_are_different(natural: tuple[IdenticalGroup, ...]) -> None:
    groups = with_own(natural, [_group("mine", "VOO IVV VFIAX", Likeness.DIFFERENT)])
    assert identical_names(groups).get("VOO", "VOO") != identical_names(groups).get("VFIAX", "VFIAX")
    assert "IVV" not in doubtful_neighbours(groups).get("VOO", ())


def test_groups_that_share_a_symbol_are_one() -> None:
    names = identical_names([_group("a", "A B"), _group("c", "C D"), _group("b", "B C")])
    assert names == dict.fromkeys("ABCD", "a")


def test_groups_that_share_nothing_stay_apart() -> None:
    assert identical_names([_group("a", "A B"), _group("c", "C D")]) == {"A": "a", "B": "a", "C": "c", "D": "c"}


def test_what_is_different_leaves_a_group_only_with_another_of_its_kind() -> None:
    apart = _group("apart", "A X Y", Likeness.DIFFERENT)
    assert identical_names([apart, _group("a", "A B")]) == {"A": "a", "B": "a"}
    assert identical_names([apart, _group("b", "A X B C")]) == {"B": "b", "C": "b"}
    assert identical_names([apart, _group("c", "A X B")]) == {}


def test_natural_groups_have_two_members_or_more_and_the_surest_are_first(natural: tuple[IdenticalGroup, ...]) -> None:
    assert min(len(group.symbols) for group in natural) == 2
    sure = [group.likeness is Likeness.IDENTICAL for group in natural]
    assert sure == sorted(sure, reverse=True)
    assert sure[0]


def test_text_and_back() -> None:
    groups = (_group("a", "A B", Likeness.ASK), _group("c", "C D"))
    assert parse_groups(groups_to_json(groups)) == groups


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        groups_to_json([_group("a", "A B")]).replace("identical-groups", "other"),
        groups_to_json([_group("a", "A B")]).replace('"A",', ""),
        groups_to_json([_group("a", "A B")]).replace('"likeness": "identical"', '"likeness": "alike"'),
        groups_to_json([_group("a", "A B")]).replace('"why": ""', '"why": "", "more": 1'),
        groups_to_json([_group("a", "A B"), _group("a", "C D")]),
        "[" * 100_000,
    ],
)
def test_text_that_is_no_list_of_groups_is_refused(text: str) -> None:
    with pytest.raises(MalformedFileError):
        parse_groups(text)
