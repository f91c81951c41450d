"""What a page holds, as CSV: every figure behind it, as numbers. Weights are fractions of 1, dates are ISO 8601."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from advisor.domain.classification import EQUITY_SLEEVES
from advisor.domain.portfolio import Position, Transaction
from advisor.exposure.model import MeasuredPortfolio, Slice
from advisor.presentation import labels, sentences
from advisor.presentation.tables import Cell, as_csv
from advisor.presentation.tax_lots import HeldLot, held_lots


def exposure_csv(measured: MeasuredPortfolio) -> str:
    """Sleeves and sectors: value, weight with its interval, direct and inside funds, the benchmark's weight."""
    exposure = measured.exposure
    rows: list[Sequence[Cell]] = [("kind", "name", "value", "weight", "low", "high", "direct", "inside_funds", "benchmark")]
    if exposure is not None:
        theirs = exposure.benchmark
        rows += [
            ("sleeve", labels.SLEEVE_LABELS[sleeve], *_slice(part, theirs.sleeves.get(sleeve, 0.0)))
            for sleeve, part in exposure.sleeves.items()
        ]
        rows += [
            ("sector", labels.SECTOR_LABELS[sector], *_slice(part, theirs.sectors.get(sector, 0.0)))
            for sector, part in exposure.sectors.items()
        ]
    return as_csv(rows)


def companies_csv(measured: MeasuredPortfolio) -> str:
    """Every company through every door, largest first, one row for each route."""
    exposure = measured.exposure
    head = ("symbol", "name", "sector", "sleeve", "value", "weight", "share_of_stocks", "route", "route_value")
    rows: list[Sequence[Cell]] = [head]
    for company in exposure.companies if exposure else ():
        share = sentences.share_of_stocks(company.value, exposure) if exposure and company.sleeve in EQUITY_SLEEVES else None
        begin: tuple[Cell, ...] = (
            company.symbol if company.named else "",
            company.name,
            labels.SECTOR_LABELS[company.sector],
            labels.SLEEVE_LABELS[company.sleeve],
            company.value,
            _fraction(company.weight),
            None if share is None else _fraction(share),
        )
        routes = [("direct", company.direct), *company.via.items()]
        rows += [(*begin, route, value) for route, value in routes if value]
    return as_csv(rows)


def positions_csv(measured: MeasuredPortfolio) -> str:
    """The books: one row per position, with its account."""
    head = (
        "account",
        "number",
        "symbol",
        "name",
        "quantity",
        "price",
        "value",
        "weight",
        "cost_basis",
        "gain",
        "as_of",
        "priced_on",
    )
    total = measured.portfolio.total_value
    return as_csv([head, *(_position(position, total) for position in measured.portfolio.positions)])


def lots_csv(measured: MeasuredPortfolio, today: date) -> str:
    """One row per tax lot, with its term and value of this day; money in `currency`."""
    head = (
        "account",
        "number",
        "symbol",
        "name",
        "acquired",
        "term",
        "quantity",
        "cost_basis",
        "value",
        "gain",
        "currency",
        "lots",
    )
    return as_csv([head, *(_lot(held) for held in held_lots(measured.portfolio, today))])


def transactions_csv(transactions: Sequence[Transaction]) -> str:
    """One row per entry, in the order given; `amount` is what it did to the account's cash, fees included."""
    head = (
        *("date", "settled", "account", "number", "kind", "action", "symbol", "name"),
        *("quantity", "price", "fees", "amount", "currency"),
    )
    return as_csv([head, *map(_transaction, transactions)])


def _lot(held: HeldLot) -> tuple[Cell, ...]:
    position, lot = held.position, held.lot
    return (
        position.account.name,
        position.account.number_masked,
        position.symbol,
        position.name,
        lot.acquired.isoformat() if lot.acquired else None,
        held.term,
        lot.quantity,
        lot.cost_basis,
        held.value,
        held.gain,
        held.currency,
        held.source,
    )


def _transaction(entry: Transaction) -> tuple[Cell, ...]:
    return (
        entry.traded.isoformat(),
        entry.settled.isoformat() if entry.settled else None,
        entry.account.name,
        entry.account.number_masked,
        entry.kind.value,
        entry.action,
        entry.symbol,
        entry.name,
        entry.quantity,
        entry.price,
        entry.fees,
        entry.amount,
        entry.currency,
    )


def _slice(part: Slice, benchmark: float) -> tuple[Cell, ...]:
    weights = (part.weight, part.low, part.high)
    return (part.value, *map(_fraction, weights), part.direct, part.via_funds, _fraction(benchmark))


def _position(position: Position, total: Decimal) -> tuple[Cell, ...]:
    cost = position.cost_basis
    return (
        position.account.name,
        position.account.number_masked,
        position.symbol,
        position.name,
        position.quantity,
        position.price,
        position.value,
        _fraction(float(position.value / total) if total else 0.0),
        cost,
        None if cost is None else position.value - cost,
        position.as_of.isoformat(),
        position.valued_on.isoformat(),
    )


def _fraction(weight: float) -> Decimal:
    return Decimal(f"{weight:.6f}")
