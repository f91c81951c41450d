"""The import preview: what a file holds and what importing it would change; nothing is stored yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.domain.portfolio import InstrumentKind
from advisor.domain.statement import (
    SkippedRow,
    Statement,
    StatementLot,
    StatementPosition,
    StatementPreview,
    StatementTransaction,
)
from advisor.presentation import labels, words
from advisor.presentation.preview_checks import preview_checks, total_differences
from advisor.presentation.views import ImportPreviewView, PreviewRow

# A history of a hundred thousand entries is looked at by its first rows; the counts above the table are of all.
_MOST_ROWS = 5_000


def build_import_preview(preview: StatementPreview) -> ImportPreviewView:
    """One file as the preview dialog shows it."""
    statement = preview.statement
    differ = bool(total_differences(statement))
    again = preview.already_imported is not None
    return ImportPreviewView(
        file=preview.file,
        title=_title(statement),
        caption=_caption(preview),
        recognized_text=f"{labels.broker_label(statement.broker)}, {labels.STATEMENT_LABELS[statement.kind]}",
        accounts=tuple(
            (match.key, labels.account_label(match.name, match.number_masked), match.tax_type.value) for match in preview.accounts
        ),
        change_heading=_change_heading(preview),
        value_heading="Amount" if _only_transactions(statement) else "Value",
        rows=_rows(preview),
        checks=preview_checks(preview),
        button_text=_button_text(statement.rows_stored, differ=differ, again=again),
        totals_differ=differ,
        already_imported=again,
        stored_count=statement.rows_stored,
    )


def _title(statement: Statement) -> str:
    what = f"{labels.broker_label(statement.broker)} {labels.STATEMENT_LABELS[statement.kind]}"
    rows = words.numbered(statement.rows_stored, "row")
    worth = f" worth {words.money_in(statement.imported_total, statement.currency)}" if statement.positions else ""
    return f"{what}, {rows}{worth}"


def _caption(preview: StatementPreview) -> str:
    earlier = preview.already_imported
    state = f"already imported on {words.long_date(earlier.imported_at.date())}" if earlier else "nothing is stored yet"
    return f"{preview.file} · {_dated(preview)} · {state}"


def _dated(preview: StatementPreview) -> str:
    as_of = preview.statement.as_of
    if as_of is None:
        days = [entry.traded for entry in preview.statement.transactions]
        return f"entries of {words.date_span(min(days), max(days))}" if days else "the file names no date"
    day = words.long_date(as_of)
    return f"as of {day}" if preview.names_its_day else f"counted as of {day}: the file names no date"


def _only_transactions(statement: Statement) -> bool:
    return bool(statement.transactions) and not statement.positions


def _change_heading(preview: StatementPreview) -> str:
    if _only_transactions(preview.statement):
        return "Date"
    dates = {match.previous_as_of for match in preview.accounts if match.previous_as_of}
    if not dates:
        return ""
    newest = max(dates)
    beside = preview.statement.as_of or newest
    return f"Against {words.short_date(newest, beside)}" if len(dates) == 1 else "Against your books"


def _button_text(count: int, *, differ: bool, again: bool) -> str:
    if again or not count:
        return "Nothing to import"
    return "Import anyway" if differ else f"Import {words.numbered(count, 'row')}"


def _rows(preview: StatementPreview) -> tuple[PreviewRow, ...]:
    statement = preview.statement
    rows = [(position.line, _position_row(position, preview)) for position in statement.positions[:_MOST_ROWS]]
    shown = statement.transactions[:_MOST_ROWS]
    rows += [(lot.line, _lot_row(lot)) for lot in statement.lots]
    newest = statement.as_of or max((entry.traded for entry in shown), default=date.min)
    rows += [(transaction.line, _transaction_row(transaction, newest)) for transaction in shown]
    rows += [(skipped.line, _skipped_row(skipped)) for skipped in statement.skipped]
    in_order = sorted(rows, key=lambda numbered: numbered[0])
    return tuple(replace(row, key=str(place), line=line) for place, (line, row) in enumerate(in_order))


def _position_row(position: StatementPosition, preview: StatementPreview) -> PreviewRow:
    change, tone = _change(position, preview)
    cash = position.kind is InstrumentKind.CASH
    return PreviewRow(
        line_text=f"{position.line:,}",
        symbol=labels.symbol_label(position.symbol),
        name=position.name,
        quantity_text="" if cash or position.quantity is None else words.quantity(position.quantity),
        price_text="" if cash or position.price is None else words.price(position.price),
        value_text=words.bare_amount(position.value),
        cost_text="" if position.cost_basis is None else words.bare_amount(position.cost_basis),
        change_text=change,
        tone=tone,
        state="stored",
    )


def _change(position: StatementPosition, preview: StatementPreview) -> tuple[str, str]:
    difference = preview.quantity_changes.get(position)
    if difference is None:
        return "New", "positive"
    if not difference:
        return "No change", "muted"
    tone = "positive" if difference > 0 else "negative"
    if position.kind is InstrumentKind.CASH:
        return words.dollar_and_cent_change(difference), tone
    return f"{words.quantity_change(difference)}{_unit(position.kind, difference)}", tone


def _unit(kind: InstrumentKind, count: Decimal) -> str:
    if kind is InstrumentKind.OPTION:
        return " contract" if abs(count) == 1 else " contracts"
    if kind is InstrumentKind.BOND:
        return " face value"
    return " share" if abs(count) == 1 else " shares"


def _transaction_row(transaction: StatementTransaction, newest: date) -> PreviewRow:
    return PreviewRow(
        line_text=f"{transaction.line:,}",
        symbol=transaction.symbol,
        name=f"{transaction.action} {transaction.name}".strip(),
        quantity_text="" if transaction.quantity is None else words.quantity(transaction.quantity),
        price_text="" if transaction.price is None else words.price(transaction.price),
        value_text="" if transaction.amount is None else words.bare_amount(transaction.amount),
        cost_text="",
        change_text=words.short_date(transaction.traded, newest),
        tone="muted",
        state="stored",
    )


def _lot_row(lot: StatementLot) -> PreviewRow:
    acquired = "purchase date unknown" if lot.acquired is None else f"bought {words.long_date(lot.acquired)}"
    return PreviewRow(
        line_text=f"{lot.line:,}",
        symbol=labels.symbol_label(lot.symbol),
        name=f"Tax lot, {acquired}",
        quantity_text=words.quantity(lot.quantity),
        price_text="",
        value_text="",
        cost_text="" if lot.cost_basis is None else words.bare_amount(lot.cost_basis),
        change_text="Lot",
        tone="muted",
        state="stored",
    )


def _skipped_row(skipped: SkippedRow) -> PreviewRow:
    return PreviewRow(
        line_text=f"{skipped.line:,}",
        symbol="",
        name=f"{words.capitalized(skipped.reason)}: {_first_words(skipped.text)}",
        quantity_text="",
        price_text="",
        value_text="",
        cost_text="",
        change_text="Left out",
        tone="warning",
        state="left out",
    )


def _first_words(text: str, at_most: int = 60) -> str:
    flat = " ".join(text.split()).strip(",; ")
    return flat if len(flat) <= at_most else f"{flat[: at_most - 1].rstrip()}…"
