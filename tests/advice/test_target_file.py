"""Target files: read back as written, refused with the key that is wrong."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from advisor.advice.model.target import Band, BandRule, Destination, TargetModel
from advisor.advice.target_file import parse_target, target_to_json
from advisor.domain.classification import Sleeve
from advisor.domain.errors import MalformedFileError


def document(**changes: object) -> str:
    return json.dumps({"format": "advisor-target", "version": 1, "name": "Mine", "sleeves": {"mid_cap": 0.2}} | changes)


def test_a_target_is_read_back_as_it_was_written() -> None:
    target = TargetModel(
        id="my_plan",
        name="My plan",
        description="More mid caps",
        sleeves={Sleeve.MEGA_CAP_TECH: 0.2, Sleeve.SP493: 0.5, Sleeve.MID_CAP: 0.3},
        sectors={"Energy": 0.05},
        company_max=0.07,
        band=Band(0.03, 0.2, BandRule.SIGMA, 1.25),
        candidates=(("IJH", Decimal("70.12")), ("IJR", None)),
        scope=frozenset({Sleeve.MEGA_CAP_TECH, Sleeve.SP493, Sleeve.MID_CAP}),
        themes={"grid": 0.1},
        instruments={"VTI": 0.4, "BND": 0.1},
        destination=Destination.HALF_WAY,
    )
    assert parse_target(target_to_json(target), "my-plan.json") == target


def test_a_file_of_before_sectors_and_bands_had_rules_is_read_as_ever() -> None:
    target = parse_target(document(bands={"points": 0.04}), "t.json")
    assert target.band == Band(points=0.04)
    assert target.destination is Destination.TARGET
    assert not target.instruments
    assert not target.themes


@pytest.mark.parametrize(
    "aims",
    [{"instruments": {"vti": 0.6}}, {"themes": {"grid": 0.1}}, {"companies": {"max": 0.05}}, {"sectors": {"Energy": 0.05}}],
)
def test_a_target_need_not_name_a_sleeve(aims: dict[str, object]) -> None:
    target = parse_target(document(sleeves={}, **aims), "t.json")
    assert not target.sleeves
    assert parse_target(target_to_json(target), "mine.json") == target


def test_prices_are_exact_whether_number_or_text() -> None:
    text = document(candidates=[{"symbol": "ijh", "price": 70.12}, {"symbol": "IJR", "price": "128.30"}])
    assert parse_target(text, "t.json").candidates == (("IJH", Decimal("70.12")), ("IJR", Decimal("128.30")))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{", "not valid JSON"),
        ("[]", "advisor-target"),
        ('{"format": "advisor-portfolio"}', "advisor-target"),
        (document(version=2), "version"),
        (document(sleeves={}), "sleeves"),
        (document(sleeves={"midcap": 0.2}), "midcap"),
        (document(sleeves={"mid_cap": 12}), "sleeves.mid_cap"),
        (document(sleeves={"mid_cap": True}), "sleeves.mid_cap"),
        (document(sleeves={"mid_cap": float("nan")}), "sleeves.mid_cap"),
        (document(sleeves={"mid_cap": 0.6, "sp493": 0.6}), "1.2"),
        (document(sectors={"Tech": 0.2}), "Tech"),
        (document(companies={"max": -0.1}), "companies.max"),
        (document(bands={"width": 0.1}), "width"),
        (document(bands={"rule": "greater"}), "bands.rule"),
        (document(bands={"rule": 5}), "5/25, absolute, sigma"),
        (document(bands={"sigmas": 0}), "bands.sigmas"),
        (document(bands={"sigmas": 10.5}), "bands.sigmas"),
        (document(bands={"sigmas": "1.5"}), "bands.sigmas"),
        (document(destination="middle"), "target, half_way, edge"),
        (document(themes=[]), "themes"),
        (document(themes={"grid": 2}), "themes.grid"),
        (document(instruments={"VTI": 0.7, "BND": 0.4}), "1.1"),
        (document(instruments={"VTI": 0.3, "vti": 0.3}), "instruments"),
        (document(instruments={"VTI": None}), "instruments.VTI"),
        (document(sector={"Energy": 0.1}), "sector"),
        (document(candidates=[{"price": 3}]), "candidate 1"),
        (document(candidates=[{"symbol": "IJH", "price": 0}]), "IJH"),
        (document(candidates=[{"symbol": "IJH", "price": "x"}]), "IJH"),
        (document(candidates=[{"symbol": "IJH"}, {"symbol": "ijh"}]), "twice"),
        (document(scope=["everything"]), "scope"),
        (document(scope=["sp493"]), "outside"),
    ],
)
def test_a_broken_file_is_refused_by_the_name_of_its_key(text: str, named: str) -> None:
    with pytest.raises(MalformedFileError) as caught:
        parse_target(text, "mine.json")
    assert named in caught.value.message
    assert caught.value.file == "mine.json"


def test_the_most_sigmas_and_a_name_with_several_points_are_fine() -> None:
    assert parse_target(document(bands={"rule": "sigma", "sigmas": 10}), "t.json").band.sigmas == 10
    nameless = json.loads(document())
    nameless.pop("name", None)
    assert parse_target(json.dumps(nameless), "of.mine.json").name == "of.mine"
