"""Read what a person wrote down about the columns of a file."""

from __future__ import annotations

from pathlib import Path

from advisor.domain.column_mapping import ColumnMapping
from advisor.domain.errors import UnreadableFileError
from advisor.domain.mapping_json import mapping_from_json


def read_mapping(path: Path) -> ColumnMapping:
    """A mapping file.

    Raises:
        UnreadableFileError, MalformedFileError, InvalidRequestError: It cannot be read, or breaks the format.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(
            f"The mapping file {path.name} cannot be read.", "Choose a JSON file in UTF-8.", file=path.name
        ) from error
    return mapping_from_json(text, path.name)
