"""The checks under an import preview: do the totals agree, what was left out, are there tax lots."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from advisor.domain.column_mapping import is_mapped
from advisor.domain.portfolio import InstrumentKind
from advisor.domain.statement import Statement, StatementPreview
from advisor.presentation import labels, words
from advisor.presentation.views import PreviewCheck

_MOST_REMARKS = 3


def preview_checks(preview: StatementPreview) -> tuple[PreviewCheck, ...]:
    """Totals, rows left out, tax lots; then what changed since the last import, entries that are known, and the importer's
    warnings, where there are any."""
    statement = preview.statement
    checks = [_left_out(statement)]
    if statement.positions:
        checks = [_totals(statement), *checks]
    if statement.positions or statement.lots:
        checks.append(_lots(statement))
    if any(match.previous_as_of for match in preview.accounts) and statement.positions:
        checks.append(_changes(preview))
    if statement.transactions and preview.known_transactions:
        checks.append(_known(preview))
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
        added = words.money_in(statement.imported_total, statement.currency)
        return PreviewCheck("circle-dashed", "muted", "No total to check against", f"The rows add up to {added}.")
    text = words.money_in(total, statement.currency)
    return PreviewCheck("circle-check", "positive", "The totals agree", f"The file says {text}; the rows add up to {text}.")


def _differing(statement: Statement, differences: dict[str, Decimal]) -> PreviewCheck:
    key, difference = max(differences.items(), key=lambda item: abs(item[1]))
    names = {account.key: account.name or account.key for account in statement.accounts}
    currencies = {account.key: account.currency for account in statement.accounts} | {"": statement.currency}
    which = "the file" if key == "" else names[key]
    more = "more" if difference > 0 else "less"
    text = f"The rows add up to {words.money_in(abs(difference), currencies[key])} {more} than {which} says."
    return PreviewCheck("triangle-alert", "warning", "The totals differ", text)


def _left_out(statement: Statement) -> PreviewCheck:
    skipped = statement.skipped
    if not skipped:
        rows = words.numbered(statement.rows_read, "row")
        return PreviewCheck("circle-check", "positive", "No row left out", f"{rows} read, all of them stored.")
    lines = [f"{line:,}" for line in dict.fromkeys(row.line for row in skipped)]
    title = f"{words.numbered(len(skipped), 'row')} left out"
    text = f"{words.plural(len(lines), 'Line')} {words.listed(lines, at_most=4)}: {skipped[0].reason.rstrip('.')}."
    return PreviewCheck("triangle-alert", "warning", title, text)


def _lots(statement: Statement) -> PreviewCheck:
    if statement.lots:
        return _listed_lots(statement)
    invested = [position for position in statement.positions if position.kind is not InstrumentKind.CASH]
    costed = sum(position.cost_basis is not None for position in invested)
    text = f"{words.capitalized(_of_all(costed, len(invested)))} a cost basis, none a purchase date."
    return PreviewCheck("layers", "muted", "No tax lots in this file", text)


def _listed_lots(statement: Statement) -> PreviewCheck:
    sums: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for lot in statement.lots:
        sums[lot.account, lot.symbol] += lot.quantity
    held: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for position in statement.positions:
        held[position.account, position.symbol] += position.quantity or Decimal(0)
    title = words.numbered(len(statement.lots), "tax lot")
    if not held:
        return PreviewCheck("layers", "positive", title, f"Of {words.listed(sorted({lot.symbol for lot in statement.lots}))}.")
    differing = sorted({symbol for (account, symbol), total in sums.items() if held.get((account, symbol)) != total})
    if differing:
        return PreviewCheck(
            "triangle-alert", "warning", title, f"They do not add up to the position of {words.listed(differing)}."
        )
    return PreviewCheck("layers", "positive", title, "They add up to their positions.")


def _of_all(count: int, whole: int) -> str:
    if count == whole:
        return f"all {whole:,} positions have" if whole != 1 else "the one position has"
    return f"{count:,} of {words.numbered(whole, 'position')} {'has' if count == 1 else 'have'}"


def _changes(preview: StatementPreview) -> PreviewCheck:
    """ "3 new, 1 closed, 12 changed" against the newest positions in the books, and which ones are closed."""
    differences = [preview.quantity_changes.get(position) for position in preview.statement.positions]
    closed = [symbol for match in preview.accounts for symbol in match.closed]
    new, changed = differences.count(None), sum(bool(difference) for difference in differences)
    named = words.listed([labels.symbol_label(symbol) for symbol in closed], at_most=4)
    title = f"{new:,} new, {len(closed):,} closed, {changed:,} changed"
    if closed and is_mapped(preview.statement.broker):
        account = words.listed([match.name for match in preview.accounts if match.closed], at_most=2)
        text = f"These rows replace what {account} holds: {named} would be gone. Another account’s? Name it in “Change columns”."
        return PreviewCheck("triangle-alert", "warning", title, text)
    text = f"No longer there: {named}." if closed else "Every position of your books is still there."
    return PreviewCheck("git-compare", "muted", title, text)


def _known(preview: StatementPreview) -> PreviewCheck:
    known, entries = preview.known_transactions, len(preview.statement.transactions)
    title = f"{known:,} of {words.numbered(entries, 'entry', 'entries')} known"
    return PreviewCheck("copy", "muted", title, "They are in your books from an overlapping download, and count once.")


def _warnings(statement: Statement) -> PreviewCheck:
    told = [f"Line {note.line:,}: {note.message}" if note.line else note.message for note in statement.warnings[:_MOST_REMARKS]]
    others = len(statement.warnings) - len(told)
    if others:
        told.append(f"{words.capitalized(words.count_word(others))} more: once imported, open the import on the Holdings page.")
    title = words.numbered(len(statement.warnings), "remark")
    return PreviewCheck("info", "warning", title, "\n".join(told))
