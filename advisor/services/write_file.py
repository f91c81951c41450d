"""Write a whole file, or none."""

from __future__ import annotations

import os
from pathlib import Path

from advisor.domain.errors import InvalidRequestError


def write_file(file: Path, content: bytes) -> None:
    """All of it or nothing, readable by its owner only: what leaves the books tells what somebody owns.

    Raises:
        InvalidRequestError: The file cannot be written; one that was there is untouched.
    """
    unfinished = file.with_name(f".{file.name}.part")
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        unfinished.replace(file)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        reason = error.strerror or "the system refused"
        raise InvalidRequestError(f"{file.name} could not be written: {reason}.", "Choose another folder.") from error
