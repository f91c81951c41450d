"""Words for saying what the columns of an unknown file mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from advisor.domain.column_mapping import ActionWord, AmountSigns, ColumnMapping, Meaning
from advisor.domain.errors import AdvisorError
from advisor.domain.notation import DateOrder, DecimalMark
from advisor.domain.statement import Statement, StatementKind, StatementLot, StatementPosition, StatementTransaction
from advisor.presentation import words
from advisor.presentation.views import MappingStatus

IGNORED = "Ignore"
OPEN_WORD = "Not known"
KIND_LABELS: Mapping[StatementKind, str] = {
    StatementKind.POSITIONS: "Positions",
    StatementKind.TRANSACTIONS: "Transactions",
    StatementKind.LOTS: "Tax lots",
}
DELIMITER_LABELS = {",": "Comma ,", ";": "Semicolon ;", "\t": "Tab", "|": "Bar |"}
ENCODING_LABELS = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252",
    "iso8859-15": "ISO 8859-15",
    "cp1250": "Windows-1250",
    "cp850": "DOS (850)",
    "mac_roman": "Mac Roman",
    "utf-16": "UTF-16",
}
MARK_LABELS = {DecimalMark.POINT: "1,234.56", DecimalMark.COMMA: "1.234,56"}
ORDER_LABELS = {DateOrder.MONTH_FIRST: "Month first", DateOrder.DAY_FIRST: "Day first"}
SIGN_LABELS = {
    AmountSigns.AS_PRINTED: "− is paid",
    AmountSigns.OUTFLOWS_POSITIVE: "− is received",
    AmountSigns.UNSIGNED: "By the action",
}
_ACTIONS = "Actions"
_MEANING_LABELS = {
    Meaning.SYMBOL: "Symbol",
    Meaning.NAME: "Name",
    Meaning.IDENTIFIER: "CUSIP or ISIN",
    Meaning.TYPE: "Kind of security",
    Meaning.QUANTITY: "Quantity",
    Meaning.PRICE: "Price",
    Meaning.VALUE: "Value",
    Meaning.COST_BASIS: "Cost",
    Meaning.SETTLED: "Settlement date",
    Meaning.ACTION: "Action",
    Meaning.DIRECTION: "Buy or sell",
    Meaning.AMOUNT: "Amount",
    Meaning.PAID_OUT: "Money paid out",
    Meaning.FEES: "Fees",
    Meaning.CURRENCY: "Currency",
    Meaning.ACCOUNT_NAME: "Account name",
    Meaning.ACCOUNT_NUMBER: "Account number",
}
_DATE_LABELS = {
    StatementKind.POSITIONS: "Day of the figures",
    StatementKind.TRANSACTIONS: "Trade date",
    StatementKind.LOTS: "Day of purchase",
}


def meaning_label(meaning: Meaning, kind: StatementKind) -> str:
    """What a column is called whose meaning was chosen."""
    return _DATE_LABELS[kind] if meaning is Meaning.DATE else _MEANING_LABELS[meaning]


def opening_words(file: str) -> str:
    """The first sentence: why this is asked."""
    return (
        f"{file} is of no layout that the program knows. Say above each column what it holds: what could be guessed is filled "
        "in. Your answer is remembered for files with the same headings."
    )


def missing_words(mapping: ColumnMapping) -> str:
    """What still has to be said before the file can be read; empty when nothing is missing."""
    if not mapping.missing:
        return ""
    named = [meaning_label(meaning, mapping.kind).lower() for meaning in mapping.missing[0]]
    return f"Choose the column that holds the {' or the '.join(named).replace('cusip or isin', 'CUSIP or ISIN')}."


def build_missing_status(mapping: ColumnMapping) -> MappingStatus:
    """While a column is missing that is needed."""
    return MappingStatus(missing_words(mapping), "warning", False, ())


def build_trial_status(mapping: ColumnMapping, statement: Statement, actions: Sequence[ActionWord] = ()) -> MappingStatus:
    """What reading by a mapping would give: how many rows, which cannot be read, and the first of them as understood."""
    text = f"{words.numbered(statement.rows_stored, 'row')} can be read"
    skipped = statement.skipped
    if skipped:
        text += f", {len(skipped):,} cannot: line {skipped[0].line:,}, {skipped[0].reason}"
    unknown = sum(word.rows for word in actions if word.is_open)
    if unknown:
        text += f". Nobody knows yet what {unknown:,} of them are: say it under “{_ACTIONS}”"
    tone = "warning" if skipped or unknown else "positive"
    return MappingStatus(f"{text}.", tone, True, tuple(_understood(mapping, statement)))


def actions_label(actions: Sequence[ActionWord]) -> str:
    """What the words of the actions go by, with how many are open: "Actions (2 open)"."""
    unknown = sum(word.is_open for word in actions)
    return f"{_ACTIONS} ({unknown:,} open)" if unknown else _ACTIONS


def rarer_words(count: int) -> str:
    """Under the words that can be chosen for, where there are too many."""
    return f"And {words.numbered(count, 'rarer word')}. If these are descriptions, another column may hold the action."


def build_failure_status(error: AdvisorError) -> MappingStatus:
    """Why the file cannot be read so."""
    return MappingStatus(error.message, "negative", False, ())


def _understood(mapping: ColumnMapping, statement: Statement) -> Iterator[tuple[str, str]]:
    """The first row that was read, field by field."""
    facts: Iterator[tuple[Meaning, object]] = iter(())
    if mapping.kind is StatementKind.LOTS and statement.lots:
        facts = _lot_facts(statement.lots[0])
    elif mapping.kind is StatementKind.TRANSACTIONS and statement.transactions:
        facts = _transaction_facts(statement.transactions[0])
    elif statement.positions:
        facts = _position_facts(statement.positions[0])
    for meaning, fact in facts:
        if fact not in {None, ""}:
            yield meaning_label(meaning, mapping.kind), _fact_words(meaning, fact)
    if mapping.kind is not StatementKind.TRANSACTIONS and statement.as_of is not None:
        yield _DATE_LABELS[StatementKind.POSITIONS], words.long_date(statement.as_of)
    for account in statement.accounts[:1]:
        yield "Account", account.name


def _fact_words(meaning: Meaning, fact: object) -> str:
    if isinstance(fact, Decimal):
        return words.quantity(fact) if meaning is Meaning.QUANTITY else words.price(fact)
    return str(fact)


def _position_facts(row: StatementPosition) -> Iterator[tuple[Meaning, object]]:
    yield Meaning.SYMBOL, row.symbol
    yield Meaning.NAME, row.name
    yield Meaning.QUANTITY, row.quantity
    yield Meaning.PRICE, row.price
    yield Meaning.VALUE, row.value
    yield Meaning.COST_BASIS, row.cost_basis
    yield Meaning.CURRENCY, row.currency


def _lot_facts(row: StatementLot) -> Iterator[tuple[Meaning, object]]:
    yield Meaning.SYMBOL, row.symbol
    yield Meaning.DATE, row.acquired and words.long_date(row.acquired)
    yield Meaning.QUANTITY, row.quantity
    yield Meaning.COST_BASIS, row.cost_basis


def _transaction_facts(row: StatementTransaction) -> Iterator[tuple[Meaning, object]]:
    yield Meaning.DATE, words.long_date(row.traded)
    yield Meaning.ACTION, f"{row.action} ({row.kind.replace('_', ' ')})" if row.action else row.kind.replace("_", " ")
    yield Meaning.SYMBOL, row.symbol
    yield Meaning.NAME, row.name
    yield Meaning.QUANTITY, row.quantity
    yield Meaning.PRICE, row.price
    yield Meaning.FEES, row.fees
    yield Meaning.AMOUNT, row.amount
    yield Meaning.CURRENCY, row.currency
