"""The fields of the last plan, remembered with the books."""

from __future__ import annotations

import json
from collections.abc import Mapping

from advisor.services.task import Task
from advisor.storage.engine import Database
from advisor.storage.settings import save_setting, setting

_KEY = "plan_wishes"


def kept_wishes(db: Database, task: Task) -> dict[str, str]:
    """What was typed or chosen by the name of its field; empty before the first time, and where it cannot be read any more."""
    task.step(0, 1, "Reading your limits")
    kept = setting(db, _KEY)
    if kept is None:
        return {}
    try:
        fields = json.loads(kept)
    except ValueError:
        return {}
    return {str(key): str(text) for key, text in fields.items()} if isinstance(fields, dict) else {}


def keep_wishes(db: Database, task: Task, fields: Mapping[str, str]) -> None:
    """Remember the fields in place of those of the time before."""
    task.step(0, 1, "Keeping your limits")
    save_setting(db, _KEY, json.dumps(dict(fields), sort_keys=True, ensure_ascii=False))
