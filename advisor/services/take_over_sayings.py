"""What the investor said in other books, taken over with a portable file: classifications, and the target of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from advisor.advice.target_file import parse_target
from advisor.domain.classification import Override, Sector, Sleeve
from advisor.domain.errors import AdvisorError
from advisor.services.own_target import keep_own_target, own_target
from advisor.services.task import Task
from advisor.storage.engine import Database
from advisor.storage.overrides import load_overrides, save_override


def take_over_sayings(db: Database, task: Task, content: bytes) -> None:
    """Store what a portable file says beside its accounts; what was said in these books already stays.

    What cannot be understood is passed over: the file itself is kept with the import.

    Args:
        content: A portable file that was read before.
    """
    said = json.loads(content.decode("utf-8-sig"))
    known = load_overrides(db)
    for override in _overrides(said.get("overrides")):
        if override.symbol not in known:
            save_override(db, override)
    if own_target(db, task) is None:
        _take_over_target(db, task, said.get("targets"))


def _overrides(listed: object) -> Iterator[Override]:
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("symbol"), str) and entry["symbol"]:
            try:
                said_on = entry.get("stated_on")
                stated_on = date.fromisoformat(str(said_on)) if said_on else None
                yield Override(entry["symbol"], Sleeve(str(entry.get("sleeve"))), Sector(str(entry.get("sector"))), stated_on)
            except ValueError:
                continue


def _take_over_target(db: Database, task: Task, listed: Any) -> None:  # noqa: ANN401 - whatever the JSON holds
    for entry in listed if isinstance(listed, list) else ():
        try:
            keep_own_target(db, task, parse_target(json.dumps(entry), "the portable file"))
        except AdvisorError:
            continue
        return
