"""Services, each loaded when it first runs: on the worker, after the first paint, because numpy takes longer than the shell."""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.services.task import Task

if TYPE_CHECKING:
    from sqlite_utils import Database

    from advisor.domain.statement import StatementPreview
    from advisor.exposure.model import MeasuredPortfolio
    from advisor.services.back_up import BackupOutcome, RestoreOutcome
    from advisor.services.import_files import ImportChoices, ImportOutcome
    from advisor.services.undo_import import UndoOutcome


def measure(db: Database, task: Task, benchmark: str, account_id: int | None) -> MeasuredPortfolio:
    from advisor.services.measure_exposure import measure_exposure

    return measure_exposure(db, task, benchmark, account_id)


def preview(db: Database, task: Task, paths: Sequence[Path]) -> tuple[StatementPreview, ...]:
    from advisor.services.import_files import preview_files

    return preview_files(db, task, paths)


def store(db: Database, task: Task, paths: Sequence[Path], choices: ImportChoices) -> ImportOutcome:
    from advisor.services.import_files import import_files

    return import_files(db, task, paths, choices)


def undo(db: Database, task: Task, import_id: int) -> UndoOutcome:
    from advisor.services.undo_import import undo_import

    return undo_import(db, task, import_id)


def sample(db: Database, task: Task) -> ImportOutcome:
    from advisor.services.load_sample import load_sample

    return load_sample(db, task)


def back_up_to(db: Database, task: Task, path: Path) -> BackupOutcome:
    from advisor.services.back_up import back_up

    return back_up(db, task, path)


def restore_from(database: Path, backup: Path) -> RestoreOutcome:
    from advisor.services.back_up import restore

    return restore(database, backup)
