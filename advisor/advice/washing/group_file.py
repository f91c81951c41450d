"""The investor's own groups of identical securities as text (`advisor-identical-groups`, version 1)."""

from __future__ import annotations

import json
from collections.abc import Iterable

from advisor.advice.model.washing import IdenticalGroup, Likeness
from advisor.domain.errors import MalformedFileError

FORMAT = "advisor-identical-groups"
VERSION = 1
_KEYS = {"name", "symbols", "likeness", "why"}


def groups_to_json(groups: Iterable[IdenticalGroup]) -> str:
    """Text that `parse_groups` reads back to equal groups of the investor's own."""
    listed = [
        {"name": group.name, "symbols": sorted(group.symbols), "likeness": group.likeness.value, "why": group.why}
        for group in groups
    ]
    return json.dumps({"format": FORMAT, "version": VERSION, "groups": listed}, indent=2, ensure_ascii=False) + "\n"


def parse_groups(text: str) -> tuple[IdenticalGroup, ...]:
    """Read groups; every one is the investor's own.

    Raises:
        MalformedFileError: The text is not exactly what `groups_to_json` writes.
    """
    try:
        document = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise _error("they are not valid JSON") from None
    if not isinstance(document, dict) or document.keys() != {"format", "version", "groups"}:
        raise _error("“format”, “version” and “groups” are wanted, and nothing else")
    if (document["format"], document["version"]) != (FORMAT, VERSION) or not isinstance(document["groups"], list):
        raise _error(f"“format” must be “{FORMAT}”, “version” {VERSION}, and “groups” a list")
    groups = tuple(_group(entry) for entry in document["groups"])
    if len({group.name for group in groups}) < len(groups):
        raise _error("two groups have one name")
    return groups


def _group(entry: object) -> IdenticalGroup:
    if not isinstance(entry, dict) or entry.keys() != _KEYS:
        raise _error(f"a group holds {', '.join(sorted(_KEYS))}, and nothing else")
    name, symbols, likeness, why = entry["name"], entry["symbols"], entry["likeness"], entry["why"]
    if not isinstance(name, str) or not name.strip() or not isinstance(why, str):
        raise _error("“name” and “why” must be text, and the name not empty")
    if not isinstance(symbols, list) or not all(isinstance(each, str) and each for each in symbols) or len(set(symbols)) < 2:
        raise _error(f"“{name}” must list two or more symbols")
    if likeness not in list(Likeness):
        raise _error(f"“{name}” may be {', '.join(Likeness)}, not “{likeness}”")
    return IdenticalGroup(name, frozenset(symbols), Likeness(likeness), why, own=True)


def _error(problem: str) -> MalformedFileError:
    return MalformedFileError(f"Your groups of identical securities cannot be read: {problem}.")
