"""Whose files can be read."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.importers.registry import Broker, brokers


def list_brokers() -> Sequence[Broker]:
    """Every importer: id, name, kinds of file."""
    return brokers()
