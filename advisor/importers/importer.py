"""What an importer is, and what it is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Protocol

from advisor.domain.statement import Statement, StatementKind
from advisor.importers.reading.records import Record


class Form(StrEnum):
    """How a file is built, as its first bytes tell."""

    TABLE = "table"  # rows of cells: CSV, TSV, the sheets of a workbook
    JSON = "json"
    XML = "xml"
    OFX = "ofx"
    QIF = "qif"


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


@dataclass(frozen=True, slots=True)
class Document:
    """A file that is no table.

    Attributes:
        name: File name without its folder.
        form: Never `Form.TABLE`.
        content: The bytes.
        text: The same, decoded.
        encoding: What the bytes were decoded with.
        value: What the text holds: JSON values, the root `xml.etree.ElementTree.Element` of XML; None for OFX and QIF.
    """

    name: str
    form: Form
    content: bytes
    text: str
    encoding: str
    value: object

    def cut_into(self, records: Sequence[Record]) -> Source:
        """The document as the account of its rows wants it: one record for each position, lot or transaction element."""
        return Source(self.name, records, ends_with_newline=True, encoding=self.encoding)


class Importer(Protocol):
    """One format of one broker, as a table. Several importers may share a broker."""

    broker: ClassVar[str]
    name: ClassVar[str]
    kinds: ClassVar[tuple[StatementKind, ...]]

    def recognises(self, head: Sequence[Record]) -> bool:
        """Whether the first records of a file are of this format; no two importers recognise the same file."""
        ...

    def read(self, source: Source) -> Statement:
        """The whole file; a bad row becomes a skipped row, not an exception.

        Raises:
            MalformedFileError: The file is cut off, or holds nothing to import.
        """
        ...


class DocumentImporter(Protocol):
    """One format that is no table: JSON, XML, OFX, QIF."""

    broker: ClassVar[str]
    name: ClassVar[str]
    kinds: ClassVar[tuple[StatementKind, ...]]
    form: ClassVar[Form]

    def recognises(self, document: Document) -> bool:
        """Whether a document of this importer's form is of this format."""
        ...

    def read(self, document: Document) -> Statement:
        """The whole document; a bad element becomes a skipped row, not an exception.

        Raises:
            MalformedFileError: The file is cut off, or holds nothing to import.
        """
        ...
