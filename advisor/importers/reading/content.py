"""The bytes of a file that a person handed over."""

from __future__ import annotations

import stat
from pathlib import Path

from advisor.domain.errors import UnreadableFileError

_LARGEST_FILE = 64 * 2**20  # bytes: a hundred times a statement of thousands of positions, ten times the longest fund's list


def read_content(path: Path) -> bytes:
    """The bytes of a file that a person handed over.

    Raises:
        UnreadableFileError: It is missing, no file, not permitted, or too large to be what the program reads.
    """
    name = path.name or str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableFileError(f"{name} is a folder, not a file.", "Choose the CSV file inside it.", file=name)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFileError(f"{name} is a device or pipe, not a file.", "Choose a CSV file.", file=name)
        refuse_too_large(name, status.st_size)
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFileError(f"There is no file {name}.", "Check its name and folder.", file=name) from None
    except PermissionError:
        raise UnreadableFileError(
            f"{name} may not be read: this account has no permission.", "Change the file's permissions, or copy it.", file=name
        ) from None
    except OSError as error:
        raise UnreadableFileError(
            f"{name} cannot be read: {error.strerror or error}.",
            "Copy the file to this computer's disk and try again.",
            file=name,
        ) from error


def refuse_too_large(name: str, size: int) -> None:
    """Pass over a file of any size that a statement or list could have.

    Raises:
        UnreadableFileError: It has more bytes than that.
    """
    if size > _LARGEST_FILE:
        raise _too_large(name, size)


def _too_large(name: str, size: int) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name} is {size / 2**20:,.0f} MB; lists of positions, of a fund's holdings or of closes have a few MB, and "
        f"{_LARGEST_FILE // 2**20} MB is the limit.",
        "Check that it is the file you meant.",
        file=name,
    )
