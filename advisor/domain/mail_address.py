"""What a mail address looks like."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def is_mail_address(text: str) -> bool:
    """Whether the text has the shape of a mail address; whether mail arrives there nobody looks."""
    return _ADDRESS.fullmatch(text) is not None
