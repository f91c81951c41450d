"""A value as a JSON text that says what it is: its format, the version of the format, and the content."""

from __future__ import annotations

import json
from typing import Any

from advisor.advice.codec.values import from_json, to_json

VERSION = 1


def to_text(value: object, kind: type, form: str, *, indent: int | None = None) -> str:
    """The value, as `from_text` reads it back.

    Args:
        kind: What the value is annotated as; see `to_json`.
        form: The name of the format.
        indent: Spaces for each level, for a file that people read; None: all on one line.

    Raises:
        ValueError: It holds a number that is none.
    """
    document = {"format": form, "version": VERSION, "content": to_json(value, kind)}
    separators = (",", ":") if indent is None else None
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)


def from_text(text: str, kind: type, form: str) -> Any:  # noqa: ANN401 - a value of the kind that is asked for
    """What `to_text` wrote; a byte order mark before it is passed over.

    Raises:
        ValueError: It is no such text; the message says what is wrong, without a full stop.
    """
    try:
        document = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise ValueError("it is no JSON") from None
    if not isinstance(document, dict) or document.get("format") != form:
        raise ValueError(f"“format” must be “{form}”")
    if document.get("version") != VERSION:
        raise ValueError(f"“version” must be {VERSION}; another version of the program may have written it")
    return from_json(document.get("content"), kind)
