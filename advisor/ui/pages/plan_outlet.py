"""The ways in which a plan leaves the page: kept, as files, on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from advisor.domain.errors import InvalidRequestError, UnreadableFileError
from advisor.presentation import words
from advisor.presentation.orders_csv import IBKR, trades_csv
from advisor.presentation.plan_print import build_plan_print
from advisor.services.clock import today
from advisor.ui import late_plan
from advisor.ui.asking import ask_where
from advisor.ui.background import BackgroundRunner
from advisor.ui.dialogs.plan_name import PlanName

if TYPE_CHECKING:
    from advisor.advice.model.plan import Plan
    from advisor.presentation.views.plan_print import PlanPrint
    from advisor.ui.pages.plan_drafting import Standing


class PlanOutlet(QObject):
    """Asks where a plan goes, and brings it there.

    Signals:
        told: What was done, in words.
        failed: The exception of what could not be done.
        csv_made: Stem of a file's name and the text for it.
    """

    told = Signal(str)
    failed = Signal(object)
    csv_made = Signal(str, str)

    def __init__(self, runner: BackgroundRunner, standing: Callable[[], Standing], parent: QWidget) -> None:
        super().__init__(parent)
        self._runner = runner
        self._standing = standing
        self._parent = parent

    @property
    def exports(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """What can be done, as words and deeds."""
        return (
            ("Trades with their lots (CSV)…", self.export_trades),
            ("Orders for Interactive Brokers…", self.choose_orders),
            ("Print…", self.preview),
            ("Save PDF…", self.choose_pdf),
        )

    def keep(self) -> None:
        """Ask for a name and keep the plan under it."""
        standing = self._standing()
        if standing.shown is None:
            self.failed.emit(InvalidRequestError("Only a plan made here can be kept.", "Solve again, then keep it."))
            return
        shown = standing.shown
        dialog = PlanName(f"{shown.plan.target.name}, {words.long_date(today())}", self._parent)
        dialog.accepted.connect(lambda: self._keep(dialog.name, shown))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_trades(self) -> None:
        """Every trade with its lots, as a table."""
        plan = self._sound_plan()
        if plan is not None:
            self.csv_made.emit("trades", trades_csv(plan, plan.target.name, today()))

    def choose_orders(self) -> None:
        """Ask where, then write the orders of each account in the broker's layout."""
        plan = self._sound_plan()
        if plan is not None:
            ask_where(self._parent, "Orders", "orders.csv", "CSV files (*.csv)", lambda path: self._write_orders(plan, path))

    def preview(self) -> None:
        """Show the sheets as they will print, with the system's own way to a printer."""
        view = self._sheets()
        if view is not None:
            late_plan.show_plan_preview(view, self._parent)

    def choose_pdf(self) -> None:
        """Ask where, then write the sheets as a PDF."""
        view = self._sheets()
        if view is not None:
            name = f"plan-{today().isoformat()}.pdf"
            ask_where(self._parent, "Save PDF", name, "PDF (*.pdf)", lambda path: self._write_pdf(view, path))

    def _sound_plan(self) -> Plan | None:
        """The plan in sight, unless a line of it cannot be carried out as it stands: then that is told."""
        standing = self._standing()
        if standing.problems:
            self.failed.emit(InvalidRequestError(f"Nothing was exported. {standing.problems[0]}", "Mend that line first."))
            return None
        return standing.plan

    def _sheets(self) -> PlanPrint | None:
        plan = self._sound_plan()
        return build_plan_print(plan, "", today()) if plan is not None else None

    def _keep(self, name: str, shown: object) -> None:
        job = self._runner.start(late_plan.keep_plan, name, shown)
        job.succeeded.connect(lambda kept: self.told.emit(f"Kept as “{kept.head.name}”."))
        job.failed.connect(self.failed)

    def _write_orders(self, plan: Plan, path: Path) -> None:
        job = self._runner.start_plain(lambda task: late_plan.write_orders(task, plan, IBKR, today(), path))
        job.succeeded.connect(lambda written: self.told.emit(_orders_words(written.orders, written.notes)))
        job.failed.connect(self.failed)

    def _write_pdf(self, view: PlanPrint, path: Path) -> None:
        try:
            late_plan.write_plan_pdf(view, path)
        except OSError as error:
            reason = error.strerror or str(error)
            self.failed.emit(UnreadableFileError(f"{path.name} could not be written: {reason}.", "Choose another folder."))
        else:
            self.told.emit(f"Saved {path.name}.")


def _orders_words(orders: tuple[Path, ...], notes: tuple[Path, ...]) -> str:
    if not orders:
        return f"None of these trades fits such a file. What to do by hand stands in {words.listed([n.name for n in notes])}."
    names = words.listed([file.name for file in orders])
    return f"Wrote {names}; the note beside each says what has no place in it. Nothing was sent."
