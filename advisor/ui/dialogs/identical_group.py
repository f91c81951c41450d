"""What counts as one security for wash sales, as the investor says."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from advisor.advice.model.washing import IdenticalGroup, Likeness
from advisor.presentation.wash_sales import LIKENESS_LABELS, LIKENESS_MEANS
from advisor.ui import metrics
from advisor.ui.choices import Select
from advisor.ui.dialogs.buttons import add_buttons
from advisor.ui.fonts import font
from advisor.ui.pages.plan_typing import read_symbols
from advisor.ui.widgets import Label, PrimaryButton, WrappedLabel, column

_WIDTH = 480
_MARGINS = (24, 20, 24, 20)
_SAID_BY_YOU = "You said so."


class IdenticalGroupDialog(QDialog):
    """Asks for a name, two symbols or more, and how sure it is that they are identical."""

    def __init__(self, group: IdenticalGroup | None = None, parent: QWidget | None = None) -> None:
        """
        Args:
            group: One that there is already; None for a new one.
        """
        super().__init__(parent)
        self._group = group
        self.setWindowTitle("What counts as identical")
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        self.name, self.symbols, self.likeness = QLineEdit(), QLineEdit(), Select()
        for likeness, label in LIKENESS_LABELS.items():
            self.likeness.addItem(label, likeness)
        self.verb = PrimaryButton("Keep")
        self._means = WrappedLabel("", "caption", "muted")
        self._said = WrappedLabel("", "caption", "negative")
        self._fill()
        self._lay_out()
        for field in (self.name, self.symbols):
            field.textChanged.connect(lambda _text: self._judge())
        self.likeness.currentIndexChanged.connect(lambda _place: self._judge())
        self._judge()

    def group(self) -> IdenticalGroup:
        """What was said; call it once the dialog was accepted."""
        likeness = Likeness(self.likeness.currentData())
        symbols = read_symbols(self.symbols.text())
        return IdenticalGroup(self.name.text().strip(), symbols, likeness, self._why(likeness, symbols), own=True)

    def _why(self, likeness: Likeness, symbols: frozenset[str]) -> str:
        before = self._group
        unchanged = before is not None and (before.likeness, before.symbols) == (likeness, symbols)
        return before.why if before is not None and unchanged else _SAID_BY_YOU

    def _fill(self) -> None:
        if self._group is not None:
            self.name.setText(self._group.name)
            self.name.setReadOnly(True)
            self.symbols.setText(", ".join(sorted(self._group.symbols)))
            self.likeness.setCurrentIndex(self.likeness.findData(self._group.likeness))

    def _judge(self) -> None:
        fault = ""
        if not self.name.text().strip():
            fault = "Give the group a name."
        elif len(read_symbols(self.symbols.text())) < 2:
            fault = "Type two symbols or more, separated by commas."
        self._said.setText(fault)
        self.verb.setEnabled(not fault)
        self._means.setText(LIKENESS_MEANS[Likeness(self.likeness.currentData())])

    def _lay_out(self) -> None:
        layout = column(self, _MARGINS, 10)
        layout.addWidget(Label("What counts as identical", "dialog_title"))
        fields = (("Name", self.name), ("Symbols", self.symbols), ("They count as", self.likeness))
        for heading, field in fields:
            label = Label(heading, "caption", "muted")
            label.setBuddy(field)
            field.setFont(font("control"))
            field.setFixedHeight(metrics.CONTROL_HEIGHT)
            field.setAccessibleName(heading)
            layout.addWidget(label)
            layout.addWidget(field)
        layout.addWidget(self._means)
        layout.addWidget(self._said)
        layout.addSpacing(metrics.GAP)
        layout.addWidget(add_buttons(self, self.verb))
