"""The household's taxes: what is said of them, the rates that follow, and the brackets behind those."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from advisor.advice.model.tax_profile import TaxProfile
from advisor.domain.tax_tables import TaxTable
from advisor.presentation.tax_form import gains_found_text, money_text, what_follows
from advisor.services.clock import today
from advisor.ui import late_advice, metrics
from advisor.ui.background import BackgroundJob, BackgroundRunner, Service
from advisor.ui.choices import SegmentedControl
from advisor.ui.dialogs.buttons import add_buttons
from advisor.ui.dialogs.tax_brackets import TaxBrackets
from advisor.ui.dialogs.tax_fields import TaxFields
from advisor.ui.errors import told
from advisor.ui.widgets import Label, PrimaryButton, WrappedLabel, column

if TYPE_CHECKING:
    from advisor.services.realised_gains import RealisedGains

_WIDTH = 860
_MARGINS = (24, 20, 24, 20)
_UNREAD = "The rates that follow stand here once every field can be read."
_YOURS, _BRACKETS = "yours", "brackets"


class TaxesDialog(QDialog):
    """Asks what a plan has to know of the household's taxes. Nothing leaves this computer.

    Signals:
        saved: Plans count with other rates from now on.
    """

    saved = Signal()

    def __init__(self, runner: BackgroundRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Your taxes")
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        self._runner = runner
        self._tables: Sequence[TaxTable] = ()
        self.segments = SegmentedControl(((_YOURS, "Your household"), (_BRACKETS, "Brackets")), "Part of this dialog")
        self.fields = TaxFields()
        self.brackets = TaxBrackets()
        self.keep = PrimaryButton("Keep")
        self._follows = WrappedLabel("", "body", "muted")
        self._said = WrappedLabel("", "caption", "negative")
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show_ready(False)
        self._run(late_advice.taxes).succeeded.connect(lambda found: self._begin(*found))

    def _lay_out(self) -> None:
        self._said.hide()
        first = QWidget()
        inside = column(first, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        inside.addWidget(self.fields)
        inside.addWidget(self._follows)
        inside.addStretch(1)
        self._pages.addWidget(first)
        self._pages.addWidget(self.brackets)
        layout = column(self, _MARGINS, 10)
        layout.addWidget(Label("Your taxes", "dialog_title"))
        sentence = "What you say here stays in your file, and every plan counts with it. Leave empty what you do not know."
        explanation = WrappedLabel(sentence, "explanation", "muted")
        layout.addWidget(explanation)
        layout.addWidget(self.segments)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._said)
        layout.addSpacing(metrics.SMALL_GAP)
        layout.addWidget(add_buttons(self, self.keep, "Close"))

    def _connect(self) -> None:
        self.segments.changed.connect(lambda key: self._pages.setCurrentIndex(int(key == _BRACKETS)))
        self.fields.changed.connect(self._judge)
        self.fields.fill_in.clicked.connect(self._ask_gains)
        self.brackets.kept.connect(lambda table: self._change_brackets(late_advice.keep_brackets, table))
        self.brackets.given_back.connect(lambda year: self._change_brackets(late_advice.forget_brackets, year))

    def accept(self) -> None:
        """Keep what the fields say; the dialog closes once it is kept."""
        read = self.fields.read()
        if read.profile is not None:
            self._show_ready(False)
            self._run(late_advice.keep_taxes, read.profile).succeeded.connect(lambda _kept: self._close_kept())

    def _begin(self, profile: TaxProfile, tables: Sequence[TaxTable]) -> None:
        self._tables = tables
        year = today().year
        self.fields.show_profile(profile, year)
        self.brackets.show_tables(tables, year, profile.filing)
        self._show_ready(True)
        self._judge()

    def _judge(self) -> None:
        read = self.fields.read()
        self.keep.setEnabled(read.profile is not None)
        if read.profile is not None and self._tables:
            self._follows.setText("\n".join(what_follows(read.profile, self._tables)))
        else:
            self._follows.setText(_UNREAD)

    def _ask_gains(self) -> None:
        self.fields.fill_in.setEnabled(False)
        job = self._run(late_advice.gains_so_far)
        job.succeeded.connect(self._fill_in)
        job.ended.connect(lambda: self.fields.fill_in.setEnabled(True))

    def _fill_in(self, gains: RealisedGains) -> None:
        if gains.sales:
            self.fields.write({"short_so_far": money_text(gains.short_term), "long_so_far": money_text(gains.long_term)})
        since = tuple(gains.complete_since.values())
        self.fields.found.setText(gains_found_text(gains.sales, len(gains.unknown), since))
        self.fields.found.show()

    def _change_brackets(self, service: Service, change: object) -> None:
        self._run(service, change).succeeded.connect(self._take_brackets)

    def _take_brackets(self, tables: Sequence[TaxTable]) -> None:
        self._tables = tables
        self.brackets.show_tables(tables, self.brackets.year, self.brackets.filing)
        self._judge()
        self.saved.emit()

    def _close_kept(self) -> None:
        self.saved.emit()
        super().accept()

    def _run(self, service: Service, *arguments: object) -> BackgroundJob:
        job = self._runner.start(service, *arguments)
        job.failed.connect(self._tell)
        return job

    def _tell(self, error: Exception) -> None:
        failure = told(error)
        self._said.setText(f"{failure.message} {failure.hint}".rstrip())
        self._said.show()
        self._show_ready(True)

    def _show_ready(self, ready: bool) -> None:
        self._pages.setEnabled(ready)
        self.keep.setEnabled(ready)
