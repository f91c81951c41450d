"""Files that no importer knows: what their columns mean is guessed, corrected by their owner, and remembered."""

from __future__ import annotations

from advisor.importers.mapping.actions import words_of_actions
from advisor.importers.mapping.guess import guess_mapping, header_key
from advisor.importers.mapping.read import read_with_mapping

__all__ = ["guess_mapping", "header_key", "read_with_mapping", "words_of_actions"]
