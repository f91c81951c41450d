"""What an importer is, and what it is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from advisor.domain.statement import Statement, StatementKind
from advisor.importers.records import Record


@dataclass(frozen=True, slots=True)
class Source:
    """A file, cut into records.

    Attributes:
        name: File name without its folder; some brokers print the date only there.
        records: Every record with a non-blank cell.
        ends_with_newline: False may mean that the last record is cut off.
        encoding: What the bytes were decoded with.
    """

    name: str
    records: Sequence[Record]
    ends_with_newline: bool
    encoding: str


class Importer(Protocol):
    """One broker's formats."""

    broker: ClassVar[str]
    name: ClassVar[str]
    kinds: ClassVar[tuple[StatementKind, ...]]

    def recognises(self, head: Sequence[Record]) -> bool:
        """Whether the first records of a file are this broker's."""
        ...

    def read(self, source: Source) -> Statement:
        """The whole file; a bad row becomes a skipped row, not an exception.

        Raises:
            MalformedFileError: The file is cut off, or holds nothing to import.
        """
        ...
