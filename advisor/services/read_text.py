"""Read the text of a file that a person wrote or was handed."""

from __future__ import annotations

from pathlib import Path

from advisor.domain.errors import UnreadableFileError


def read_json_text(path: Path, what: str) -> str:
    """The text of a JSON file; `what` is for the message: "target", "mapping".

    Raises:
        UnreadableFileError: As `read_text`.
    """
    return read_text(path, f"{what} file", "Choose a JSON file in UTF-8.")


def read_text(path: Path, what: str, hint: str) -> str:
    """The text of a file, whether or not it begins with a byte order mark.

    Args:
        what, hint: For the message: "worksheet", and what to choose instead.

    Raises:
        UnreadableFileError: The file cannot be read, or is not in UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(f"The {what} {path.name} cannot be read.", hint, file=path.name) from error
