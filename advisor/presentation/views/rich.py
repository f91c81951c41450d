"""Text of which some runs are semibold."""

from __future__ import annotations

# (text, strong) runs, in order.
Rich = tuple[tuple[str, bool], ...]
