"""Which securities count as substantially identical: by nature, and as the investor says."""

from __future__ import annotations

from dataclasses import replace

from advisor.advice.model.washing import IdenticalGroup
from advisor.advice.washing.group_file import groups_to_json, parse_groups
from advisor.advice.washing.groups import natural_groups, with_own
from advisor.domain.errors import InvalidRequestError
from advisor.services.market_book import fund_indices, market_book
from advisor.services.task import Task
from advisor.storage.engine import Database
from advisor.storage.settings import save_setting, setting

_KEY = "identical_groups"


def list_groups(db: Database, task: Task) -> tuple[IdenticalGroup, ...]:
    """Every group: the investor's own first, one that goes by the name of a natural group in its place.

    Raises:
        MalformedFileError: What is stored is no list of groups.
    """
    task.step(0, 1, "Looking which securities are alike")
    return with_own(natural_groups(market_book(db), fund_indices()), _own(db))


def keep_group(db: Database, task: Task, group: IdenticalGroup) -> IdenticalGroup:
    """Remember a group in place of an earlier one of its name; returns it as it counts from now on.

    Raises:
        InvalidRequestError: It has no name, or fewer than two symbols.
        MalformedFileError: What is stored is no list of groups.
    """
    task.step(0, 1, f"Keeping {group.name}")
    book = market_book(db)
    symbols = {symbol.strip().upper() for symbol in group.symbols} - {""}
    own = replace(group, name=group.name.strip(), symbols=frozenset(map(book.canonical, symbols)), own=True)
    if not own.name:
        raise InvalidRequestError("A group needs a name.", "Nothing was changed.")
    if len(own.symbols) < 2:
        raise InvalidRequestError("A group needs two symbols or more.", "Type the symbols that count as one for wash sales.")
    others = tuple(each for each in _own(db) if each.name != own.name)
    save_setting(db, _KEY, groups_to_json((*others, own)))
    return own


def forget_group(db: Database, task: Task, name: str) -> bool:
    """Forget what the investor said of a group, so that a natural one of that name counts again; False when nothing was said.

    Raises:
        MalformedFileError: What is stored is no list of groups.
    """
    task.step(0, 1, f"Forgetting {name}")
    own = _own(db)
    others = tuple(each for each in own if each.name != name)
    if len(others) == len(own):
        return False
    save_setting(db, _KEY, groups_to_json(others))
    return True


def _own(db: Database) -> tuple[IdenticalGroup, ...]:
    kept = setting(db, _KEY)
    return () if kept is None else parse_groups(kept)
