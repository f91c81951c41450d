"""Exposure as the JSON object the command line promises: weights are fractions of 1."""

from __future__ import annotations

from datetime import date
from itertools import islice

from advisor.exposure.model import BenchmarkExposure, CompanyExposure, Exposure, MeasuredPortfolio, Slice
from advisor.presentation import freshness
from advisor.presentation.json_values import Json, day_text, money_number, weights_by_name

_BENCHMARK_COMPANIES = 50  # the largest; a market fund holds thousands


def exposure_json(measured: MeasuredPortfolio, *, today: date) -> Json:
    """A measured portfolio; without positions, zeros and empty lists. `today` decides whether it is marked as stale."""
    exposure = measured.exposure
    frame = {
        "snapshot_as_of": day_text(measured.snapshot_as_of),
        "prices": _price_days(measured),
        "stale": freshness.is_stale(measured.portfolio, exposure, today),
        "total_value": money_number(measured.portfolio.total_value),
    }
    if exposure is None:
        empty: Json = {"sleeves": {}, "sectors": {}, "companies": [], "coverage": {}, "overlap": []}
        return {"as_of": None, **frame, **empty, "concentration": None, "benchmark": None}
    return {
        "as_of": day_text(exposure.as_of),
        **frame,
        "sleeves": {sleeve.value: _slice(part) for sleeve, part in exposure.sleeves.items()},
        "sectors": {sector.value: _slice(part) for sector, part in exposure.sectors.items()},
        "companies": [_company(company) for company in exposure.companies],
        "concentration": _concentration(exposure),
        "coverage": {source.value: weight for source, weight in exposure.coverage.items()},
        "unseen": exposure.unseen,
        "benchmark": _benchmark(exposure.benchmark),
        "overlap": [{"a": pair.a, "b": pair.b, "weight": pair.weight} for pair in exposure.overlap],
        "unclassified": list(exposure.unclassified),
        "problems": list(exposure.problems),
        "moved_with_prices": {fund: day_text(day) for fund, day in exposure.moved.items()},
    }


def _price_days(measured: MeasuredPortfolio) -> Json | None:
    days = freshness.price_dates(measured.portfolio)
    return {"oldest": day_text(days[0]), "newest": day_text(days[1])} if days else None


def _slice(part: Slice) -> Json:
    return {
        "value": money_number(part.value),
        "weight": part.weight,
        "low": part.low,
        "high": part.high,
        "direct": money_number(part.direct),
        "via_funds": money_number(part.via_funds),
    }


def _company(company: CompanyExposure) -> Json:
    return {
        "symbol": company.symbol,
        "name": company.name,
        "sector": company.sector.value,
        "sleeve": company.sleeve.value,
        "value": money_number(company.value),
        "weight": company.weight,
        "low": company.low,
        "high": company.high,
        "direct": money_number(company.direct),
        "via": {fund: money_number(value) for fund, value in company.via.items()},
        "named": company.named,
    }


def _concentration(exposure: Exposure) -> Json:
    measured = exposure.concentration
    return {
        "hhi": measured.hhi,
        "effective_holdings": measured.effective_holdings,
        "top10_weight": measured.top10_weight,
        "mega_cap_tech_weight": measured.mega_cap_tech_weight,
        "mega_cap_tech_share_of_equity": measured.mega_cap_tech_share_of_equity,
        "mega_cap_tech_share_of_equity_low": measured.mega_cap_tech_share_low,
        "mega_cap_tech_share_of_equity_high": measured.mega_cap_tech_share_high,
    }


def _benchmark(benchmark: BenchmarkExposure) -> Json:
    return {
        "symbol": benchmark.symbol,
        "as_of": day_text(benchmark.as_of),
        "moved_with_prices_to": day_text(benchmark.moved_to) if benchmark.moved_to else None,
        "sleeves": weights_by_name(benchmark.sleeves),
        "sectors": weights_by_name(benchmark.sectors),
        "active_share": benchmark.active_share,
        "companies": dict(islice(benchmark.companies.items(), _BENCHMARK_COMPANIES)),
    }
