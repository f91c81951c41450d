"""What the investor says about the files of an import, beyond what is in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from advisor.domain.column_mapping import ColumnMapping
from advisor.domain.portfolio import TaxType
from advisor.importers.reading.content import read_content


@dataclass(frozen=True, slots=True)
class Pasted:
    """Text that was pasted instead of saved to a file.

    Attributes:
        name: What it goes by in messages and in the list of imports.
        content: UTF-8.
    """

    name: str
    content: bytes


HandedOver = Path | Pasted


def content_of(handed_over: HandedOver) -> bytes:
    """The bytes of a file or of what was pasted.

    Raises:
        UnreadableFileError: The file is missing, no file, not permitted, or too large.
    """
    return handed_over.content if isinstance(handed_over, Pasted) else read_content(handed_over)


@dataclass(frozen=True, slots=True)
class FileChoices:
    """What the investor says about one file.

    Attributes:
        account_name: Name for the account, when the file holds a single one.
        tax_type: For every account of the file.
        tax_types: By `StatementAccount.key`; wins over `tax_type`.
        as_of: The day the figures are from, when the file does not say; None takes the day of import.
        mapping: What its columns mean; None leaves that to the importers and to what was said about such headings before.
    """

    account_name: str | None = None
    tax_type: TaxType | None = None
    tax_types: Mapping[str, TaxType] = field(default_factory=dict)
    as_of: date | None = None
    mapping: ColumnMapping | None = None


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What the investor says about the files of an import.

    Attributes:
        broker: Importer id; None to recognise it by content.
        account_name, tax_type, as_of, mapping: As in `FileChoices`, for every file.
        by_file: By the SHA-256 of a file; wins over what is said for every file.
        is_sample: The files are the bundled sample.
    """

    broker: str | None = None
    account_name: str | None = None
    tax_type: TaxType | None = None
    as_of: date | None = None
    mapping: ColumnMapping | None = None
    by_file: Mapping[str, FileChoices] = field(default_factory=dict)
    is_sample: bool = False

    def for_file(self, sha256: str) -> FileChoices:
        """What holds for one file."""
        own = self.by_file.get(sha256, FileChoices())
        return FileChoices(
            account_name=own.account_name or self.account_name,
            tax_type=own.tax_type or self.tax_type,
            tax_types=own.tax_types,
            as_of=own.as_of or self.as_of,
            mapping=own.mapping or self.mapping,
        )


NOTHING_SAID = ImportChoices()
