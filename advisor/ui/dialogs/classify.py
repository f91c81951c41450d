"""Saying what a symbol is, where nothing is known about it."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from advisor.domain.classification import Sector, Sleeve, sector_within, sectors_in
from advisor.presentation.labels import SECTOR_LABELS, SLEEVE_LABELS
from advisor.ui.choices import Select
from advisor.ui.dialogs.buttons import add_buttons
from advisor.ui.widgets import Label, PrimaryButton, WrappedLabel, column, headed, row

_WIDTH = 460
_MARGINS = (24, 20, 24, 20)
_WHERE_NOTHING_IS_KNOWN = (Sleeve.US_OTHER, Sector.UNCLASSIFIED)


class ClassifyDialog(QDialog):
    """Asks for the sleeve and the sector of one symbol; both are remembered until they are changed.

    It begins with where the symbol lies now, where that is one place: often only the sector is to be corrected.
    """

    def __init__(
        self, symbol: str, name: str, parent: QWidget | None = None, *, now: tuple[Sleeve, Sector] | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Classify {symbol}")
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        self.sleeve = Select()
        for sleeve in Sleeve:
            if sleeve is not Sleeve.UNCLASSIFIED:
                self.sleeve.addItem(SLEEVE_LABELS[sleeve], userData=sleeve)
        self.sector = Select()
        sleeve, sector = now if now is not None and now[0] is not Sleeve.UNCLASSIFIED else _WHERE_NOTHING_IS_KNOWN
        self.sleeve.setCurrentIndex(self.sleeve.findData(sleeve))
        self.sleeve.currentIndexChanged.connect(self._offer_sectors)
        self._offer_sectors()
        self.sector.setCurrentIndex(self.sector.findData(sector_within(sleeve, sector)))
        self._lay_out(symbol, name)

    def _lay_out(self, symbol: str, name: str) -> None:
        layout = column(self, _MARGINS, 10)
        layout.addWidget(Label(f"What is {symbol}?", "dialog_title"))
        known_as = f"{name}. " if name and name != symbol else ""
        words = WrappedLabel(
            f"{known_as}Your answer counts in every figure, in every account, until you change it.", "explanation", "muted"
        )
        layout.addWidget(words)
        fields = row(None, (0, 6, 0, 12), 14)
        fields.addLayout(headed("Sleeve", self.sleeve), 1)
        fields.addLayout(headed("Sector", self.sector), 1)
        layout.addLayout(fields)
        layout.addWidget(add_buttons(self, PrimaryButton("Classify")))

    def choice(self) -> tuple[Sleeve, Sector]:
        """What the investor said."""
        return Sleeve(self.sleeve.currentData()), Sector(self.sector.currentData())

    def _offer_sectors(self) -> None:
        """Only stocks have a sector to choose; bonds, cash and gold stand in a place of their own."""
        sleeve = Sleeve(self.sleeve.currentData())
        chosen = self.sector.currentData()
        self.sector.clear()
        sectors = sectors_in(sleeve)
        for sector in sectors:
            self.sector.addItem(SECTOR_LABELS[sector], userData=sector)
        self.sector.setEnabled(len(sectors) > 1)
        kept = self.sector.findData(chosen)
        self.sector.setCurrentIndex(kept if kept >= 0 else self.sector.count() - 1)
