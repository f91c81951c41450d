"""How an unknown file is written, and where it is from: the fields above its first rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from advisor.domain.column_mapping import AmountSigns, ColumnMapping, MappingGuess, TableLayout
from advisor.domain.notation import DateOrder, DecimalMark
from advisor.domain.statement import StatementKind
from advisor.presentation.column_mapping import (
    DELIMITER_LABELS,
    ENCODING_LABELS,
    KIND_LABELS,
    MARK_LABELS,
    ORDER_LABELS,
    SIGN_LABELS,
)
from advisor.services.clock import today
from advisor.ui import metrics
from advisor.ui.choices import Select
from advisor.ui.dialogs.day_field import DayField
from advisor.ui.fonts import font
from advisor.ui.widgets import Label

_FIELD_GAP = 12
_CURRENCY_LETTERS = 3
_NO_HEADINGS = 0


class MappingFields(QWidget):
    """Two rows of fields: where the file is from, and how it is written.

    Signals:
        layout_changed: It is to be cut into cells in another way: guess again, the headings too.
        headings_changed: The headings stand elsewhere, or it holds something else: guess again below these headings.
        changed: Anything else.
    """

    layout_changed = Signal()
    headings_changed = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind = _select("The file holds", KIND_LABELS.items())
        self.broker = _line("From", "Other")
        self.account = _line("Account", "")
        self.account.setPlaceholderText("As in the file")
        self.currency = _line("Currency", "USD")
        self.currency.setMaxLength(_CURRENCY_LETTERS)
        self.day = DayField(today(), "Day of the figures")
        self.sheet = _select("Sheet", ())
        self.delimiter = _select("Between cells", DELIMITER_LABELS.items())
        self.encoding = _select("Encoding", ())
        self.headings = _select("Headings", ())
        self.mark = _select("Numbers", MARK_LABELS.items())
        self.order = _select("Dates", ORDER_LABELS.items())
        self.signs = _select("Sign of amounts", SIGN_LABELS.items())
        self._day_said = False
        self._chosen: set[QWidget] = set()
        self._captions: dict[QWidget, Label] = {}
        self._places: dict[QWidget, int] = {}
        self._grid = QGridLayout(self)
        self._lay_out()
        self._connect()

    def show_guess(self, guess: MappingGuess) -> None:
        """Fill in what was guessed; what the investor chose of it stays, except how the file is cut."""
        mapping = guess.mapping
        _choose(self.kind, mapping.kind)
        _choose(self.delimiter, mapping.delimiter)
        detected = ENCODING_LABELS.get(guess.encoding, guess.encoding)
        _offer(self.encoding, ((None, f"Auto: {detected}"), *ENCODING_LABELS.items()), mapping.encoding)
        _offer(self.sheet, ((title, title) for title in guess.sheets), mapping.sheet or next(iter(guess.sheets), ""))
        lines = [(row.line, f"In line {row.line:,}") for row in guess.rows]
        _offer(self.headings, (*lines, (_NO_HEADINGS, "None")), mapping.header_line or _NO_HEADINGS)
        for select, guessed in (
            (self.mark, mapping.decimal_mark),
            (self.order, mapping.date_order),
            (self.signs, mapping.amount_signs),
        ):
            if select not in self._chosen:
                _choose(select, guessed)
        for line, text in (
            (self.broker, mapping.broker),
            (self.account, mapping.account_name),
            (self.currency, mapping.currency),
        ):
            if not line.isModified():
                line.setText(text)
        for field, shown in (
            (self.sheet, len(guess.sheets) > 1),
            (self.delimiter, not guess.sheets),
            (self.encoding, not guess.sheets),
        ):
            self._show(field, shown)
        self._show(self.signs, mapping.kind is StatementKind.TRANSACTIONS)

    def keep(self, day: date | None) -> None:
        """Treat what stands here as chosen by the investor, and the day too if one was: no other guess changes it."""
        if day is not None:
            self.day.show_day(day)
        self._chosen.update((self.mark, self.order, self.signs))
        for line in (self.broker, self.account, self.currency):
            line.setModified(True)

    def unclear(self, guess: MappingGuess) -> tuple[str, ...]:
        """What the values leave open and nobody has chosen yet."""
        doubts = ((self.mark, guess.unclear_mark), (self.order, guess.unclear_order))
        return tuple(doubt for field, doubt in doubts if doubt and field not in self._chosen)

    def show_day(self, day: date | None, *, asked: bool) -> None:
        """Ask for the day of the figures, beginning with the one that the file itself may name."""
        self._show(self.day, asked)
        if not self._day_said:
            self.day.blockSignals(True)
            self.day.show_day(day or today())
            self.day.blockSignals(False)

    def layout_said(self, *, with_headings: bool) -> TableLayout:
        """How the file is to be cut into cells; without the headings, these are to be looked for again."""
        return TableLayout(
            delimiter=self.delimiter.currentData(),
            encoding=self.encoding.currentData(),
            sheet=self.sheet.currentData(),
            header_line=self.headings.currentData() if with_headings else None,
        )

    def kind_said(self) -> StatementKind:
        return StatementKind(self.kind.currentData())

    def completed(self, mapping: ColumnMapping) -> ColumnMapping:
        """The mapping with what these fields say."""
        return replace(
            mapping,
            kind=self.kind_said(),
            decimal_mark=DecimalMark(self.mark.currentData()),
            date_order=DateOrder(self.order.currentData()),
            amount_signs=AmountSigns(self.signs.currentData()),
            broker=self.broker.text().strip() or "Other",
            account_name=self.account.text().strip(),
            currency=self.currency.text().strip().upper() or "USD",
            as_of=self.day.day() if self._day_said and self.day.isVisibleTo(self) else None,
        )

    def _lay_out(self) -> None:
        grid = self._grid
        grid.setContentsMargins(*metrics.NO_MARGINS)
        grid.setHorizontalSpacing(_FIELD_GAP)
        grid.setVerticalSpacing(metrics.SMALL_GAP)
        above = (self.kind, self.broker, self.account, self.currency, self.day)
        below = (self.sheet, self.delimiter, self.encoding, self.headings, self.mark, self.order, self.signs)
        places = [(0, place, field) for place, field in enumerate(above)]
        # A workbook has sheets where text has a mark between cells.
        places += [(2, max(place - 1, 0), field) for place, field in enumerate(below)]
        for line, place, field in places:
            caption = Label(field.accessibleName(), "caption", "muted")
            caption.setBuddy(field)
            self._captions[field] = caption
            self._places[field] = place
            grid.addWidget(caption, line, place)
            grid.addWidget(field, line + 1, place)

    def _connect(self) -> None:
        for field in (self.sheet, self.delimiter, self.encoding):
            field.activated.connect(lambda _index: self.layout_changed.emit())
        for field in (self.kind, self.headings):
            field.activated.connect(lambda _index: self.headings_changed.emit())
        for field in (self.mark, self.order, self.signs):
            field.activated.connect(partial(self._choose_by_hand, field))
        for line in (self.broker, self.account, self.currency):
            line.textEdited.connect(lambda _text: self.changed.emit())
        self.day.dateChanged.connect(lambda _day: self._say_day())

    def _choose_by_hand(self, field: QWidget, _index: int) -> None:
        self._chosen.add(field)
        self.changed.emit()

    def _say_day(self) -> None:
        self._day_said = True
        self.changed.emit()

    def _share_the_width(self) -> None:
        """Among the columns that have a field to show."""
        shown = {self._places[field] for field in self._captions if field.isVisibleTo(self)}
        for place in set(self._places.values()):
            self._grid.setColumnStretch(place, 1 if place in shown else 0)

    def _show(self, field: QWidget, shown: bool) -> None:
        field.setVisible(shown)
        self._captions[field].setVisible(shown)
        self._share_the_width()


def _select(name: str, options: Iterable[tuple[object, str]]) -> Select:
    select = Select()
    select.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    select.setMinimumContentsLength(6)
    select.setSizeAdjustPolicy(Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    select.setAccessibleName(name)
    _offer(select, options, None)
    return select


def _offer(select: Select, options: Iterable[tuple[object, str]], chosen: object) -> None:
    select.clear()
    for value, text in options:
        select.addItem(text, userData=value)
    _choose(select, chosen)


def _choose(select: Select, value: object) -> None:
    """Show a value as chosen; one that is not among the usual is added."""
    index = next((index for index in range(select.count()) if select.itemData(index) == value), -1)
    if index < 0 and value:
        select.addItem(str(value), userData=value)
        index = select.count() - 1
    select.setCurrentIndex(max(index, 0) if select.count() else -1)


def _line(name: str, text: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setFont(font("body"))
    field.setFixedHeight(metrics.CONTROL_HEIGHT)
    field.setAccessibleName(name)
    return field
