"""Ledger: what the articles claim and what became of it, what is published, and what is in the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from advisor.presentation.rotation.ledger import build_ledger
from advisor.presentation.sentences import NO_ADVICE
from advisor.ui import metrics
from advisor.ui.choices import SegmentedControl
from advisor.ui.pages.calendar_section import CalendarSection
from advisor.ui.pages.claims_section import ClaimsSection
from advisor.ui.pages.figures_section import FiguresSection
from advisor.ui.pages.rotation_parts import RotationPart
from advisor.ui.theme import Themes
from advisor.ui.widgets import Label, column

if TYPE_CHECKING:
    from advisor.rotation.model import RotationReport

CLAIMS, FIGURES, EVENTS = "claims", "figures", "events"


class LedgerPart(RotationPart):
    """Claims, published figures and events, one of them in front."""

    key = "ledger"
    title = "Ledger"

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.sections = SegmentedControl(((CLAIMS, "Claims"), (FIGURES, "Figures"), (EVENTS, "Calendar")), "Part of the ledger")
        self.claims = ClaimsSection(themes)
        self.figures = FiguresSection(themes)
        self.calendar = CalendarSection(themes)
        self.events = self.calendar.table
        self._shown: dict[str, QWidget] = {CLAIMS: self.claims, FIGURES: self.figures, EVENTS: self.calendar}
        layout = column(self, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        layout.addWidget(self.sections)
        for section in self._shown.values():
            layout.addWidget(section)
        layout.addWidget(Label(NO_ADVICE, "caption", "muted"))
        layout.addStretch(1)
        self._connect()
        self.show_section(CLAIMS)

    def _connect(self) -> None:
        self.sections.changed.connect(self.show_section)
        self.claims.failed.connect(self.failed)
        self.figures.failed.connect(self.failed)
        self.events.failed.connect(self.failed)
        self.figures.stated.connect(self.figure_stated)
        self.figures.taken_back.connect(self.figure_taken_back)

    def show_report(self, report: RotationReport) -> None:
        view = build_ledger(report)
        self.claims.show_view(view.claims)
        self.figures.show_view(view.figures)
        self.calendar.show_rows(view.events)

    def show_section(self, key: str) -> None:
        """Bring claims, figures or events to the front."""
        self.sections.choose(key)
        for name, section in self._shown.items():
            section.setVisible(name == key)

    def places(self) -> tuple[tuple[str, str], ...]:
        return (("Claims", CLAIMS), ("Published figures", FIGURES), ("Calendar", EVENTS))

    def export_view(self) -> None:
        """Write the table in front to a CSV file of the investor's choice."""
        match self.sections.chosen:
            case "claims":
                self.claims.table.export_csv()
            case "figures":
                self.figures.figures.export_csv()
            case "events":
                self.events.export_csv()

    def focus_subject(self, subject: str) -> None:
        """Select a claim, a figure, a dial or an event by its id, or bring a whole section to the front by its name."""
        if subject in self._shown:
            self.show_section(subject)
        elif self.claims.choose(subject):
            self.show_section(CLAIMS)
        elif self.figures.choose(subject):
            self.show_section(FIGURES)
        elif any(shown.id == subject for shown in self.events.standing_rows()):
            self.show_section(EVENTS)
            self.calendar.choose(subject)
