"""The mapping dialog shows what was guessed, takes corrections, and says at every moment what could be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLabel

from advisor.domain.column_mapping import ActionWord, ColumnMapping, FirstRow, MappingGuess, Meaning, Sureness
from advisor.domain.errors import MalformedFileError
from advisor.domain.notation import DateOrder, DecimalMark
from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import SkippedRow, Statement, StatementAccount, StatementKind, StatementPosition
from advisor.services.map_columns import Trial
from advisor.ui.dialogs.column_mapping import ColumnMappingDialog

HEADINGS = ("Papier", "Menge", "Kurs", "Wert", "Notiz")
COLUMNS = {Meaning.SYMBOL: "Papier", Meaning.QUANTITY: "Menge", Meaning.PRICE: "Kurs", Meaning.VALUE: "Wert"}
GUESS = MappingGuess(
    mapping=ColumnMapping(StatementKind.POSITIONS, COLUMNS, delimiter=";", header_line=2, decimal_mark=DecimalMark.COMMA),
    headings=HEADINGS,
    rows=(FirstRow(1, ("Depot",)), FirstRow(2, HEADINGS), FirstRow(3, ("VTI", "2", "310,25", "620,50", "alt"))),
    sureness={**dict.fromkeys(COLUMNS, Sureness.CERTAIN), Meaning.VALUE: Sureness.LIKELY},
    unclear_order="“01/02/2026” could be two different days; the first number is taken for the month.",
)
STATEMENT = Statement(
    broker="other:other",
    kind=StatementKind.POSITIONS,
    as_of=None,
    accounts=(StatementAccount("Other", "", "Other", None),),
    positions=(
        StatementPosition(
            3, "Other", "VTI", "VTI", InstrumentKind.SECURITY, Decimal(2), Decimal("310.25"), Decimal("620.50"), None
        ),
    ),
    transactions=(),
    skipped=(SkippedRow(7, "“abc” is not a number", "QQQ;abc"),),
    warnings=(),
    records=4,
    structure=2,
    rows_stored=1,
    reported_total=None,
)


@pytest.fixture
def dialog(qtbot):
    opened = ColumnMappingDialog("depot.csv", GUESS)
    qtbot.addWidget(opened)
    return opened


def pick(dialog: ColumnMappingDialog, column: int, meaning: Meaning | None) -> None:
    select = dialog.table.choices[column]
    select.setCurrentIndex(select.findData(meaning) if meaning else 0)
    select.activated.emit(select.currentIndex())


def said(dialog: ColumnMappingDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_opens_with_what_was_guessed_and_says_why_it_asks(dialog) -> None:
    assert dialog.mapping() == GUESS.mapping
    assert "depot.csv is of no layout that the program knows." in said(dialog)
    assert "could be two different days" in said(dialog)
    assert [select.currentText() for select in dialog.table.choices] == ["Symbol", "Quantity", "Price", "Value?", "Ignore"]
    names = [select.accessibleName() for select in dialog.table.choices]
    assert names == [f"Meaning of column {n}, {heading}" for n, heading in enumerate(HEADINGS, start=1)]
    assert dialog.table.verticalHeaderItem(2).text() == "3"


def test_every_field_has_a_name(dialog) -> None:
    fields = dialog.fields
    named = (fields.kind, fields.broker, fields.account, fields.currency, fields.day, fields.delimiter, fields.encoding)
    assert all(field.accessibleName() for field in (*named, fields.headings, fields.mark, fields.order, fields.signs))


def test_a_meaning_that_moves_is_given_up_where_it_was(dialog) -> None:
    pick(dialog, 4, Meaning.VALUE)
    assert dialog.mapping().columns == {**COLUMNS, Meaning.VALUE: "Notiz"}
    assert dialog.table.choices[3].currentText() == "Ignore"
    assert dialog.table.choices[4].currentText() == "Value"


def test_a_trial_follows_each_change_after_a_pause(qtbot, dialog) -> None:
    with qtbot.waitSignal(dialog.trial_wanted) as asked:
        pick(dialog, 2, None)
    assert asked.args[0].columns.keys() == {Meaning.SYMBOL, Meaning.QUANTITY, Meaning.VALUE}
    assert not dialog.continue_button.isEnabled()


def test_tells_how_many_rows_can_be_read_and_the_first_as_understood(dialog) -> None:
    dialog.show_trial(dialog.mapping(), Trial(STATEMENT, ()))
    assert dialog.status.text() == "1 row can be read, 1 cannot: line 7, “abc” is not a number."
    assert dialog.continue_button.isEnabled()
    assert "620.50" in said(dialog)


def test_a_trial_of_what_was_changed_meanwhile_is_not_told(dialog) -> None:
    stale = replace(dialog.mapping(), decimal_mark=DecimalMark.POINT)
    dialog.show_trial(stale, Trial(STATEMENT, ()))
    assert dialog.status.text() == ""


def test_without_a_needed_column_it_says_which(qtbot, dialog) -> None:
    with qtbot.assertNotEmitted(dialog.trial_wanted, wait=300):
        pick(dialog, 0, None)
    assert dialog.status.text() == "Choose the column that holds the symbol or the name or the CUSIP or ISIN."
    assert not dialog.continue_button.isEnabled()


def test_a_file_that_cannot_be_read_so_keeps_the_dialog_open(dialog) -> None:
    dialog.show_failure(MalformedFileError("None of its 3 rows can be read."))
    assert dialog.status.text() == "None of its 3 rows can be read."
    assert not dialog.continue_button.isEnabled()


def test_another_delimiter_asks_for_another_guess_and_corrections_stay(qtbot, dialog) -> None:
    pick(dialog, 4, Meaning.NAME)
    fields = dialog.fields
    with qtbot.waitSignal(dialog.guess_wanted) as asked:
        fields.delimiter.setCurrentIndex(fields.delimiter.findData("\t"))
        fields.delimiter.activated.emit(fields.delimiter.currentIndex())
    layout, kind = asked.args
    assert (layout.delimiter, layout.header_line, kind) == ("\t", None, StatementKind.POSITIONS)
    dialog.show_guess(replace(GUESS, mapping=replace(GUESS.mapping, delimiter="\t")))
    assert dialog.mapping().columns == {**COLUMNS, Meaning.NAME: "Notiz"}


def test_another_row_of_headings_is_kept(qtbot, dialog) -> None:
    headings = dialog.fields.headings
    with qtbot.waitSignal(dialog.guess_wanted) as asked:
        headings.setCurrentIndex(headings.findText("None"))
        headings.activated.emit(headings.currentIndex())
    assert asked.args[0].header_line == 0


def test_fields_go_into_the_mapping(dialog) -> None:
    fields = dialog.fields
    fields.broker.setText("Hausbank")
    fields.account.setText("Altersvorsorge")
    fields.currency.setText("eur")
    fields.order.setCurrentIndex(fields.order.findData(DateOrder.DAY_FIRST))
    mapping = dialog.mapping()
    assert (mapping.broker, mapping.account_name, mapping.currency) == ("Hausbank", "Altersvorsorge", "EUR")
    assert mapping.date_order is DateOrder.DAY_FIRST


def test_the_day_counts_only_once_it_was_said(dialog) -> None:
    dialog.show_trial(dialog.mapping(), Trial(STATEMENT, ()))
    assert dialog.mapping().as_of is None
    dialog.fields.day.setDate(QDate(2026, 2, 27))
    assert dialog.mapping().as_of == date(2026, 2, 27)


def test_tax_lots_are_asked_for_the_day_of_their_figures_too(dialog) -> None:
    columns = {Meaning.SYMBOL: "Papier", Meaning.QUANTITY: "Menge", Meaning.DATE: "Notiz"}
    dialog.show_guess(replace(GUESS, mapping=replace(GUESS.mapping, kind=StatementKind.LOTS, columns=columns)))
    dialog.show_trial(dialog.mapping(), Trial(replace(STATEMENT, kind=StatementKind.LOTS), ()))
    assert dialog.fields.day.isVisibleTo(dialog)


def test_a_list_of_transactions_asks_for_signs_and_no_day(dialog) -> None:
    columns = {Meaning.DATE: "Papier", Meaning.AMOUNT: "Wert"}
    guess = replace(GUESS, mapping=replace(GUESS.mapping, kind=StatementKind.TRANSACTIONS, columns=columns))
    dialog.show_guess(guess)
    dialog.show_trial(dialog.mapping(), Trial(replace(STATEMENT, kind=StatementKind.TRANSACTIONS, positions=()), ()))
    assert dialog.fields.signs.isVisibleTo(dialog)
    assert not dialog.fields.day.isVisibleTo(dialog)
    assert dialog.table.choices[0].currentText() == "Trade date"


def test_the_keyboard_goes_from_the_fields_over_the_columns_to_the_buttons(dialog) -> None:
    dialog.show_guess(GUESS)
    chain, widget = [], dialog.fields.kind
    for _ in range(200):
        chain.append(widget)
        widget = widget.nextInFocusChain()
    stops = [dialog.fields.kind, dialog.fields.signs, *dialog.table.choices, dialog.table, dialog.continue_button]
    assert [chain.index(stop) for stop in stops] == sorted(chain.index(stop) for stop in stops)


def choose(dialog: ColumnMappingDialog, field: str, value: object) -> None:
    select = getattr(dialog.fields, field)
    select.setCurrentIndex(select.findData(value))
    select.activated.emit(select.currentIndex())


def test_another_guess_follows_only_in_what_was_never_chosen(dialog) -> None:
    choose(dialog, "order", DateOrder.DAY_FIRST)
    dialog.fields.broker.setText("Hausbank")
    dialog.fields.broker.setModified(True)
    dialog.show_guess(
        replace(GUESS, mapping=replace(GUESS.mapping, delimiter="\t", decimal_mark=DecimalMark.POINT, currency="EUR"))
    )
    mapping = dialog.mapping()
    assert (mapping.date_order, mapping.broker) == (DateOrder.DAY_FIRST, "Hausbank")
    assert (mapping.delimiter, mapping.decimal_mark, mapping.currency) == ("\t", DecimalMark.POINT, "EUR")
    assert "could be two different days" not in said(dialog)


def test_what_was_said_before_stays_however_the_file_is_cut(qtbot) -> None:
    before = replace(GUESS.mapping, broker="Hausbank", currency="CHF", as_of=date(2026, 2, 27), date_order=DateOrder.DAY_FIRST)
    opened = ColumnMappingDialog("depot.csv", GUESS.corrected(before), said_before=True)
    qtbot.addWidget(opened)
    opened.show_guess(replace(GUESS, mapping=replace(GUESS.mapping, header_line=3, columns={})))
    mapping = opened.mapping()
    assert mapping == replace(before, header_line=3)


ACTIONS = (
    ActionWord("Rückvergütung Q1", 3, TransactionKind.OTHER, None),
    ActionWord("Kauf", 12, TransactionKind.BUY, None),
)
MOVES = replace(
    GUESS, mapping=ColumnMapping(StatementKind.TRANSACTIONS, {Meaning.DATE: "Papier", Meaning.AMOUNT: "Wert"}), unclear_order=""
)


@pytest.fixture
def moves(qtbot):
    opened = ColumnMappingDialog("moves.csv", MOVES)
    qtbot.addWidget(opened)
    opened.show()
    tried = replace(STATEMENT, kind=StatementKind.TRANSACTIONS, positions=(), skipped=())
    opened.show_trial(opened.mapping(), Trial(tried, ACTIONS))
    return opened


def test_words_that_nobody_knows_are_asked_for_first(moves) -> None:
    open_word, known = moves.understood.action_words.choices
    assert open_word.isVisible()
    assert (open_word.currentText(), known.currentText()) == ("Not known", "Bought")
    assert open_word.accessibleName() == "What “Rückvergütung Q1” means"
    assert open_word.accessibleDescription() == "3 rows"
    assert "Nobody knows yet what 3 of them are: say it under “Actions”." in moves.status.text()
    assert moves.continue_button.isEnabled()


def test_what_is_said_of_a_word_goes_into_the_mapping_and_is_tried(qtbot, moves) -> None:
    choice = moves.understood.action_words.choices[0]
    choice.setCurrentIndex(choice.findData(TransactionKind.DIVIDEND))
    with qtbot.waitSignal(moves.trial_wanted) as asked:
        choice.activated.emit(choice.currentIndex())
    assert asked.args[0].action_words == {"Rückvergütung Q1": TransactionKind.DIVIDEND}
    told = (ACTIONS[0]._replace(said=TransactionKind.DIVIDEND), ACTIONS[1])
    moves.show_trial(moves.mapping(), Trial(replace(STATEMENT, positions=(), skipped=()), told))
    assert moves.understood.action_words.choices[0] is choice
    assert "Nobody knows" not in moves.status.text()


def test_the_keyboard_goes_from_the_first_rows_over_the_words_to_the_buttons(moves) -> None:
    chain, widget = [], moves.table
    for _ in range(200):
        chain.append(widget)
        widget = widget.nextInFocusChain()
    stops = [moves.table, *moves.understood.action_words.choices, moves.continue_button]
    assert [chain.index(stop) for stop in stops] == sorted(chain.index(stop) for stop in stops)


def test_positions_have_no_words_of_actions(moves) -> None:
    moves.show_guess(GUESS)
    assert not moves.understood.parts.isVisible()
    assert moves.understood.title.isVisible()


def test_words_said_for_an_earlier_file_are_kept(qtbot) -> None:
    before = replace(MOVES.mapping, action_words={"Zuteilung": TransactionKind.BUY})
    opened = ColumnMappingDialog("moves.csv", MOVES.corrected(before), said_before=True)
    qtbot.addWidget(opened)
    opened.show_guess(MOVES)
    assert opened.mapping().action_words == {"Zuteilung": TransactionKind.BUY}
