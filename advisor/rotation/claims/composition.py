"""Checks of what an index is made of."""

from __future__ import annotations

from advisor.domain.claims import Claim
from advisor.domain.classification import Sector
from advisor.domain.days import long_date
from advisor.rotation.claims.agreement import agrees
from advisor.rotation.claims.arguments import Arguments
from advisor.rotation.claims.evidence import Evidence, EvidenceMissing, Finding, Later
from advisor.rotation.model_synthesis import MemberWeights
from advisor.rotation.signals.wording import share
from advisor.rotation.synthesis import SEVEN_COMPANIES


def index_weight(claim: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """The share of the seven in an index, by its newest list."""
    members = _members(evidence, arguments.text("index"))
    total = sum(members.weights.values())
    weight = sum(members.weights.get(symbol, 0.0) for classes in SEVEN_COMPANIES for symbol in classes) / total
    words = f"The seven are {share(weight, 1)} of the S&P 500 by its list of {long_date(members.as_of)}."
    verdict = agrees(claim, arguments, weight)
    return Finding(weight, members.as_of, verdict, words, Later(weight, members.as_of, verdict, ""))


def evenness(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """How many equal parts an index by value amounts to, beside one in equal parts."""
    members = _members(evidence, arguments.text("index"))
    total = sum(members.weights.values())
    effective = 1.0 / sum((weight / total) ** 2 for weight in members.weights.values())
    lines = len(members.weights)
    words = (
        f"{lines} lines in equal parts weigh {share(1 / lines, 2)} each and count as {lines}; by value they count as "
        f"{effective:.0f}. List of {long_date(members.as_of)}."
    )
    return Finding(effective, members.as_of, lines > effective, words)


def sector_share(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """The share of some sectors in one index beside that in another."""
    sectors = frozenset(Sector(name) for name in arguments.listed("sectors", "+"))
    index, than = (_members(evidence, arguments.text(name)) for name in ("index", "than"))
    own, other = (_share(evidence, members, sectors) for members in (index, than))
    words = (
        f"They are {share(own, 1)} of the S&P {arguments.text('index').removeprefix('sp')} and {share(other, 1)} of the S&P "
        f"{arguments.text('than').removeprefix('sp')}. Lists of {long_date(index.as_of)}."
    )
    return Finding(own, index.as_of, own > other, words)


def _share(evidence: Evidence, members: MemberWeights, sectors: frozenset[Sector]) -> float:
    inside = sum(weight for symbol, weight in members.weights.items() if evidence.sectors.get(symbol) in sectors)
    return inside / sum(members.weights.values())


def _members(evidence: Evidence, index: str) -> MemberWeights:
    if index not in evidence.indices:
        raise EvidenceMissing("There is no list of the index’s members on file.")
    return evidence.indices[index]
