"""What the window says after something was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from advisor.domain.portfolio import Account
from advisor.domain.statement import AccountMatch, StatementPreview
from advisor.presentation import words
from advisor.presentation.labels import TAX_LABELS


def imported_words(stored: Sequence[StatementPreview], repeated: Sequence[StatementPreview]) -> str:
    """After an import: "Imported 5 rows into Brokerage."; files whose very bytes were there already changed nothing."""
    if not stored:
        names = ", ".join(preview.file for preview in repeated)
        return f"{names} was imported before. Nothing changed."
    rows = words.numbered(sum(preview.statement.rows_stored for preview in stored), "row")
    known = sum(preview.known_transactions for preview in stored)
    again = f", {known:,} of them known already" if known else ""
    return f"Imported {rows} into {_into([account for preview in stored for account in preview.accounts])}{again}."


def undone_words(file: str) -> str:
    """After an import was undone."""
    return f"{file} was taken back. Everything else is as it was."


def account_words(account: Account) -> str:
    """After an account was changed: "Brokerage is kept as Maria’s, Taxable."."""
    whose = f"{account.owner}’s, " if account.owner else ""
    return f"{account.name} is kept as {whose}{TAX_LABELS[account.tax_type]}."


def exported_words(file: str, accounts: int, positions: int, transactions: int) -> str:
    """After everything was exported."""
    parts = [words.numbered(accounts, "account"), words.numbered(positions, "position")]
    parts += [words.numbered(transactions, "transaction")] if transactions else []
    return f"Saved {words.listed(parts)} to {file}."


def fund_file_words(symbol: str, as_of: date, *, is_used: bool, warnings: Sequence[str] = (), skipped: int = 0) -> str:
    """After a fund's list was added; one that is older or tells less than what is known already is kept, not looked through.

    Args:
        warnings: What speaks against the list, each a sentence.
        skipped: How many of its lines were left out.
    """
    day = words.long_date(as_of)
    kept = f"The list of {day} is kept. {symbol} is seen by something newer or fuller, which the Data page names."
    seen = f"{symbol} is now seen by its list of {day}." if is_used else kept
    left_out = [f"{words.numbered(skipped, 'line')} could not be read."] if skipped else []
    return " ".join([seen, *warnings, *left_out])


def prices_words(file: str, symbols: Sequence[str], as_of: date, *, kept: int, skipped: int = 0) -> str:
    """After closes were added from a file.

    Args:
        symbols: Those of which closes of the file count now.
        as_of: Day of the newest close.
        kept: How many of the file's closes do not count, because a source told of these days itself.
        skipped: How many rows were left out.
    """
    if symbols:
        has = words.plural(len(symbols), "has", "have")
        told = [f"{words.listed(symbols)} {has} the file’s closes to {words.long_date(as_of)}."]
        told += ["Days that a refresh told of keep what it said."] if kept else []
    else:
        told = [f"A refresh told of every day in {file} already; what it said stays."]
    left_out = [f"{words.numbered(skipped, 'row')} could not be read."] if skipped else []
    return " ".join([*told, *left_out])


def _into(accounts: Sequence[AccountMatch]) -> str:
    """Two accounts may go by one name, and a new one has no id yet: the number tells them apart."""
    distinct = {(account.name, account.number_masked) for account in accounts}
    return accounts[0].name if len(distinct) == 1 else words.numbered(len(distinct), "account")
