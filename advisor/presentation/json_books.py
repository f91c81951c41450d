"""The books as the JSON objects the command line promises: imports, positions, transactions, and what the checks found."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from advisor.domain.portfolio import ImportRecord, Portfolio, Position, Transaction
from advisor.domain.quality import QualityIssue
from advisor.domain.statement import RowWarning, SkippedRow, StatementPreview
from advisor.presentation.json_values import Json, day_text, money_number
from advisor.presentation.quality import issue_sentence


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
        "as_of": day_text(statement.as_of),
        "accounts": [
            {
                "name": match.name,
                "number_masked": match.number_masked,
                "tax_type": match.tax_type.value,
                "total_value": money_number(totals[match.key]),
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
        "reported_total": money_number(statement.reported_total),
        "imported_total": money_number(statement.imported_total),
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
        "as_of": day_text(record.as_of),
        "records": record.structure + record.rows_read,
        "structure": record.structure,
        "rows_read": record.rows_read,
        "rows_stored": record.rows_stored,
        "skipped": [row._asdict() for row in skipped],
        "warnings": [warning._asdict() for warning in warnings],
    }


def positions_json(portfolio: Portfolio) -> Json:
    """What is owned, in dollars; beside it, in its own money, what no exchange rate lets count."""
    return {
        "positions": [_position(position) for position in portfolio.positions],
        "total_value": money_number(portfolio.total_value),
        "unconverted": [{**_position(each), "value_currency": each.value_currency} for each in portfolio.unconverted],
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
            "found": money_number(issue.found),
            "expected": money_number(issue.expected),
            "as_of": day_text(issue.as_of),
            "import_id": issue.import_id,
            "message": issue_sentence(issue),
        }
        for issue in issues
    ]


def _transaction(entry: Transaction) -> Json:
    return {
        "account": entry.account.name,
        "date": day_text(entry.traded),
        "settled": day_text(entry.settled),
        "kind": entry.kind.value,
        "action": entry.action,
        "symbol": entry.symbol,
        "name": entry.name,
        "quantity": money_number(entry.quantity),
        "price": money_number(entry.price),
        "fees": money_number(entry.fees),
        "amount": money_number(entry.amount),
        "currency": entry.currency,
    }


def _as_imported(position: Position) -> Json | None:
    """What the file told, where it is something else by now."""
    told = position.as_imported
    if told is None:
        return None
    return {"quantity": money_number(told.quantity), "price": money_number(told.price), "value": money_number(told.value)}


def _position(position: Position) -> Json:
    return {
        "account": position.account.name,
        "symbol": position.symbol,
        "name": position.name,
        "kind": position.kind.value,
        "quantity": money_number(position.quantity),
        "price": money_number(position.price),
        "value": money_number(position.value),
        "cost_basis": money_number(position.cost_basis),
        "as_of": day_text(position.as_of),
        "priced_on": day_text(position.priced_on),
        "as_imported": _as_imported(position),
        "currency": position.currency,
        "rebuilt": position.rebuilt,
        "lots": [
            {
                "acquired": day_text(lot.acquired),
                "quantity": money_number(lot.quantity),
                "cost_basis": money_number(lot.cost_basis),
            }
            for lot in position.lots
        ],
    }
