"""Any table with usual headings, however it is written: guessed without a word from its owner, and read back exactly."""

from __future__ import annotations

import csv
import io
import random
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.domain.column_mapping import Meaning
from advisor.domain.errors import AdvisorError
from advisor.domain.notation import DateOrder, DecimalMark
from advisor.domain.statement import StatementKind
from advisor.importers.mapping import guess_mapping, header_key, read_with_mapping

HEADINGS = {
    Meaning.DATE: ("Date", "Trade Date", "Datum", "Fecha", "Transaction date"),
    Meaning.ACTION: ("Action", "Type", "Transaction Type", "Tipo", "Typ av transaktion"),
    Meaning.SYMBOL: ("Symbol", "Ticker", "Symbole"),
    Meaning.NAME: ("Description", "Security name", "Bezeichnung", "Libellé", "Descripción"),
    Meaning.QUANTITY: ("Quantity", "Shares", "Anzahl", "Stück", "Quantité", "Cantidad"),
    Meaning.PRICE: ("Price", "Last price", "Kurs", "Cours", "Precio"),
    Meaning.VALUE: ("Value", "Market value", "Kurswert", "Valor de mercado"),
    Meaning.AMOUNT: ("Amount", "Net amount", "Betrag", "Montant", "Importe"),
    Meaning.COST_BASIS: ("Cost basis", "Total cost", "Einstandswert", "Book value"),
    Meaning.FEES: ("Fees", "Commission", "Gebühren", "Frais"),
    Meaning.ACCOUNT_NUMBER: ("Account number", "Kontonummer", "Account #"),
}
ACTIONS = (("Buy", 1), ("Verkauf", -1), ("Achat", 1), ("Sold", -1))
NEWEST = date(2026, 2, 27)


class Row(NamedTuple):
    day: date
    action: str
    sign: int
    symbol: str
    quantity: Decimal
    price: Decimal
    account: str

    @property
    def value(self) -> Decimal:
        return (self.quantity * self.price).quantize(Decimal("0.01"))


class Invented(NamedTuple):
    """A file, and what it was written from."""

    content: bytes
    kind: StatementKind
    rows: list[Row]
    mark: DecimalMark
    order: DateOrder
    delimiter: str
    header_line: int


@st.composite
def rows_of_a_file(draw: st.DrawFn) -> list[Row]:
    rows = []
    for _ in range(draw(st.integers(2, 12))):
        action, sign = draw(st.sampled_from(ACTIONS))
        rows.append(
            Row(
                day=NEWEST - timedelta(draw(st.integers(0, 900))),
                action=action,
                sign=sign,
                symbol=draw(st.sampled_from(("VTI", "AAPL", "BRK.B", "MSFT", "QQQ"))),
                quantity=Decimal(draw(st.integers(1, 9_999_999))) / 1000,
                price=Decimal(draw(st.integers(1, 999_999))) / 100,
                account=draw(st.sampled_from(("00471123", "00471999"))),
            )
        )
    # The values decide the conventions: a day after the 12th, and cents.
    return [*rows, Row(date(2026, 1, 31), "Buy", 1, "VTI", Decimal("1.5"), Decimal("310.25"), "00471123")]


@st.composite
def invented_files(draw: st.DrawFn) -> Invented:
    kind = draw(st.sampled_from((StatementKind.POSITIONS, StatementKind.TRANSACTIONS)))
    mark, order = draw(st.sampled_from(list(DecimalMark))), draw(st.sampled_from(list(DateOrder)))
    delimiter = draw(st.sampled_from((",", ";", "\t", "|")))
    rows = draw(rows_of_a_file())
    meanings = _meanings(kind, draw)
    headings = [draw(st.sampled_from(HEADINGS[meaning])) for meaning in meanings]
    grouped = draw(st.booleans())
    table = [[_cell(row, meaning, mark, order, grouped) for meaning in meanings] for row in rows]
    preamble = draw(st.lists(st.sampled_from((["My holdings"], ["Client", "0815"], ["Page 1 of 1"])), max_size=4))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=draw(st.sampled_from(("\n", "\r\n")))).writerows(
        [*preamble, headings, *table]
    )
    encoding = draw(st.sampled_from(("utf-8", "utf-8-sig", "cp1252", "utf-16")))
    return Invented(text.getvalue().encode(encoding), kind, rows, mark, order, delimiter, len(preamble) + 1)


def _meanings(kind: StatementKind, draw: st.DrawFn) -> list[Meaning]:
    always = [Meaning.SYMBOL, Meaning.NAME, Meaning.QUANTITY, Meaning.PRICE]
    of_positions = [Meaning.VALUE, *draw(st.sampled_from(([], [Meaning.COST_BASIS])))]
    of_transactions = [Meaning.DATE, Meaning.ACTION, Meaning.AMOUNT, *draw(st.sampled_from(([], [Meaning.FEES])))]
    account = draw(st.sampled_from(([], [Meaning.ACCOUNT_NUMBER])))
    own = of_positions if kind is StatementKind.POSITIONS else of_transactions
    meanings = [*always, *own, *account]
    random.Random(draw(st.integers(0, 10**6))).shuffle(meanings)
    return meanings


def _cell(row: Row, meaning: Meaning, mark: DecimalMark, order: DateOrder, grouped: bool) -> str:
    match meaning:
        case Meaning.DATE:
            return row.day.strftime("%d/%m/%Y" if order is DateOrder.DAY_FIRST else "%m/%d/%Y")
        case Meaning.ACTION:
            return row.action
        case Meaning.SYMBOL:
            return row.symbol
        case Meaning.NAME:
            return f"Shares of {row.symbol}, common"
        case Meaning.ACCOUNT_NUMBER:
            return row.account
    number = {
        Meaning.QUANTITY: row.quantity,
        Meaning.PRICE: row.price,
        Meaning.VALUE: row.value,
        Meaning.AMOUNT: -row.sign * row.value,
        Meaning.COST_BASIS: row.value,
        Meaning.FEES: Decimal("0.00"),
    }[meaning]
    text = f"{number:,}" if grouped else f"{number}"
    return text.translate(str.maketrans(",.", ".,")) if mark is DecimalMark.COMMA else text


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(invented_files())
def test_an_invented_table_is_guessed_and_read_back_exactly(invented: Invented) -> None:
    guess = guess_mapping(invented.content, "invented.csv")
    mapping = guess.mapping
    assert (mapping.kind, mapping.delimiter, mapping.header_line) == (invented.kind, invented.delimiter, invented.header_line)
    assert mapping.decimal_mark is invented.mark
    assert not guess.unclear_mark
    assert not guess.unclear_order
    assert header_key(invented.content, "invented.csv")
    statement = read_with_mapping(invented.content, "invented.csv", mapping)
    assert not statement.skipped
    assert statement.structure == invented.header_line
    has_account = Meaning.ACCOUNT_NUMBER in mapping.columns
    accounts = [row.account if has_account else "Other" for row in invented.rows]
    if invented.kind is StatementKind.POSITIONS:
        stored = [(each.account, each.symbol, each.quantity, each.price, each.value) for each in statement.positions]
        written = [(a, row.symbol, row.quantity, row.price, row.value) for a, row in zip(accounts, invented.rows, strict=True)]
        assert stored == written
        return
    assert mapping.date_order is invented.order
    assert statement.rebuilds
    traded = [(each.account, each.traded, each.symbol, each.quantity, each.amount) for each in statement.transactions]
    assert traded == [
        (account, row.day, row.symbol, row.sign * row.quantity, -row.sign * row.value)
        for account, row in zip(accounts, invented.rows, strict=True)
    ]


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(invented_files(), st.data())
def test_a_damaged_table_is_refused_or_accounted_for(invented: Invented, data: st.DataObject) -> None:
    mapping = guess_mapping(invented.content, "invented.csv").mapping
    content = bytearray(invented.content)
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(content) - 1))
        match data.draw(st.sampled_from(("replace", "insert", "drop", "cut"))):
            case "replace":
                content[place] = data.draw(st.sampled_from(b',;\t|"\n x9.-('))
            case "insert":
                content[place:place] = data.draw(st.sampled_from((b"\n", b",", b'"', b";;", b"Total", b"\x00", b"1e9")))
            case "drop":
                del content[place : place + data.draw(st.integers(1, 20))]
            case "cut":
                content = content[: max(place, 1)]
        if not content:
            return
    for attempt in (lambda: mapping, lambda: guess_mapping(bytes(content), "damaged.csv").mapping):
        try:
            statement = read_with_mapping(bytes(content), "damaged.csv", attempt())
        except AdvisorError as refusal:
            assert refusal.exit_code in {2, 3} and refusal.message.endswith(".")
        else:
            assert statement.records == statement.structure + statement.rows_stored + len(statement.skipped)
            assert all(row.reason for row in statement.skipped)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_guessed_or_refused_without_an_accident(content: bytes) -> None:
    try:
        mapping = guess_mapping(content, "anything.csv").mapping
        read_with_mapping(content, "anything.csv", mapping)
    except AdvisorError as refusal:
        assert refusal.exit_code in {2, 3}
    header_key(content, "anything.csv")
