"""Making a target of one's own: a share for every sleeve and what else it may say, with a picture that follows as one types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QStackedWidget, QWidget

from advisor.advice.model.target import Destination, TargetModel
from advisor.domain.classification import GICS_SECTORS, Sector, Sleeve
from advisor.domain.errors import AdvisorError
from advisor.presentation.labels import SECTOR_LABELS
from advisor.presentation.target_editing import (
    ALL_TENTHS,
    BANDS,
    LIMITS,
    SECTORS,
    SLEEVES,
    USUAL_BAND,
    TypedTarget,
    faults_of,
    left_words,
    sector_bars,
    sleeve_bars,
    sum_words,
    target_as_typed,
    target_tenths,
    whole_tenths,
)
from advisor.ui import late_plan, metrics
from advisor.ui.asking import ask_where
from advisor.ui.charts.export import file_stem
from advisor.ui.charts.target_bars import TargetBars
from advisor.ui.choices import SegmentedControl, Select
from advisor.ui.dialogs.buttons import add_buttons
from advisor.ui.dialogs.target_bands import BandFields
from advisor.ui.dialogs.target_limits import LimitFields, OptionalRows, scrolled
from advisor.ui.dialogs.target_rows import TargetRows
from advisor.ui.errors import told
from advisor.ui.fonts import font
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Card, Label, PrimaryButton, WrappedLabel, column, headed, row

_WIDTH, _FIELDS_WIDTH = 920, 410
_LEAST_FIELDS_HEIGHT = 392  # every sleeve and their sum
_MARGINS = (24, 20, 24, 20)
_USUAL_NAME = "My target"
_PAGES = ((SLEEVES, "Sleeves"), (SECTORS, "Sectors"), (LIMITS, "Limits and holdings"), (BANDS, "Bands"))


@dataclass(frozen=True, slots=True)
class TodaysMix:
    """What the portfolio is today, as fractions of all the money.

    Attributes:
        holdings: By symbol, largest first.
    """

    sleeves: Mapping[Sleeve, float]
    sectors: Mapping[Sector, float] = field(default_factory=dict)
    holdings: Mapping[str, float] = field(default_factory=dict)


class TargetEditor(QDialog):
    """Asks for a target of the investor's own; it begins with the last one, or with today's mix."""

    def __init__(
        self,
        today: TodaysMix,
        offered: Sequence[TargetModel],
        last: TargetModel | None,
        themes: Themes,
        parent: QWidget | None = None,
    ) -> None:
        """
        Args:
            offered: Targets to start from.
            last: The target that was made before.
            themes: Colours of the picture.
        """
        super().__init__(parent)
        self.setWindowTitle("Your own target")
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        self._today = today
        self._name = QLineEdit(last.name if last else _USUAL_NAME)
        self._start = Select()
        self._rows = TargetRows(today.sleeves)
        self._sectors: OptionalRows[Sector] = OptionalRows("Target for sector")
        self._limits = LimitFields()
        self._bands = BandFields()
        self._segments = SegmentedControl(_PAGES, "What the target says")
        self._pages = QStackedWidget()
        self._picture = TargetBars(themes)
        self._left = Label("", "strong")
        self._words = WrappedLabel("", "body", "muted")
        self._save = Button("Save as a file…")
        self._use = PrimaryButton("Use this target")
        self._offer(offered)
        self._lay_out()
        self._connect()
        self._fill(last)
        self._judge()

    def target(self) -> TargetModel:
        """The target as the fields say it."""
        return target_as_typed(self._typed())

    def offer_themes(self, themes: Iterable[tuple[str, str]]) -> None:
        """Let a theme be limited, by (id, name)."""
        self._limits.themes.offer((key, name, None) for key, name in themes)

    def _typed(self) -> TypedTarget:
        return TypedTarget(
            name=self._name.text(),
            sleeves=self._rows.tenths,
            band=self._bands.band,
            sectors=self._sectors.tenths,
            company_max=self._limits.company.chosen,
            themes=self._limits.themes.tenths,
            instruments=self._limits.holdings.tenths,
            destination=Destination(self._bands.destination.currentData()),
        )

    def _offer(self, offered: Sequence[TargetModel]) -> None:
        self._start.setPlaceholderText("Choose…")
        self._start.addItem("Today's mix", whole_tenths(self._today.sleeves))
        for target in offered:
            self._start.addItem(target.name, target_tenths(target, self._today.sleeves))
        self._sectors.offer((sector, SECTOR_LABELS[sector], self._today.sectors.get(sector, 0.0)) for sector in GICS_SECTORS)
        self._limits.holdings.offer((symbol, symbol, share) for symbol, share in self._today.holdings.items())

    def _fill(self, last: TargetModel | None) -> None:
        self._start.setCurrentIndex(-1 if last else 0)
        self._bands.fill(last.band if last else USUAL_BAND, last.destination if last else Destination.TARGET)
        if last is None:
            self._rows.fill(whole_tenths(self._today.sleeves))
            return
        self._rows.fill(target_tenths(last, self._today.sleeves))
        self._sectors.fill({Sector(name): _tenths(share) for name, share in last.sectors.items()})
        self._limits.company.chosen = None if last.company_max is None else _tenths(last.company_max)
        self._limits.themes.fill({theme: _tenths(share) for theme, share in last.themes.items()})
        held = {symbol: _tenths(share) for symbol, share in last.instruments.items()}
        self._limits.holdings.offer((symbol, symbol, 0.0) for symbol in held)
        self._limits.holdings.fill(held)

    def _connect(self) -> None:
        self._start.activated.connect(lambda place: self._rows.fill(self._start.itemData(place)))
        self._segments.changed.connect(self._show_page)
        for part in (self._rows, self._sectors, self._limits, self._bands):
            part.changed.connect(self._judge)
        self._name.textChanged.connect(self._judge)
        self._save.clicked.connect(self._ask_for_file)

    def _show_page(self, key: str) -> None:
        self._pages.setCurrentIndex([name for name, _ in _PAGES].index(key))
        self._judge()

    def _judge(self) -> None:
        """The target can be used once it has a name and adds up; until then, say what is in the way and where."""
        typed = self._typed()
        faults = faults_of(typed)
        self._draw(typed)
        for key, title in _PAGES:
            self._segments.set_label(key, f"{title} •" if key in faults else title)
        here = faults.get(self._segments.chosen) or next(iter(faults.values()), "")
        self._say(here or sum_words(sum(typed.sleeves.values())), wrong=bool(faults))
        for button in (self._use, self._save):
            button.setEnabled(not faults)
            button.setToolTip(here)

    def _draw(self, typed: TypedTarget) -> None:
        if self._segments.chosen == SECTORS:
            self._picture.show_rows(sector_bars(typed, self._today.sectors, GICS_SECTORS), "Sectors today and in the target")
            total = sum(typed.sectors.values())
            self._left.setText(
                f"{total / 10:,.1f}% of your money has a target by sector." if total else "No sector has a target."
            )
            return
        self._picture.show_rows(sleeve_bars(typed, self._today.sleeves), "Sleeves today and in the target")
        self._left.setText(left_words(sum(typed.sleeves.values())))

    def _say(self, said: str, *, wrong: bool) -> None:
        self._words.setText(said)
        self._words.set_tone("negative" if wrong else "muted")
        self._words.setAccessibleName(said)

    def _ask_for_file(self) -> None:
        ask_where(self, "Save the target", f"{file_stem(self._name.text())}.json", "Target files (*.json)", self._write)

    def _write(self, path: Path) -> None:
        try:
            late_plan.write_target(path, self.target())
        except AdvisorError as error:
            failure = told(error)
            self._say(f"{failure.message} {failure.hint}".rstrip(), wrong=True)
        else:
            self._say(f"Saved as {path.name}.", wrong=False)

    def _lay_out(self) -> None:
        layout = column(self, _MARGINS, 10)
        layout.addWidget(Label("Your own target", "dialog_title"))
        explanation = WrappedLabel("What share of all your money each part is to have.", "explanation", "muted")
        self._name.setFont(font("body"))
        fields = row(None, (0, 2, 0, 4), 14)
        fields.addLayout(headed("Name", self._name), 1)
        fields.addLayout(headed("Start from", self._start), 1)
        layout.addWidget(explanation)
        layout.addLayout(fields)
        layout.addWidget(self._segments)
        middle = row(None, metrics.NO_MARGINS, metrics.CARD_GAP)
        middle.addWidget(self._laid_out_pages())
        middle.addWidget(self._laid_out_picture(), 1)
        layout.addLayout(middle, 1)
        layout.addWidget(self._words)
        layout.addWidget(self._buttons())

    def _laid_out_pages(self) -> QStackedWidget:
        for page in (self._rows, self._sectors, self._limits, self._bands):
            self._pages.addWidget(scrolled(page))
        self._pages.setFixedWidth(_FIELDS_WIDTH)
        self._pages.setMinimumHeight(_LEAST_FIELDS_HEIGHT)
        return self._pages

    def _laid_out_picture(self) -> Card:
        card = Card("Today and target", "share of all your money")
        card.body.addWidget(self._picture, 1)
        card.body.addWidget(self._left, 0, Qt.AlignmentFlag.AlignRight)
        return card

    def _buttons(self) -> QDialogButtonBox:
        box = add_buttons(self, self._use)
        box.addButton(self._save, QDialogButtonBox.ButtonRole.HelpRole)
        return box


def _tenths(share: float) -> int:
    return round(share * ALL_TENTHS)
