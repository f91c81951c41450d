"""Change themes: put a company in or take it out, weigh it otherwise, make a theme, take any of it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from advisor.domain.errors import InvalidRequestError
from advisor.domain.themes import EditTakenBack, MemberEdit, OwnTheme, ThemeChange, ThemeDropped, ThemeRestored
from advisor.services.task import Changed, Task
from advisor.storage.engine import Database
from advisor.storage.refusals import changing
from advisor.storage.themes import (
    delete_theme,
    member_edits,
    own_themes,
    save_member_edit,
    save_theme,
    take_back_member_edit,
)


@dataclass(frozen=True, slots=True)
class ThemesOutcome:
    """What was done, and what would undo it, in this order."""

    done: tuple[ThemeChange, ...]
    undo: tuple[ThemeChange, ...]
    changed: Changed = Changed.MARKET


def edit_themes(db: Database, task: Task, changes: Sequence[ThemeChange]) -> ThemesOutcome:
    """Do every change, or none where one of them cannot be.

    Raises:
        InvalidRequestError: A theme has no name, a company no symbol, or a weight is not above zero.
    """
    task.step(0, 1, "Changing the theme")
    for change in changes:
        _check(change)
    undo: list[ThemeChange] = []
    with changing(db):
        for change in changes:
            undo = [*_apply(db, change), *undo]
    return ThemesOutcome(tuple(changes), tuple(undo))


def _check(change: ThemeChange) -> None:
    if isinstance(change, OwnTheme) and not change.name.strip():
        raise InvalidRequestError("A theme needs a name.", "Nothing was changed.")
    if isinstance(change, MemberEdit):
        if not change.symbol.strip():
            raise InvalidRequestError("Type the symbol of a company.", "Nothing was changed.")
        if change.weight is not None and not 0 < change.weight < inf:
            raise InvalidRequestError("A weight has to be above zero.", "To take a company out, remove it.")


def _apply(db: Database, change: ThemeChange) -> list[ThemeChange]:
    """Do one change; says what undoes it."""
    match change:
        case OwnTheme():
            before = _own(db, change.id)
            save_theme(db, change)
            return [before or ThemeDropped(change.id)]
        case MemberEdit():
            earlier = _edit(db, change.theme, change.symbol)
            save_member_edit(db, change)
            return [earlier or EditTakenBack(change.theme, change.symbol)]
        case EditTakenBack():
            edit = _edit(db, change.theme, change.symbol)
            take_back_member_edit(db, change.theme, change.symbol)
            return [edit] if edit else []
        case ThemeRestored():
            edits = _edits(db, change.theme)
            return [undone for edit in edits for undone in _apply(db, EditTakenBack(edit.theme, edit.symbol))]
        case ThemeDropped():
            own, edits = _own(db, change.theme), _edits(db, change.theme)
            return [own, *edits] if own and delete_theme(db, change.theme) else []


def _own(db: Database, theme: str) -> OwnTheme | None:
    return next((own for own in own_themes(db) if own.id == theme), None)


def _edits(db: Database, theme: str) -> list[MemberEdit]:
    return [edit for edit in member_edits(db) if edit.theme == theme]


def _edit(db: Database, theme: str, symbol: str) -> MemberEdit | None:
    return next((edit for edit in _edits(db, theme) if edit.symbol == symbol), None)
