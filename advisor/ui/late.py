"""Services, each loaded when it first runs: on the worker, after the first paint, because numpy takes longer than the shell."""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.portfolio import TaxType
from advisor.services.task import Task

if TYPE_CHECKING:
    from sqlite_utils import Database

    from advisor.domain.column_mapping import ColumnMapping, TableLayout
    from advisor.domain.figures import Figure
    from advisor.domain.statement import StatementKind, StatementPreview
    from advisor.domain.themes import ThemeChange
    from advisor.exposure.model import MeasuredPortfolio
    from advisor.presentation.views import TransactionRow
    from advisor.rotation.model import RotationReport
    from advisor.services.back_up import BackupOutcome, RestoreOutcome
    from advisor.services.change_account import AccountOutcome
    from advisor.services.check_database import CheckOutcome
    from advisor.services.classify_instrument import ClassifyOutcome, UnclassifyOutcome
    from advisor.services.edit_themes import ThemesOutcome
    from advisor.services.explain_import import ImportExplanation
    from advisor.services.export_portfolio import ExportOutcome
    from advisor.services.import_choices import HandedOver, ImportChoices
    from advisor.services.import_files import ImportOutcome
    from advisor.services.map_columns import GuessedColumns, Trial
    from advisor.services.save_original import OriginalOutcome
    from advisor.services.state_cost_basis import CostOutcome
    from advisor.services.state_exchange_rate import RateOutcome
    from advisor.services.state_figure import FigureOutcome
    from advisor.services.undo_import import UndoOutcome
    from advisor.ui.tables.long_rows import PreparedRows


def broker_names(task: Task) -> tuple[str, ...]:
    """Of every broker whose files can be read; the module of each is loaded for it."""
    from advisor.services.list_brokers import list_brokers

    task.step(0, 1, "Looking up the brokers")
    return tuple(broker.name for broker in list_brokers())


def measure(db: Database, task: Task, benchmark: str, account_id: int | None) -> MeasuredPortfolio:
    from advisor.services.measure_exposure import measure_exposure

    return measure_exposure(db, task, benchmark, account_id)


def watch(db: Database, task: Task, account_id: int | None) -> RotationReport:
    from advisor.services.watch_rotation import watch_rotation

    # What draws it takes as long to load; once loaded here, the window need not wait for it.
    import_module("advisor.ui.pages.rotation_stack")
    return watch_rotation(db, task, account_id)


def preview(
    db: Database, task: Task, files: Sequence[HandedOver], mappings: Mapping[str, ColumnMapping]
) -> tuple[StatementPreview, ...]:
    from advisor.services.import_choices import FileChoices, ImportChoices
    from advisor.services.import_files import preview_files

    said = {sha256: FileChoices(mapping=mapping) for sha256, mapping in mappings.items()}
    return preview_files(db, task, files, ImportChoices(by_file=said))


def store(
    db: Database, task: Task, files: Sequence[HandedOver], choices: ImportChoices, mappings: Mapping[str, ColumnMapping]
) -> ImportOutcome:
    from dataclasses import replace

    from advisor.services.import_files import import_files

    said = {sha256: replace(choices.by_file[sha256], mapping=mapping) for sha256, mapping in mappings.items()}
    return import_files(db, task, files, replace(choices, by_file={**choices.by_file, **said}))


def guess_columns(db: Database, task: Task, file: HandedOver, layout: TableLayout, kind: StatementKind | None) -> GuessedColumns:
    from advisor.services.map_columns import guess_columns

    return guess_columns(db, task, file, layout, kind)


def try_mapping(db: Database, task: Task, file: HandedOver, mapping: ColumnMapping) -> Trial:
    from advisor.services.map_columns import try_mapping

    return try_mapping(db, task, file, mapping)


def undo(db: Database, task: Task, import_id: int) -> UndoOutcome:
    from advisor.services.undo_import import undo_import

    return undo_import(db, task, import_id)


def explain(db: Database, task: Task, import_id: int) -> ImportExplanation:
    from advisor.services.explain_import import explain_import

    return explain_import(db, task, import_id)


def sample(db: Database, task: Task) -> ImportOutcome:
    from advisor.services.load_sample import load_sample

    return load_sample(db, task)


def back_up_to(db: Database, task: Task, path: Path) -> BackupOutcome:
    from advisor.services.back_up import back_up

    return back_up(db, task, path)


def restore_from(database: Path, backup: Path) -> RestoreOutcome:
    from advisor.services.back_up import restore

    return restore(database, backup)


def check(db: Database, task: Task) -> CheckOutcome:
    from advisor.services.check_database import check_database

    return check_database(db, task)


def classify(db: Database, task: Task, symbol: str, sleeve: Sleeve, sector: Sector) -> ClassifyOutcome:
    from advisor.services.classify_instrument import classify_instrument

    return classify_instrument(db, task, symbol, sleeve, sector)


def change_account(db: Database, task: Task, account_id: int, name: str, tax_type: TaxType, owner: str) -> AccountOutcome:
    from advisor.services.change_account import change_account

    return change_account(db, task, account_id, name, tax_type, owner)


def state_rate(db: Database, task: Task, currency: str, dollars: Decimal, day: date) -> RateOutcome:
    from advisor.services.state_exchange_rate import state_exchange_rate

    return state_exchange_rate(db, task, currency, dollars, day)


def state_figure(db: Database, task: Task, figure: Figure) -> FigureOutcome:
    from advisor.services.state_figure import state_figure as state

    return state(db, task, figure)


def forget_figure(db: Database, task: Task, figure_id: str) -> FigureOutcome:
    from advisor.services.state_figure import forget_figure as forget

    return forget(db, task, figure_id)


def edit_themes(db: Database, task: Task, changes: Sequence[ThemeChange]) -> ThemesOutcome:
    from advisor.services.edit_themes import edit_themes as edit

    return edit(db, task, changes)


def state_cost(db: Database, task: Task, account_id: int, symbol: str, cost_basis: Decimal | None) -> CostOutcome:
    from advisor.services.state_cost_basis import state_cost_basis

    return state_cost_basis(db, task, account_id, symbol, cost_basis)


def export_everything(db: Database, task: Task, path: Path) -> ExportOutcome:
    from advisor.services.export_portfolio import export_portfolio

    return export_portfolio(db, task, path)


def save_original(db: Database, task: Task, import_id: int, path: Path) -> OriginalOutcome:
    from advisor.services.save_original import save_original

    return save_original(db, task, import_id, path)


def transactions(db: Database, task: Task, account_id: int | None) -> PreparedRows[TransactionRow]:
    from advisor.presentation.transactions import transaction_rows
    from advisor.services.list_transactions import list_transactions
    from advisor.ui.tables.holding_columns import TRANSACTION_COLUMNS
    from advisor.ui.tables.long_rows import prepare_rows

    return prepare_rows(TRANSACTION_COLUMNS, transaction_rows(list_transactions(db, task, account_id)))


def history_csv(db: Database, task: Task, account_id: int | None) -> str:
    from advisor.presentation.page_tables import transactions_csv
    from advisor.services.list_transactions import list_transactions

    return transactions_csv(list_transactions(db, task, account_id))


def forget_class(db: Database, task: Task, symbol: str) -> UnclassifyOutcome:
    from advisor.services.classify_instrument import forget_classification

    return forget_classification(db, task, symbol)
