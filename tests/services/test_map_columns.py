"""What is said of unknown columns: asked once, remembered without what belongs to one file only."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advisor.domain.column_mapping import ColumnMapping, Meaning, TableLayout
from advisor.domain.errors import UnmappedFileError
from advisor.domain.portfolio import TransactionKind
from advisor.domain.statement import StatementKind
from advisor.services.import_choices import ImportChoices, Pasted
from advisor.services.import_files import import_files, preview_files
from advisor.services.list_positions import list_positions
from advisor.services.map_columns import guess_columns, try_mapping
from advisor.services.task import Task
from advisor.storage.database import open_database

JANUARY = Pasted("january.csv", b"Papier;Menge;Kurswert\nVTI;2;620,50\nMSFT;1;400,10\n")
FEBRUARY = Pasted("february.csv", b"Papier;Menge;Kurswert\nVTI;3;930,75\n")


@pytest.fixture
def db(tmp_path):
    with closing(open_database(tmp_path / "books.db")) as opened:
        yield opened


def test_an_answer_holds_for_the_next_file_but_not_its_day_or_number(db) -> None:
    with pytest.raises(UnmappedFileError):
        preview_files(db, Task(), [JANUARY])
    guessed = guess_columns(db, Task(), JANUARY)
    assert guessed.remembered is None
    columns = {**guessed.guess.mapping.columns, Meaning.SYMBOL: "Papier"}
    said = replace(guessed.guess.mapping, columns=columns, account_number="Z23456789", as_of=date(2026, 1, 30))
    assert try_mapping(db, Task(), JANUARY, said).statement.imported_total == Decimal("1020.60")
    import_files(db, Task(), [JANUARY], ImportChoices(mapping=said))
    remembered = guess_columns(db, Task(), FEBRUARY).remembered
    assert remembered is not None
    assert (remembered.as_of, remembered.account_number) == (None, "····6789")
    assert "Z23456789" not in db.conn.execute("select mapping from column_mappings").fetchone()[0]


def test_the_account_is_recognised_again_and_the_books_hold_the_newer_file(db) -> None:
    mapping = replace(guess_columns(db, Task(), JANUARY).guess.mapping, broker="Hausbank", account_number="Z23456789")
    mapping = replace(mapping, columns={**mapping.columns, Meaning.SYMBOL: "Papier"})
    import_files(db, Task(), [JANUARY], ImportChoices(mapping=replace(mapping, as_of=date(2026, 1, 30))))
    (preview,) = preview_files(db, Task(), [FEBRUARY])
    (match,) = preview.accounts
    assert match.account is not None
    assert match.closed == ("MSFT",)
    assert any("as you said for an earlier file" in warning.message for warning in preview.statement.warnings)


def test_what_is_said_of_layout_and_kind_is_kept(db) -> None:
    guessed = guess_columns(db, Task(), JANUARY, TableLayout(delimiter=";", header_line=0), StatementKind.LOTS)
    assert (guessed.guess.mapping.header_line, guessed.guess.mapping.kind) == (None, StatementKind.LOTS)


MOVES = "Datum;Vorgang;Papier;Menge;Kurs;Betrag\n{day}.2026;Kauf;VTI;1;310,00;-310,00\n{day}.2026;Zuteilung;VTI;2;0,00;0,00\n"


def test_what_is_said_of_an_action_is_remembered_with_its_columns(db) -> None:
    february, march = (Pasted(f"{day}.csv", MOVES.format(day=day).encode()) for day in ("03.02", "03.03"))
    guess = guess_columns(db, Task(), february).guess
    mapping = replace(guess.mapping, columns={**guess.mapping.columns, Meaning.SYMBOL: "Papier"})
    unknown, known = try_mapping(db, Task(), february, mapping).actions
    assert (unknown.word, unknown.rows, unknown.is_open, known.guess) == ("Zuteilung", 1, True, TransactionKind.BUY)
    said = replace(mapping, action_words={"Zuteilung": TransactionKind.REINVEST})
    assert not any(word.is_open for word in try_mapping(db, Task(), february, said).actions)
    import_files(db, Task(), [february], ImportChoices(mapping=said))
    (preview,) = preview_files(db, Task(), [march])
    assert [each.kind for each in preview.statement.transactions] == [TransactionKind.BUY, TransactionKind.REINVEST]


def test_dollars_never_go_into_an_account_of_another_currency_that_is_called_alike(db, tmp_path) -> None:
    columns = {Meaning.SYMBOL: "Ticker", Meaning.QUANTITY: "Shares", Meaning.VALUE: "Worth"}
    for currency, worth in (("EUR", "500"), ("USD", "700"), ("USD", "800")):
        path = tmp_path / f"{worth}.csv"
        path.write_text(f"Ticker,Shares,Worth\nVOO,1,{worth}\n", encoding="utf-8")
        mapping = ColumnMapping(StatementKind.POSITIONS, columns, currency=currency)
        import_files(db, Task(), [path], ImportChoices(mapping=mapping))
    portfolio = list_positions(db, Task())
    assert [(one.account.currency, one.value) for one in portfolio.unconverted] == [("EUR", 500)]
    assert [(one.account.currency, one.value) for one in portfolio.positions] == [("USD", 800)]
