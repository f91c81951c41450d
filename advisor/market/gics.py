"""The eleven GICS sectors behind the labels of services and issuers."""

from __future__ import annotations

import re

from advisor.domain.classification import GICS_SECTORS, Sector


def _key(label: str) -> str:
    return re.sub(r"[^a-z]", "", label.lower())


# Besides GICS's own names: Yahoo's, as yfinance 1.7 lists them, and short forms in issuers' files of 2025 and 2026.
_LABELS = {_key(sector.value): sector for sector in GICS_SECTORS} | {
    "technology": Sector.TECHNOLOGY,
    "communication": Sector.COMMUNICATION,
    "communications": Sector.COMMUNICATION,
    "telecommunicationservices": Sector.COMMUNICATION,
    "consumercyclical": Sector.CONSUMER_DISCRETIONARY,
    "consumerdefensive": Sector.CONSUMER_STAPLES,
    "financial": Sector.FINANCIALS,
    "financialservices": Sector.FINANCIALS,
    "basicmaterials": Sector.MATERIALS,
}
# Industries that Yahoo keeps in another sector than GICS does (structure of March 17, 2023, by MSCI and S&P Dow Jones Indices);
# all its others lie as a whole, or for most companies in them, where the name of their sector says.
_INDUSTRIES_ELSEWHERE = {
    "packagingcontainers": Sector.MATERIALS,  # to Yahoo: Consumer Cyclical
    "educationtrainingservices": Sector.CONSUMER_DISCRETIONARY,  # Consumer Defensive
    "pharmaceuticalretailers": Sector.CONSUMER_STAPLES,  # Healthcare
    "reitmortgage": Sector.FINANCIALS,  # Real Estate
}


def gics_sector(label: str) -> Sector:
    """The GICS sector of a label of a service or an issuer: "Consumer Cyclical", "consumer_cyclical", "realestate"."""
    return _LABELS.get(_key(label), Sector.UNCLASSIFIED)


def sector_of_company(sector: str, industry: str) -> Sector:
    """The GICS sector of a company by a service's names of its sector and its industry."""
    return _INDUSTRIES_ELSEWHERE.get(_key(industry)) or gics_sector(sector)
