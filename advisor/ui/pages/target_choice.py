"""The targets on offer: the presets, one the investor made, one from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from advisor.advice.model.target import OWN_TARGET_ID, TargetModel
from advisor.domain.classification import Sleeve
from advisor.domain.errors import AdvisorError
from advisor.ui import late_advice, late_plan
from advisor.ui.background import BackgroundRunner
from advisor.ui.dialogs.opening import open_dialog
from advisor.ui.dialogs.target_editor import TargetEditor, TodaysMix
from advisor.ui.pages.plan_form import PlanForm
from advisor.ui.theme import Themes

if TYPE_CHECKING:
    from advisor.exposure.model import Exposure

_ALL_CASH = 0.99  # fraction of a holding from which it is money


class TargetChoice(QObject):
    """Fills the form's list of targets, and asks for the one that is not in it.

    Signals:
        offered: The list is there, or there anew.
        added: A target from a file, or of the investor's own, was chosen.
        failed: The exception of a target that could not be read or kept.
    """

    offered = Signal()
    added = Signal()
    failed = Signal(object)

    def __init__(self, form: PlanForm, runner: BackgroundRunner, page: QWidget, themes: Themes) -> None:
        super().__init__(page)
        self._themes = themes
        self._form = form
        self._runner = runner
        self._page = page
        self._exposure: Exposure | None = None
        self._own: TargetModel | None = None
        form.file_wanted.connect(self._choose_file)
        form.own_wanted.connect(self._make_own)

    def offer(self, exposure: Exposure) -> None:
        """Offer the targets as they look for this portfolio."""
        if self._exposure is None:
            self._runner.start(late_plan.kept_wishes).succeeded.connect(self._form.restore)
        self._exposure = exposure
        job = self._runner.start(late_plan.targets)
        job.succeeded.connect(self._on_targets)
        job.failed.connect(self.failed)

    def keep_wishes(self) -> None:
        """Remember what the fields say for another day."""
        self._runner.start(late_plan.keep_wishes, self._form.to_keep()).failed.connect(self.failed)

    def _on_targets(self, targets: tuple[TargetModel, ...]) -> None:
        self._own = next((target for target in targets if target.id == OWN_TARGET_ID), None)
        self._form.show_targets(targets)
        self.offered.emit()

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._page, "Target from a file", "", "Target files (*.json)")
        if not chosen:
            return
        try:
            self._form.add_target_from_file(late_plan.target_from(Path(chosen)))
        except AdvisorError as error:
            self.failed.emit(error)
        else:
            self.added.emit()

    def _make_own(self) -> None:
        if self._exposure is None:
            return
        offered = [target for target in self._form.targets if target is not self._own]
        editor = TargetEditor(_todays_mix(self._exposure), offered, self._own, self._themes, self._page)
        editor.accepted.connect(lambda: self._take_own(editor.target()))
        job = self._runner.start(late_advice.themes)
        job.succeeded.connect(editor.offer_themes)
        job.failed.connect(self.failed)
        open_dialog(editor)

    def _take_own(self, target: TargetModel) -> None:
        self._own = target
        self._form.add_own_target(target)
        self._runner.start(late_plan.keep_target, target).failed.connect(self.failed)
        self.added.emit()


def _todays_mix(exposure: Exposure) -> TodaysMix:
    total = float(exposure.total_value)
    # Money is no holding that a plan could buy or sell.
    traded = (held for held in exposure.holdings.values() if held.value > 0 and held.sleeves.get(Sleeve.CASH, 0.0) < _ALL_CASH)
    largest = sorted(traded, key=lambda held: -held.value)
    return TodaysMix(
        sleeves={sleeve: part.weight for sleeve, part in exposure.sleeves.items()},
        sectors={sector: part.weight for sector, part in exposure.sectors.items()},
        holdings={held.symbol: float(held.value) / total for held in largest} if total > 0 else {},
    )
