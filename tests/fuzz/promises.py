"""What must hold of any file, however damaged: it is refused in plain words, or every row of it is accounted for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from families import MAPPING, Case

from advisor.domain.account_numbers import is_whole_number
from advisor.domain.errors import AdvisorError
from advisor.domain.money import to_cents
from advisor.domain.statement import Statement
from advisor.importers.identify import form_of
from advisor.importers.importer import Form
from advisor.importers.mapping import guess_mapping, read_with_mapping
from advisor.importers.read import read_statement
from advisor.importers.reading.records import decode
from advisor.importers.reading.workbook import is_workbook

_REFUSED, _UNSAID = 3, 2  # a guess may leave columns that only a person can name
_MOST_CENTS = 2**63 - 1
_SPACES = "\t\r\n\f\v"
_STEERS = re.compile("[\0-\b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")  # in a name they could steer the terminal that prints it
# Every position, transaction and balance of OFX is one of these; others that a list holds count too.
OFX_RECORD = re.compile(
    r"<(?:POS(?:STOCK|MF|DEBT|OPT|OTHER)|(?:BUY|SELL)(?:STOCK|MF|DEBT|OPT|OTHER)|REINVEST|INCOME|INVEXPENSE|TRANSFER|RETOFCAP|SPLIT"
    r"|MARGININTEREST|JRNLFUND|JRNLSEC|CLOSUREOPT|STMTTRN|LEDGERBAL|AVAILCASH|MARGINBALANCE|CASHBAL)\s*/?>"
)


class BrokenPromiseError(AssertionError):
    """A file was read, and not every one of its rows is accounted for; or it was refused with the wrong code."""


def read_or_refuse(case: Case) -> Statement | None:
    """What the file says, every promise about it kept; None after a proper refusal.

    Raises:
        BrokenPromiseError: A row is unaccounted for, a value cannot be kept, or the refusal is no refusal of a file.
        Exception: Whatever the program did not foresee.
    """
    try:
        statement = _read(case)
    except AdvisorError as refusal:
        _check_refusal(case, refusal)
        return None
    _check_account_of_rows(statement)
    _check_values(statement)
    _check_numbers_are_masked(statement)
    form = form_of(case.content)
    if is_workbook(case.content):
        return statement
    if form is Form.TABLE:
        _check_lines(case, statement)
    elif form is Form.OFX:
        _check_ofx(case, statement)
    return statement


def _read(case: Case) -> Statement:
    if case.family == MAPPING:
        return read_with_mapping(case.content, case.name, guess_mapping(case.content, case.name).mapping)
    return read_statement(case.content, case.name)


def _check_refusal(case: Case, refusal: AdvisorError) -> None:
    allowed = {_REFUSED, _UNSAID} if case.family == MAPPING else {_REFUSED}
    _promise(refusal.exit_code in allowed, f"exit code {refusal.exit_code}: {refusal.message}")
    _promise(refusal.message.endswith(".") and bool(refusal.hint), f"no sentence, or no way out: {refusal.message}")
    _promise(refusal.file == case.name or refusal.exit_code == _UNSAID, f"the file is not named: {refusal.message}")


def _check_account_of_rows(statement: Statement) -> None:
    accounted = statement.structure + statement.rows_stored + len(statement.skipped)
    _promise(
        statement.records == accounted and statement.structure >= 0, f"{statement.records} records, {accounted} accounted for"
    )
    _promise(all(row.reason and row.text and row.line >= 1 for row in statement.skipped), "a row was skipped without a reason")
    keys = [account.key for account in statement.accounts]
    _promise(len(set(keys)) == len(keys), "an account is there twice")
    rows = (*statement.positions, *statement.lots, *statement.transactions)
    _promise({row.account for row in rows} <= set(keys), "a row belongs to no account")


def _check_values(statement: Statement) -> None:
    """Every amount can be kept: finite, in whole cents, within what the database holds."""
    for position in statement.positions:
        _promise(bool(position.symbol), f"line {position.line}: a position without a symbol")
        _check_cents(position.line, position.value, position.cost_basis)
        _check_finite(position.line, position.quantity, position.price)
    for lot in statement.lots:
        _check_cents(lot.line, lot.cost_basis)
        _check_finite(lot.line, lot.quantity)
    for entry in statement.transactions:
        _check_finite(entry.line, entry.quantity, entry.price, entry.fees, entry.amount)
    _check_cents(0, statement.reported_total, *(account.reported_total for account in statement.accounts))
    named = (*statement.positions, *statement.transactions)
    texts = {text for row in named for text in (row.symbol, row.name, row.currency)}
    texts |= {entry.action for entry in statement.transactions}
    texts |= {text for account in statement.accounts for text in (account.number, account.name, account.currency)}
    steering = [text for text in texts if _STEERS.search(text)]
    _promise(not steering, f"control characters in {steering[:1]!r}")


def _check_numbers_are_masked(statement: Statement) -> None:
    """What is told of a file is kept with it, and shows no more of a number than its end."""
    numbers = [account.number for account in statement.accounts if is_whole_number(account.number)]
    told = [row.text + row.reason for row in statement.skipped] + [warning.message for warning in statement.warnings]
    _promise(not any(number in text for number in numbers for text in told), "an account number is told")


def _check_cents(line: int, *amounts: Decimal | None) -> None:
    for amount in amounts:
        kept = amount is None or (amount.is_finite() and amount == amount.quantize(Decimal("0.01")) and _fits(amount))
        _promise(kept, f"line {line}: {amount} cannot be kept in cents")


def _fits(amount: Decimal) -> bool:
    return abs(to_cents(amount)) <= _MOST_CENTS


def _check_finite(line: int, *numbers: Decimal | None) -> None:
    _promise(all(number is None or number.is_finite() for number in numbers), f"line {line}: {numbers} are not finite")


def _check_lines(case: Case, statement: Statement) -> None:
    """Against a plain CSV reader: as many records, and what became of each stands on a line where one begins."""
    text, _ = decode(case.content, case.name)
    outcomes = _outcomes(statement)
    for delimiter in ",;\t|":
        records = _records(text, delimiter)
        if statement.records == len(records) and outcomes <= records.keys():
            if case.family != MAPPING:
                _check_whole_rows(case, statement, records)
            return
    raise BrokenPromiseError(f"{statement.records} records are not those of a CSV reader")


def _check_whole_rows(case: Case, statement: Statement, records: Mapping[int, tuple[str, ...]]) -> None:
    """A row that was stored before the damage, and is not damaged itself, is stored or told of."""
    stored, warnings = _stored_rows(case.path)
    untold = [line for line, cells in records.items() if cells in stored and line not in _outcomes(statement)]
    merged = statement.rows_stored - len(_stored_lines(statement))
    told = {warning.message for warning in statement.warnings} - warnings
    _promise(len(untold) <= merged or bool(told), f"whole rows are taken for structure: lines {untold}")


@lru_cache(maxsize=256)
def _stored_rows(path: Path) -> tuple[frozenset[tuple[str, ...]], frozenset[str]]:
    """The rows of a golden file that are stored on their own, and what it is warned of."""
    content = path.read_bytes()
    statement, (text, _) = read_statement(content, path.name), decode(content, path.name)
    records = next(found for each in ",;\t" if len(found := _records(text, each)) == statement.records)
    stored = frozenset(records[line] for line in _stored_lines(statement))
    return stored, frozenset(warning.message for warning in statement.warnings)


def _stored_lines(statement: Statement) -> set[int]:
    return {row.line for rows in (statement.positions, statement.lots, statement.transactions) for row in rows}


def _outcomes(statement: Statement) -> set[int]:
    return _stored_lines(statement) | {row.line for row in statement.skipped}


def _records(text: str, delimiter: str) -> dict[int, tuple[str, ...]]:
    """By the line where each begins."""
    reader, start, records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1, {}
    for cells in reader:
        if any(cell.strip() for cell in cells):
            records[start] = _without_blank_end(cells)
        start = reader.line_num + 1
    return records


def _without_blank_end(cells: Iterable[str]) -> tuple[str, ...]:
    kept = [cell.strip() for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _check_ofx(case: Case, statement: Statement) -> None:
    text = case.content.decode("utf-8", "replace")
    plain = re.sub(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", "", text, flags=re.DOTALL)
    _promise(statement.records >= len(OFX_RECORD.findall(plain)), "OFX holds more records than were counted")


def _promise(kept: bool, otherwise: str) -> None:
    if not kept:
        raise BrokenPromiseError(otherwise)
