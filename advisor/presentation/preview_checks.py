"""The checks under an import preview: do the totals agree, what was left out, are there tax lots."""

from __future__ import annotations

from decimal import Decimal

from advisor.domain.portfolio import InstrumentKind
from advisor.domain.statement import Statement, StatementPreview
from advisor.presentation import labels, words
from advisor.presentation.views import PreviewCheck


def preview_checks(preview: StatementPreview) -> tuple[PreviewCheck, ...]:
    """Totals, rows left out, tax lots; then positions that are gone and the importer's warnings, where there are any."""
    statement = preview.statement
    checks = [_left_out(statement)]
    if statement.positions:
        checks = [_totals(statement), *checks, _lots(statement)]
    closed = [symbol for match in preview.accounts for symbol in match.closed]
    if closed:
        checks.append(_closed(closed))
    if statement.warnings:
        checks.append(_warnings(statement))
    return tuple(checks)


def total_differences(statement: Statement) -> dict[str, Decimal]:
    """Imported less reported, by account key ("" for the whole file), where the two differ."""
    if not statement.positions:
        return {}
    sums = {account.key: Decimal(0) for account in statement.accounts}
    for position in statement.positions:
        sums[position.account] = sums.get(position.account, Decimal(0)) + position.value
    differences = {
        account.key: sums[account.key] - account.reported_total
        for account in statement.accounts
        if account.reported_total is not None
    }
    if statement.reported_total is not None:
        differences[""] = statement.imported_total - statement.reported_total
    return {key: difference for key, difference in differences.items() if difference}


def _totals(statement: Statement) -> PreviewCheck:
    differences = total_differences(statement)
    if differences:
        return _differing(statement, differences)
    reported = [account.reported_total for account in statement.accounts if account.reported_total is not None]
    total = statement.reported_total
    if total is None and len(reported) == len(statement.accounts) and reported:
        total = sum(reported, Decimal(0))
    if total is None:
        added = words.dollars_and_cents(statement.imported_total)
        return PreviewCheck("circle-dashed", "muted", "No total to check against", f"The rows add up to {added}.")
    text = words.dollars_and_cents(total)
    return PreviewCheck("circle-check", "positive", "The totals agree", f"The file says {text}; the rows add up to {text}.")


def _differing(statement: Statement, differences: dict[str, Decimal]) -> PreviewCheck:
    key, difference = max(differences.items(), key=lambda item: abs(item[1]))
    names = {account.key: account.name or account.key for account in statement.accounts}
    which = "the file" if key == "" else names[key]
    more = "more" if difference > 0 else "less"
    text = f"The rows add up to {words.dollars_and_cents(abs(difference))} {more} than {which} says."
    return PreviewCheck("triangle-alert", "warning", "The totals differ", text)


def _left_out(statement: Statement) -> PreviewCheck:
    skipped = statement.skipped
    if not skipped:
        rows = words.numbered(statement.rows_read, "row")
        return PreviewCheck("circle-check", "positive", "No row left out", f"{rows} read, all of them stored.")
    lines = words.listed([f"{row.line:,}" for row in skipped], at_most=4)
    title = f"{words.numbered(len(skipped), 'row')} left out"
    text = f"{words.plural(len(skipped), 'Line')} {lines}: {skipped[0].reason.rstrip('.')}."
    return PreviewCheck("triangle-alert", "warning", title, text)


def _lots(statement: Statement) -> PreviewCheck:
    invested = [position for position in statement.positions if position.kind is not InstrumentKind.CASH]
    costed = sum(position.cost_basis is not None for position in invested)
    text = f"{words.capitalized(_of_all(costed, len(invested)))} a cost basis, none a purchase date."
    return PreviewCheck("layers", "muted", "No tax lots in this file", text)


def _of_all(count: int, whole: int) -> str:
    if count == whole:
        return f"all {whole:,} positions have" if whole != 1 else "the one position has"
    return f"{count:,} of {words.numbered(whole, 'position')} {'has' if count == 1 else 'have'}"


def _closed(symbols: list[str]) -> PreviewCheck:
    named = words.listed([labels.symbol_label(symbol) for symbol in symbols], at_most=4)
    title = f"{words.numbered(len(symbols), 'position')} no longer there"
    return PreviewCheck("circle-minus", "muted", title, f"{named}: in your books, and not in this file.")


def _warnings(statement: Statement) -> PreviewCheck:
    first = statement.warnings[0]
    where = f"Line {first.line:,}: " if first.line is not None else ""
    title = words.numbered(len(statement.warnings), "remark")
    return PreviewCheck("info", "warning", title, f"{where}{first.message}")
