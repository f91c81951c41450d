"""Say what the columns of an unknown file mean: a guess to begin with, and what reading by a mapping would give."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from advisor.domain.column_mapping import ActionWord, ColumnMapping, MappingGuess, TableLayout
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.mapping import guess_mapping, read_with_mapping, words_of_actions
from advisor.services.import_choices import HandedOver, content_of
from advisor.services.read_statement_file import remembered_mapping
from advisor.services.task import Task
from advisor.storage.engine import Database

_ANYTHING = TableLayout()


@dataclass(frozen=True, slots=True)
class GuessedColumns:
    """A guess, and what is known of the file.

    Attributes:
        sha256: By which `ImportChoices` knows the file.
        remembered: What the investor said of a file with the same headings; None when that was never asked.
    """

    sha256: str
    guess: MappingGuess
    remembered: ColumnMapping | None


@dataclass(frozen=True, slots=True)
class Trial:
    """What reading a file by a mapping gives.

    Attributes:
        actions: The words of its transactions, those first that the program cannot tell.
    """

    statement: Statement
    actions: tuple[ActionWord, ...]


def guess_columns(
    db: Database, task: Task, file: HandedOver, layout: TableLayout = _ANYTHING, kind: StatementKind | None = None
) -> GuessedColumns:
    """What the columns are likely to mean, with the file's first rows; nothing is stored.

    Args:
        layout: What the investor says about how the file is cut into cells; the rest is guessed.
        kind: What the file holds, if the investor says so.

    Raises:
        AdvisorError: The file cannot be read, or is no table.
    """
    task.step(0, 1, f"Reading {file.name}")
    content = content_of(file)
    guess = guess_mapping(content, file.name, layout, kind)
    return GuessedColumns(hashlib.sha256(content).hexdigest(), guess, remembered_mapping(db, content, file.name))


def try_mapping(_db: Database, task: Task, file: HandedOver, mapping: ColumnMapping) -> Trial:
    """What the file says when it is read so; nothing is stored.

    Raises:
        InvalidRequestError: The mapping lacks a column that is needed.
        AdvisorError: The file cannot be read so.
    """
    task.step(0, 1, f"Reading {file.name}")
    statement = read_with_mapping(content_of(file), file.name, mapping)
    return Trial(statement, words_of_actions(statement.transactions, mapping.action_words))
