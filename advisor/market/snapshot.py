"""The bundled reference, loaded: every security with its sleeve and sector, every fund with its legs.

The tables are facts of a stated day; the sleeves are assigned here, from membership first and size second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from advisor.domain.classification import MAGNIFICENT_SEVEN, Sector, Sleeve
from advisor.domain.market import MarketBook, Security
from advisor.market.buckets import bucket_securities
from advisor.market.fund_legs import FundLegs, IndexWeights, read_funds
from advisor.market.fund_names import names_of_share_classes
from advisor.market.identifiers import numbers_as_spellings
from advisor.market.tables import load_reference_tables, read_table, snapshot_date

__all__ = ["load_reference_tables", "load_snapshot"]

_INDEX_SLEEVES = {"sp500": Sleeve.SP493, "sp400": Sleeve.MID_CAP, "sp600": Sleeve.SMALL_CAP}


@lru_cache(maxsize=4)
def load_snapshot(folder: Path) -> MarketBook:
    """The bundled reference as a market book; every leg of every fund resolves to a security or a fund in it.

    Raises:
        UnreadableFileError: A table is missing.
    """
    as_of = snapshot_date(folder)
    companies = {symbol: (company, name) for symbol, company, name in read_table(folder, "share_classes")}
    sectors = {sector.value: sector for sector in Sector}
    members, weights = _read_members(folder, companies, sectors, as_of)
    dates = {table.name: table.as_of for table in load_reference_tables(folder)}
    securities = _read_listings(folder, companies, sectors, members, dates["us_listings"])
    securities |= members | bucket_securities(as_of)
    securities |= _read_fund_companies(folder, sectors, securities, dates["fund_companies"])
    securities |= _changed_since(folder, sectors, securities)
    legs = FundLegs(weights, {symbol: securities[symbol] for symbol in members}, as_of)
    aliases = {spelling: symbol for spelling, symbol, _ in read_table(folder, "aliases")}
    funds = read_funds(folder, legs)
    return MarketBook(securities, funds, names_of_share_classes(funds) | numbers_as_spellings(folder) | aliases, as_of)


def members_of_indexes(folder: Path) -> tuple[str, ...]:
    """The members of the S&P 500, MidCap 400 and SmallCap 600, in the order of the table.

    Raises:
        UnreadableFileError: The table is missing.
    """
    return tuple(symbol for _, symbol, *_ in read_table(folder, "index_members"))


Companies = Mapping[str, tuple[str, str]]
Sectors = Mapping[str, Sector]


def _read_members(folder: Path, companies: Companies, sectors: Sectors, as_of: date) -> tuple[dict[str, Security], IndexWeights]:
    securities: dict[str, Security] = {}
    weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for index, symbol, name, sector, weight, price in read_table(folder, "index_members"):
        company, company_name = companies.get(symbol, (symbol, name))
        sleeve = _sleeve_in(index, company)
        securities[symbol] = Security(
            symbol, company, company_name, sleeve, sectors[sector], _price(price), as_of, is_member=True
        )
        weights[index][symbol] = float(weight)
    return securities, weights


def _read_listings(
    folder: Path, companies: Companies, sectors: Sectors, members: Mapping[str, Security], as_of: date
) -> dict[str, Security]:
    """Listings outside the indexes; a class of a member's company takes that company's sleeve and sector."""
    securities = {}
    for symbol, name, _, _, sleeve, sector, price in read_table(folder, "us_listings"):
        company, company_name = companies.get(symbol, (symbol, name))
        if leader := members.get(company):
            placed, branch = leader.sleeve, leader.sector
        else:
            placed, branch = Sleeve(sleeve), sectors[sector]
        securities[symbol] = Security(
            symbol, company, company_name, placed, branch, _price(price), as_of, is_member=leader is not None
        )
    return securities


def _read_fund_companies(folder: Path, sectors: Sectors, known: Mapping[str, Security], as_of: date) -> dict[str, Security]:
    securities = {}
    for symbol, owner, name, sleeve, sector in read_table(folder, "fund_companies"):
        leader = known.get(owner)
        if leader:
            company, company_name, placed, branch = leader.company, leader.company_name, leader.sleeve, leader.sector
        else:
            company, company_name, placed, branch = owner or symbol, name, Sleeve(sleeve), sectors[sector]
        is_member = leader is not None and leader.is_member
        securities[symbol] = Security(symbol, company, company_name, placed, branch, None, as_of, is_member=is_member)
    return securities


def _changed_since(folder: Path, sectors: Sectors, known: Mapping[str, Security]) -> dict[str, Security]:
    """Companies that lists newer than the weights have in another index: all their classes lie where they are now."""
    changes = {known[symbol].company: (index, sector) for symbol, index, sector in read_table(folder, "member_changes")}
    changed = {}
    for symbol, security in known.items():
        if security.company in changes:
            index, label = changes[security.company]
            sector = sectors[label] if label else security.sector
            changed[symbol] = replace(security, sleeve=_sleeve_in(index, security.company), sector=sector, is_member=True)
    return changed


def _sleeve_in(index: str, company: str) -> Sleeve:
    return Sleeve.MEGA_CAP_TECH if company in MAGNIFICENT_SEVEN else _INDEX_SLEEVES[index]


def _price(text: str) -> Decimal | None:
    return Decimal(text) if text else None
