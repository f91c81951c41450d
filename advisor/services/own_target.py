"""The target the investor made: remembered with the books, or written to a file of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from advisor.advice.model.target import OWN_TARGET_ID, TargetModel
from advisor.advice.target_file import parse_target, target_to_json
from advisor.services.task import Task
from advisor.services.write_file import write_file
from advisor.storage.engine import Database
from advisor.storage.settings import save_setting, setting

_KEY = "own_target"


def own_target(db: Database, task: Task) -> TargetModel | None:
    """The target that was kept last; None before the first.

    Raises:
        MalformedFileError: What is stored is no target.
    """
    task.step(0, 1, "Reading your own target")
    kept = setting(db, _KEY)
    return None if kept is None else replace(parse_target(kept, "your own target"), id=OWN_TARGET_ID)


def keep_own_target(db: Database, task: Task, target: TargetModel) -> TargetModel:
    """Remember this target in place of the one before; returns it as it is offered from now on."""
    task.step(0, 1, f"Keeping {target.name}")
    save_setting(db, _KEY, target_to_json(target))
    return replace(target, id=OWN_TARGET_ID)


def write_target(path: Path, target: TargetModel) -> None:
    """Write a target file, which `read_target` reads back.

    Raises:
        InvalidRequestError: The file cannot be written.
    """
    write_file(path, target_to_json(target).encode())
