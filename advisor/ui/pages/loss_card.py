"""One loss in full: what it does, what may replace it, and what stands in the way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from advisor.presentation.views.losses import LossRow
from advisor.ui import metrics
from advisor.ui.choices import Select
from advisor.ui.fact_rows import FactRows
from advisor.ui.pages.rotation_layout import paragraph
from advisor.ui.widgets import Card, Label, row

_NONE = "Nothing: keep the money in cash"


class LossCard(Card):
    """The loss that was chosen.

    Signals:
        replaced: Key of the row, and the place of the fund that is to stand in for it; past the last for none.
    """

    replaced = Signal(str, int)

    def __init__(self) -> None:
        super().__init__("The loss you chose")
        self._key = ""
        self.instead = Select(small=True)
        self.instead.setAccessibleName("Bought instead")
        self._facts = FactRows()
        self._words = paragraph("", "body", "muted")
        line = row(None, metrics.NO_MARGINS, metrics.GAP)
        line.addWidget(Label("Bought instead", "body", "muted"))
        line.addWidget(self.instead)
        line.addStretch(1)
        self.body.addWidget(self._facts)
        self.body.addLayout(line)
        self.body.addWidget(self._words)
        self.body.addStretch(1)
        self.instead.activated.connect(lambda place: self.replaced.emit(self._key, place))

    def show_row(self, shown: LossRow, instead: int) -> None:
        """Tell another loss.

        Args:
            instead: Place of the fund that stands in for it.
        """
        self._key = shown.key
        self.title.setText(f"{shown.symbol}, bought {shown.acquired_text}")
        self._facts.show_facts(shown.facts)
        self._words.setText("\n".join(shown.sentences))
        self.instead.clear()
        for said, tip in shown.replacements:
            self.instead.addItem(said)
            self.instead.setItemData(self.instead.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.instead.addItem(_NONE)
        self.instead.setCurrentIndex(min(instead, self.instead.count() - 1))
