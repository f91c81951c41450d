"""Read what a person wrote down about the columns of a file."""

from __future__ import annotations

from pathlib import Path

from advisor.domain.column_mapping import ColumnMapping
from advisor.domain.mapping_json import mapping_from_json
from advisor.services.read_text import read_json_text


def read_mapping(path: Path) -> ColumnMapping:
    """A mapping file.

    Raises:
        UnreadableFileError, MalformedFileError, InvalidRequestError: It cannot be read, or breaks the format.
    """
    return mapping_from_json(read_json_text(path, "mapping"), path.name)
