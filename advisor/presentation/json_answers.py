"""Results as the JSON objects the command line promises: weights are fractions, money a number, dates ISO 8601."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from advisor.advice.model import Plan, SoldLot, Trade
from advisor.bookkeeping.model import QualityIssue
from advisor.domain.portfolio import ImportRecord, Portfolio, Position, Transaction
from advisor.domain.statement import RowWarning, SkippedRow, StatementPreview
from advisor.exposure.model import BenchmarkExposure, CompanyExposure, Exposure, MeasuredPortfolio, Slice
from advisor.presentation.quality import issue_sentence

Json = dict[str, Any]

_BENCHMARK_COMPANIES = 50  # the largest; a market fund holds thousands


def preview_json(preview: StatementPreview, import_id: int | None) -> Json:
    """One imported (or previewed) file, every record accounted for."""
    statement = preview.statement
    totals = {account.key: Decimal(0) for account in statement.accounts}
    for position in statement.positions:
        totals[position.account] += position.value
    return {
        "file": preview.file,
        "sha256": preview.sha256,
        "import_id": import_id,
        "broker": statement.broker,
        "kind": statement.kind.value,
        "as_of": _day(statement.as_of),
        "accounts": [
            {
                "name": match.name,
                "number_masked": match.number_masked,
                "tax_type": match.tax_type.value,
                "total_value": _money(totals[match.key]),
            }
            for match in preview.accounts
        ],
        "records": statement.records,
        "structure": statement.structure,
        "rows_read": statement.rows_read,
        "rows_stored": statement.rows_stored,
        "positions": len(statement.positions),
        "transactions": len(statement.transactions),
        "known_transactions": preview.known_transactions,
        "lots": len(statement.lots),
        "rebuilds_positions": statement.rebuilds,
        "skipped": [row._asdict() for row in statement.skipped],
        "warnings": [warning._asdict() for warning in statement.warnings],
        "reported_total": _money(statement.reported_total),
        "imported_total": _money(statement.imported_total),
        "currency": statement.currency,
        "already_imported": preview.already_imported is not None,
    }


def import_json(record: ImportRecord, skipped: Sequence[SkippedRow], warnings: Sequence[RowWarning]) -> Json:
    """A past import with every row it left out."""
    return {
        "id": record.id,
        "file": record.file,
        "sha256": record.sha256,
        "broker": record.broker,
        "kind": record.kind,
        "as_of": _day(record.as_of),
        "records": record.structure + record.rows_read,
        "structure": record.structure,
        "rows_read": record.rows_read,
        "rows_stored": record.rows_stored,
        "skipped": [row._asdict() for row in skipped],
        "warnings": [warning._asdict() for warning in warnings],
    }


def positions_json(portfolio: Portfolio) -> Json:
    return {
        "positions": [_position(position) for position in portfolio.positions],
        "total_value": _money(portfolio.total_value),
    }


def transactions_json(transactions: Sequence[Transaction]) -> Json:
    return {"transactions": [_transaction(entry) for entry in transactions]}


def quality_json(issues: Sequence[QualityIssue]) -> list[Json]:
    """What the checks found, each with the sentence that says it."""
    return [
        {
            "check": issue.check.value,
            "fix": issue.fix.value,
            "account": issue.account.name if issue.account else None,
            "symbol": issue.symbol or None,
            "found": _money(issue.found),
            "expected": _money(issue.expected),
            "as_of": _day(issue.as_of),
            "import_id": issue.import_id,
            "message": issue_sentence(issue),
        }
        for issue in issues
    ]


def exposure_json(measured: MeasuredPortfolio) -> Json:
    """A measured portfolio; without positions, zeros and empty lists."""
    exposure = measured.exposure
    frame = {"snapshot_as_of": _day(measured.snapshot_as_of), "total_value": _money(measured.portfolio.total_value)}
    if exposure is None:
        empty: Json = {"sleeves": {}, "sectors": {}, "companies": [], "coverage": {}, "overlap": []}
        return {"as_of": None, **frame, **empty, "concentration": None, "benchmark": None}
    return {
        "as_of": _day(exposure.as_of),
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
    }


def plan_json(plan: Plan) -> Json:
    return {
        "target": {"id": plan.target.id, "name": plan.target.name, "sleeves": _weights(plan.target.sleeves)},
        "before": _weights(plan.before),
        "after": _weights(plan.after),
        "trades": [_trade(trade) for trade in plan.trades],
        "tax": {
            "short_term_gain": _money(plan.tax.short_term_gain),
            "long_term_gain": _money(plan.tax.long_term_gain),
            "estimated_tax": _money(plan.tax.estimated_tax),
            "complete": plan.tax.complete,
        },
        "turnover": plan.turnover,
        "gap_before": plan.gap_before,
        "gap_to_target": plan.gap_to_target,
        "optimality_gap": plan.optimality_gap,
        "binding": list(plan.binding),
        "warnings": list(plan.warnings),
    }


def _transaction(entry: Transaction) -> Json:
    return {
        "account": entry.account.name,
        "date": _day(entry.traded),
        "settled": _day(entry.settled),
        "kind": entry.kind.value,
        "action": entry.action,
        "symbol": entry.symbol,
        "name": entry.name,
        "quantity": _money(entry.quantity),
        "price": _money(entry.price),
        "fees": _money(entry.fees),
        "amount": _money(entry.amount),
        "currency": entry.currency,
    }


def _position(position: Position) -> Json:
    return {
        "account": position.account.name,
        "symbol": position.symbol,
        "name": position.name,
        "kind": position.kind.value,
        "quantity": _money(position.quantity),
        "price": _money(position.price),
        "value": _money(position.value),
        "cost_basis": _money(position.cost_basis),
        "as_of": _day(position.as_of),
        "currency": position.currency,
        "rebuilt": position.rebuilt,
        "lots": [
            {"acquired": _day(lot.acquired), "quantity": _money(lot.quantity), "cost_basis": _money(lot.cost_basis)}
            for lot in position.lots
        ],
    }


def _slice(part: Slice) -> Json:
    return {
        "value": _money(part.value),
        "weight": part.weight,
        "low": part.low,
        "high": part.high,
        "direct": _money(part.direct),
        "via_funds": _money(part.via_funds),
    }


def _company(company: CompanyExposure) -> Json:
    return {
        "symbol": company.symbol,
        "name": company.name,
        "sector": company.sector.value,
        "sleeve": company.sleeve.value,
        "value": _money(company.value),
        "weight": company.weight,
        "low": company.low,
        "high": company.high,
        "direct": _money(company.direct),
        "via": {fund: _money(value) for fund, value in company.via.items()},
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
        "as_of": _day(benchmark.as_of),
        "sleeves": _weights(benchmark.sleeves),
        "sectors": _weights(benchmark.sectors),
        "active_share": benchmark.active_share,
        "companies": dict(islice(benchmark.companies.items(), _BENCHMARK_COMPANIES)),
    }


def _trade(trade: Trade) -> Json:
    return {
        "account": trade.account.name,
        "action": trade.action.value,
        "symbol": trade.symbol,
        "quantity": _money(trade.quantity),
        "price": _money(trade.price),
        "value": _money(trade.value),
        "gain": _money(trade.gain),
        "lots": [_sold_lot(lot) for lot in trade.lots],
        "reason": trade.reason,
    }


def _sold_lot(lot: SoldLot) -> Json:
    return {
        "acquired": _day(lot.acquired),
        "quantity": _money(lot.quantity),
        "cost_basis": _money(lot.cost_basis),
        "gain": _money(lot.gain),
        "term": lot.term.value,
    }


def _weights(weights: Mapping[Any, float]) -> dict[str, float]:
    return {key.value: weight for key, weight in weights.items()}


def _money(amount: Decimal | None) -> float | None:
    """JSON has no decimals: two- to four-place amounts survive a float unharmed."""
    return None if amount is None else float(amount)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
