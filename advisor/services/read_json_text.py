"""Read the text of a JSON file that a person wrote or was handed."""

from __future__ import annotations

from pathlib import Path

from advisor.domain.errors import UnreadableFileError


def read_json_text(path: Path, what: str) -> str:
    """The text of a file, whether or not it begins with a byte order mark.

    Args:
        what: For the message: "target", "mapping".

    Raises:
        UnreadableFileError: The file cannot be read, or is not in UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(
            f"The {what} file {path.name} cannot be read.", "Choose a JSON file in UTF-8.", file=path.name
        ) from error
